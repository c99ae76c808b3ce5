//! Who uses a runner next. Tenants take turns, and so do the jobs of one. Of a job, the first batch goes first: if its
//! batches took turns, all of them would end at the same time, with all that is to be done then.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use domain::{BatchId, JobId, TenantId};
use tokio::sync::oneshot;

/// For whom a runner is to work.
#[derive(Debug, Clone, Copy)]
pub struct For<'a> {
    /// The tenant.
    pub tenant: &'a TenantId,
    /// The batch.
    pub batch: BatchId,
}

/// The runners that are free, and who waits for one.
#[derive(Debug)]
pub(super) struct Queue(Mutex<State>);

#[derive(Debug)]
struct State {
    free: usize,
    /// The tenants that wait, the next one first, each with its jobs, in the same order.
    tenants: VecDeque<(TenantId, VecDeque<(JobId, Batches)>)>,
}

/// Who waits of a job: by batch, and of one batch in the order in which they came.
type Batches = BTreeMap<u64, VecDeque<oneshot::Sender<Permit>>>;

/// The right to use one runner, until it is dropped.
#[derive(Debug)]
pub(super) struct Permit(Arc<Queue>);

impl Queue {
    pub(super) fn new(free: usize) -> Arc<Self> {
        let state = State { free, tenants: VecDeque::new() };
        Arc::new(Self(Mutex::new(state)))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) async fn permit(self: &Arc<Self>, whose: For<'_>) -> Permit {
        match self.take_or_wait(whose) {
            Ok(permit) => permit,
            // Nobody drops a sender, so there is always an answer.
            Err(turn) => turn.await.unwrap_or_else(|_| Permit(Arc::clone(self))),
        }
    }

    fn take_or_wait(self: &Arc<Self>, whose: For<'_>) -> Result<Permit, oneshot::Receiver<Permit>> {
        let mut state = self.state();
        if state.free > 0 {
            state.free -= 1;
            return Ok(Permit(Arc::clone(self)));
        }
        let (sender, turn) = oneshot::channel();
        let jobs = entry(&mut state.tenants, whose.tenant);
        let batches = entry(jobs, &whose.batch.job);
        batches.entry(whose.batch.number).or_default().push_back(sender);
        Err(turn)
    }
}

/// What a key has in a queue; a new one comes last.
fn entry<'a, K: Clone + PartialEq, V: Default>(queue: &'a mut VecDeque<(K, V)>, key: &K) -> &'a mut V {
    let place = queue.iter().position(|(known, _)| known == key).unwrap_or_else(|| {
        queue.push_back((key.clone(), V::default()));
        queue.len() - 1
    });
    &mut queue[place].1
}

impl State {
    fn next(&mut self) -> Option<oneshot::Sender<Permit>> {
        let (tenant, mut jobs) = self.tenants.pop_front()?;
        let (job, mut batches) = jobs.pop_front()?;
        let mut first = batches.first_entry()?;
        let next = first.get_mut().pop_front();
        if first.get().is_empty() {
            first.remove();
        }
        if !batches.is_empty() {
            jobs.push_back((job, batches));
        }
        if !jobs.is_empty() {
            self.tenants.push_back((tenant, jobs));
        }
        next
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let next = {
            let mut state = self.0.state();
            let next = state.next();
            state.free += usize::from(next.is_none());
            next
        };
        if let Some(next) = next {
            // What somebody does not take who waits no more is dropped, and so goes on to the next.
            let _ = next.send(Self(Arc::clone(&self.0)));
        }
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt as _;
    use futures::future::BoxFuture;
    use uuid::Uuid;

    use super::*;

    /// Asks for a runner for a batch of a job of a tenant.
    fn ask(queue: &Arc<Queue>, tenant: &str, job: u128, number: u64) -> BoxFuture<'static, Permit> {
        let (queue, tenant) = (Arc::clone(queue), tenant.parse::<TenantId>().unwrap());
        let batch = BatchId { job: JobId(Uuid::from_u128(job)), number };
        async move { queue.permit(For { tenant: &tenant, batch }).await }.boxed()
    }

    /// The same, where there is none.
    fn wait(queue: &Arc<Queue>, tenant: &str, job: u128, number: u64) -> BoxFuture<'static, Permit> {
        let mut waiting = ask(queue, tenant, job, number);
        assert!(waiting.as_mut().now_or_never().is_none(), "{tenant} need not wait");
        waiting
    }

    /// The order in which these are served when the runner that they wait for is free.
    fn order(first: Permit, waiting: Vec<(&'static str, BoxFuture<'static, Permit>)>) -> Vec<&'static str> {
        let (mut waiting, mut order, mut held) = (waiting, vec![], Some(first));
        while held.take().is_some() {
            for (name, one) in &mut waiting {
                if let Some(permit) = one.as_mut().now_or_never() {
                    order.push(*name);
                    held = Some(permit);
                    break;
                }
            }
            waiting.retain(|(name, _)| !order.contains(name));
        }
        order
    }

    #[test]
    fn tenants_take_turns_and_so_do_their_jobs() {
        let queue = Queue::new(1);
        let first = ask(&queue, "a", 1, 0).now_or_never().unwrap();
        let waiting = vec![
            ("a's first job", wait(&queue, "a", 1, 1)),
            ("a's first job again", wait(&queue, "a", 1, 2)),
            ("a's second job", wait(&queue, "a", 2, 0)),
            ("b's job", wait(&queue, "b", 3, 0)),
        ];
        let expected = ["a's first job", "b's job", "a's second job", "a's first job again"];
        assert_eq!(order(first, waiting), expected);
        assert_eq!(queue.state().free, 1);
    }

    #[test]
    fn of_a_job_the_first_batch_goes_first() {
        let queue = Queue::new(1);
        let first = ask(&queue, "a", 1, 0).now_or_never().unwrap();
        let waiting = vec![
            ("third", wait(&queue, "a", 1, 3)),
            ("first", wait(&queue, "a", 1, 1)),
            ("first again", wait(&queue, "a", 1, 1)),
            ("second", wait(&queue, "a", 1, 2)),
        ];
        assert_eq!(order(first, waiting), ["first", "first again", "second", "third"]);
    }

    #[test]
    fn a_turn_of_one_who_waits_no_more_is_the_next_ones() {
        let queue = Queue::new(1);
        let first = ask(&queue, "a", 1, 0).now_or_never();
        let (gone, given, next) = (wait(&queue, "a", 1, 0), wait(&queue, "b", 2, 0), wait(&queue, "c", 3, 0));
        drop(gone);
        drop(first);
        // It has its turn, but does not know yet.
        drop(given);
        drop(next.now_or_never().expect("c is left"));
        assert!(queue.state().free == 1 && queue.state().tenants.is_empty());
    }
}
