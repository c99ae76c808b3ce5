//! A read ends with everything that was asked for, or with an error: also when its connection is cut in the middle.

use commands::ports::EventLog as _;
use infra::postgres::PostgresLog;

use crate::support::{Place, Running, Server, a_stream, append, event, tenant, until};

/// How many events of a mebibyte each are read.
const EVENTS: usize = 24;

#[tokio::test(flavor = "multi_thread")]
async fn a_read_that_is_cut_off_is_an_error_and_never_short() {
    let mut place = Place::new();
    let config = place.shards(1).await;
    let log = PostgresLog::new(&config).unwrap();
    let stream = a_stream();
    let payload = format!("\"{}\"", "x".repeat(1 << 20));
    for version in 0..EVENTS {
        log.append(append(&stream, version as u64, vec![event(&payload)])).await.unwrap();
    }
    let server = Server::connect(&config.shards[0].address).await;
    let cutting = Running::start(async move {
        loop {
            server.cut_off("SELECT position, %").await;
        }
    });

    // Reads go on until several of each kind were cut off.
    let shard = log.shards()[0].clone();
    let (mut streams_cut, mut logs_cut) = (0, 0);
    until("reads were cut off", async || {
        match log.read_stream(&tenant(), &stream, 0).await {
            Ok(events) => assert_eq!(events.len(), EVENTS),
            Err(_) => streams_cut += 1,
        }
        match shard.read_log(0, 1_000).await {
            Ok(events) => assert_eq!(events.len(), EVENTS),
            Err(_) => logs_cut += 1,
        }
        (streams_cut >= 5 && logs_cut >= 5).then_some(())
    })
    .await;

    cutting.stop().await;
    let whole =
        until("a read is left alone", async || log.read_stream(&tenant(), &stream, 0).await.ok()).await;
    assert!(whole.len() == EVENTS && whole.iter().all(|event| event.payload == payload));
}
