//! Request limits in Redis.

mod away;
mod measuring;
mod revoking;
mod taking;

use std::time::Duration;

use commands::ports::limits::{Bucket, BucketName};

/// Longer than any test: nothing comes back meanwhile.
const NEVER: Duration = Duration::from_secs(100_000);

/// A bucket from which one token is taken.
fn bucket(key: &str, quota: u32, window: Duration) -> Bucket {
    Bucket { name: BucketName::Tenant, key: key.to_owned(), quota, window, cost: 1 }
}

fn costing(bucket: &Bucket, cost: u32) -> Bucket {
    Bucket { cost, ..bucket.clone() }
}
