//! Jobs of all kinds, small enough for everything to happen to them.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use domain::dataset::{Compression, Format};
use domain::job::{JobSpec, ObjectInput, Source};
use domain::options::{Options, Rate, RetryPolicy, Throttle, Tolerance};
use domain::processor::{Limits, Processor};
use proptest::prelude::*;

use crate::sim::START;

/// Where a job's items are, and what reading them comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Items {
    Inline,
    Object,
    /// Nobody has counted them.
    Uncounted,
    /// They cannot be read beyond so many batches.
    Broken(u64),
}

/// A job of so many tasks.
pub(crate) fn plain(tasks: u64, batch_size: u64) -> JobSpec {
    let source = Source::Object {
        dataset: None,
        key: "k".into(),
        format: Format::Ndjson,
        items: tasks,
        sha256: String::new(),
        bytes: 0,
        columns: None,
    };
    JobSpec {
        name: None,
        source,
        processor: Processor::Jq { filter: ".".into() },
        limits: Limits::default(),
        batch_size,
        options: Options::default(),
    }
}

fn source(items: Items, tasks: u64) -> Source {
    match items {
        Items::Inline => Source::Inline { items: tasks },
        Items::Object | Items::Broken(_) => plain(tasks, 1).source,
        Items::Uncounted => {
            let object =
                ObjectInput { key: "k".into(), format: Format::Ndjson, compression: Compression::None };
            Source::Objects { objects: vec![object], columns: None }
        }
    }
}

fn items() -> impl Strategy<Value = Items> {
    prop_oneof![
        1 => Just(Items::Inline),
        2 => Just(Items::Object),
        2 => Just(Items::Uncounted),
        1 => (0..4_u64).prop_map(Items::Broken),
    ]
}

fn options() -> impl Strategy<Value = Options> {
    let tolerance =
        prop_oneof![(0..5_u64).prop_map(Tolerance::Count), (0..=100_u8).prop_map(Tolerance::Percent),];
    let retry = (1..5_u32, any::<bool>()).prop_map(|(max_attempts, filters)| RetryPolicy {
        max_attempts,
        classes: filters.then(|| BTreeSet::from(["filter_error".to_owned()])),
        ..RetryPolicy::default()
    });
    let deadline = (1..200_000_i64).prop_map(|ms| START + TimeDelta::milliseconds(ms));
    let rate = proptest::option::of(0.000_1..1_000_000.0_f64).prop_map(|per_second| Throttle {
        max_concurrency: None,
        rate: per_second.map(|per_second| Rate { per_second, burst: 1, key: None }),
    });
    (retry, proptest::option::of(tolerance), proptest::option::weighted(0.3, deadline), rate).prop_map(
        |(retry, tolerated_failures, deadline, throttle)| Options {
            retry,
            tolerated_failures,
            deadline,
            throttle,
            ..Options::default()
        },
    )
}

/// A job, how many items there are, and where they are.
pub(crate) fn specs() -> impl Strategy<Value = (JobSpec, Items)> {
    let limit = proptest::option::weighted(0.3, 1..100_000_u64);
    (1..9_u64, 1..5_u64, items(), options(), limit).prop_map(|(tasks, batch_size, items, options, limit)| {
        let batch_size = if items == Items::Inline { tasks } else { batch_size };
        // What is uncounted is told by the name.
        let spec = JobSpec {
            name: Some(tasks.to_string()),
            source: source(items, tasks),
            limits: Limits { task_timeout_ms: limit, ..Limits::default() },
            options,
            ..plain(tasks, batch_size)
        };
        (spec, items)
    })
}
