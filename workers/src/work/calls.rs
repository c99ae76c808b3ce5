//! Makes the calls of a lease, all at once.

use std::time::{Duration, Instant};

use bytes::Bytes;
use domain::processor::HttpCall;
use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use tokio::time::timeout;

use super::filters::REPORT_BYTES;
use super::outcome::Outcome;
use super::{Lost, Room, Work};
use crate::http::{Answer, Attempt, Called, Plan, Prepared};
use crate::items::{Failure, Item};
use crate::report::Report;
use crate::retry::FIRST_PAUSE;

/// How long what has ended is held back, so that calls that end together are one report.
const HOLD_BACK: Duration = Duration::from_millis(100);
/// How many items the templates are run on at once.
const SLICE: usize = 250;

/// A call that can be made.
struct Ready {
    task: u64,
    item: Bytes,
    prepared: Prepared,
}

/// A call that was answered.
struct Answered {
    task: u64,
    micros: u32,
    item: Bytes,
    answer: Answer,
}

/// What has ended, and is to be reported.
#[derive(Default)]
struct Ended {
    outcomes: Vec<Outcome>,
    answered: Vec<Answered>,
}

impl Work<'_> {
    /// Answers whether all tasks were run; if not, the rest is to be handed back.
    pub(super) async fn run_calls(
        &self,
        call: &HttpCall,
        tasks: &[(u64, &Item)],
        mut room: Room,
    ) -> Result<bool, Lost> {
        let plan = match Plan::new(call, &self.variables(), self.held.spec.limits.memory_mib) {
            Ok(plan) => plan,
            Err(error) => return self.refuse_all(tasks, &error.to_string()).await,
        };
        let mut ended = Ended::default();
        let mut ready = vec![];
        for slice in tasks.chunks(SLICE) {
            ready.extend(self.prepare(&plan, slice, &mut ended).await);
        }
        let mut calls: FuturesUnordered<_> = ready.into_iter().map(|ready| self.call(ready)).collect();
        let mut since = Instant::now();
        loop {
            let next = tokio::select! {
                next = timeout(HOLD_BACK, calls.next()) => next,
                () = self.out_of_grace() => {
                    drop(calls);
                    self.report_ended(&plan, ended).await?;
                    return Ok(false);
                }
            };
            let over = matches!(next, Ok(None));
            if let Ok(Some(outcome)) = next {
                room.free_one();
                ended.add(outcome);
            }
            if over || since.elapsed() >= HOLD_BACK || ended.bytes() >= REPORT_BYTES {
                self.report_ended(&plan, std::mem::take(&mut ended)).await?;
                since = Instant::now();
            }
            if over {
                return Ok(true);
            }
        }
    }

    /// A call that was checked when its job was submitted, and does not pass here, is another version's.
    async fn refuse_all(&self, tasks: &[(u64, &Item)], message: &str) -> Result<bool, Lost> {
        let mut report = Report::new(fastrand::f64());
        for (task, _) in tasks {
            let failure = Failure { class: "template_error", message: message.to_owned() };
            self.add(&mut report, Outcome::failed(*task, failure));
        }
        self.report(report).await.map(|()| true)
    }

    async fn prepare(&self, plan: &Plan, slice: &[(u64, &Item)], ended: &mut Ended) -> Vec<Ready> {
        let good: Vec<Bytes> = slice.iter().filter_map(|(_, item)| item.as_ref().ok().cloned()).collect();
        let Some(limit) = self.limit() else {
            ended.outcomes.extend(slice.iter().map(|(task, _)| Outcome::too_late(*task)));
            return vec![];
        };
        let mut pause = FIRST_PAUSE;
        let prepared = loop {
            match plan.prepare(&self.worker.engines.jq, self.whose(), &good, limit).await {
                Ok(prepared) => break prepared,
                Err(error) => pause = self.away("make calls of items", &error.to_string(), pause).await,
            }
        };
        let (mut prepared, mut ready) = (prepared.into_iter(), vec![]);
        for (task, item) in slice {
            let made = item.as_ref().map_err(Clone::clone).and_then(|item| match prepared.next() {
                Some(Ok(prepared)) => Ok(Ready { task: *task, item: item.clone(), prepared }),
                Some(Err(failure)) => Err(failure),
                None => Err(Failure { class: "crashed", message: "the runner gave no call".to_owned() }),
            });
            match made {
                Ok(made) => ready.push(made),
                Err(failure) => ended.outcomes.push(Outcome::failed(*task, failure)),
            }
        }
        ready
    }

    async fn call(&self, ready: Ready) -> Result<Answered, Outcome> {
        let Ready { task, item, prepared } = ready;
        // Nobody closes it, so this is a permit.
        let _in_flight = self.worker.in_flight.acquire().await;
        let Some(limit) = self.limit() else {
            return Err(Outcome::too_late(task));
        };
        let key = format!("{}/{task}", self.held.batch.job);
        let attempt = Attempt { key: &key, traceparent: self.context.traceparent.as_deref(), limit };
        let Called { micros, result } = self.worker.engines.http.call(prepared, attempt).await;
        match result {
            Ok(answer) => Ok(Answered { task, micros, item, answer }),
            Err(failure) => {
                let retry_after = failure.retry_after;
                Err(Outcome { task, micros, result: Err(failure.into()), retry_after })
            }
        }
    }

    async fn report_ended(&self, plan: &Plan, ended: Ended) -> Result<(), Lost> {
        let Ended { mut outcomes, answered } = ended;
        outcomes.extend(self.finish(plan, answered).await);
        outcomes.sort_unstable_by_key(|outcome| outcome.task);
        let mut report = Report::new(fastrand::f64());
        outcomes.into_iter().for_each(|outcome| self.add(&mut report, outcome));
        self.report(report).await
    }

    /// Makes outputs of answers.
    async fn finish(&self, plan: &Plan, answered: Vec<Answered>) -> Vec<Outcome> {
        let limit = Duration::from_millis(self.held.spec.limits.attempt_timeout_ms.into());
        let (calls, answers): (Vec<_>, Vec<_>) = answered
            .into_iter()
            .map(|Answered { task, micros, item, answer }| ((task, micros), (item, answer)))
            .unzip();
        let mut pause = FIRST_PAUSE;
        let outputs = loop {
            match plan.finish(&self.worker.engines.jq, self.whose(), &answers, limit).await {
                Ok(outputs) => break outputs,
                Err(error) => pause = self.away("make outputs of answers", &error.to_string(), pause).await,
            }
        };
        let outcome = |((task, micros), result)| Outcome { task, micros, result, retry_after: None };
        calls.into_iter().zip(outputs).map(outcome).collect()
    }
}

impl Ended {
    fn add(&mut self, ended: Result<Answered, Outcome>) {
        match ended {
            Ok(answered) => self.answered.push(answered),
            Err(outcome) => self.outcomes.push(outcome),
        }
    }

    fn bytes(&self) -> usize {
        self.answered.iter().map(|answered| answered.answer.body.len()).sum()
    }
}
