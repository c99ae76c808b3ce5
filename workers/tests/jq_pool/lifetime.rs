//! When runners start and end, and that none is left behind.

use std::env;
use std::process::{Command, ExitCode, Stdio};

use futures::FutureExt as _;
use workers::jq::ErrorClass::Crashed;
use workers::jq::{JqPool, PoolError, Program};

use crate::good::SLOW;
use crate::support::{
    AMPLE, ENDLESS, WORKER, assert_only, children, config, dev, is_alive, kill, numbers, only_child, pool,
    run, until,
};

pub(crate) async fn a_runner_killed_while_idle_is_replaced() {
    let pool = pool(1);
    let items = numbers(3);
    run(&pool, ".", &items, AMPLE).await;
    let runner = only_child().await;
    kill(runner);
    until(|| !is_alive(runner)).await;
    assert_only(&run(&pool, ".", &items, AMPLE).await, &items, &[], &[]);
    assert_eq!(pool.started(), 2);
}

pub(crate) async fn a_runner_killed_while_busy_is_replaced() {
    let pool = pool(1);
    let items = numbers(20);
    let killed = async { kill(only_child().await) };
    let (results, ()) = tokio::join!(run(&pool, SLOW, &items, AMPLE), killed);
    assert_only(&results, &items, &[], &[]);
    assert_eq!(pool.started(), 2);
}

pub(crate) async fn an_item_that_is_at_work_whenever_its_runner_dies_is_guilty() {
    let pool = pool(1);
    let items = numbers(20);
    let filter = format!("if . == 7 then ({ENDLESS}) else . end");
    // At the first death it is not known which item is at work. The second may be the fault of the
    // items before. At the third, the item is the first of its runner.
    let killed = async {
        for _ in 0..3 {
            let runner = only_child().await;
            // Nothing but the endless item takes so long.
            until(|| has_used_cpu(runner)).await;
            kill(runner);
            until(|| !is_alive(runner)).await;
        }
    };
    let (results, ()) = tokio::join!(run(&pool, &filter, &items, AMPLE), killed);
    assert_only(&results, &items, &[7], &[Crashed]);
    assert_eq!(pool.started(), 4);
}

pub(crate) async fn dropping_the_future_kills_the_runner() {
    let pool = pool(1);
    let items = numbers(3);
    run(&pool, ENDLESS, &[], AMPLE).await;
    let runner = tokio::select! {
        _ = run(&pool, ENDLESS, &items, AMPLE) => panic!("an endless filter ended"),
        runner = only_child() => runner,
    };
    until(|| !is_alive(runner)).await;
    assert_only(&run(&pool, ".", &items, AMPLE).await, &items, &[], &[]);
    assert_eq!(pool.started(), 2);
    // A future that was dropped while it waited takes nothing with it.
    let mut running = Box::pin(run(&pool, ENDLESS, &items, AMPLE));
    assert!((&mut running).now_or_never().is_none());
    assert!(run(&pool, ".", &items, AMPLE).now_or_never().is_none());
    drop(running);
    assert_only(&run(&pool, ".", &items, AMPLE).await, &items, &[], &[]);
}

pub(crate) async fn dropping_the_pool_kills_the_runners() {
    let pool = pool(1);
    run(&pool, ".", &numbers(1), AMPLE).await;
    let runner = only_child().await;
    drop(pool);
    until(|| !is_alive(runner)).await;
}

/// The main function of a worker that gets killed.
pub(crate) async fn work_endlessly() -> ExitCode {
    run(&pool(1), ENDLESS, &numbers(1), AMPLE).await;
    ExitCode::FAILURE
}

pub(crate) async fn runners_die_with_their_worker() {
    let program = env::current_exe().expect("this program");
    let mut worker = Command::new(program).arg(WORKER).stdout(Stdio::null()).spawn().expect("a worker");
    until(|| children(worker.id()).len() == 1).await;
    let runner = children(worker.id())[0];
    // The runner is at work once it burns time; before, it would die anyway.
    until(|| has_used_cpu(runner)).await;
    kill(worker.id());
    worker.wait().expect("the worker's end");
    until(|| !is_alive(runner)).await;
}

/// Whether a process has used half a second of processor time.
fn has_used_cpu(pid: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    let ticks = stat.rsplit_once(") ").and_then(|(_, fields)| fields.split(' ').nth(11)?.parse().ok());
    ticks.is_some_and(|ticks: u64| ticks >= 50)
}

pub(crate) async fn a_missing_program_is_the_pools_error() {
    let mut config = config(1);
    config.command = "/nonexistent".into();
    let pool = JqPool::new(config);
    let result = pool.run(dev(), &Program::from("."), &numbers(1), AMPLE).await;
    assert!(matches!(result, Err(PoolError::Start(_))), "{result:?}");
}
