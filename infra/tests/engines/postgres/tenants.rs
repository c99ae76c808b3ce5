//! Tenants whose shards an operator chooses.

use commands::ports::EventLog as _;
use futures::future::try_join_all;
use infra::postgres::{PostgresConfig, PostgresLog, ShardConfig, place_tenant, placements, register};

use crate::support::{Place, a_stream, append, events, tenant};

/// Three shards, of which the last is in another region.
async fn shards(place: &mut Place) -> PostgresConfig {
    let mut config = place.shards(3).await;
    config.shards[2] = ShardConfig { region: "us".to_owned(), ..config.shards[2].clone() };
    register(&config).await.unwrap();
    config
}

#[tokio::test]
async fn a_tenant_lives_where_it_was_placed() {
    let mut place = Place::new();
    let config = shards(&mut place).await;

    let placed = place_tenant(&config, &tenant(), &[1]).await.unwrap();

    let log = PostgresLog::new(&config).unwrap();
    let appends = (0..8).map(|_| log.append(append(&a_stream(), 0, events(1))));
    let shards: Vec<_> = try_join_all(appends).await.unwrap().iter().map(|appended| appended.shard).collect();
    assert_eq!(shards, [1; 8]);
    assert!(placed.pinned && placed.region == "default");
    assert_eq!(placements(&config).await.unwrap(), [(tenant(), placed.clone())]);
    // Saying it again changes nothing.
    assert_eq!(place_tenant(&config, &tenant(), &[1]).await.unwrap(), placed);
}

#[tokio::test]
async fn a_tenant_that_lives_somewhere_stays_there() {
    let mut place = Place::new();
    let config = shards(&mut place).await;
    let log = PostgresLog::new(&config).unwrap();
    let stream = a_stream();
    let there = log.append(append(&stream, 0, events(1))).await.unwrap().shard;

    let refused = place_tenant(&config, &tenant(), &[1]).await.unwrap_err();

    assert!(refused.message.contains("lives on the shards"), "{refused}");
    assert_eq!(log.append(append(&stream, 1, events(1))).await.unwrap().shard, there);
}

#[tokio::test]
async fn shards_that_are_none_are_refused() {
    let mut place = Place::new();
    let config = shards(&mut place).await;
    let cases: [(&[u16], &str); 4] = [
        (&[7], "names no shard 7"),
        (&[0, 0], "named twice"),
        (&[0, 2], "several regions: default, us"),
        (&[], "at least one shard"),
    ];
    for (shards, reason) in cases {
        let refused = place_tenant(&config, &tenant(), shards).await.unwrap_err();
        assert!(refused.message.contains(reason), "{refused}");
    }
    assert_eq!(placements(&config).await.unwrap(), []);
}
