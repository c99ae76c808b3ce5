//! `Server-Timing`: where the time of a request went, as far as that is known without asking.

use std::fmt::Write as _;
use std::time::Duration;

use poem::Response;
use poem::http::{HeaderName, HeaderValue};

const TIMING: HeaderName = HeaderName::from_static("server-timing");

/// The parts of a request's time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parts {
    /// Until it was known who asks, and whether they may.
    pub(crate) gate: Duration,
    /// Until the answer began after that.
    pub(crate) handler: Duration,
}

/// Says in an answer how long it took until it began, and how much of that which part took.
pub(crate) fn tell(response: &mut Response, total: Duration) {
    let mut timing = String::with_capacity(64);
    add(&mut timing, "total", total);
    if let Some(Parts { gate, handler }) = response.extensions().get() {
        add(&mut timing, ", gate", *gate);
        add(&mut timing, ", handler", *handler);
    }
    if let Ok(timing) = HeaderValue::from_str(&timing) {
        response.headers_mut().insert(TIMING, timing);
    }
}

/// Adds a duration in milliseconds. Every answer has some: whole numbers are written much faster than fractions.
fn add(timing: &mut String, name: &str, duration: Duration) {
    let micros = duration.as_micros();
    let _ = write!(timing, "{name};dur={}.{:03}", micros / 1_000, micros % 1_000);
}

#[cfg(test)]
mod tests {
    use crate::testing::Testing;

    #[tokio::test]
    async fn every_answer_says_how_long_it_took() {
        let client = Testing::default().client();
        for (path, names) in [
            ("/v1/jobs", &["total", "gate", "handler"][..]),
            ("/v1/jobs/x", &["total", "gate", "handler"]),
            ("/healthz", &["total", "gate", "handler"]),
            ("/docs", &["total"]),
            ("/no/such/path", &["total"]),
        ] {
            let response = client.get(path).send().await;
            let timing = response.0.header("server-timing").unwrap().to_owned();
            let metrics = timing.split(", ").map(|metric| metric.split_once(";dur=").unwrap());
            let (found, times): (Vec<_>, Vec<f64>) =
                metrics.map(|(name, time)| (name, time.parse::<f64>().unwrap())).unzip();
            assert_eq!(found, names, "{path}");
            assert!(times.iter().all(|time| *time <= times[0]), "{timing}");
        }
    }
}
