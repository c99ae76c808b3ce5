//! The clock that all processes of the machine share.

use rustix::time::{ClockId, clock_gettime};

/// Nanoseconds since the machine's start. It never goes back.
pub(crate) fn now() -> u64 {
    let time = clock_gettime(ClockId::Monotonic);
    let [seconds, nanos] = [time.tv_sec, time.tv_nsec].map(|part| u64::try_from(part).unwrap_or(0));
    seconds * 1_000_000_000 + nanos
}
