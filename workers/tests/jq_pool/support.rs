//! What the tests share.

use std::env;
use std::fs;
use std::sync::LazyLock;
use std::time::Duration;

use bytes::Bytes;
use domain::{BatchId, JobId, TenantId};
use uuid::Uuid;
use workers::jq::{ErrorClass, For, ItemResult, JqPool, PoolConfig, Program};

/// The argument that makes this program a runner.
pub(crate) const RUNNER: &str = "jq-runner";

/// The argument that makes this program a worker with an endless item.
pub(crate) const WORKER: &str = "worker";

/// A limit that no item reaches unless it never ends.
pub(crate) const AMPLE: Duration = Duration::from_secs(200);

/// A limit for endless items: much longer than what the other items of the test take.
pub(crate) const SHORT: Duration = Duration::from_secs(1);

/// A filter that is endless, without using memory.
pub(crate) const ENDLESS: &str = "def f: f; f";

pub(crate) fn config(size: usize) -> PoolConfig {
    PoolConfig {
        command: env::current_exe().expect("this program"),
        args: vec![RUNNER.into()],
        size,
        spare: 0,
        memory_limit: 256 << 20,
        output_limit: 1 << 20,
    }
}

/// For whom the tests run filters.
pub(crate) fn dev() -> For<'static> {
    static TENANT: LazyLock<TenantId> = LazyLock::new(|| "dev".parse().expect("a tenant"));
    For { tenant: &TENANT, batch: BatchId { job: JobId(Uuid::nil()), number: 0 } }
}

pub(crate) fn pool(size: usize) -> JqPool {
    JqPool::new(config(size))
}

/// The items `0`, `1`, …
pub(crate) fn numbers(count: usize) -> Vec<Bytes> {
    (0..count).map(|number| number.to_string().into()).collect()
}

pub(crate) async fn run(pool: &JqPool, filter: &str, items: &[Bytes], limit: Duration) -> Vec<ItemResult> {
    run_program(pool, &filter.into(), items, limit).await
}

pub(crate) async fn run_program(
    pool: &JqPool,
    program: &Program,
    items: &[Bytes],
    limit: Duration,
) -> Vec<ItemResult> {
    pool.run(dev(), program, items, limit).await.expect("the pool must work")
}

/// Asserts that some items failed in a certain way, and that the others gave themselves.
pub(crate) fn assert_only(results: &[ItemResult], items: &[Bytes], bad: &[usize], classes: &[ErrorClass]) {
    assert_eq!(results.len(), items.len());
    for (index, (result, item)) in results.iter().zip(items).enumerate() {
        match &result.result {
            Ok(output) => {
                assert!(!bad.contains(&index), "item {index} gave {output}");
                assert_eq!(output.as_bytes(), &item[..], "item {index}");
            }
            Err(error) => {
                assert!(bad.contains(&index), "item {index}: {error}");
                assert!(classes.contains(&error.class), "item {index}: {error}");
            }
        }
    }
}

/// The living child processes of a process.
pub(crate) fn children(parent: u32) -> Vec<u32> {
    let processes = fs::read_dir("/proc").expect("/proc").filter_map(Result::ok);
    let pids = processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(|pid| stat(*pid).is_some_and(|(state, of)| state != "Z" && of == parent)).collect()
}

pub(crate) fn is_alive(pid: u32) -> bool {
    stat(pid).is_some_and(|(state, _)| state != "Z")
}

/// The state and the parent of a process.
fn stat(pid: u32) -> Option<(String, u32)> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let mut fields = stat.rsplit_once(") ")?.1.split(' ');
    Some((fields.next()?.to_owned(), fields.next()?.parse().ok()?))
}

/// Gives way to others until something is so. The test fails if it never is.
pub(crate) async fn until(mut so: impl FnMut() -> bool) {
    while !so() {
        tokio::task::yield_now().await;
    }
}

/// Waits for this process to have one living child, and gives its id.
pub(crate) async fn only_child() -> u32 {
    let mut found = Vec::new();
    until(|| {
        found = children(std::process::id());
        found.len() == 1
    })
    .await;
    found[0]
}

pub(crate) fn kill(pid: u32) {
    let pid = i32::try_from(pid).ok().and_then(rustix::process::Pid::from_raw).expect("a pid");
    rustix::process::kill_process(pid, rustix::process::Signal::KILL).expect("kill");
}
