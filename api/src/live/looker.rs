//! Looks at what is watched: soon after a hint, each topic a few times a second at most, and now and then without one. One look
//! serves all who watch.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::{JobId, QueueId, TenantId};
use futures::{StreamExt as _, stream};
use projections::live::{Hint, Revised};

use super::guard;
use super::hub::{Dirty, Hub};
use super::topic::Topic;
use super::view::{JobView, View};
use super::watched::{Look, Watched};
use crate::Shared;
use crate::problem::Kind;

/// How long after a look at jobs, lists or queues the next begins at the soonest: what changes meanwhile is seen at once.
const JOBS_EVERY: Duration = Duration::from_millis(50);
const LISTS_EVERY: Duration = Duration::from_millis(250);
const QUEUES_EVERY: Duration = Duration::from_secs(1);
/// How often all is looked at that may change, since hints can be lost.
const ALL_EVERY: Duration = Duration::from_secs(5);
/// How long to wait after an engine was away.
const PAUSE: Duration = Duration::from_secs(1);
/// How many looks go on at a time.
const AT_A_TIME: usize = 16;

/// Begins to look. It ends when the process stops.
pub(super) fn spawn(shared: &Arc<Shared>) {
    let stop = &shared.hub.stop;
    tokio::spawn(stop.clone().run_until_cancelled_owned(listen(Arc::clone(shared))));
    for what in [What::Jobs, What::Lists, What::Queues] {
        tokio::spawn(stop.clone().run_until_cancelled_owned(look(Arc::clone(shared), what)));
    }
    tokio::spawn(guard::keep(Arc::clone(shared)));
}

/// What is looked at together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    Jobs,
    Lists,
    Queues,
}

impl What {
    fn dirty(self, hub: &Hub) -> &Dirty {
        match self {
            Self::Jobs => &hub.jobs,
            Self::Lists => &hub.lists,
            Self::Queues => &hub.queues,
        }
    }

    fn every(self) -> Duration {
        match self {
            Self::Jobs => JOBS_EVERY,
            Self::Lists => LISTS_EVERY,
            Self::Queues => QUEUES_EVERY,
        }
    }
}

/// Hears hints, and makes some where none may come.
async fn listen(shared: Arc<Shared>) {
    let hub = &shared.hub;
    let hearing = async {
        let mut hints = shared.services.live.hints().await;
        while let Some(hint) = hints.next().await {
            hub.hear(&hint);
        }
    };
    tokio::join!(
        hearing,
        every(ALL_EVERY, || hub.hear(&Hint::All)),
        every(QUEUES_EVERY, || hub.hear_queues()),
    );
}

async fn every(pause: Duration, act: impl Fn()) {
    loop {
        tokio::time::sleep(pause).await;
        act();
    }
}

/// Looks at what is to be looked at, again and again.
async fn look(shared: Arc<Shared>, what: What) {
    loop {
        let topics = what.dirty(&shared.hub).take().await;
        let began = Instant::now();
        let failed = match what {
            What::Jobs => look_at_jobs(&shared, topics).await,
            What::Lists | What::Queues => look_at_each(&shared, topics).await,
        };
        shared.hub.meters.look.record(began.elapsed().as_secs_f64());
        let pause = if failed.is_empty() { what.every() } else { PAUSE };
        tokio::time::sleep(pause.saturating_sub(began.elapsed())).await;
        failed.iter().for_each(|topic| shared.hub.soil(topic));
    }
}

/// A job that is looked at.
type Looked = (JobId, Arc<Watched>, Look);

/// Looks at jobs, those of a tenant together. Gives what could not be looked at.
async fn look_at_jobs(shared: &Shared, topics: Vec<Arc<Watched>>) -> Vec<Arc<Watched>> {
    let mut tenants = HashMap::<TenantId, Vec<Looked>>::new();
    for watched in topics {
        let look = watched.begin();
        if let Topic::Job(id) = watched.topic
            && !watched.is_left()
        {
            tenants.entry(watched.tenant.clone()).or_default().push((id, watched, look));
        }
    }
    let looks = tenants.into_iter().map(|(tenant, jobs)| look_at_tenant(shared, tenant, jobs));
    stream::iter(looks).buffer_unordered(AT_A_TIME).concat().await
}

async fn look_at_tenant(shared: &Shared, tenant: TenantId, jobs: Vec<Looked>) -> Vec<Arc<Watched>> {
    let ids: Vec<JobId> = jobs.iter().map(|(id, ..)| *id).collect();
    let known = match shared.services.live.current(&tenant, &ids).await {
        Ok(known) => known,
        Err(error) => {
            tracing::warn!(%error, "the read model is away: what is watched is looked at later");
            vec![None; jobs.len()]
        }
    };
    let mut failed = vec![];
    for ((id, watched, look), known) in jobs.into_iter().zip(known) {
        match known {
            Some(revised) => watched.found(look, Some(View::Job(Arc::new(JobView::new(revised))))),
            // Whoever has just come is told what the log says.
            None if watched.is_awaited() => match in_log(shared, &tenant, id).await {
                Some(view) => watched.found(look, Some(view)),
                None => failed.push(watched),
            },
            None => {}
        }
    }
    failed
}

/// A job that the read model does not know, as its events say; nothing where these cannot be read.
async fn in_log(shared: &Shared, tenant: &TenantId, id: JobId) -> Option<View> {
    match shared.summary(tenant, id).await {
        // The read model will know more than this: any revision of its is newer.
        Ok((summary, _)) => Some(View::Job(Arc::new(JobView::new(Revised { summary, revision: 0 })))),
        Err(problem) if problem.is(Kind::NoSuchJob) => Some(View::Missing),
        Err(_) => None,
    }
}

/// Looks at lists or queues, each by itself. Gives what could not be looked at.
async fn look_at_each(shared: &Shared, topics: Vec<Arc<Watched>>) -> Vec<Arc<Watched>> {
    let looks = topics.into_iter().map(async |watched| {
        let look = watched.begin();
        if watched.is_left() {
            return None;
        }
        match view(shared, &watched).await {
            Some(view) => {
                watched.found(look, Some(view));
                None
            }
            None => Some(watched),
        }
    });
    stream::iter(looks).buffer_unordered(AT_A_TIME).filter_map(async |failed| failed).collect().await
}

async fn view(shared: &Shared, watched: &Watched) -> Option<View> {
    match &watched.topic {
        Topic::Job(_) => None,
        Topic::List { state, limit } => {
            let newest = shared.services.live.newest(&watched.tenant, *state, *limit).await;
            let newest = newest.inspect_err(|error| tracing::warn!(%error, "a list cannot be looked at"));
            Some(View::List(newest.ok()?.into_iter().map(JobView::new).map(Arc::new).collect()))
        }
        Topic::Queue(name) => {
            let id = QueueId { tenant: watched.tenant.clone(), name: name.clone() };
            let queue = shared.queue_now(&id).await.ok()?;
            Some(View::queue(serde_json::to_string(&queue).unwrap_or_default()))
        }
    }
}
