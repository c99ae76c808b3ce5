//! All keys of a namespace, as they are.

use std::collections::BTreeMap;

use redis::aio::MultiplexedConnection;

use crate::support::Place;

/// What the keys of the first generation of the read model begin with, and those of the second.
pub(super) const FIRST: &str = "jobs2:g0:";
pub(super) const SECOND: &str = "jobs2:g1:";

/// What each key holds, in an order that is the same for the same content. Names are without the namespace.
pub(super) async fn all_keys(place: &Place) -> BTreeMap<String, Vec<String>> {
    let client = redis::Client::open(place.redis_url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let prefix = format!("{}:", place.namespace);
    let keys: Vec<String> =
        redis::cmd("KEYS").arg(format!("{prefix}*")).query_async(&mut connection).await.unwrap();
    let mut all = BTreeMap::new();
    for key in keys {
        let value = value(&mut connection, &key).await;
        all.insert(key[prefix.len()..].to_owned(), value);
    }
    all
}

/// The same without how far the shards are written.
pub(super) async fn all_data(place: &Place) -> BTreeMap<String, Vec<String>> {
    let mut all = all_keys(place).await;
    all.retain(|key, _| !key.contains("position:"));
    all
}

/// How far shard 0 is written.
pub(super) async fn position(place: &Place) -> Option<u64> {
    let client = redis::Client::open(place.redis_url()).unwrap();
    let mut connection = client.get_multiplexed_async_connection().await.unwrap();
    let key = format!("{}:{FIRST}position:0", place.namespace);
    redis::cmd("GET").arg(key).query_async(&mut connection).await.unwrap()
}

async fn value(connection: &mut MultiplexedConnection, key: &str) -> Vec<String> {
    let kind: String = redis::cmd("TYPE").arg(key).query_async(connection).await.unwrap();
    let words: &[&str] = match kind.as_str() {
        "hash" => &["HGETALL"],
        "zset" => &["ZRANGE", "0", "-1", "WITHSCORES"],
        "set" => &["SMEMBERS"],
        "string" => &["GET"],
        // It went away meanwhile.
        _ => return vec![],
    };
    let mut get = redis::cmd(words[0]);
    get.arg(key).arg(&words[1..]);
    let flat: redis::Value = get.query_async(connection).await.unwrap();
    let flat: Vec<String> = match flat {
        redis::Value::BulkString(_) => vec![redis::from_redis_value(flat).unwrap()],
        _ => redis::from_redis_value(flat).unwrap(),
    };
    let pairs = if matches!(kind.as_str(), "hash" | "zset") { 2 } else { 1 };
    let mut entries: Vec<String> = flat.chunks(pairs).map(|entry| entry.join(" = ")).collect();
    entries.sort_unstable();
    entries
}
