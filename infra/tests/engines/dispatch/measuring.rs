//! How fast it is on one connection, and how much memory it needs. It prints, and asserts nothing of time.

use std::time::Instant;

use commands::ports::dispatch::{Fact, Lane};

use infra::redis::{DispatchConfig, TenantLimits};

use super::world::{World, batch, job, leased, reported};

fn unlimited() -> DispatchConfig {
    let default = TenantLimits { max_in_flight: u64::MAX, ..TenantLimits::default() };
    DispatchConfig { default, ..DispatchConfig::default() }
}

async fn used_memory(world: &World) -> u64 {
    let client = redis::Client::open(world.place.redis_url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let pattern = format!("{}:*", world.place.namespace);
    let keys: Vec<String> = redis::cmd("KEYS").arg(pattern).query_async(&mut connection).await.unwrap();
    let mut bytes = 0;
    for chunk in keys.chunks(1_000) {
        let mut pipeline = redis::pipe();
        for key in chunk {
            pipeline.cmd("MEMORY").arg("USAGE").arg(key).arg("SAMPLES").arg(0);
        }
        bytes += pipeline.query_async::<Vec<u64>>(&mut connection).await.unwrap().iter().sum::<u64>();
    }
    bytes
}

#[tokio::test]
#[ignore = "it measures: run it alone, with --nocapture"]
async fn takes_and_learns_in_a_second() {
    const BATCHES: usize = 10_000;
    let world = World::with(unlimited()).await;
    let jobs: Vec<_> = (0..10).map(|n| job(["acme", "bulk", "tiny"][n % 3], n.try_into().unwrap())).collect();
    world.learn(0, jobs.iter().map(|job| Fact::Job(Box::new(job.clone())))).await;
    let empty = used_memory(&world).await;
    let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    let mut batches: Vec<_> = (0..BATCHES)
        .map(|n| {
            let mut batch = batch(&jobs[n % 10], (n / 10).try_into().unwrap(), 1_000);
            batch.traceparent = Some(trace.to_owned());
            batch
        })
        .collect();

    let start = Instant::now();
    world.learn(1, batches.iter().cloned().map(Fact::Batch)).await;
    let learns = BATCHES as f64 / start.elapsed().as_secs_f64();
    let memory = (used_memory(&world).await - empty) / BATCHES as u64;
    println!("learns of new batches: {learns:.0}/s; a waiting batch takes {memory} bytes");

    let start = Instant::now();
    let mut grants = vec![];
    for ms in 0..1_000 {
        grants.extend(world.take(ms, &Lane::Jq, 1, 1_000).await);
    }
    println!("takes of one batch: {:.0}/s", 1_000.0 / start.elapsed().as_secs_f64());
    let start = Instant::now();
    for ms in 1_000..1_100 {
        grants.extend(world.take(ms, &Lane::Jq, 32, 32_000).await);
    }
    println!("grants in takes of 32: {:.0}/s", 3_200.0 / start.elapsed().as_secs_f64());

    assert_eq!(grants.len(), 1_000 + 3_200);
    let by_id: std::collections::HashMap<_, _> =
        batches.iter().enumerate().map(|(index, batch)| (batch.batch, index)).collect();
    let mut facts = vec![];
    for grant in &grants {
        let batch = &mut batches[by_id[&grant.batch]];
        facts.push(leased(batch, grant.lease, grant.tasks, 60_000));
        facts.push(reported(batch, grant.lease, 900));
    }
    let (count, start) = (facts.len(), Instant::now());
    world.learn(1_100, facts).await;
    println!("learns of leases and reports: {:.0}/s", count as f64 / start.elapsed().as_secs_f64());
}

#[tokio::test]
#[ignore = "it measures: run it alone, with --nocapture"]
async fn memory_of_a_job_of_one_batch() {
    const JOBS: u64 = 10_000;
    let world = World::with(unlimited()).await;
    let mut facts = vec![];
    for number in 0..JOBS {
        let job = job("acme", number.try_into().unwrap());
        facts.push(Fact::Job(Box::new(job.clone())));
        facts.push(Fact::Batch(batch(&job, 0, 10)));
    }
    let start = Instant::now();
    world.learn(1, facts).await;
    println!("learns of jobs with a batch: {:.0}/s", JOBS as f64 / start.elapsed().as_secs_f64());
    println!("a job with one waiting batch takes {} bytes", used_memory(&world).await / JOBS);
    let start = Instant::now();
    for ms in 0..1_000 {
        world.take(ms, &Lane::Jq, 1, 1_000).await;
    }
    println!("takes of one small job: {:.0}/s", 1_000.0 / start.elapsed().as_secs_f64());
}
