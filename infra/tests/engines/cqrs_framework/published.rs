//! postgres-es's own repository reads what the project's executor and writer wrote.

use std::sync::Arc;

use commands::ports::EventLog as _;
use cqrs_es::persist::{PersistedEventRepository as _, PersistedEventStore, SerializedEvent};
use cqrs_es::{AggregateContext as _, EventStore as _};
use domain::RecordedEvent;
use domain::job::Job;
use infra::postgres::{PostgresConfig, PostgresLog};
use postgres_es::PostgresEventRepository;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};

use crate::support::{Place, Story, a_stream, append, events, job_stream, small_partitions, tenant};

/// A pool with the shard's database, as an owner of a cqrs-es program would make one.
async fn pool(config: &PostgresConfig) -> sqlx::PgPool {
    let address: tokio_postgres::Config = config.shards[0].address.parse().unwrap();
    let tokio_postgres::config::Host::Tcp(host) = &address.get_hosts()[0] else { panic!("no TCP") };
    let options = PgConnectOptions::new().host(host).port(address.get_ports()[0]);
    let options = options.username(address.get_user().unwrap()).database(address.get_dbname().unwrap());
    PgPoolOptions::new().max_connections(2).connect_with(options).await.unwrap()
}

fn assert_same(found: &[SerializedEvent], recorded: &[RecordedEvent]) {
    assert_eq!(found.len(), recorded.len());
    for (found, recorded) in found.iter().zip(recorded) {
        assert_eq!(found.sequence as u64, recorded.sequence);
        assert_eq!(found.aggregate_id, recorded.aggregate_id);
        assert_eq!(found.aggregate_type, recorded.aggregate_type);
        assert_eq!(found.event_type, recorded.event_type);
        assert_eq!(found.event_version, recorded.event_version);
        assert_eq!(found.payload, serde_json::from_str::<serde_json::Value>(&recorded.payload).unwrap());
        assert_eq!(found.metadata, serde_json::to_value(&recorded.metadata).unwrap());
    }
}

/// A whole job, of which the published crates read what the log holds.
async fn read_as_published(config: &PostgresConfig) {
    let log = Arc::new(PostgresLog::new(config).unwrap());
    let job = Story::new(&log).whole_job(8).await;
    let recorded = log.read_stream(&tenant(), &job_stream(job), 0).await.unwrap();
    let (id, pool) = (job.to_string(), pool(config).await);
    let repository = PostgresEventRepository::new(pool.clone());

    assert_same(&repository.get_events::<Job>(&id).await.unwrap(), &recorded);
    assert_same(&repository.get_last_events::<Job>(&id, 4).await.unwrap(), &recorded[4..]);
    let mut stream = repository.stream_events::<Job>(&id).await.unwrap();
    let mut streamed = vec![];
    while let Some(event) = stream.next::<Job>(&[]).await {
        streamed.push(event.unwrap());
    }
    let decoded: Vec<_> = recorded.iter().map(|event| event.decode().unwrap()).collect();
    assert_eq!(streamed.into_iter().map(|event| event.payload).collect::<Vec<_>>(), decoded);
    let mut state = Job::default();
    decoded.into_iter().for_each(|event| cqrs_es::Aggregate::apply(&mut state, event));
    let store = PersistedEventStore::<_, Job>::new_event_store(PostgresEventRepository::new(pool.clone()));
    assert_eq!(*store.load_aggregate(&id).await.unwrap().aggregate(), state);
    assert!(matches!(state, Job::Completed { .. }));
    pool.close().await;
}

#[tokio::test]
async fn the_published_crates_read_what_the_executor_wrote() {
    let mut place = Place::new();
    read_as_published(&place.shards(1).await).await;
}

#[tokio::test]
async fn the_published_crates_read_a_stream_that_lies_over_partitions() {
    let mut place = Place::new();
    let (config, server) = small_partitions(&mut place, 7).await;
    let log = PostgresLog::new(&config).unwrap();
    log.append(append(&a_stream(), 0, events(5))).await.unwrap();

    read_as_published(&config).await;

    assert!(server.seal().await >= 7);
    assert!(log.shards()[0].stats().await.unwrap().partitions.len() >= 3);
}
