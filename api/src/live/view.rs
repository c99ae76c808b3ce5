//! A topic as it is, written as JSON once for all who watch it, and what of it is news to one who has seen some of it.

use std::collections::HashMap;
use std::sync::Arc;

use domain::JobId;
use projections::live::Revised;
use sha2::{Digest as _, Sha256};

use super::resume::Seen;
use crate::jobs::Job;

/// Which state of a job it is. The revision says which of two is newer, and the digest whether anything is different.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Version {
    pub(super) revision: u64,
    pub(super) digest: u32,
}

/// A job.
#[derive(Debug)]
pub(super) struct JobView {
    pub(super) id: JobId,
    pub(super) version: Version,
    pub(super) ended: bool,
    json: String,
}

impl JobView {
    pub(super) fn new(Revised { summary, revision }: Revised) -> Self {
        let (id, ended) = (summary.id, summary.ended_at.is_some());
        let json = serde_json::to_string(&Job::from(summary)).unwrap_or_default();
        Self { id, version: Version { revision, digest: digest(&json) }, ended, json }
    }
}

/// A topic as it is.
#[derive(Debug)]
pub(super) enum View {
    Job(Arc<JobView>),
    /// The newest first.
    List(Vec<Arc<JobView>>),
    Queue {
        digest: u32,
        json: String,
    },
    /// There is no such job.
    Missing,
}

/// What a client is told.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct News {
    /// What kind of news it is: a member of the message, and the type of an event.
    pub(super) kind: &'static str,
    /// The value of that member, as JSON.
    pub(super) body: String,
    /// What the client has seen then.
    pub(super) seen: Seen,
}

impl View {
    pub(super) fn queue(json: String) -> Self {
        Self::Queue { digest: digest(&json), json }
    }

    /// Whether nothing will change any more.
    pub(super) fn is_final(&self) -> bool {
        matches!(self, Self::Job(job) if job.ended)
    }

    /// What takes the place of an earlier view, if there is anything new. A read model that is written anew may be behind for a while:
    /// what was known already stays.
    pub(super) fn after(self, earlier: Option<&Self>) -> Option<Self> {
        let Some(earlier) = earlier else { return Some(self) };
        match (self, earlier) {
            (Self::Job(job), Self::Job(known)) => {
                supersedes(job.version, known.version).then_some(Self::Job(job))
            }
            (Self::List(jobs), Self::List(known)) => {
                let known_jobs: HashMap<JobId, &Arc<JobView>> =
                    known.iter().map(|job| (job.id, job)).collect();
                let newer = |job: Arc<JobView>| match known_jobs.get(&job.id) {
                    Some(known) if !supersedes(job.version, known.version) => Arc::clone(known),
                    _ => job,
                };
                let jobs: Vec<_> = jobs.into_iter().map(newer).collect();
                let is_same =
                    jobs.len() == known.len() && jobs.iter().zip(known).all(|(a, b)| Arc::ptr_eq(a, b));
                (!is_same).then_some(Self::List(jobs))
            }
            (Self::Queue { digest, json }, Self::Queue { digest: known, .. }) => {
                (digest != *known).then_some(Self::Queue { digest, json })
            }
            (Self::Missing, _) => None,
            (view, _) => Some(view),
        }
    }

    /// What is new to a client that has seen this much. To one that has just subscribed, that nothing is new is news.
    pub(super) fn news(&self, seen: &Seen, is_first: bool) -> Option<News> {
        let news = match (self, seen) {
            (Self::Missing, _) => return None,
            (Self::Job(job), Seen::Job(version)) => supersedes(job.version, *version).then(|| News {
                kind: "change",
                body: job.json.clone(),
                seen: Seen::Job(job.version),
            }),
            (Self::Job(job), _) => {
                Some(News { kind: "snapshot", body: job.json.clone(), seen: Seen::Job(job.version) })
            }
            (Self::List(jobs), Seen::List(known)) => list_news(jobs, known),
            (Self::List(jobs), _) => Some(News {
                kind: "snapshot",
                body: format!("{{\"jobs\":[{}]}}", joined(jobs)),
                seen: Seen::List(jobs.iter().map(|job| (job.id, job.version)).collect()),
            }),
            (Self::Queue { digest, json }, seen) => {
                let kind = if matches!(seen, Seen::Queue(_)) { "change" } else { "snapshot" };
                let is_new = *seen != Seen::Queue(*digest);
                is_new.then(|| News { kind, body: json.clone(), seen: Seen::Queue(*digest) })
            }
        };
        let same = || News { kind: "unchanged", body: "true".to_owned(), seen: seen.clone() };
        news.or_else(|| is_first.then(same))
    }
}

/// Whether a state of a job is another than the known one, and not an older one.
fn supersedes(version: Version, known: Version) -> bool {
    version.digest != known.digest && version.revision >= known.revision
}

