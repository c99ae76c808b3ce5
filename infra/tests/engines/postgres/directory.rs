//! Where tenants live: who places them, who obeys, and what becomes of those from before there was a directory.

use commands::ports::{AppendError, EventLog as _};
use domain::TenantId;
use futures::future::join_all;
use infra::postgres::{PostgresConfig, PostgresLog, ShardConfig, migrate, register};

use crate::support::{
    Place, Server, a_stream, append, append_all, events, job_stream, new_job, of_tenant, tenant, whole_log,
};

/// Shards of these regions and weights; the first has the directory.
async fn shards(place: &mut Place, kinds: &[(&str, u32)]) -> PostgresConfig {
    let mut config = place.shards(kinds.len()).await;
    for (shard, (region, weight)) in config.shards.iter_mut().zip(kinds) {
        *shard = ShardConfig { region: (*region).to_owned(), weight: *weight, ..shard.clone() };
    }
    config = PostgresConfig { region: "eu".to_owned(), spread: 1, ..config };
    register(&config).await.unwrap();
    config
}

fn named(name: &str) -> TenantId {
    name.parse().unwrap()
}

async fn pin(config: &PostgresConfig, tenant: &str, shards: &str) {
    let server = Server::connect(&config.shards[0].address).await;
    let insert = format!(
        "INSERT INTO directory_tenants (tenant_id, region, shards, pinned) VALUES ('{tenant}', 'eu', '{shards}', true)"
    );
    server.execute(&insert).await;
}

async fn placed(log: &PostgresLog, tenant: &str) -> Vec<u16> {
    log.placement(&named(tenant)).await.unwrap().map_or_else(Vec::new, |placement| placement.shards.clone())
}

#[tokio::test]
async fn a_new_tenant_goes_to_shards_of_the_region_that_take_any() {
    let mut place = Place::new();
    let config = shards(&mut place, &[("eu", 0), ("eu", 100), ("us", 100), ("eu", 100)]).await;
    let config = PostgresConfig { spread: 9, ..config };
    let log = PostgresLog::new(&config).unwrap();
    assert_eq!(placed(&log, "a").await, [0; 0]);

    log.append(of_tenant("a", append(&a_stream(), 0, events(1)))).await.unwrap();

    let mut found = placed(&log, "a").await;
    found.sort_unstable();
    assert_eq!(found, [1, 3]);
    let placement = log.placement(&named("a")).await.unwrap().unwrap();
    assert!(placement.region == "eu" && !placement.pinned);
    assert_eq!(placed(&PostgresLog::new(&config).unwrap(), "a").await, placement.shards);
}

#[tokio::test]
async fn tenants_are_spread_over_shards_by_weight() {
    let mut place = Place::new();
    let config = shards(&mut place, &[("eu", 100), ("eu", 400)]).await;
    let log = PostgresLog::new(&config).unwrap();

    let names: Vec<_> = (0..60).map(|n| format!("tenant-{n}")).collect();
    for name in &names {
        log.append(of_tenant(name, append(&a_stream(), 0, events(1)))).await.unwrap();
    }

    let lengths = [whole_log(&log.shards()[0]).await.len(), whole_log(&log.shards()[1]).await.len()];
    assert!(lengths[0] >= 1 && lengths[1] > 2 * lengths[0] && lengths[0] + lengths[1] == 60, "{lengths:?}");
}

#[tokio::test]
async fn processes_that_place_a_tenant_at_once_agree_though_their_configs_do_not() {
    let mut place = Place::new();
    let config = shards(&mut place, &[("eu", 100), ("eu", 100), ("eu", 100)]).await;
    // One process believes that only the first shard takes tenants, and the other only the last.
    let processes = [[100, 0, 0], [0, 0, 100]].map(|weights| {
        let mut config = config.clone();
        config.shards.iter_mut().zip(weights).for_each(|(shard, weight)| shard.weight = weight);
        PostgresLog::new(&config).unwrap()
    });

    for round in 0..20 {
        let (name, stream) = (format!("tenant-{round}"), a_stream());
        let given =
            processes.each_ref().map(|log| log.append(of_tenant(&name, append(&stream, 0, events(1)))));
        let answers = join_all(given).await;

        assert_eq!(answers.iter().filter(|answer| answer.is_ok()).count(), 1, "{answers:?}");
        assert_eq!(placed(&processes[0], &name).await, placed(&processes[1], &name).await);
        for log in &processes {
            assert_eq!(log.read_stream(&named(&name), &stream, 0).await.unwrap().len(), 1);
        }
    }
}

