//! `bench inflight`: calls in flight in one worker, to a server of this machine that takes a second to answer.

use std::path::Path;
use std::time::{Duration, Instant};

use poem::listener::{Acceptor as _, Listener as _, TcpListener};
use poem::{EndpointExt as _, Route, handler};
use serde_json::json;

use super::super::InflightArgs;
use super::super::form::{Report, Row};
use super::super::target::Target;
use super::{ended, submit, upload};

/// How long the server takes.
const ANSWER_AFTER: Duration = Duration::from_secs(1);

#[handler]
async fn answer() -> &'static str {
    tokio::time::sleep(ANSWER_AFTER).await;
    "ok"
}

/// Calls the server once for each task.
pub(in crate::bench) async fn run(config: &Path, args: &InflightArgs) -> anyhow::Result<Report> {
    let worker = toml::toml! {
        calls = 10000
        http = { per_host = 20000, connect_timeout_ms = 60000, allow = ["127.0.0.0/8"] }
    };
    let mut worker = worker;
    worker.insert("calls".to_owned(), i64::from(args.in_flight).into());
    let settings = toml::Table::from_iter([("worker".to_owned(), worker.into())]);
    let target = Target::start_with(config, settings).await?;
    let (url, serving) = serve().await?;
    let file = target.scratch.folder().join("items.ndjson");
    std::fs::write(&file, (0..args.tasks).map(|n| format!("{n}\n")).collect::<String>())?;
    let dataset = upload(&target, &file).await?;
    let job = json!({
        "dataset": dataset,
        "attempt_timeout_ms": 60_000,
        "processor": { "http": { "method": "GET", "url": format!("{url}/\\(.)") } },
    });
    let start = Instant::now();
    let id = submit(&target.http, &target.scratch.url("/v1/jobs"), &job).await?;
    let mut memory: f64 = 0.0;
    let watching = async {
        loop {
            memory = memory.max(target.memory_mib());
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    };
    let end = tokio::select! {
        end = ended(&target, &id, args.tasks.into()) => end?,
        () = watching => unreachable!("it watches for ever"),
    };
    let failed = target.client.job(&id).await?.failed;
    anyhow::ensure!(failed == 0, "{failed} calls failed");
    serving.abort();
    target.stop().await?;
    let ideal = f64::from(args.tasks) / f64::from(args.in_flight) * ANSWER_AFTER.as_secs_f64();
    let taken = (end - start).as_secs_f64();
    Ok(Report::new(
        "inflight",
        vec![
            Row::new(
                format!("{} calls, {} in flight", args.tasks, args.in_flight),
                f64::from(args.tasks) / taken,
                "calls/s",
            )
            .beside("all of them in flight all the time", f64::from(args.tasks) / ideal)
            .at_least(0.8),
            Row::new("  the process's memory at most, all roles in it", memory, "MiB").at_most(1024.0),
        ],
    ))
}

/// A server on a free port.
async fn serve() -> anyhow::Result<(String, tokio::task::JoinHandle<()>)> {
    let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await?;
    let address = acceptor.local_addr()[0].as_socket_addr().copied();
    let port = address.map(|address| address.port()).unwrap_or_default();
    let app = Route::new().at("/*rest", poem::get(answer)).boxed();
    let serving = tokio::spawn(async move {
        if let Err(error) = poem::Server::new_with_acceptor(acceptor).run(app).await {
            tracing::error!(%error, "the server to be called ended");
        }
    });
    Ok((format!("http://127.0.0.1:{port}"), serving))
}
