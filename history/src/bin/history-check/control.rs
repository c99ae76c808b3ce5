//! The control: what a reader misses that takes a database sequence for the order of a log. If it missed nothing,
//! the load would not be one under which order is hard, and the follower's success would prove nothing.

use std::collections::HashSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use fastrand::Rng;
use serde::{Deserialize, Serialize};
use tokio::task::JoinSet;
use tokio::time::sleep;
use tokio_postgres::Client;

use crate::error::RunError;
use crate::place::connect;

const CONNECTIONS: u64 = 24;
const TABLE: &str = "CREATE TABLE control (id bigserial PRIMARY KEY, txid bigint NOT NULL)";
const PAGE: i64 = 100;

/// What became of the control's rows.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Control {
    /// Transactions, also those that were rolled back.
    pub(crate) transactions: u64,
    /// Rows that were committed.
    pub(crate) committed: u64,
    /// Rows that the reader saw.
    pub(crate) seen: u64,
    /// Rows that it never saw.
    pub(crate) missed: u64,
}

/// Runs so many transactions on the database at `address`, and a reader beside them.
pub(crate) async fn run(address: String, transactions: u64, seed: u64) -> Result<Control, RunError> {
    let reader = connect(&address).await?;
    reader.batch_execute(TABLE).await?;
    let left = Arc::new(AtomicI64::new(i64::try_from(transactions).unwrap_or(i64::MAX)));
    let mut writers = JoinSet::new();
    for number in 0..CONNECTIONS {
        let writer = write(connect(&address).await?, Arc::clone(&left), Rng::with_seed(seed ^ number));
        writers.spawn(writer);
    }
    let (mut seen, mut cursor) = (HashSet::new(), 0);
    loop {
        while let Some(ended) = writers.try_join_next() {
            ended.map_err(std::io::Error::from)??;
        }
        let last = writers.is_empty();
        let query = "SELECT id FROM control WHERE id > $1 ORDER BY id LIMIT $2";
        let page = reader.query(query, &[&cursor, &PAGE]).await?;
        let ids = page.iter().map(|row| row.get::<_, i64>(0));
        seen.extend(ids.inspect(|id| cursor = *id));
        if page.is_empty() && last {
            break;
        }
        tokio::task::yield_now().await;
    }
    let rows = reader.query("SELECT id FROM control", &[]).await?;
    let missed = rows.iter().filter(|row| !seen.contains(&row.get::<_, i64>(0))).count();
    Ok(Control { transactions, committed: rows.len() as u64, seen: seen.len() as u64, missed: missed as u64 })
}

/// Plain transactions: some pause, and some are rolled back.
async fn write(client: Client, left: Arc<AtomicI64>, mut rng: Rng) -> Result<(), RunError> {
    let insert = client.prepare("INSERT INTO control (txid) VALUES (txid_current())").await?;
    while left.fetch_sub(1, Ordering::Relaxed) > 0 {
        client.batch_execute("BEGIN").await?;
        for _ in 0..rng.u32(1..4) {
            client.execute(&insert, &[]).await?;
            if rng.bool() {
                sleep(Duration::from_micros(rng.u64(..5_000))).await;
            }
        }
        client.batch_execute(if rng.u32(..5) == 0 { "ROLLBACK" } else { "COMMIT" }).await?;
    }
    Ok(())
}
