//! How many requests may be under way: as many as still take about as long as one by itself.
//!
//! By Little's law, what is under way is what ends in a second times how long it takes. So the limit is multiplied by the
//! time that requests should take over the time that they did take, as long as it is reached at all. What they take by
//! themselves is the least of what they took lately; under lasting overload, the limit is lowered now and then to see it.
//!
//! What they took comes from the same law: those that end first are the quick ones, so that their mean would be too low.

use std::time::Duration;

use tokio::time::Instant;

use super::ShedConfig;
use super::gate::Lane;

/// The shortest time over which requests are looked at.
const WINDOW: Duration = Duration::from_millis(100);
/// How many requests are looked at together, unless they take very long to come.
const ENOUGH: f64 = 20.0;
/// How many tell what one takes by itself. The least mean of a few would only be the luckiest one.
const ENOUGH_ALONE: f64 = 100.0;
/// How many are enough while the limit is lowered for it.
const ENOUGH_LOOKED: f64 = 40.0;
/// After this time, fewer are enough.
const LONG: Duration = Duration::from_secs(1);
/// How long it may take until there are as few as should be looked at.
const LONGEST: Duration = Duration::from_secs(5);
/// How much the limit changes at a time, at most.
const STEPS: (f64, f64) = (0.8, 1.25);
/// For how long it is remembered what a request takes by itself; it may be twice as long.
const PERIOD: Duration = Duration::from_secs(20);
/// After this time it is looked again, if a look showed that much was not known.
const SOON: Duration = Duration::from_secs(2);
/// How much lower than one that makes nobody wait the limit is while it is looked.
const LOWER: f64 = 2.0;
/// What a fall of the limit has to be, as a factor, before it is asked whether it helped.
const FALL: f64 = 3.0;
/// By how much times have to fall with it, or it is not the number of requests that they come from.
const HELPED: f64 = 0.7;

/// The limit, and what it follows from. Times are in seconds.
#[derive(Debug)]
pub(crate) struct Limit {
    least: f64,
    most: f64,
    tolerance: f64,
    floor: f64,
    limit: f64,
    /// How many requests ended in a second.
    rate: f64,
    window: Window,
    /// How many are under way.
    under_way: usize,
    alone: [Alone; 2],
    next_period: Instant,
    next_probe: Instant,
    probe: Probe,
    /// The limit and the time at which it began to fall.
    fell_from: Option<(f64, f64)>,
}

/// What happened lately.
#[derive(Debug)]
struct Window {
    since: Instant,
    /// Until when `time` is known.
    until: Instant,
    /// How many requests ended.
    requests: [f64; 2],
    /// How long all of them together were under way.
    time: [f64; 2],
    reached: bool,
}

/// What a request takes by itself: the least of this period, and of the one before.
#[derive(Debug, Clone, Copy, Default)]
struct Alone {
    /// How many requests are not accounted for yet, and their time.
    requests: f64,
    time: f64,
    now: Option<f64>,
    before: Option<f64>,
}

/// A look at what requests take with fewer of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Probe {
    No,
    /// Those that began before still run.
    Empties,
    Looks,
}

impl Limit {
    pub(crate) fn new(config: &ShedConfig, now: Instant) -> Self {
        let (least, most) = (config.min_limit.max(1) as f64, config.max_limit.max(1) as f64);
        Self {
            least,
            most,
            tolerance: config.tolerance,
            floor: Duration::from_millis(config.floor_ms).as_secs_f64(),
            limit: (config.initial_limit as f64).clamp(least, most.max(least)),
            rate: 0.0,
            window: Window::new(now),
            under_way: 0,
            alone: [Alone::default(); 2],
            next_period: now + PERIOD,
            next_probe: now + SOON,
            probe: Probe::No,
            fell_from: None,
        }
    }

    /// How many may be under way.
    pub(crate) fn now(&self) -> usize {
        let lowered = match self.probe {
            Probe::No => self.limit,
            Probe::Empties | Probe::Looks => self.limit / (LOWER * self.tolerance),
        };
        lowered.max(1.0) as usize
    }

    /// How many end in a second.
    pub(crate) fn rate(&self) -> f64 {
        self.rate
    }

    /// Somebody was not let in at once.
    pub(crate) fn was_reached(&mut self) {
        self.window.reached = true;
    }

    /// Until now, this many were under way in each lane.
    pub(crate) fn pass(&mut self, under_way: &[usize; 2], now: Instant) {
        let passed = (now - self.window.until).as_secs_f64();
        for (time, under_way) in self.window.time.iter_mut().zip(under_way) {
            *time += passed * *under_way as f64;
        }
        self.window.until = now;
        self.under_way = under_way.iter().sum();
    }

