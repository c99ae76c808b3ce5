//! Jobs as they were at a moment: read from the log, by the same fold that makes the read model.

use domain::{JobId, TenantId};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use projections::job_list::{JobListQuery, JobPage};
use projections::job_view::JobSummary;
use projections::queries::{Cut, Moment, SKEW};

use crate::Shared;
use crate::problem::{Kind, Problem};

/// How many jobs are read from the log side by side.
const TOGETHER: usize = 4;
/// How many jobs are looked at for one page: a filter may leave few of them.
const LOOKED_AT: usize = 1_000;
impl Shared {
    /// A job as it was, and its version then.
    pub(super) async fn job_at(
        &self,
        tenant: &TenantId,
        id: JobId,
        moment: Moment,
    ) -> Result<(JobSummary, u64), Problem> {
        let cut = self.cut(moment).await?;
        let found = self.services.history.job_at(tenant, id, &cut).await?;
        found.ok_or_else(|| Problem::new(Kind::NoSuchJob, format!("there was no job {id} at that moment")))
    }

    /// A page of jobs as they were. Which jobs there are the read model knows, and jobs never go; the log says what each was.
    pub(super) async fn jobs_at(
        &self,
        tenant: &TenantId,
        mut query: JobListQuery,
        moment: Moment,
    ) -> Result<JobPage, Problem> {
        let cut = self.cut(moment).await?;
        let newest = cut.instant + SKEW;
        query.filter.until = Some(query.filter.until.map_or(newest, |until| until.min(newest)));
        let (state, mut page, mut looked_at) = (query.filter.state.take(), JobPage::default(), 0);
        loop {
            let known = self.services.views.jobs(tenant, &query).await?;
            (query.after, looked_at) = (known.next, looked_at + known.jobs.len());
            let were = self.as_they_were(tenant, known.jobs, &cut).await?;
            page.jobs.extend(were.into_iter().filter(|was| state.is_none_or(|state| was.state == state)));
            if page.jobs.len() > query.limit {
                page.jobs.truncate(query.limit);
                page.next = page.jobs.last().map(|last| last.id.into());
                return Ok(page);
            }
            if query.after.is_none() || looked_at >= LOOKED_AT {
                page.next = query.after;
                return Ok(page);
            }
        }
    }

    /// Those of these jobs that there were, as they were.
    async fn as_they_were(
        &self,
        tenant: &TenantId,
        jobs: Vec<JobSummary>,
        cut: &Cut,
    ) -> Result<Vec<JobSummary>, Problem> {
        let reads = jobs.into_iter().map(|job| self.services.history.job_at(tenant, job.id, cut));
        let found: Vec<_> = stream::iter(reads).buffered(TOGETHER).try_collect().await?;
        Ok(found.into_iter().flatten().map(|(summary, _)| summary).collect())
    }
}

#[cfg(test)]
mod tests {
    use chrono::{TimeDelta, Utc};
    use projections::queries::{Cut, JobHistory as _};
    use serde_json::Value;

    use crate::testing::{Testing, json, problem, tenant};

    const BODY: &str = r#"{"items":[1,2],"processor":{"jq":{"filter":"."}}}"#;

    /// Submits a job and pauses it. Gives its id, and where the submission ended in the log.
    async fn paused_job(testing: &Testing) -> (String, u64) {
        let client = testing.client();
        let request = client.post("/v1/jobs").content_type("application/json").body(BODY);
        let accepted = json(request.send().await, 202).await;
        let id = accepted["id"].as_str().unwrap().to_owned();
        client.post(format!("/v1/jobs/{id}/pause")).send().await.assert_status_is_ok();
        (id, accepted["position"]["position"].as_u64().unwrap())
    }

    /// Has the read model know the jobs, as they are now.
    async fn list_them(testing: &Testing, ids: &[&String]) {
        for id in ids {
            let now = Cut { instant: Utc::now(), exact: None };
            let found = testing.engines.job_at(&tenant(), id.parse().unwrap(), &now).await;
            let (summary, _) = found.unwrap().unwrap();
            testing.engines.jobs.lock().unwrap().push(summary);
        }
    }

    #[tokio::test]
    async fn a_job_is_shown_as_it_was() {
        let testing = Testing::default();
        let client = testing.client();
        let (id, submitted) = paused_job(&testing).await;
        let at = async |at: String| client.get(format!("/v1/jobs/{id}")).query("at", &at).send().await;

        let was = json(at(format!("0:{submitted}")).await, 200).await;
        assert_eq!((&was["state"], &was["paused"]), (&"running".into(), &false.into()));
        let later = at(format!("0:{}", submitted + 1)).await;
        assert_eq!(later.0.header("etag"), Some("\"2\""));
        assert_eq!(json(later, 200).await["paused"], true);
        let now = json(at(Utc::now().to_rfc3339()).await, 200).await;
        assert_eq!(now["paused"], true);

        let yesterday = (Utc::now() - TimeDelta::days(1)).to_rfc3339();
        problem(at(yesterday).await, 404, "no-such-job").await;
        let tomorrow = (Utc::now() + TimeDelta::days(1)).to_rfc3339();
        for moment in [tomorrow, "0:99".to_owned(), "7:1".to_owned()] {
            let told = problem(at(moment.clone()).await, 422, "moment-ahead").await;
            assert_eq!(told["parameter"], "at", "{moment}");
        }
        let told = problem(at("yesterday".to_owned()).await, 400, "malformed-parameter").await;
        assert_eq!(told["parameter"], "at");
    }

    #[tokio::test]
    async fn jobs_are_listed_as_they_were() {
        let testing = Testing::default();
        let client = testing.client();
        let (first, submitted) = paused_job(&testing).await;
        let (second, _) = paused_job(&testing).await;
        list_them(&testing, &[&first, &second]).await;
        let page = async |query: &[(&str, &str)]| -> Value {
            let request = query
                .iter()
                .fold(client.get("/v1/jobs"), |request, (name, value)| request.query(*name, value));
            json(request.send().await, 200).await
        };

        let then = page(&[("at", &format!("0:{submitted}"))]).await;
        assert_eq!(
            (&then["jobs"][0]["id"], &then["jobs"][0]["paused"]),
            (&first.as_str().into(), &false.into())
        );
        assert_eq!(then["jobs"].as_array().unwrap().len(), 1, "the other was not there yet");

        let now = Utc::now().to_rfc3339();
        let newest = page(&[("at", &now), ("limit", "1")]).await;
        assert_eq!(newest["jobs"][0]["id"], second);
        let cursor = newest["next_cursor"].as_str().unwrap();
        let next = page(&[("at", &now), ("limit", "1"), ("cursor", cursor)]).await;
        assert_eq!(next["jobs"][0]["id"], first);
        assert_eq!(page(&[("at", &now), ("state", "completed")]).await["jobs"], serde_json::json!([]));
    }
}
