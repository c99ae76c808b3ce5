//! The API keeps to its own document, whatever is sent to it.

use std::process::Command;

use crate::deployment::{Deployment, root, text};

/// For how long it is tried, in seconds.
const SECONDS: &str = "60";
/// With how many requests each operation, at most.
const EXAMPLES: &str = "20";

#[tokio::test(flavor = "multi_thread")]
async fn the_api_keeps_to_its_document() {
    let deployment = Deployment::start().await;
    let mut run = Command::new(root().join("dev/schemathesis"));
    run.args([&deployment.url(""), SECONDS, EXAMPLES]).env("THOUSANDFOLD_API_KEY", deployment.key());
    let output = tokio::task::block_in_place(|| run.output()).unwrap();
    assert!(output.status.success(), "{}\n{}", text(&output.stdout), text(&output.stderr));
}
