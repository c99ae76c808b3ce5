//! What a connection does, and since when: enough to see that its client is too slow.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering::Relaxed};
use std::time::Duration;

use tokio::time::{Instant, MissedTickBehavior, interval};

use crate::config::GatewayConfig;

/// How long a client may take for things.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Allowed {
    pub(crate) header: Duration,
    pub(crate) idle: Duration,
    pub(crate) stall: Duration,
}

impl Allowed {
    pub(crate) fn of(config: &GatewayConfig) -> Self {
        Self {
            header: config.header_read_timeout(),
            idle: config.keep_alive_timeout(),
            stall: config.response_stall_timeout(),
        }
    }

    /// A connection is looked at now and then, so that a request costs no timer.
    fn tick(&self) -> Duration {
        (self.header.min(self.idle).min(self.stall) / 4).max(Duration::from_millis(5))
    }
}

/// Why a connection is ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Overdue {
    /// A header did not come in time.
    Header,
    /// There was nothing to do.
    Idle,
    /// The client does not take what is ready for it.
    Stalled,
}

/// What a connection does. Times are in milliseconds since it came, and at least 1.
#[derive(Debug)]
pub(crate) struct Activity {
    came: Instant,
    /// How many requests have begun.
    begun: AtomicU64,
    /// How many requests, or their answers, are under way.
    under_way: AtomicUsize,
    /// How many had begun when all answers were last written out.
    written_out: AtomicU64,
    /// How many of the answers wait for the client to take what is ready.
    blocked: AtomicUsize,
    /// Since when a header has been coming; 0 if none is.
    header_since: AtomicU64,
    /// When something last moved.
    moved: AtomicU64,
    /// Whether it is no longer HTTP.
    upgraded: AtomicBool,
}

impl Activity {
    /// A client that has just come is to send a header.
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self {
            came: Instant::now(),
            begun: AtomicU64::new(0),
            under_way: AtomicUsize::new(0),
            written_out: AtomicU64::new(0),
            blocked: AtomicUsize::new(0),
            header_since: AtomicU64::new(1),
            moved: AtomicU64::new(1),
            upgraded: AtomicBool::new(false),
        })
    }

    fn now(&self) -> u64 {
        let millis = self.came.elapsed().as_millis();
        u64::try_from(millis).unwrap_or(u64::MAX - 1) + 1
    }

    /// Whether no request is under way.
    fn is_quiet(&self) -> bool {
        self.under_way.load(Relaxed) == 0
    }

    fn is_written_out(&self) -> bool {
        self.written_out.load(Relaxed) >= self.begun.load(Relaxed)
    }

    /// Whether no request is under way, and the client has all answers.
    pub(crate) fn is_between_requests(&self) -> bool {
        self.is_quiet() && self.is_written_out() && !self.is_upgraded()
    }

    pub(crate) fn is_upgraded(&self) -> bool {
        self.upgraded.load(Relaxed)
    }

    /// From now on it is no longer HTTP.
    pub(crate) fn upgrade(&self) {
        self.upgraded.store(true, Relaxed);
    }

    /// Bytes came. Without a request under way, they begin a header.
    pub(crate) fn received(&self) {
        if self.is_quiet() && self.header_since.load(Relaxed) == 0 {
            self.header_since.store(self.now(), Relaxed);
        }
    }

    /// The client took something.
    pub(crate) fn sent(&self) {
        self.moved.store(self.now(), Relaxed);
    }

    /// The client took all that there is up to now.
    pub(crate) fn sent_all(&self) {
        if self.is_quiet() {
            self.written_out.fetch_max(self.begun.load(Relaxed), Relaxed);
        }
    }

    /// Headers and answers of HTTP/2 share the connection, so that it is not seen when one of them has come or gone.
    pub(crate) fn is_http2(&self) {
        self.written_out.store(u64::MAX, Relaxed);
        self.header_done();
    }

    fn header_done(&self) {
        self.header_since.store(0, Relaxed);
        self.sent();
    }

    /// A request begins; it is under way as long as what this gives lives.
    pub(crate) fn begin(self: &Arc<Self>) -> UnderWay {
        self.begun.fetch_add(1, Relaxed);
        self.under_way.fetch_add(1, Relaxed);
        self.header_done();
        UnderWay { activity: Arc::clone(self), blocked: false }
    }

    /// Ends when the client has been too slow.
    pub(crate) async fn overdue(&self, allowed: Allowed) -> Overdue {
        let mut ticks = interval(allowed.tick());
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            if let Some(overdue) = self.judge(allowed) {
                return overdue;
            }
        }
    }

    fn judge(&self, allowed: Allowed) -> Option<Overdue> {
        let past =
            |since: u64, limit: Duration| Duration::from_millis(self.now().saturating_sub(since)) >= limit;
        let (header_since, moved) = (self.header_since.load(Relaxed), self.moved.load(Relaxed));
        let (under_way, blocked) = (self.under_way.load(Relaxed), self.blocked.load(Relaxed));
        match under_way {
            0 if !self.is_written_out() => past(moved, allowed.stall).then_some(Overdue::Stalled),
            0 if header_since > 0 => past(header_since, allowed.header).then_some(Overdue::Header),
            0 => past(moved, allowed.idle).then_some(Overdue::Idle),
            // An answer that has nothing ready waits for us, and not for the client.
            _ if blocked < under_way => None,
            _ => past(moved, allowed.stall).then_some(Overdue::Stalled),
        }
    }
}

