//! What holds a job up: its times, its pause, its key, its limits, and its rate.

use commands::ports::dispatch::{Fact, JobFacts, Lane, WaitingTasks};
use domain::options::{ConcurrencyKey, Priority};
use domain::waiting::WaitReason;

use super::world::{World, at, at_a_time, changed, job, leased, of_batch, of_job, rate, reported};

fn keyed(ms: i64, limit: u32) -> JobFacts {
    let mut job = job("acme", ms);
    job.key = Some(ConcurrencyKey { name: "the key: of \"acme\"/1".to_owned(), limit });
    job
}

#[tokio::test]
async fn a_job_starts_when_its_time_has_come() {
    let world = World::new().await;
    let mut later = job("acme", 0);
    later.start_at = Some(at(5_000));
    world.given(0, &later, &[10]).await;

    assert_eq!(world.take_one(4_999, &Lane::Jq).await, None);
    let why = world.stands(4_999, of_job(&later)).await.why.unwrap();
    assert_eq!((why.reason, why.at), (WaitReason::Scheduled, Some(at(5_000))));
    let grant = world.take_one(5_000, &Lane::Jq).await.unwrap();
    assert_eq!((grant.tasks, grant.reason), (10, Some(WaitReason::Scheduled)));
}

#[tokio::test]
async fn a_job_that_is_paused_waits_until_it_is_resumed() {
    let world = World::new().await;
    let mut paused = job("acme", 0);
    world.given(0, &paused, &[10, 10]).await;
    world.take_one(1, &Lane::Jq).await.unwrap();
    world.learn(2, [changed(&mut paused, |job| job.paused = true)]).await;

    assert_eq!(world.take_one(3, &Lane::Jq).await, None);
    assert_eq!(world.why(3, &paused).await, Some(WaitReason::Paused));

    world.learn(9_000, [changed(&mut paused, |job| job.paused = false)]).await;
    let grant = world.take_one(9_001, &Lane::Jq).await.unwrap();
    assert_eq!((grant.batch.number, grant.reason), (1, Some(WaitReason::Paused)));
}

#[tokio::test]
async fn nothing_of_a_job_that_is_stopped_starts() {
    let world = World::new().await;
    let mut stopped = job("acme", 0);
    world.given(0, &stopped, &[10]).await;
    world.learn(1, [changed(&mut stopped, |job| job.stopping = true)]).await;
    assert_eq!(world.take_one(2, &Lane::Jq).await, None);
}

#[tokio::test]
async fn jobs_of_a_key_run_so_many_at_a_time_by_priority_and_age() {
    let world = World::new().await;
    let mut jobs: Vec<_> = [3, 1, 2, 4].map(|ms| keyed(ms, 2)).into();
    jobs[3].priority = Priority::High;
    for job in &jobs {
        world.given(5, job, &[1, 1]).await;
    }

    let granted: Vec<_> =
        world.take(6, &Lane::Jq, 10, 10).await.iter().map(|grant| grant.batch.job).collect();
    assert_eq!(granted, [jobs[3].job, jobs[3].job, jobs[1].job, jobs[1].job]);
    let why = world.stands(7, of_job(&jobs[2])).await.why.unwrap();
    assert_eq!((why.reason, why.in_use, why.limit), (WaitReason::Key, Some(2), Some(2)));
    assert_eq!(why.behind, Some(jobs[3].job));

    let over = changed(&mut jobs[1], |job| job.over = true);
    world.learn(8, [over]).await;
    let granted: Vec<_> =
        world.take(9, &Lane::Jq, 10, 10).await.iter().map(|grant| grant.batch.job).collect();
    assert_eq!(granted, [jobs[2].job, jobs[2].job]);
}

#[tokio::test]
async fn a_key_is_not_held_by_a_job_that_cannot_start() {
    let world = World::new().await;
    let mut first = keyed(0, 1);
    world.given(1, &first, &[1]).await;
    let second = keyed(1, 1);
    world.given(2, &second, &[1]).await;
    assert_eq!(world.why(3, &second).await, Some(WaitReason::Key));

    world.learn(3, [changed(&mut first, |job| job.paused = true)]).await;

    assert_eq!(world.take_one(4, &Lane::Jq).await.unwrap().batch.job, second.job);
    world.learn(5, [changed(&mut first, |job| job.paused = false)]).await;
    assert_eq!(world.take_one(6, &Lane::Jq).await, None);
    assert_eq!(world.why(6, &first).await, Some(WaitReason::Key));
}

#[tokio::test]
async fn a_rate_is_kept_exactly() {
    let world = World::new().await;
    let mut limited = job("acme", 0);
    limited.throttle = rate(10.0, 5, None);
    world.given(0, &limited, &[2_000]).await;

    let mut begun = 0;
    for ms in (0..=60_000).step_by(50) {
        begun += world.take(ms, &Lane::Jq, 1, 100).await.iter().map(|grant| grant.tasks).sum::<u64>();
    }

    assert_eq!(begun, 5 + 600);
    let why = world.stands(60_001, of_job(&limited)).await.why.unwrap();
    assert_eq!((why.reason, why.at), (WaitReason::Rate, Some(at(60_100))));
}

