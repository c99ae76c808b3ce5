//! A shard whose partitions are small, so that a few events fill several.

use infra::postgres::PostgresConfig;

use super::{Place, Server};

/// One empty shard with partitions of `size` positions, and its administrator.
pub(crate) async fn small_partitions(place: &mut Place, size: u64) -> (PostgresConfig, Server) {
    let config = place.shards(1).await;
    let server = Server::connect(&config.shards[0].address).await;
    let shrink = format!(
        "ALTER TABLE events DETACH PARTITION events_1; \
         ALTER TABLE events ATTACH PARTITION events_1 FOR VALUES FROM (1) TO ({size} + 1); \
         UPDATE log_partitions SET last = {size}; UPDATE log_head SET room = {size}; \
         CREATE OR REPLACE FUNCTION partition_size() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT {size}::bigint'"
    );
    server.execute(&shrink).await;
    (config, server)
}

impl Server {
    /// Seals every partition that is full. Gives how far the log is sealed.
    pub(crate) async fn seal(&self) -> i64 {
        while self.number("SELECT coalesce(seal_events(), 0)").await > 0 {}
        self.number("SELECT sealed FROM log_head").await
    }
}
