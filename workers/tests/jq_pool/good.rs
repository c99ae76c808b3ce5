//! Filters and items that do nothing wrong.

use bytes::Bytes;
use futures::future::join_all;

use crate::support::{AMPLE, ENDLESS, assert_only, numbers, only_child, pool, run, until};

pub(crate) async fn a_thousand_items_come_back_in_order() {
    let items = numbers(1_000);
    let results = run(&pool(1), ".", &items, AMPLE).await;
    assert_only(&results, &items, &[], &[]);
}

pub(crate) async fn an_item_may_have_no_output_or_many() {
    let items = ["[]", "[1]", "[1,[2]]"].map(Bytes::from);
    let results = run(&pool(1), ".[]", &items, AMPLE).await;
    let outputs: Vec<_> = results.iter().map(|result| result.result.as_deref()).collect();
    assert_eq!(outputs, [Ok(""), Ok("1"), Ok("1,[2]")]);
}

pub(crate) async fn one_runner_serves_many_batches_and_filters() {
    let pool = pool(4);
    for round in 0..50 {
        let results = run(&pool, ". + 1", &numbers(1), AMPLE).await;
        assert_eq!(results[0].result.as_deref(), Ok("1"));
        let results = run(&pool, &format!(". + {round}"), &numbers(1), AMPLE).await;
        assert_eq!(results[0].result.as_deref(), Ok(round.to_string().as_str()));
    }
    assert_eq!(pool.started(), 1);
}

pub(crate) async fn a_filter_finds_the_runner_that_has_it() {
    let pool = pool(2);
    let items = numbers(10);
    // Two batches at once need two runners; the first is held up until the second is done.
    let slow = "[limit(3000; repeat(1))] | length";
    let both = [run(&pool, slow, &items, AMPLE), run(&pool, ".", &items, AMPLE)];
    join_all(both).await;
    for _ in 0..10 {
        assert_only(&run(&pool, ".", &items, AMPLE).await, &items, &[], &[]);
        run(&pool, slow, &items, AMPLE).await;
    }
    assert!(pool.started() <= 2);
}

pub(crate) async fn all_runners_work_at_once_and_no_more() {
    let pool = pool(3);
    let one = numbers(1);
    let all = join_all((0..9).map(|_| run(&pool, ENDLESS, &one, AMPLE)));
    tokio::select! {
        _ = all => panic!("an endless filter ended"),
        () = until(|| pool.started() == 3) => {}
    }
    let items = numbers(300);
    let many = join_all((0..20).map(|_| run(&pool, ".", &items, AMPLE))).await;
    many.iter().for_each(|results| assert_only(results, &items, &[], &[]));
    assert!(pool.started() <= 6);
}

pub(crate) async fn large_and_many_bytes_pass() {
    let text = |len: usize| Bytes::from(format!("\"{}\"", "x".repeat(len)));
    let mut items = vec![text(1_000_000); 3];
    items.extend(vec![text(10_000); 100]);
    items.push(text(1_000_000));
    assert_only(&run(&pool(1), ".", &items, AMPLE).await, &items, &[], &[]);
    let nested = Bytes::from(format!("{}{}", "[".repeat(10_000), "]".repeat(10_000)));
    let items = vec![nested, text(5_000_000)];
    let results = run(&pool(1), "if type == \"array\" then . else length end", &items, AMPLE).await;
    assert_eq!(results[0].result.as_deref().map(str::as_bytes), Ok(&items[0][..]));
    assert_eq!(results[1].result.as_deref(), Ok("5000000"));
}

/// A filter that counts, and then gives the item.
pub(crate) const SLOW: &str = ". as $item | reduce range(200000) as $i (0; . + $i) | $item";

/// A limit of which a slow item takes about a quarter.
pub(crate) async fn limit_for_slow() -> std::time::Duration {
    let pool = pool(1);
    run(&pool, SLOW, &numbers(1), AMPLE).await;
    let results = run(&pool, SLOW, &numbers(3), AMPLE).await;
    let longest = results.iter().map(|result| result.micros).max().expect("results");
    std::time::Duration::from_micros(u64::from(longest) * 4)
}

pub(crate) async fn slow_items_all_succeed() {
    let limit = limit_for_slow().await;
    let items = numbers(12);
    let results = run(&pool(1), SLOW, &items, limit).await;
    assert_only(&results, &items, &[], &[]);
}

pub(crate) async fn an_empty_batch_needs_no_runner() {
    let pool = pool(1);
    assert_eq!(run(&pool, ".", &[], AMPLE).await, []);
    assert_eq!(pool.started(), 0);
    run(&pool, ".", &numbers(1), AMPLE).await;
    only_child().await;
}
