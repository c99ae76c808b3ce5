//! Whether the engines answer.

use std::sync::Arc;

use infra::clickhouse::ClickHouseConfig;
use infra::health::Engines;
use infra::kafka::KafkaConfig;
use infra::postgres::{PostgresConfig, PostgresLog};
use infra::redis::{Redis, RedisConfig};
use infra::s3::{S3Config, S3Objects};

use crate::support::{Place, until};

const NOWHERE: &str = "127.0.0.1:1";

async fn all_engines(place: &mut Place) -> Engines {
    Engines {
        log: Arc::new(PostgresLog::new(&place.shards(2).await).unwrap()),
        kafka: place.kafka(),
        topics: place.topics().await,
        redis: place.redis(),
        clickhouse: infra::clickhouse::client(&place.tables().await),
        objects: place.objects(),
    }
}

#[tokio::test]
async fn engines_that_answer_are_well() {
    let mut place = Place::new();
    let engines = all_engines(&mut place).await;
    // A topic that was just created may need a moment to be known.
    let checked = until("all engines are well", async || {
        let checked = engines.check().await;
        checked.iter().all(|(_, error)| error.is_none()).then_some(checked)
    });
    assert_eq!(checked.await.len(), 5);
}

#[tokio::test]
async fn engines_that_are_away_are_named_each() {
    let mut place = Place::new();
    let well = all_engines(&mut place).await;
    let url = format!("http://{NOWHERE}");
    let shards = vec!["host=127.0.0.1 port=1 user=app dbname=none".to_owned()];
    let away = Engines {
        log: Arc::new(
            PostgresLog::new(&PostgresConfig { readers: 1, ..PostgresConfig::new(shards) }).unwrap(),
        ),
        kafka: KafkaConfig { brokers: NOWHERE.to_owned(), ..well.kafka },
        topics: well.topics,
        redis: Redis::new(&RedisConfig::at(format!("redis://{NOWHERE}")), "none").unwrap(),
        clickhouse: infra::clickhouse::client(&ClickHouseConfig { url: url.clone(), ..place.tables().await }),
        objects: S3Objects::new(&S3Config { endpoint: url, ..place.s3().clone() }),
    };

    let checked = away.check().await;

    let named: Vec<_> =
        checked.iter().filter(|(_, error)| error.is_some()).map(|(engine, _)| *engine).collect();
    assert_eq!(named, ["postgres", "kafka", "redis", "clickhouse", "s3"]);
}

#[tokio::test]
async fn a_topic_that_is_missing_is_named() {
    let mut place = Place::new();
    let well = all_engines(&mut place).await;
    let topics = infra::kafka::Topics::new(&format!("{}.missing", place.namespace));

    let checked = Engines { topics, ..well }.check().await;

    let said: Vec<_> =
        checked.iter().filter_map(|(engine, error)| Some((*engine, error.as_ref()?))).collect();
    let [(engine, error)] = said[..] else { panic!("{said:?}") };
    assert!(engine == "kafka" && error.contains("missing.events"), "{engine}: {error}");
}
