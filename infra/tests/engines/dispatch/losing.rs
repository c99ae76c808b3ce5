//! Redis may forget everything at any moment, and is then told again.

use commands::ports::dispatch::{Dispatch as _, Fact, Lane, Standing, WaitingTasks};
use domain::options::ConcurrencyKey;

use super::world::{World, at, at_a_time, changed, job, leased, new_lease, of_batch, of_job, queue, rate};

/// Jobs that stand for many reasons, and what is known of them.
fn facts() -> Vec<Fact> {
    let mut facts = vec![];
    for number in 0..40 {
        let mut job = job(["acme", "bulk"][number % 2], number.try_into().unwrap());
        match number % 8 {
            0 => job.paused = true,
            1 => job.start_at = Some(at(1_000_000)),
            2 | 4 => job.key = Some(ConcurrencyKey { name: "k".to_owned(), limit: 2 }),
            3 => job.throttle = at_a_time(5),
            5 => job.throttle = rate(0.1, 1, Some("r")),
            6 => job.lane = queue("acme", "letters"),
            _ => {}
        }
        let mut batches = [0, 1, 2].map(|number| super::world::batch(&job, number, 10));
        leased(&mut batches[0], new_lease(), 5, 60_000);
        batches[2].waiting.push(WaitingTasks { tasks: 3, since: at(9_000), not_before: Some(at(9_000)) });
        facts.extend(batches.map(Fact::Batch));
        facts.push(changed(&mut job, |_| {}));
    }
    facts
}

impl World {
    async fn all(&self, facts: &[Fact]) -> Vec<Option<Standing>> {
        let mut all = vec![];
        for fact in facts {
            let subject = match fact {
                Fact::Job(job) => of_job(job),
                Fact::Batch(batch) => of_batch(batch),
                Fact::Queue(_) => continue,
            };
            all.push(self.dispatch.standing(subject, at(1_000)).await.unwrap());
        }
        all
    }
}

#[tokio::test]
async fn what_was_forgotten_and_is_learnt_again_stands_as_before() {
    let mut world = World::new().await;
    let facts = facts();
    world.learn(900, facts.clone()).await;
    let before = world.all(&facts).await;
    assert!(before.iter().all(Option::is_some));

    world.place.redis().clear().await.unwrap();
    assert!(!world.dispatch.is_known().await.unwrap());
    world.learn(950, facts.iter().rev().cloned()).await;
    assert!(world.take(960, &Lane::Jq, 10, 10).await.is_empty(), "not all is known yet");
    world.dispatch.set_known().await.unwrap();

    assert!(world.dispatch.is_known().await.unwrap());
    assert_eq!(world.all(&facts).await, before);
}

#[tokio::test]
async fn nothing_fails_whatever_was_forgotten() {
    let mut world = World::new().await;
    let facts = facts();
    for round in 0..20 {
        let ms = 1_000 * (1 + round);
        for (index, chunk) in facts.chunks(7).enumerate() {
            world.learn(ms, chunk.to_vec()).await;
            if index == usize::try_from(round).unwrap() {
                world.place.redis().clear().await.unwrap();
            }
            world.dispatch.set_known().await.unwrap();
            for lane in [Lane::Jq, Lane::Http, queue("acme", "letters")] {
                world.take(ms, &lane, 3, 30).await;
            }
            world.dispatch.due(at(ms + 100_000), 3).await.unwrap();
        }
        world.all(&facts).await;
    }
}

/// What is left of the state when any one key is gone.
#[tokio::test]
async fn a_key_that_is_missing_is_as_good_as_empty() {
    let world = World::new().await;
    let facts = facts();
    world.learn(900, facts.clone()).await;
    world.take(900, &Lane::Jq, 3, 30).await;
    let client = redis::Client::open(world.place.redis_url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    for key in world.lasting_keys().await {
        redis::cmd("DEL").arg(&key).query_async::<()>(&mut connection).await.unwrap();
        world.take(1_000, &Lane::Jq, 3, 30).await;
        world.take(1_000, &queue("acme", "letters"), 3, 30).await;
        world.learn(1_000, facts[..8].iter().cloned()).await;
        world.dispatch.due(at(1_000), 3).await.unwrap();
    }
    world.all(&facts).await;
}

#[tokio::test]
async fn what_a_server_knew_before_it_began_anew_is_not_complete() {
    let world = World::new().await;
    let old = super::world::job("acme", 0);
    world.given(0, &old, &[10]).await;
    assert!(world.dispatch.is_known().await.unwrap());
    let client = redis::Client::open(world.place.redis_url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let key = format!("{}:{{dispatch}}:known", world.place.namespace);
    redis::cmd("SET").arg(key).arg("another run").query_async::<()>(&mut connection).await.unwrap();

    assert!(!world.dispatch.is_known().await.unwrap());
    assert_eq!(world.dispatch_standing(of_job(&old)).await, None);

    world.given(0, &super::world::job("acme", 0), &[10]).await;
    assert_eq!(world.take_one(1, &Lane::Jq).await, None);
    world.dispatch.set_known().await.unwrap();
    assert!(world.take_one(2, &Lane::Jq).await.is_some());
}

#[tokio::test]
async fn a_job_whose_batches_are_over_as_far_as_it_began_still_holds_its_key() {
    let world = World::new().await;
    let keyed = |ms| {
        let mut job = super::world::job("acme", ms);
        job.key = Some(ConcurrencyKey { name: "k".to_owned(), limit: 1 });
        job
    };
    let (waits, mut begun) = (keyed(0), keyed(1));
    begun.begun = true;
    world.given(2, &waits, &[10]).await;

    world.given(3, &begun, &[10]).await;

    assert_eq!(world.take(4, &Lane::Jq, 2, 100).await[0].batch.job, begun.job);
    assert_eq!(world.take_one(5, &Lane::Jq).await, None);
}
