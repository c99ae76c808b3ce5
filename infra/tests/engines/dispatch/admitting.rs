//! Jobs are let in as far as their tenant may have them, and may begin at once where nothing waits.

use std::time::Duration;

use commands::ports::dispatch::{Admission, Ask, Cap, Claim, Dispatch as _, JobFacts, Lane};
use infra::redis::TenantLimits;

use super::world::{World, at, batch, changed, job, leased, new_lease, of_job, reported};

const IN: Admission = Admission::Admitted { claimed: false };
const CLAIMED: Admission = Admission::Admitted { claimed: true };

fn ask(job: &JobFacts) -> Ask {
    Ask { tenant: job.tenant.clone(), job: job.job, tasks: job.tasks, bytes: job.bytes, claim: None }
}

fn claim(job: &JobFacts) -> Ask {
    let claim = Claim { lane: Lane::Jq, lease: new_lease(), worker: "w".to_owned() };
    Ask { claim: Some(claim), ..ask(job) }
}

impl World {
    async fn admit(&self, ms: i64, ask: Ask) -> Admission {
        self.dispatch.admit(ask, at(ms)).await.unwrap()
    }
}

fn full(cap: Cap, in_use: u64, limit: u64, seconds: u64) -> Admission {
    Admission::Full { cap, in_use, limit, retry_after: Duration::from_secs(seconds) }
}

#[tokio::test]
async fn a_tenant_has_no_more_jobs_tasks_and_bytes_than_it_may() {
    let limits = |max_jobs, max_tasks, max_bytes| TenantLimits {
        max_jobs,
        max_tasks,
        max_bytes,
        ..TenantLimits::default()
    };
    let world = World::limited([
        ("jobs", limits(2, 100, 1_000)),
        ("tasks", limits(5, 25, 1_000)),
        ("bytes", limits(5, 100, 250)),
    ])
    .await;
    for (name, refused) in [
        ("jobs", full(Cap::Jobs, 2, 2, 1)),
        ("tasks", full(Cap::Tasks, 20, 25, 1)),
        ("bytes", full(Cap::Bytes, 200, 250, 1)),
    ] {
        let known = job(name, 0);
        assert_eq!(world.admit(0, ask(&known)).await, IN);
        world.given(1, &known, &[10]).await;
        assert_eq!(world.admit(2, ask(&job(name, 2))).await, IN);
        assert_eq!(world.admit(3, ask(&job(name, 3))).await, refused);
        assert_eq!(world.admit(3, ask(&known)).await, IN, "it is in already");
    }
}

#[tokio::test]
async fn a_place_is_kept_for_a_while_or_until_it_is_given_back() {
    let limits = TenantLimits { max_jobs: 1, ..TenantLimits::default() };
    let world = World::limited([("acme", limits)]).await;
    let (first, second, third) = (job("acme", 0), job("acme", 0), job("acme", 0));
    assert_eq!(world.admit(0, ask(&first)).await, IN);
    assert_eq!(world.admit(59_999, ask(&second)).await, full(Cap::Jobs, 1, 1, 1));
    assert_eq!(world.admit(60_000, ask(&second)).await, IN);
    world.dispatch.withdraw(&second.tenant, second.job).await.unwrap();
    assert_eq!(world.admit(60_001, ask(&third)).await, IN);
}

#[tokio::test]
async fn a_tenant_that_is_full_is_told_when_it_will_have_room() {
    let limits = TenantLimits { max_jobs: 10, ..TenantLimits::default() };
    let world = World::limited([("acme", limits)]).await;
    let mut jobs: Vec<_> = (0..15).map(|ms| job("acme", ms)).collect();
    for job in &jobs {
        world.given(0, job, &[1]).await;
    }
    for (ms, job) in (0..5).zip(&mut jobs) {
        world.learn(2_000 * ms, [changed(job, |job| job.over = true)]).await;
    }

    // Five jobs in eight seconds: the next one will be over in less than two.
    let refused = world.admit(8_000, ask(&job("acme", 0))).await;
    let Admission::Full { cap: Cap::Jobs, in_use: 10, limit: 10, retry_after } = refused else {
        panic!("{refused:?}")
    };
    assert_eq!(retry_after, Duration::from_millis(1_600));
}

#[tokio::test]
async fn a_lease_begins_with_its_job_where_nothing_waits() {
    let limits = TenantLimits { max_in_flight: 15, ..TenantLimits::default() };
    let world = World::limited([("acme", limits)]).await;
    let mut first = job("acme", 0);
    let ask = claim(&first);
    let lease = ask.claim.as_ref().unwrap().lease;
    assert_eq!(world.admit(0, ask.clone()).await, CLAIMED);
    assert_eq!(world.admit(0, ask).await, CLAIMED, "asked again");
    assert_eq!(world.admit(1, claim(&job("acme", 1))).await, IN, "the tenant may have 15 in flight");

    let mut only = batch(&first, 0, 10);
    let begun = leased(&mut only, lease, 10, 60_000);
    world.learn(2, [begun, changed(&mut first, |_| {})]).await;
    let standing = world.stands(3, of_job(&first)).await;
    assert_eq!((standing.waiting, standing.in_flight), (0, 10));

    let ended = reported(&mut only, lease, 1_000);
    world.learn(4, [ended, changed(&mut first, |job| job.over = true)]).await;
    assert_eq!(world.admit(5, claim(&job("acme", 5))).await, CLAIMED);
    world.given(6, &job("other", 6), &[10]).await;
    assert_eq!(world.admit(7, claim(&job("third", 7))).await, IN, "other work waits");
}

#[tokio::test]
async fn a_claim_of_a_job_that_was_not_recorded_goes_away() {
    let limits = TenantLimits { max_in_flight: 10, ..TenantLimits::default() };
    let world = World::limited([("acme", limits)]).await;
    let first = job("acme", 0);
    assert_eq!(world.admit(0, claim(&first)).await, CLAIMED);
    world.dispatch.withdraw(&first.tenant, first.job).await.unwrap();
    assert_eq!(world.admit(1, claim(&job("acme", 1))).await, CLAIMED);
    assert_eq!(world.admit(15_000, claim(&job("acme", 1))).await, IN);
    assert_eq!(world.admit(15_001, claim(&job("acme", 1))).await, CLAIMED);

    assert_eq!(world.dispatch.due(at(100_000), 10).await.unwrap(), []);
    assert_eq!(world.lasting_keys().await, [""; 0]);
}
