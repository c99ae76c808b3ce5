//! Each engine is away for a while in the middle of a job: work waits for it, and then goes on.

use std::process::Command;
use std::time::Duration;

use serde_json::json;

use crate::deployment::{Deployment, root, text};

pub(crate) fn stack(action: &str, engine: &str) {
    let output =
        Command::new(root().join("dev/stack")).env("STACK", "test").args([action, engine]).output().unwrap();
    assert!(output.status.success(), "{action} {engine}: {}{}", text(&output.stdout), text(&output.stderr));
}

/// How long an outage lasts once the server has noticed it: `CHAOS_OUTAGE_SECONDS`, or no longer.
fn outage() -> Duration {
    let seconds = std::env::var("CHAOS_OUTAGE_SECONDS").ok().and_then(|text| text.parse().ok());
    Duration::from_secs(seconds.unwrap_or(0))
}

#[tokio::test(flavor = "multi_thread")]
async fn every_engine_may_be_away_in_the_middle_of_a_job() {
    let deployment = Deployment::start_alone().await;
    for engine in ["postgres", "kafka", "redis", "clickhouse", "s3"] {
        let items: Vec<_> = (0..4_000).map(|n| json!({ "n": n })).collect();
        let job = deployment.submit(&items, "([range(200)] | add) as $sum | .n").await;
        stack("stop", engine);
        deployment
            .until("the server names the engine", async || deployment.engines_away().await.contains(engine))
            .await;
        tokio::time::sleep(outage()).await;
        stack("start", engine);
        let job = deployment.until_ended(job).await;
        assert_eq!((job.succeeded, job.failed), (4_000, 0), "{engine}");
        deployment.check();
    }
}
