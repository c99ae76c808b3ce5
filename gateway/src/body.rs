//! Bodies: those of requests have to come in time, and those of answers keep their request under way.

use std::error::Error;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http_body_util::combinators::BoxBody;
use hyper::body::{Body, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

use crate::activity::UnderWay;
use crate::config::GatewayConfig;

/// A body that did not come in time. It is inside of the `std::io::Error` that reading the body gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the body did not come in time")]
pub struct BodyTimedOut;

impl BodyTimedOut {
    /// Whether that is why something failed. An `io::Error` hides what is inside of it from `source`.
    #[must_use]
    pub fn caused(error: &(dyn Error + 'static)) -> bool {
        let inner = error.downcast_ref::<io::Error>().and_then(io::Error::get_ref);
        error.is::<Self>()
            || inner.is_some_and(|inner| Self::caused(inner))
            || error.source().is_some_and(Self::caused)
    }
}

/// How fast a body has to come.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pace {
    /// The longest pause.
    stall: Duration,
    /// The fewest bytes a second on average; 0 is no minimum.
    bytes_per_second: u64,
    /// From when on the average counts.
    grace: Duration,
}

impl Pace {
    pub(crate) fn of(config: &GatewayConfig) -> Self {
        Self {
            stall: Duration::from_millis(config.body_stall_timeout_ms),
            bytes_per_second: config.min_body_bytes_per_second,
            grace: Duration::from_millis(config.body_grace_ms),
        }
    }

    /// How long the next piece may be waited for, of a body of which `bytes` came while it was waited for `waited`.
    fn allows(&self, bytes: u64, waited: Duration) -> Duration {
        let Some(seconds) = bytes.checked_div(self.bytes_per_second) else { return self.stall };
        let until = self.grace.max(Duration::from_secs(seconds));
        self.stall.min(until.saturating_sub(waited))
    }
}

/// The body of a request, which fails if it does not come in time. Only the time that somebody waits for it counts.
pub(crate) struct Paced {
    body: BoxBody<Bytes, io::Error>,
    pace: Pace,
    bytes: u64,
    waited: Duration,
    waiting: Option<Instant>,
    timer: Option<Pin<Box<Sleep>>>,
    timed_out: Arc<AtomicBool>,
}

impl Paced {
    /// The body, and what will be true when it has timed out.
    pub(crate) fn new(body: BoxBody<Bytes, io::Error>, pace: Pace) -> (Self, Arc<AtomicBool>) {
        let timed_out = Arc::new(AtomicBool::new(false));
        let flag = Arc::clone(&timed_out);
        let paced =
            Self { body, pace, bytes: 0, waited: Duration::ZERO, waiting: None, timer: None, timed_out };
        (paced, flag)
    }

    fn arm(&mut self) {
        let now = Instant::now();
        self.waiting = Some(now);
        let deadline = now + self.pace.allows(self.bytes, self.waited);
        match &mut self.timer {
            Some(timer) => timer.as_mut().reset(deadline),
            timer => *timer = Some(Box::pin(sleep_until(deadline))),
        }
    }

    fn poll_timer(&mut self, context: &mut Context<'_>) -> Poll<()> {
        if self.waiting.is_none() {
            self.arm();
        }
        self.timer.as_mut().map_or(Poll::Pending, |timer| timer.as_mut().poll(context))
    }

    fn came(&mut self, frame: &Frame<Bytes>) {
        self.bytes += frame.data_ref().map_or(0, |data| data.len() as u64);
        if let Some(since) = self.waiting.take() {
            self.waited += since.elapsed();
        }
    }
}

impl Body for Paced {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if self.timed_out.load(Relaxed) {
            return Poll::Ready(None);
        }
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
            if let Some(Ok(frame)) = &frame {
                self.came(frame);
            }
            return Poll::Ready(frame);
        }
        ready!(self.poll_timer(context));
        self.timed_out.store(true, Relaxed);
        Poll::Ready(Some(Err(io::Error::new(io::ErrorKind::TimedOut, BodyTimedOut))))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// The body of an answer, which knows whether the client takes it.
pub(crate) struct Answer {
    body: BoxBody<Bytes, io::Error>,
    request: UnderWay,
}

impl Answer {
    pub(crate) fn new(body: BoxBody<Bytes, io::Error>, request: UnderWay) -> Self {
        Self { body, request }
    }
}

impl Body for Answer {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        self.request.is_blocked(frame.is_ready());
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pace(bytes_per_second: u64) -> Pace {
        Pace { stall: Duration::from_secs(10), bytes_per_second, grace: Duration::from_secs(20) }
    }

    #[test]
    fn a_body_may_pause_but_has_to_come_on_average() {
        let seconds = Duration::from_secs;
        assert_eq!(pace(500).allows(0, seconds(0)), seconds(10));
        assert_eq!(pace(500).allows(2, seconds(18)), seconds(2), "the grace ends");
        assert_eq!(pace(500).allows(15_000, seconds(25)), seconds(5));
        assert_eq!(pace(500).allows(15_000, seconds(31)), seconds(0));
        assert_eq!(pace(0).allows(2, seconds(3600)), seconds(10), "there is no minimum");
    }

    #[test]
    fn the_cause_is_found_however_it_is_wrapped() {
        let error = || io::Error::new(io::ErrorKind::TimedOut, BodyTimedOut);
        assert!(BodyTimedOut::caused(&error()));
        assert!(BodyTimedOut::caused(&poem::error::ReadBodyError::Io(io::Error::other(error()))));
        assert!(!BodyTimedOut::caused(&io::Error::other("something else")));
    }
}
