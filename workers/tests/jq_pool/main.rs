//! Tests of the pool with real child processes.
//!
//! There is no test harness, because the program is its own runner: `jq_pool jq-runner`.

mod bad;
mod calls;
mod good;
mod lifetime;
mod program;
mod support;

use std::env;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::Duration;

use futures::future::BoxFuture;

type Test = (&'static str, fn() -> BoxFuture<'static, ()>);

/// Names tests, which are async functions.
macro_rules! tests {
    ($($module:ident::$name:ident,)*) => {
        &[$((concat!(stringify!($module), "::", stringify!($name)), || Box::pin($module::$name()))),*]
    };
}

const TESTS: &[Test] = tests![
    good::a_thousand_items_come_back_in_order,
    good::an_item_may_have_no_output_or_many,
    good::one_runner_serves_many_batches_and_filters,
    good::a_filter_finds_the_runner_that_has_it,
    good::all_runners_work_at_once_and_no_more,
    good::large_and_many_bytes_pass,
    good::slow_items_all_succeed,
    good::an_empty_batch_needs_no_runner,
    bad::bad_items_fail_alone,
    bad::a_filter_that_does_not_compile_fails_every_item,
    bad::an_endless_item_times_out_alone,
    bad::several_endless_items_time_out_alone,
    bad::a_single_endless_item_times_out,
    bad::slow_items_succeed_around_an_endless_one,
    bad::a_stack_overflow_fails_alone,
    bad::deep_values_fail_alone,
    bad::endless_recursion_fails_alone,
    bad::a_memory_bomb_fails_alone,
    bad::endless_output_fails_alone,
    bad::a_panic_fails_alone,
    program::variables_come_with_the_filter,
    program::another_job_needs_no_other_runner,
    program::jobs_that_take_turns_find_their_programs_loaded,
    program::a_job_may_have_less_memory_than_the_pool,
    program::a_job_has_no_more_memory_than_the_pool,
    program::what_a_filter_leaves_is_not_for_the_next,
    calls::templates_make_requests,
    calls::a_body_that_is_text_goes_as_it_is,
    calls::what_makes_no_request_fails_alone,
    calls::outputs_are_made_of_answers,
    calls::an_output_that_fails_is_no_reason_to_call_again,
    lifetime::a_runner_killed_while_idle_is_replaced,
    lifetime::a_runner_killed_while_busy_is_replaced,
    lifetime::an_item_that_is_at_work_whenever_its_runner_dies_is_guilty,
    lifetime::dropping_the_future_kills_the_runner,
    lifetime::dropping_the_pool_kills_the_runners,
    lifetime::runners_die_with_their_worker,
    lifetime::a_missing_program_is_the_pools_error,
];

fn main() -> ExitCode {
    let args: Vec<String> = env::args().skip(1).collect();
    match args.first().map(String::as_str) {
        Some(support::RUNNER) => return workers::jq::runner::main(),
        Some(support::WORKER) => return block_on(lifetime::work_endlessly()),
        _ => {}
    }
    let filters: Vec<&String> = args.iter().filter(|arg| !arg.starts_with('-')).collect();
    let wanted = |name: &str| filters.is_empty() || filters.iter().any(|filter| name.contains(*filter));
    let (mut passed, mut failed) = (0, 0);
    for (name, test) in TESTS.iter().filter(|(name, _)| wanted(name)) {
        if args.iter().any(|arg| arg == "--list") {
            println!("{name}: test");
            continue;
        }
        let ok = catch_unwind(AssertUnwindSafe(|| block_on(guarded(test())))).is_ok();
        println!("test {name} ... {}", if ok { "ok" } else { "FAILED" });
        passed += u8::from(ok);
        failed += u8::from(!ok);
    }
    let verdict = if failed == 0 { "ok" } else { "FAILED" };
    println!(
        "\ntest result: {verdict}. {passed} passed; {failed} failed; 0 ignored; 0 measured; 0 filtered out\n"
    );
    ExitCode::from(failed)
}

fn block_on<T>(future: impl Future<Output = T>) -> T {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.worker_threads(2).enable_all().build().expect("a runtime").block_on(future)
}

/// Runs a test once the runners of the one before are gone, and turns one that hangs into one
/// that fails.
async fn guarded(test: BoxFuture<'static, ()>) {
    let test = async {
        support::until(|| support::children(std::process::id()).is_empty()).await;
        test.await;
    };
    tokio::time::timeout(Duration::from_secs(300), test).await.expect("the test must end");
}
