//! Items and filters that fail, hang, crash or eat memory. Only the culprits may suffer.

use bytes::Bytes;
use workers::jq::ErrorClass::{
    Crashed, FilterError, InvalidJson, InvalidUtf8, OutOfMemory, OutputTooLarge, TimedOut,
};
use workers::jq::{ErrorClass, ItemResult};

use crate::good::{SLOW, limit_for_slow};
use crate::support::{AMPLE, ENDLESS, SHORT, assert_only, numbers, pool, run};

pub(crate) async fn bad_items_fail_alone() {
    let mut items = numbers(100);
    items[10] = Bytes::from_static(b"\"\xff\"");
    items[20] = Bytes::from_static(b"{} {}");
    items[30] = Bytes::from_static(b" ");
    items[40] = Bytes::from("[".repeat(1_000_000));
    items[50] = Bytes::from_static(b"\"text\"");
    let pool = pool(1);
    let filter = "if type == \"string\" then error(\"a string\") else . end";
    let results = run(&pool, filter, &items, AMPLE).await;
    let error = |index: usize| results[index].result.clone().expect_err("a bad item");
    let classes = [10, 20, 30, 40, 50].map(|index| error(index).class);
    assert_eq!(classes, [InvalidUtf8, InvalidJson, InvalidJson, InvalidJson, FilterError]);
    assert_eq!(error(50).message, "a string");
    assert_only(&results, &items, &[10, 20, 30, 40, 50], &ErrorClass::ALL);
    assert_eq!(pool.started(), 1);
}

pub(crate) async fn a_filter_that_does_not_compile_fails_every_item() {
    let pool = pool(1);
    let items = numbers(3);
    assert_only(&run(&pool, "foo", &items, AMPLE).await, &items, &[0, 1, 2], &[FilterError]);
    assert_only(&run(&pool, ".", &items, AMPLE).await, &items, &[], &[]);
    assert_eq!(pool.started(), 1);
}

/// Makes a filter that does something on some items, and gives the others as they are.
fn on(items: &[usize], then: &str) -> String {
    format!(". as $i | if {items:?} | any(. == $i) then {then} else . end")
}

/// Runs a filter that is bad on some of 600 items.
async fn run_bad(
    items: &[usize],
    then: &str,
    limit: std::time::Duration,
    classes: &[ErrorClass],
) -> Vec<ItemResult> {
    let all = numbers(600);
    let results = run(&pool(1), &on(items, then), &all, limit).await;
    assert_only(&results, &all, items, classes);
    results
}

pub(crate) async fn an_endless_item_times_out_alone() {
    let results = run_bad(&[7], ENDLESS, SHORT, &[TimedOut]).await;
    let error = results[7].result.clone().expect_err("an endless item");
    assert_eq!(error.message, "the filter did not end within 1000 ms");
    run_bad(&[7], "[recurse(.)] | length", SHORT, &[TimedOut, OutOfMemory]).await;
}

pub(crate) async fn several_endless_items_time_out_alone() {
    run_bad(&[0, 3, 4, 255, 256, 599], ENDLESS, SHORT, &[TimedOut]).await;
}

pub(crate) async fn a_single_endless_item_times_out() {
    let pool = pool(1);
    let items = numbers(1);
    assert_only(&run(&pool, ENDLESS, &items, SHORT).await, &items, &[0], &[TimedOut]);
    assert_only(&run(&pool, ".", &items, AMPLE).await, &items, &[], &[]);
    assert_eq!(pool.started(), 2);
}

pub(crate) async fn slow_items_succeed_around_an_endless_one() {
    let limit = limit_for_slow().await;
    let items = numbers(12);
    let filter = format!("if . == 7 then ({ENDLESS}) else ({SLOW}) end");
    assert_only(&run(&pool(1), &filter, &items, limit).await, &items, &[7], &[TimedOut]);
}

pub(crate) async fn a_stack_overflow_fails_alone() {
    let results = run_bad(&[0, 100, 101, 599], "def f: 1 + f; f", AMPLE, &[Crashed]).await;
    let error = results[100].result.clone().expect_err("a stack overflow");
    assert_eq!(error.message, "the filter overflowed the stack");
}

pub(crate) async fn endless_recursion_fails_alone() {
    run_bad(&[5], "def f: [f]; f", AMPLE, &[Crashed]).await;
    run_bad(&[5, 590], "[recurse(.)]", AMPLE, &[OutOfMemory]).await;
}

pub(crate) async fn deep_values_fail_alone() {
    let deep = "reduce range(1000000) as $i (0; [.])";
    run_bad(&[5], deep, AMPLE, &[Crashed, FilterError]).await;
    run_bad(&[5], &format!("{deep} | tojson"), AMPLE, &[Crashed]).await;
    run_bad(&[5], "reduce range(20000) as $i (0; [.])", AMPLE, &[FilterError]).await;
    run_bad(&[5], "(\"[\" * 1000000) | fromjson", AMPLE, &[Crashed]).await;
}

pub(crate) async fn a_memory_bomb_fails_alone() {
    run_bad(&[5, 590], "\"x\" * 100000000000", AMPLE, &[OutOfMemory]).await;
    run_bad(&[5], "[range(1000000000)] | length", AMPLE, &[OutOfMemory]).await;
    run_bad(&[5], "reduce range(1000) as $i (\"xxxxxxxx\"; . + .) | length", AMPLE, &[OutOfMemory]).await;
    // More than any address space has makes the engine panic, which costs no process.
    run_bad(&[5], "\"xx\" * 9223372036854775807", AMPLE, &[OutOfMemory]).await;
}

pub(crate) async fn endless_output_fails_alone() {
    run_bad(&[5, 6, 7], "repeat(1)", AMPLE, &[OutputTooLarge]).await;
}

pub(crate) async fn a_panic_fails_alone() {
    let pool = pool(1);
    let items = numbers(20);
    // The engine takes `+1.5` for a number, negates its text, and cannot read `-+1.5`.
    let filter = on(&[5], "\"+1.5\" | fromjson | -. | sin");
    let results = run(&pool, &filter, &items, AMPLE).await;
    assert_only(&results, &items, &[5], &[Crashed]);
    let error = results[5].result.clone().expect_err("a panic");
    assert!(error.message.starts_with("the filter engine panicked: "), "{error}");
    assert_eq!(pool.started(), 1);
}