#[tokio::test]
async fn a_tenant_whom_an_operator_placed_stays_there() {
    let mut place = Place::new();
    let config = shards(&mut place, &[("eu", 100), ("us", 0)]).await;
    pin(&config, "pinned", "{1}").await;
    let log = PostgresLog::new(&config).unwrap();
    let stream = a_stream();

    let appended = log.append(of_tenant("pinned", append(&stream, 0, events(2)))).await.unwrap();

    assert_eq!((appended.shard, appended.position), (1, 2));
    assert!(log.placement(&named("pinned")).await.unwrap().unwrap().pinned);
    assert_eq!(log.read_stream(&named("pinned"), &stream, 0).await.unwrap().len(), 2);
    assert_eq!(whole_log(&log.shards()[0]).await.len(), 0);
}

#[tokio::test]
async fn streams_stay_where_they_are_when_a_shard_is_added() {
    let mut place = Place::new();
    let three = PostgresConfig { spread: 3, ..shards(&mut place, &[("eu", 100); 3]).await };
    let two = PostgresConfig { shards: three.shards[..2].to_vec(), ..three.clone() };
    let streams: Vec<_> = (0..40).map(|_| job_stream(new_job())).collect();
    let before = PostgresLog::new(&two).unwrap();
    for stream in &streams {
        before.append(append(stream, 0, events(1))).await.unwrap();
    }

    register(&three).await.unwrap();
    let after = PostgresLog::new(&three).unwrap();
    for stream in &streams {
        after.append(append(stream, 1, events(1))).await.unwrap();
        assert_eq!(before.read_stream(&tenant(), stream, 0).await.unwrap().len(), 2);
    }
    after.append(of_tenant("new", append(&a_stream(), 0, events(1)))).await.unwrap();

    let lengths = [0, 1].map(|shard| whole_log(&after.shards()[shard]));
    assert!(join_all(lengths).await.iter().map(Vec::len).all(|length| length >= 10));
    assert_eq!(placed(&after, "new").await.len(), 3);
}

#[tokio::test]
async fn a_place_that_is_not_there_is_an_error_that_says_what_to_change() {
    let mut place = Place::new();
    let config = shards(&mut place, &[("eu", 100)]).await;
    pin(&config, "lost", "{0,7}").await;
    let log = PostgresLog::new(&config).unwrap();
    let nowhere = PostgresLog::new(&PostgresConfig { region: "mars".to_owned(), ..config.clone() }).unwrap();
    let given = |name| of_tenant(name, append(&a_stream(), 0, events(1)));

    let Err(AppendError::Unavailable(lost)) = log.append(given("lost")).await else { panic!() };
    let read = log.read_stream(&named("lost"), &a_stream(), 0).await.unwrap_err().to_string();
    let Err(AppendError::Unavailable(far)) = nowhere.append(given("far")).await else { panic!() };

    for message in [lost, read] {
        assert!(message.contains("lost lives on shard 7, which postgres.shards does not name"), "{message}");
    }
    assert!(far.contains("no shard of region mars") && far.contains("postgres.shards"), "{far}");
    assert!(PostgresLog::new(&PostgresConfig::new(vec![])).is_err());
}

/// The first migration, as the first version applied it.
const FIRST: &str = include_str!("../../../../migrations/postgres/0001_events.sql");

/// The append of the first version: one event of one stream.
const CALL: &str = "SELECT base, conflict_versions FROM append_events($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";

/// A process of the first version.
struct First {
    client: tokio_postgres::Client,
    call: tokio_postgres::Statement,
}

