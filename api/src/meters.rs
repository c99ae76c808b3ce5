//! What is measured of every request.

use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use metrics::{Counter, Histogram};

/// The meters of a route, by method and status: to look them up by their labels costs more than to measure.
#[derive(Debug, Default)]
pub(crate) struct Meters(RwLock<HashMap<(&'static str, u16), Meter>>);

impl Meters {
    pub(crate) fn measure(&self, method: &'static str, route: &str, status: u16, elapsed: Duration) {
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&(method, status)).cloned();
        let meter = known.unwrap_or_else(|| {
            let mut meters = self.0.write().unwrap_or_else(PoisonError::into_inner);
            meters.entry((method, status)).or_insert_with(|| Meter::new(method, route, status)).clone()
        });
        meter.measure(elapsed);
    }
}

/// Counts requests, and how long they took.
#[derive(Debug, Clone)]
pub(crate) struct Meter {
    requests: Counter,
    duration: Histogram,
}

impl Meter {
    pub(crate) fn new(method: &'static str, route: &str, status: u16) -> Self {
        let labels =
            [("method", method.to_owned()), ("route", route.to_owned()), ("status", status.to_string())];
        Self {
            requests: metrics::counter!("thousandfold_http_requests_total", &labels),
            duration: metrics::histogram!("thousandfold_http_request_duration_seconds", &labels[..2]),
        }
    }

    pub(crate) fn measure(&self, elapsed: Duration) {
        self.requests.increment(1);
        self.duration.record(elapsed.as_secs_f64());
    }
}
