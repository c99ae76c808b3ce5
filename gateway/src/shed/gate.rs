//! Who may be under way, and who waits for it.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::oneshot;
use tokio::time::{Instant, timeout};

use super::ShedConfig;
use super::limit::Limit;

/// How much less a request may wait when there has always been somebody waiting: it would not get better for it.
const STANDING: u32 = 4;
/// How many may always wait.
const FEW: f64 = 4.0;

/// What requests have in common that are limited together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Lane {
    Light,
    Heavy,
}

impl Lane {
    /// The first is served first.
    pub(crate) const ALL: [Self; 2] = [Self::Light, Self::Heavy];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Heavy => "heavy",
        }
    }
}

/// The gate in front of an endpoint.
#[derive(Debug)]
pub(crate) struct Gate {
    config: ShedConfig,
    state: Mutex<State>,
    patient: AtomicUsize,
}

#[derive(Debug)]
struct State {
    limit: Limit,
    /// How many of each lane are under way.
    under_way: [usize; 2],
    /// Who waits in each lane, the oldest first.
    queues: [VecDeque<oneshot::Sender<Slot>>; 2],
    /// When nobody waited.
    last_empty: Instant,
}

/// How the gate meets a request.
enum Met {
    In,
    Waits(oneshot::Receiver<Slot>, Duration),
    Refused,
}

impl Gate {
    pub(crate) fn new(config: ShedConfig) -> Arc<Self> {
        let state = State {
            limit: Limit::new(&config, Instant::now()),
            under_way: [0; 2],
            queues: Default::default(),
            last_empty: Instant::now(),
        };
        Arc::new(Self { config, state: Mutex::new(state), patient: AtomicUsize::new(0) })
    }

    /// Lets a request in, perhaps after a moment; `None` refuses it.
    pub(crate) async fn enter(self: &Arc<Self>, lane: Lane) -> Option<Slot> {
        let met = self.lock().meet(lane, &self.config);
        match met {
            Met::In => Some(self.slot(lane)),
            Met::Waits(turn, longest) => timeout(longest, turn).await.ok()?.ok(),
            Met::Refused => None,
        }
    }

    /// Lets a request in that was in before.
    pub(crate) fn enter_anyway(self: &Arc<Self>, lane: Lane) -> Slot {
        self.lock().begin(lane);
        self.slot(lane)
    }

    fn slot(self: &Arc<Self>, lane: Lane) -> Slot {
        Slot { gate: Arc::clone(self), lane }
    }

    fn give_back(self: &Arc<Self>, lane: Lane) {
        let mut state = self.lock();
        state.end(lane);
        let next = state.next(&self.config);
        drop(state);
        for (lane, turn) in next {
            // Whoever is gone drops its slot, and the next one gets it.
            let _ = turn.send(self.slot(lane));
        }
    }

    /// A request was done. How fast others are refused says nothing about how long one takes.
    pub(crate) fn done(&self, lane: Lane) {
        let mut state = self.lock();
        let under_way = state.under_way;
        let now = Instant::now();
        state.limit.pass(&under_way, now);
        if state.limit.done(lane, now) {
            metrics::gauge!("thousandfold_http_concurrency_limit").set(state.limit.now() as f64);
        }
    }

    /// A place for one that waits on purpose.
    pub(crate) fn patient_place(self: &Arc<Self>) -> Option<PatientPlace> {
        let more = |patient| (patient < self.config.max_patient).then_some(patient + 1);
        self.patient.fetch_update(Relaxed, Relaxed, more).ok()?;
        Some(PatientPlace(Arc::clone(self)))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn begin(&mut self, lane: Lane) {
        self.limit.pass(&self.under_way, Instant::now());
        self.under_way[lane as usize] += 1;
    }

    fn end(&mut self, lane: Lane) {
        self.limit.pass(&self.under_way, Instant::now());
        self.under_way[lane as usize] -= 1;
    }

    fn meet(&mut self, lane: Lane, config: &ShedConfig) -> Met {
        self.forget_gone();
        if self.has_room(lane, config) {
            self.begin(lane);
            return Met::In;
        }
        self.limit.was_reached();
        let longest = self.longest_wait(config);
        if self.waiting() as f64 >= (self.limit.rate() * longest.as_secs_f64()).max(FEW)
            && !self.displace(lane)
        {
            return Met::Refused;
        }
        let (sender, turn) = oneshot::channel();
        self.queues[lane as usize].push_back(sender);
        Met::Waits(turn, longest)
    }

    fn has_room(&self, lane: Lane, config: &ShedConfig) -> bool {
        let limit = self.limit.now();
        let all = self.under_way.iter().sum::<usize>();
        let of_heavy = ((limit as f64 * config.heavy_share) as usize).max(1);
        all < limit && (lane == Lane::Light || self.under_way[Lane::Heavy as usize] < of_heavy)
    }

    fn waiting(&self) -> usize {
        self.queues.iter().map(VecDeque::len).sum()
    }

    /// A queue that is never empty only makes everybody late.
    fn longest_wait(&mut self, config: &ShedConfig) -> Duration {
        let longest = Duration::from_millis(config.queue_wait_ms);
        if self.waiting() == 0 {
            self.last_empty = Instant::now();
        }
        match self.last_empty.elapsed() > longest {
            true => longest / STANDING,
            false => longest,
        }
    }

    /// Refuses a heavy request that waits for the sake of a light one.
    fn displace(&mut self, lane: Lane) -> bool {
        lane == Lane::Light && self.queues[Lane::Heavy as usize].pop_front().is_some()
    }

    fn forget_gone(&mut self) {
        for queue in &mut self.queues {
            while queue.front().is_some_and(oneshot::Sender::is_closed) {
                queue.pop_front();
            }
        }
    }

    /// Who is let in now. The youngest is first: in a queue that does not get shorter, the oldest would all be late, and
    /// the client of the youngest is most likely still there.
    fn next(&mut self, config: &ShedConfig) -> Vec<(Lane, oneshot::Sender<Slot>)> {
        let mut next = Vec::new();
        for lane in Lane::ALL {
            while self.has_room(lane, config)
                && let Some(turn) = self.queues[lane as usize].pop_back()
            {
                if !turn.is_closed() {
                    self.begin(lane);
                    next.push((lane, turn));
                }
            }
        }
        next
    }
}

/// The right to be under way, until it is dropped.
#[derive(Debug)]
pub(crate) struct Slot {
    gate: Arc<Gate>,
    lane: Lane,
}

impl Slot {
    pub(crate) fn gate(&self) -> &Arc<Gate> {
        &self.gate
    }

    pub(crate) fn lane(&self) -> Lane {
        self.lane
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.gate.give_back(self.lane);
    }
}

/// The right to wait on purpose, until it is dropped.
#[derive(Debug)]
pub(crate) struct PatientPlace(Arc<Gate>);

impl Drop for PatientPlace {
    fn drop(&mut self) {
        self.0.patient.fetch_sub(1, Relaxed);
    }
}
