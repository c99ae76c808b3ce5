//! Variables and memory limits, which travel with a filter.

use workers::jq::ErrorClass::OutOfMemory;
use workers::jq::{JqPool, PoolConfig, Program};

use crate::support::{AMPLE, assert_only, config, numbers, pool, run, run_program};

fn program(filter: &str, job: &str, memory_mib: Option<u32>) -> Program {
    let variables = format!(r#"{{"job":{{"id":"{job}"}},"tenant":"acme"}}"#);
    Program::new(filter.into(), variables.into(), memory_mib)
}

/// A filter that needs some 80 MiB for the items from 5 on, and gives the item.
const HUNGRY: &str = ". as $i | if . >= 5 then (\"x\" * 80000000 | length | $i) else . end";

pub(crate) async fn variables_come_with_the_filter() {
    let pool = pool(1);
    let items = numbers(2);
    for job in ["job_1", "job_2"] {
        let program = program("[$item, $job.id, $tenant]", job, None);
        let results = run_program(&pool, &program, &items, AMPLE).await;
        let outputs: Vec<_> = results.into_iter().map(|result| result.result.expect("an output")).collect();
        let expected: Vec<Box<str>> =
            (0..2).map(|item| format!("[{item},\"{job}\",\"acme\"]").into()).collect();
        assert_eq!(outputs, expected);
    }
    assert_eq!(pool.started(), 1);
}

pub(crate) async fn another_job_needs_no_other_runner() {
    let same = program(".items", "job_1", None) == program(".items", "job_2", None);
    assert!(same, "a filter without variables is one program for all jobs");
    assert!(program("$job", "job_1", None) != program("$job", "job_2", None));
}

pub(crate) async fn jobs_that_take_turns_find_their_programs_loaded() {
    let pool = JqPool::new(PoolConfig { spare: 1, ..config(1) });
    let items = numbers(2);
    for filter in [".", ". + 0", ".", ". + 0"] {
        assert_only(&run(&pool, filter, &items, AMPLE).await, &items, &[], &[]);
    }
    assert_eq!(pool.started(), 2);
    // There are no more of them than may be.
    assert_only(&run(&pool, ". - 0", &items, AMPLE).await, &items, &[], &[]);
    assert_eq!(pool.started(), 2);
}

pub(crate) async fn a_job_may_have_less_memory_than_the_pool() {
    let pool = pool(1);
    let items = numbers(7);
    let with = |memory| program(HUNGRY, "job_1", memory);
    assert_only(&run_program(&pool, &with(None), &items, AMPLE).await, &items, &[], &[]);
    assert_only(&run_program(&pool, &with(Some(32)), &items, AMPLE).await, &items, &[5, 6], &[OutOfMemory]);
    // A runner that had less is told that it has more.
    assert_only(&run(&pool, HUNGRY, &items, AMPLE).await, &items, &[], &[]);
    assert_only(&run_program(&pool, &with(Some(32)), &items, AMPLE).await, &items, &[5, 6], &[OutOfMemory]);
}

pub(crate) async fn a_job_has_no_more_memory_than_the_pool() {
    let pool = pool(1);
    let items = numbers(7);
    let filter = HUNGRY.replace("80000000", "300000000");
    let program = program(&filter, "job_1", Some(4096));
    assert_only(&run_program(&pool, &program, &items, AMPLE).await, &items, &[5, 6], &[OutOfMemory]);
}

pub(crate) async fn what_a_filter_leaves_is_not_for_the_next() {
    let pool = pool(1);
    // Many small values, which the allocator keeps mapped when they are gone.
    let grown = "[range(1000000) | [.]] | length";
    let results = run(&pool, grown, &numbers(1), AMPLE).await;
    assert_eq!(results[0].result.as_deref(), Ok("1000000"));
    let program = program(grown, "job_1", Some(32));
    let items = numbers(1);
    assert_only(&run_program(&pool, &program, &items, AMPLE).await, &items, &[0], &[OutOfMemory]);
}