/// Which jobs came into a list, changed in it, or left it.
fn list_news(jobs: &[Arc<JobView>], known: &[(JobId, Version)]) -> Option<News> {
    let versions: HashMap<JobId, Version> = known.iter().copied().collect();
    let (mut entered, mut changed, mut seen) = (vec![], vec![], vec![]);
    for job in jobs {
        let mut version = job.version;
        match versions.get(&job.id) {
            None => entered.push(job),
            Some(known) if supersedes(job.version, *known) => changed.push(job),
            Some(known) => version = *known,
        }
        seen.push((job.id, version));
    }
    let left: Vec<String> = known
        .iter()
        .filter(|(id, _)| jobs.iter().all(|job| job.id != *id))
        .map(|(id, _)| format!("\"{id}\""))
        .collect();
    if entered.is_empty() && changed.is_empty() && left.is_empty() {
        return None;
    }
    let (entered, changed, left) = (joined(entered), joined(changed), left.join(","));
    let body = format!("{{\"entered\":[{entered}],\"changed\":[{changed}],\"left\":[{left}]}}");
    Some(News { kind: "change", body, seen: Seen::List(seen) })
}

fn joined<'a>(jobs: impl IntoIterator<Item = &'a Arc<JobView>>) -> String {
    jobs.into_iter().map(|job| job.json.as_str()).collect::<Vec<_>>().join(",")
}

fn digest(json: &str) -> u32 {
    let digest = Sha256::digest(json);
    u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]])
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn job(number: u128, revision: u64, text: &str) -> Arc<JobView> {
        let (id, json) = (JobId(Uuid::from_u128(number)), format!("\"{text}\""));
        let version = Version { revision, digest: digest(&json) };
        Arc::new(JobView { id, version, ended: false, json })
    }

    fn news(view: &View, seen: &Seen) -> Option<(&'static str, String)> {
        view.news(seen, false).map(|news| (news.kind, news.body))
    }

    #[test]
    fn an_older_state_of_a_job_is_no_news() {
        let seen = |revision, text| Seen::Job(job(1, revision, text).version);
        let view = View::Job(job(1, 5, "b"));
        let told = || "\"b\"".to_owned();
        assert_eq!(news(&view, &Seen::Nothing), Some(("snapshot", told())));
        assert_eq!(news(&view, &seen(4, "a")), Some(("change", told())));
        assert_eq!(
            news(&view, &seen(5, "a")),
            Some(("change", told())),
            "two that saw different shards first"
        );
        assert_eq!(news(&view, &seen(4, "b")), None, "an event that changed nothing that is told");
        assert_eq!(news(&view, &seen(6, "a")), None, "a read model that is written again");
        let first = view.news(&seen(6, "a"), true).unwrap();
        assert_eq!((first.kind, first.seen), ("unchanged", seen(6, "a")));
    }

    #[test]
    fn what_is_known_stays_until_something_newer_is_found() {
        let known = View::Job(job(1, 5, "b"));
        for (revision, text, newer) in [(5, "b", false), (4, "a", false), (6, "b", false), (6, "c", true)] {
            let found = View::Job(job(1, revision, text)).after(Some(&known));
            assert_eq!(found.is_some(), newer, "{revision} {text}");
        }
        assert!(View::Missing.after(Some(&known)).is_none());

        let list = View::List(vec![job(2, 1, "x"), job(1, 5, "b")]);
        assert!(View::List(vec![job(2, 1, "x"), job(1, 4, "a")]).after(Some(&list)).is_none());
        let Some(View::List(jobs)) = View::List(vec![job(2, 2, "y"), job(1, 4, "a")]).after(Some(&list))
        else {
            panic!("one of them is newer");
        };
        assert_eq!(jobs.iter().map(|job| job.version.revision).collect::<Vec<_>>(), [2, 5]);
    }

    #[test]
    fn of_a_list_is_told_what_is_new_in_it() {
        let view = View::List(vec![job(4, 1, "d"), job(3, 2, "c"), job(2, 1, "b")]);
        let seen = |jobs: &[Arc<JobView>]| Seen::List(jobs.iter().map(|job| (job.id, job.version)).collect());
        let before = seen(&[job(3, 1, "x"), job(2, 1, "b"), job(1, 1, "a")]);
        let told = view.news(&before, false).unwrap();
        let left = JobId(Uuid::from_u128(1));
        assert_eq!(told.body, format!(r#"{{"entered":["d"],"changed":["c"],"left":["{left}"]}}"#));
        assert_eq!(view.news(&told.seen, false), None);
        assert_eq!(view.news(&told.seen, true).unwrap().kind, "unchanged");
        // An older state of one of them is neither told nor seen.
        let ahead = seen(&[job(4, 1, "d"), job(3, 9, "z"), job(2, 1, "b")]);
        assert_eq!(view.news(&ahead, false), None);
    }
}