/// A request that is under way.
#[derive(Debug)]
pub(crate) struct UnderWay {
    activity: Arc<Activity>,
    blocked: bool,
}

impl UnderWay {
    /// Whether a piece of the answer is ready that the client has to take.
    pub(crate) fn is_blocked(&mut self, blocked: bool) {
        if self.blocked != blocked {
            self.blocked = blocked;
            match blocked {
                true => self.activity.blocked.fetch_add(1, Relaxed),
                false => self.activity.blocked.fetch_sub(1, Relaxed),
            };
        }
        self.activity.sent();
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.is_blocked(false);
        self.activity.under_way.fetch_sub(1, Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALLOWED: Allowed = Allowed {
        header: Duration::from_secs(10),
        idle: Duration::from_secs(60),
        stall: Duration::from_secs(30),
    };

    async fn after(activity: &Activity, seconds: u64) -> Option<Overdue> {
        tokio::time::advance(Duration::from_secs(seconds)).await;
        activity.judge(ALLOWED)
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_sends_no_header_is_overdue() {
        let activity = Activity::new();
        assert_eq!(after(&activity, 9).await, None);
        assert_eq!(after(&activity, 1).await, Some(Overdue::Header));
    }

    #[tokio::test(start_paused = true)]
    async fn a_connection_may_rest_for_longer_than_a_header_may_take() {
        let activity = Activity::new();
        drop(activity.begin());
        activity.sent_all();
        assert_eq!(after(&activity, 59).await, None);
        activity.received();
        assert_eq!(after(&activity, 9).await, None, "a header has begun");
        assert_eq!(after(&activity, 1).await, Some(Overdue::Header));
        drop(activity.begin());
        activity.sent_all();
        assert_eq!(after(&activity, 60).await, Some(Overdue::Idle));
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_takes_nothing_is_overdue_but_one_that_waits_for_us_is_not() {
        let activity = Activity::new();
        let mut answer = activity.begin();
        assert_eq!(after(&activity, 600).await, None);
        answer.is_blocked(true);
        assert_eq!(after(&activity, 29).await, None);
        answer.is_blocked(true);
        assert_eq!(after(&activity, 29).await, None, "it took something in between");
        assert_eq!(after(&activity, 1).await, Some(Overdue::Stalled));
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_does_not_take_the_end_of_an_answer_is_overdue() {
        let activity = Activity::new();
        drop(activity.begin());
        assert_eq!(after(&activity, 29).await, None);
        activity.sent();
        assert_eq!(after(&activity, 30).await, Some(Overdue::Stalled));
        activity.sent_all();
        assert_eq!(after(&activity, 29).await, None, "it has all of it");
    }
}