    /// A request was done. Says whether the limit may have changed.
    pub(crate) fn done(&mut self, lane: Lane, now: Instant) -> bool {
        self.window.requests[lane as usize] += 1.0;
        let enough = match self.probe {
            Probe::No => ENOUGH,
            Probe::Empties if self.under_way > self.now() && now - self.window.since < LONGEST => {
                return false;
            }
            Probe::Empties => 1.0,
            Probe::Looks => ENOUGH_LOOKED,
        };
        let Some(length) = self.window.length(now, enough) else { return false };
        let window = std::mem::replace(&mut self.window, Window::new(now));
        self.learn(&window, length, now);
        true
    }

    fn learn(&mut self, window: &Window, length: f64, now: Instant) {
        match self.probe {
            Probe::Empties => self.probe = Probe::Looks,
            Probe::Looks => {
                self.look(window, now);
                self.probe = Probe::No;
            }
            Probe::No => {
                self.rate = window.all() / length;
                self.observe(window, now);
            }
        }
    }

    /// What is seen with few requests is what they take by themselves, or at least nearer to it.
    fn look(&mut self, window: &Window, now: Instant) {
        let before = self.should_take(window);
        for (lane, alone) in self.alone.iter_mut().enumerate() {
            alone.begin();
            alone.add(window.requests[lane], window.time[lane], ENOUGH);
        }
        if self.should_take(window) < before * HELPED {
            self.next_probe = now + SOON;
        }
    }

    fn observe(&mut self, window: &Window, now: Instant) {
        let unknown = window.reached && self.alone.iter().all(|alone| alone.least().is_none());
        for (lane, alone) in self.alone.iter_mut().enumerate() {
            alone.add(window.requests[lane], window.time[lane], ENOUGH_ALONE);
        }
        if window.reached {
            self.adjust(window);
        }
        if now > self.next_period {
            self.next_period = now + PERIOD;
            self.alone.iter_mut().for_each(Alone::age);
        }
        if window.reached && (unknown || now > self.next_probe) {
            self.next_probe = now + PERIOD;
            self.probe = Probe::Empties;
        }
    }

    fn adjust(&mut self, window: &Window) {
        let (should, took) = (self.should_take(window), window.mean());
        let factor = (should / took).clamp(STEPS.0, STEPS.1);
        if factor >= 1.0 {
            self.fell_from = None;
        } else {
            let (limit, before) = *self.fell_from.get_or_insert((self.limit, took));
            if self.limit <= limit / FALL && took > before * HELPED {
                self.relearn(window);
                return;
            }
        }
        self.limit = (self.limit * factor).clamp(self.least, self.most.max(self.least));
    }

    /// How long the requests of a window should have taken, on average.
    fn should_take(&self, window: &Window) -> f64 {
        let should = |alone: &Alone| (alone.least().unwrap_or(0.0) * self.tolerance).max(self.floor);
        let sum: f64 =
            self.alone.iter().zip(window.requests).map(|(alone, requests)| should(alone) * requests).sum();
        sum / window.all()
    }

    /// Requests take longer by themselves than they did: whatever stands behind has become slow.
    fn relearn(&mut self, window: &Window) {
        self.fell_from = None;
        for (alone, mean) in self.alone.iter_mut().zip(window.means()) {
            if mean.is_some() {
                *alone = Alone { now: mean, ..Alone::default() };
            }
        }
    }
}

impl Window {
    fn new(since: Instant) -> Self {
        Self { since, until: since, requests: [0.0; 2], time: [0.0; 2], reached: false }
    }

    fn all(&self) -> f64 {
        self.requests.iter().sum()
    }

    fn mean(&self) -> f64 {
        self.time.iter().sum::<f64>() / self.all()
    }

    /// The mean of each lane of which there was enough.
    fn means(&self) -> [Option<f64>; 2] {
        let enough = self.all().min(ENOUGH) / 2.0;
        let mean = |lane: usize| self.time[lane] / self.requests[lane];
        [0, 1].map(|lane| (self.requests[lane] >= enough).then(|| mean(lane)))
    }

    /// Its length, if it is over: requests that began in it should also have ended in it.
    fn length(&self, now: Instant, enough: f64) -> Option<f64> {
        let length = now - self.since;
        let has_enough = self.all() >= enough && length >= WINDOW.max(Duration::from_secs_f64(self.mean()));
        (has_enough || length >= LONG.mul_f64((enough / ENOUGH).max(1.0))).then_some(length.as_secs_f64())
    }
}

impl Alone {
    fn begin(&mut self) {
        (self.requests, self.time) = (0.0, 0.0);
    }

    /// Adds requests. Once there are enough of them, their mean may be the least.
    fn add(&mut self, requests: f64, time: f64, enough: f64) {
        self.requests += requests;
        self.time += time;
        if self.requests >= enough {
            let mean = self.time / self.requests;
            self.now = Some(self.now.map_or(mean, |now| now.min(mean)));
            self.begin();
        }
    }

    fn least(&self) -> Option<f64> {
        match (self.now, self.before) {
            (Some(now), Some(before)) => Some(now.min(before)),
            (now, before) => now.or(before),
        }
    }

    fn age(&mut self) {
        self.before = self.now.or(self.before);
        self.now = None;
    }
}
