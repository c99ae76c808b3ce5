//! The clients of other languages, by tests of their own.

use std::process::Command;

use crate::deployment::{Deployment, root, text};

/// Runs the tests of one client on a server of its own.
async fn run(client: &str) {
    let deployment = Deployment::start().await;
    let mut run = Command::new(root().join("clients/test"));
    run.arg(client).env("THOUSANDFOLD_URL", deployment.url("")).env("THOUSANDFOLD_API_KEY", deployment.key());
    let output = tokio::task::block_in_place(|| run.output()).unwrap();
    assert!(output.status.success(), "{}\n{}", text(&output.stdout), text(&output.stderr));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_typescript_client_passes_its_tests() {
    run("typescript").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_python_client_passes_its_tests() {
    run("python").await;
}
