//! Opens the tasks of an earlier job again that did not succeed: each of its batches that has such tasks gives one.

use domain::batch::{Batch, BatchEvent, BatchSpec, Input};
use domain::job::{Job, Plan};
use domain::tasks::TaskSet;
use domain::{BatchId, JobId};

use super::{OPEN_TOGETHER, PlanError, Planner, Planning};
use crate::executor::stream_id;
use crate::reactors::ReactError;

/// Which of the earlier job's tasks.
#[derive(Clone, Copy)]
pub(super) struct Which {
    /// Those that failed.
    pub(super) failed: bool,
    /// Those that were cancelled.
    pub(super) cancelled: bool,
}

impl Planner {
    pub(super) async fn plan_redrive(
        &self,
        planning: &Planning<'_>,
        of: JobId,
        which: Which,
        opened: &mut Plan,
    ) -> Result<(), PlanError> {
        let tenant = &planning.context.tenant;
        let earlier = self.executor.load_current::<Job>(tenant, &of).await.map_err(ReactError::from)?;
        let batches = earlier.state.progress().and_then(|job| job.plan).map_or(0, |plan| plan.batches);
        let (mut ready, mut first_task) = (vec![], 0);
        for number in 0..batches {
            let Some(spec) =
                self.batch_again(planning, BatchId { job: of, number }, which, first_task).await?
            else {
                continue;
            };
            first_task += spec.tasks;
            ready.push((opened.batches + ready.len() as u64, spec));
            if ready.len() == OPEN_TOGETHER {
                self.open(planning, std::mem::take(&mut ready), opened).await?;
            }
        }
        self.open(planning, ready, opened).await
    }

    /// What of a batch is to be done again, if anything is.
    async fn batch_again(
        &self,
        planning: &Planning<'_>,
        id: BatchId,
        which: Which,
        first_task: u64,
    ) -> Result<Option<BatchSpec>, PlanError> {
        let events = self.log.read_stream(&planning.context.tenant, &stream_id::<Batch>(&id), 0).await;
        let mut again = Again { which, spec: None, tasks: TaskSet::default() };
        for event in events.map_err(ReactError::from)? {
            again.see(super::decode(&event)?);
        }
        Ok(again.spec(planning, first_task))
    }
}

/// Gathers the tasks of one batch.
struct Again {
    which: Which,
    spec: Option<BatchSpec>,
    tasks: TaskSet,
}

impl Again {
    fn see(&mut self, event: BatchEvent) {
        match event {
            BatchEvent::BatchOpened { spec, .. } => self.spec = Some(spec),
            BatchEvent::TasksReported { failures, .. } if self.which.failed => {
                let failed = failures.iter().map(|failure| failure.task).collect();
                self.tasks = self.tasks.union(&failed);
            }
            BatchEvent::TasksCancelled { tasks, .. } if self.which.cancelled => {
                self.tasks = self.tasks.union(&tasks);
            }
            _ => {}
        }
    }

    fn spec(self, planning: &Planning<'_>, first_task: u64) -> Option<BatchSpec> {
        let BatchSpec { first_task: first, input, pick, .. } =
            self.spec.filter(|_| !self.tasks.is_empty())?;
        // The place of each task among the batch's own, and through what that batch picked, in its input.
        let places = self.tasks.iter().map(|task| task - first);
        let picked: TaskSet = match &pick {
            None => places.collect(),
            Some(pick) => {
                let pick: Vec<u64> = pick.iter().collect();
                places.filter_map(|place| pick.get(usize::try_from(place).ok()?).copied()).collect()
            }
        };
        let (input, pick) = match input {
            Input::Items(items) => {
                let item = |place: u64| items.get(usize::try_from(place).ok()?).cloned();
                (Input::Items(picked.iter().filter_map(item).collect()), None)
            }
            elsewhere => (elsewhere, Some(picked)),
        };
        let spec = BatchSpec::of(planning.spec, first_task, self.tasks.len(), input);
        Some(BatchSpec { pick, ..spec })
    }
}