#[tokio::test]
async fn jobs_share_the_bucket_of_a_key() {
    let world = World::new().await;
    for ms in 0..30 {
        let mut limited = job("acme", ms);
        limited.throttle = rate(100.0, 10, Some("partner"));
        world.given(ms, &limited, &[10]).await;
    }
    let mut other = job("other", 40);
    other.throttle = rate(100.0, 10, Some("partner"));
    world.given(40, &other, &[1_000]).await;

    let mut begun = std::collections::HashMap::new();
    for ms in (100..=1_100).step_by(25) {
        for grant in world.take(ms, &Lane::Jq, 100, 10_000).await {
            *begun.entry(grant.tenant.to_string()).or_insert(0) += grant.tasks;
        }
    }

    assert_eq!(begun["acme"], 10 + 100);
    assert_eq!(begun["other"], 10 + 100, "a key is a tenant's own");
}

#[tokio::test]
async fn a_limit_of_tasks_at_a_time_can_be_changed() {
    let world = World::new().await;
    let mut limited = job("acme", 0);
    limited.throttle = at_a_time(4);
    let mut batch = world.given(0, &limited, &[20]).await.remove(0);
    let first = world.take_one(1, &Lane::Jq).await.unwrap();
    assert_eq!(first.tasks, 4);
    world.learn(2, [leased(&mut batch, first.lease, 4, 60_000)]).await;
    assert_eq!(world.take_one(3, &Lane::Jq).await, None);
    let why = world.stands(3, of_job(&limited)).await.why.unwrap();
    assert_eq!((why.reason, why.in_use, why.limit), (WaitReason::JobLimit, Some(4), Some(4)));

    world.learn(4, [changed(&mut limited, |job| job.throttle = at_a_time(7))]).await;
    let second = world.take_one(5, &Lane::Jq).await.unwrap();
    assert_eq!(second.tasks, 3);

    world.learn(6, [changed(&mut limited, |job| job.throttle = at_a_time(5))]).await;
    world.learn(7, [leased(&mut batch, second.lease, 3, 60_000)]).await;
    assert_eq!(world.take_one(8, &Lane::Jq).await, None);
    world.learn(9, [reported(&mut batch, first.lease, 1_000)]).await;
    assert_eq!(world.take_one(10, &Lane::Jq).await.unwrap().tasks, 2);
}

#[tokio::test]
async fn what_failed_is_tried_again_when_it_may_be() {
    let world = World::new().await;
    let job = job("acme", 0);
    let mut batch = world.given(0, &job, &[10]).await.remove(0);
    let grant = world.take_one(1, &Lane::Jq).await.unwrap();
    world.learn(2, [leased(&mut batch, grant.lease, 10, 60_000)]).await;
    batch.leases.clear();
    let group = |tasks, ms| WaitingTasks { tasks, since: at(ms), not_before: Some(at(ms)) };
    batch.waiting = vec![group(4, 3_000), group(6, 2_000)];
    batch.version += 1;
    world.learn(100, [Fact::Batch(batch.clone())]).await;

    assert_eq!(world.take_one(1_999, &Lane::Jq).await, None);
    for subject in [of_job(&job), of_batch(&batch)] {
        let standing = world.stands(1_999, subject).await;
        let why = standing.why.unwrap();
        assert_eq!((standing.waiting, why.reason, why.at), (10, WaitReason::Retry, Some(at(2_000))));
    }
    assert_eq!(world.take_one(2_000, &Lane::Jq).await.unwrap().tasks, 6);
    assert_eq!(world.take_one(2_999, &Lane::Jq).await, None);
    assert_eq!(world.take_one(3_000, &Lane::Jq).await.unwrap().tasks, 4);
}

#[tokio::test]
async fn a_job_whose_items_are_being_cut_says_so() {
    let world = World::new().await;
    let mut planning = job("acme", 0);
    planning.planned = false;
    world.given(0, &planning, &[]).await;
    assert_eq!(world.why(1, &planning).await, Some(WaitReason::Planning));
    world.learn(2, [changed(&mut planning, |job| job.planned = true)]).await;
    assert_eq!(world.why(3, &planning).await, None);
}

#[tokio::test]
async fn a_job_that_waits_its_turn_says_who_is_before_it() {
    let world = World::new().await;
    let (first, second) = (job("acme", 0), job("acme", 1));
    world.given(2, &first, &[10]).await;
    world.given(2, &second, &[10]).await;
    assert_eq!(world.why(3, &second).await, Some(WaitReason::NoWorker));

    world.take(4, &Lane::Jq, 1, 5).await;

    let standing = world.stands(5, of_job(&second)).await;
    let why = standing.why.unwrap();
    assert_eq!((why.reason, why.behind), (WaitReason::Turn, Some(first.job)));
    assert_eq!((standing.waiting, standing.in_flight, standing.workers), (10, 0, 1));
    assert_eq!(standing.oldest, Some(second.submitted_at));
    let standing = world.stands(5, of_job(&first)).await;
    assert_eq!((standing.waiting, standing.in_flight), (5, 5));
    assert_eq!(world.why(40_000, &second).await, Some(WaitReason::NoWorker));
    let grant = world.take_one(90_000, &Lane::Jq).await.unwrap();
    assert_eq!(grant.reason, Some(WaitReason::NoWorker), "nobody asked for most of ninety seconds");
}
