//! Reads the results of every completed job: one line a task, in order, hashing as its manifest says.

use bytes::Bytes;
use domain::job::Job;
use domain::manifest::Manifest;
use domain::{JobId, TenantId};
use futures::TryStreamExt as _;
use sha2::{Digest, Sha256};

use super::ledger::Ledger;
use crate::services::Services;

/// What the results are.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) lines: u64,
    pub(super) failed: u64,
    pub(super) problems: Vec<String>,
}

pub(super) async fn read(services: &Services, tenant: &TenantId, ledger: &Ledger) -> anyhow::Result<Outcome> {
    let mut outcome = Outcome::default();
    for (id, _) in ledger.jobs.iter().filter(|(_, job)| job.completed.is_some()) {
        let id: JobId = id.parse()?;
        let job = services.executor.load_current::<Job>(tenant, &id).await?.state;
        if let (Some(progress), Some(manifest)) = (job.progress(), job.manifest()) {
            let whole = matches!(&*job, Job::Completed { .. });
            let expected = progress.manifest(id);
            if expected.reference(manifest.key.clone()) != *manifest {
                outcome.problems.push(format!("{id}: the manifest is not what the events say"));
            }
            outcome.check_manifest(services, id, manifest).await?;
            outcome.check_parts(services, id, &expected).await?;
            let mut lines = services.results().stream(tenant.clone(), id, progress);
            let mut next = 0;
            while let Some(batch) = lines.try_next().await? {
                next = outcome.check_lines(id, &batch, next, whole);
            }
        }
    }
    Ok(outcome)
}

impl Outcome {
    /// The manifest's object must hash as the job's last event says.
    async fn check_manifest(
        &mut self,
        services: &Services,
        id: JobId,
        manifest: &domain::manifest::ManifestRef,
    ) -> anyhow::Result<()> {
        if let Some(key) = &manifest.key
            && sha256(services, key).await? != manifest.sha256
        {
            self.problems.push(format!("{id}: the manifest's object does not have its hash"));
        }
        Ok(())
    }

    async fn check_parts(
        &mut self,
        services: &Services,
        id: JobId,
        manifest: &Manifest,
    ) -> anyhow::Result<()> {
        for part in manifest.batches.iter().flatten() {
            if let Some(key) = &part.key
                && sha256(services, key).await? != part.sha256
            {
                self.problems.push(format!("{id}: {key} does not have its hash"));
            }
        }
        Ok(())
    }

    /// The lines are in the order of tasks; those of a job that is `whole` are all there.
    fn check_lines(&mut self, id: JobId, batch: &Bytes, mut next: u64, whole: bool) -> u64 {
        for line in batch.split_inclusive(|byte| *byte == b'\n') {
            let line = String::from_utf8_lossy(line);
            // A succeeded task may have put anything into its outputs, so only the beginning of a line tells.
            let parts = line.strip_prefix("{\"task\":").and_then(|rest| rest.split_once(','));
            let task: Option<u64> = parts.and_then(|(task, _)| task.parse().ok());
            let fits = if whole { task == Some(next) } else { task >= Some(next) };
            if !fits {
                self.problems.push(format!("{id}: line {next} of the results is of task {task:?}"));
            }
            self.lines += 1;
            self.failed += u64::from(parts.is_some_and(|(_, ended)| ended.starts_with("\"error\":")));
            next = task.unwrap_or(next) + 1;
        }
        next
    }
}

async fn sha256(services: &Services, key: &str) -> anyhow::Result<String> {
    let mut hasher = Sha256::new();
    let mut bytes = services.objects.get(key).await?;
    while let Some(chunk) = bytes.try_next().await? {
        hasher.update(&chunk);
    }
    Ok(hex::encode(hasher.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_among_the_outputs_is_no_failure() {
        let lines = concat!(
            r#"{"task":0,"outputs":[{"x":1,"error":{"class":"mine"}}]}"#,
            "\n",
            r#"{"task":1,"error":{"class":"filter_error","message":"no"}}"#,
            "\n",
            r#"{"task":3,"outputs":[]}"#,
            "\n",
        );
        let mut outcome = Outcome::default();
        let next =
            outcome.check_lines(JobId(uuid::Uuid::nil()), &Bytes::from_static(lines.as_bytes()), 0, true);
        assert_eq!((next, outcome.lines, outcome.failed, outcome.problems.len()), (4, 3, 1, 1));
    }
}
