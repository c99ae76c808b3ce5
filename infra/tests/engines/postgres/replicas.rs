//! Reads from a replica that streams from its primary: once it has what a reader needs, and else from the primary.

use std::time::Duration;

use commands::ports::EventLog as _;
use infra::postgres::{Filter, Order, PostgresConfig, PostgresLog, create_database, migrate, register};

use crate::support::{Cluster, Place, Server, a_stream, append, events, tenant, until, whole_log};

/// Longer than a replica needs, and shorter than a test waits.
const LONG: Duration = Duration::from_secs(30);
/// What is not there after this long is not waited for.
const SHORT: Duration = Duration::from_millis(50);

/// A primary with one shard and its replica.
struct Pair {
    primary: Cluster,
    replica: Cluster,
    config: PostgresConfig,
}

impl Pair {
    async fn new(place: &Place) -> Self {
        let primary = Cluster::new(place).await;
        create_database(&primary.address(), "shard").await.unwrap();
        let mut config = PostgresConfig::new(vec![format!("{} dbname=shard", primary.address())]);
        migrate(&config.shards[0].address).await.unwrap();
        register(&config).await.unwrap();
        let replica = primary.replica().await;
        config.shards[0].replicas = vec![format!("{} dbname=shard", replica.address())];
        Self { primary, replica, config }
    }

    async fn on_replica(&self) -> Server {
        Server::connect(&self.config.shards[0].replicas[0]).await
    }
}

#[tokio::test]
async fn a_replica_that_has_come_so_far_is_read_instead_of_its_primary() {
    let place = Place::new();
    let mut pair = Pair::new(&place).await;
    let (log, stream) = (PostgresLog::new(&pair.config).unwrap(), a_stream());
    let shard = &log.shards()[0];

    for version in 0..40 {
        let position = log.append(append(&stream, version, events(1))).await.unwrap().position;
        assert!(shard.replica_at(position, LONG).await.head().await.unwrap() >= position);
    }
    let replica = shard.replica_at(40, LONG).await;
    let (recorded, of_stream) =
        (whole_log(shard).await, shard.read_stream(&tenant(), &stream, 7).await.unwrap());
    // From here on there is nobody else to read from.
    pair.primary.stop();

    assert!(shard.head().await.is_err());
    assert_eq!(whole_log(&replica).await, recorded);
    assert_eq!(replica.read_stream(&tenant(), &stream, 7).await.unwrap(), of_stream);
    let loaded = replica.load(&tenant(), &stream, "a shape").await.unwrap().events;
    assert!(loaded.iter().map(|event| &event.payload).eq(recorded.iter().map(|event| &event.payload)));
    let mut scan = replica.scan(0, 40, Filter::default(), Order::Forwards);
    assert_eq!(scan.next().await.unwrap().unwrap().events, recorded);
    assert_eq!(replica.position_at(recorded[9].recorded_at).await.unwrap(), 10);
    // Who asks now gets the replica, too.
    assert_eq!(shard.replica_at(40, LONG).await.head().await.unwrap(), 40);
}

#[tokio::test]
async fn a_replica_that_lags_or_is_dead_is_passed_over() {
    let place = Place::new();
    let mut pair = Pair::new(&place).await;
    let log = PostgresLog::new(&pair.config).unwrap();
    let shard = &log.shards()[0];
    log.append(append(&a_stream(), 0, events(5))).await.unwrap();
    assert_eq!(shard.replica_at(5, LONG).await.head().await.unwrap(), 5);
    let server = pair.on_replica().await;
    server.execute("SELECT pg_wal_replay_pause()").await;
    let paused =
        "SELECT count(*) FROM (SELECT pg_get_wal_replay_pause_state() AS state) s WHERE state = 'paused'";
    until("the replica stands still", async || (server.number(paused).await == 1).then_some(())).await;

    // It lags: who needs the news gets the primary, and who does not the replica.
    log.append(append(&a_stream(), 0, events(3))).await.unwrap();
    assert_eq!(whole_log(&shard.replica_at(8, SHORT).await).await.len(), 8);
    assert_eq!(whole_log(&shard.replica_at(5, SHORT).await).await.len(), 5);

    server.execute("SELECT pg_wal_replay_resume()").await;
    until("the replica has it all", async || {
        (server.number("SELECT max(position) FROM events").await == 8).then_some(())
    })
    .await;
    assert_eq!(whole_log(&shard.replica_at(8, LONG).await).await.len(), 8);

    pair.replica.stop();
    let read = shard.replica_at(8, LONG).await;
    assert_eq!(whole_log(&read).await.len(), 8);
    log.append(append(&a_stream(), 0, events(1))).await.unwrap();
    assert_eq!(shard.replica_at(9, LONG).await.head().await.unwrap(), 9);
}

#[tokio::test]
async fn of_several_replicas_the_first_that_can_is_read() {
    let place = Place::new();
    let mut pair = Pair::new(&place).await;
    let alive = pair.config.shards[0].replicas[0].clone();
    let nobody = "host=127.0.0.1 port=1 user=app dbname=shard".to_owned();
    pair.config.shards[0].replicas = vec![nobody, "no address".to_owned(), alive];
    let log = PostgresLog::new(&pair.config).unwrap();
    let position = log.append(append(&a_stream(), 0, events(2))).await.unwrap().position;

    let replica = log.shards()[0].replica_at(position, LONG).await;
    pair.primary.stop();

    assert_eq!(whole_log(&replica).await.len(), 2);
}