impl First {
    async fn start(address: &str) -> Self {
        let (client, connection) = tokio_postgres::connect(address, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        let call = client.prepare(CALL).await.unwrap();
        Self { client, call }
    }

    /// Appends an event; gives the position before it, and the version of a stream in conflict.
    async fn append(&self, tenant: &str, id: &str, expected: i64) -> (i64, Option<Vec<i64>>) {
        let metadata = serde_json::to_string(&crate::support::event("{}").metadata).unwrap();
        let (one, next) = (vec![1], vec![expected + 1]);
        let [types, ids, tenants] = [vec!["job"], vec![id], vec![tenant]];
        let row = self
            .client
            .query_one(
                &self.call,
                &[
                    &one,
                    &types,
                    &ids,
                    &vec![expected],
                    &one,
                    &tenants,
                    &types,
                    &ids,
                    &next,
                    &vec!["Happened"],
                    &vec!["1.0"],
                    &vec!["{\"as\" : \"it was\"}"],
                    &vec![metadata],
                ],
            )
            .await
            .unwrap();
        (row.get(0), row.get(1))
    }
}

async fn first_version(address: &str) {
    let server = Server::connect(address).await;
    server.execute(FIRST).await;
    let sha256 = hex::encode(<sha2::Sha256 as sha2::Digest>::digest(FIRST));
    let record = format!(
        "CREATE TABLE schema_migrations \
             (name text PRIMARY KEY, sha256 text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now()); \
         INSERT INTO schema_migrations (name, sha256) VALUES ('0001_events', '{sha256}')"
    );
    server.execute(&record).await;
}

#[tokio::test]
async fn a_log_from_before_the_directory_goes_on() {
    let mut place = Place::new();
    let address = place.database().await;
    first_version(&address).await;
    let first = First::start(&address).await;
    let streams = [a_stream(), a_stream()];
    for version in 0..3 {
        for (tenant, stream) in ["a", "b"].iter().zip(&streams) {
            first.append(tenant, &stream.aggregate_id, version).await;
        }
    }

    assert!(!migrate(&address).await.unwrap().contains(&"0001_events"));
    let config = PostgresConfig::new(vec![address]);
    register(&config).await.unwrap();
    let log = PostgresLog::new(&config).unwrap();

    // The new version and a process of the old one take turns.
    for (name, stream) in ["a", "b"].iter().zip(&streams) {
        let conflict = log.append(of_tenant(name, append(stream, 2, events(1)))).await;
        assert!(matches!(conflict, Err(AppendError::Conflict { actual: 3, .. })), "{conflict:?}");
        log.append(of_tenant(name, append(stream, 3, events(1)))).await.unwrap();
        assert_eq!(first.append(name, &stream.aggregate_id, 3).await.1, Some(vec![4]));
        assert_eq!(first.append(name, &stream.aggregate_id, 4).await.1, None);
        log.append(of_tenant(name, append_all([(stream, 5, events(2))]))).await.unwrap();
        let found = log.read_stream(&named(name), stream, 0).await.unwrap();
        assert_eq!(found.len(), 7);
        assert_eq!(found[0].payload, "{\"as\" : \"it was\"}");
        assert!(log.placement(&named(name)).await.unwrap().unwrap().pinned);
    }
    assert_eq!(whole_log(&log.shards()[0]).await.len(), 14);
}

#[tokio::test]
async fn tenants_from_before_the_directory_live_on_all_shards() {
    let mut place = Place::new();
    let addresses = [place.database().await, place.database().await];
    for (tenant, address) in ["a", "b"].iter().zip(&addresses) {
        first_version(address).await;
        First::start(address).await.append(tenant, "a stream", 0).await;
        migrate(address).await.unwrap();
    }

    let config = PostgresConfig::new(addresses.to_vec());
    register(&config).await.unwrap();
    register(&config).await.unwrap();

    let log = PostgresLog::new(&config).unwrap();
    for tenant in ["a", "b"] {
        assert_eq!(placed(&log, tenant).await, [0, 1]);
    }
    assert_eq!(placed(&log, "c").await, [0; 0]);
}
