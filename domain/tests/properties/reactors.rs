//! What the reactors do, told as shortly as can be: `commands::reactors` has the real ones.

use domain::batch::{Batch, BatchCommand, BatchError, BatchEvent, BatchSpec, Input};
use domain::job::{FinishedBatch, Job, JobCommand, JobEvent, Plan, StopCause};
use domain::manifest::ManifestRef;

use crate::sim::{Crash, Happened, Sim};
use crate::specs::Items;

/// How many batches a planner opens between two looks at its job.
const OPEN_TOGETHER: u64 = 2;

/// Each reads the log at its own pace.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reactor {
    Progress,
    Stopper,
}

/// How a batch ended.
fn finished(event: &Happened) -> FinishedBatch {
    let Happened::Batch(_, BatchEvent::BatchCompleted { succeeded, failed, cancelled, parts, .. }) = event
    else {
        panic!("{event:?} is no end of a batch");
    };
    let (succeeded, failed, cancelled) = (*succeeded, *failed, *cancelled);
    FinishedBatch { succeeded, failed, cancelled, parts: parts.clone() }
}

impl Sim {
    /// The reaction to one event, which may be an old one.
    pub(crate) fn react(&mut self, reactor: Reactor, event: &Happened) -> Result<(), Crash> {
        match (reactor, event) {
            (Reactor::Progress, Happened::Batch(number, BatchEvent::TasksReported { failures, .. }))
                if !failures.is_empty() =>
            {
                self.count_failures(*number)
            }
            (Reactor::Progress, Happened::Batch(number, BatchEvent::BatchCompleted { .. })) => {
                self.finish(vec![(*number, finished(event))])?;
                self.complete()
            }
            // What never ran ended without an event of a batch.
            (Reactor::Progress, Happened::Job(JobEvent::JobBatchFinished { batch, .. }))
                if *batch == FinishedBatch::default() =>
            {
                self.complete()
            }
            (
                Reactor::Progress,
                Happened::Job(JobEvent::JobPlanned { .. } | JobEvent::JobStopRequested { .. }),
            ) => self.complete(),
            (
                Reactor::Stopper,
                Happened::Job(JobEvent::JobPlanned { .. } | JobEvent::JobStopRequested { .. }),
            ) => self.stop_batches(),
            _ => Ok(()),
        }
    }

    fn count_failures(&mut self, number: u64) -> Result<(), Crash> {
        let Some(progress) = self.job.running().filter(|job| job.stopping.is_none()) else {
            return Ok(());
        };
        let Some(tolerated) = progress.tolerated() else {
            return Ok(());
        };
        let failed = match &self.batches[&number] {
            Batch::Open(open) => open.counts.failed,
            Batch::Completed { counts, .. } => counts.failed,
            Batch::Unopened => 0,
        };
        self.failures.insert(number, failed);
        self.failures.retain(|number, _| !progress.finished.contains_key(number));
        let failed = progress.counts.failed + self.failures.values().sum::<u64>();
        if failed > tolerated {
            self.stop(StopCause::TooManyFailures { failed, tolerated })?;
        }
        Ok(())
    }

    pub(crate) fn stop(&mut self, cause: StopCause) -> Result<(), Crash> {
        let at = self.clock;
        self.tell_job(JobCommand::Stop { cause, at }).map(|_| ())
    }

    fn finish(&mut self, batches: Vec<(u64, FinishedBatch)>) -> Result<(), Crash> {
        let at = self.clock;
        let finished = self.tell_job(JobCommand::FinishBatches { batches, at })?;
        assert_eq!(finished, Ok(()));
        Ok(())
    }

    fn complete(&mut self) -> Result<(), Crash> {
        let Some(manifest) = self.job.manifest_to_write(self.id()) else {
            return Ok(());
        };
        let (manifest, at): (ManifestRef, _) = (manifest.reference(None), self.clock);
        let completed = self.tell_job(JobCommand::Complete { manifest, at })?;
        assert_eq!(completed, Ok(()));
        Ok(())
    }

    fn stop_batches(&mut self) -> Result<(), Crash> {
        let Some(progress) = self.job.running().filter(|job| job.stopping.is_some()) else {
            return Ok(());
        };
        let batches = progress.plan.map_or(0, |plan| plan.batches);
        let open: Vec<u64> = (0..batches).filter(|number| !progress.finished.contains_key(number)).collect();
        let mut unopened = vec![];
        for number in open {
            let at = self.clock;
            match self.tell_batch(number, BatchCommand::Cancel { at })? {
                Err(BatchError::NotOpened) => unopened.push((number, FinishedBatch::default())),
                cancelled => assert_eq!(cancelled, Ok(())),
            }
        }
        if unopened.is_empty() { Ok(()) } else { self.finish(unopened) }
    }

    /// The next step of the planner, or the first of one that begins anew.
    pub(crate) fn plan_on(&mut self) -> Result<(), Crash> {
        if self.is_planned {
            return Ok(());
        }
        let opened = self.planner.unwrap_or(Plan { batches: 0, tasks: 0 });
        let all = self.tasks.div_ceil(self.spec.batch_size);
        let readable = if let Items::Broken(batches) = self.items { batches.min(all) } else { all };
        let at = self.clock;
        let ends = if self.job.running().is_none_or(|job| job.stopping.is_some()) {
            Some(JobCommand::RecordPlan { plan: self.opened(), at })
        } else if opened.batches < readable {
            None
        } else if matches!(self.items, Items::Broken(_)) {
            Some(JobCommand::Fail { reason: "gone".into(), opened: self.opened(), at })
        } else {
            Some(JobCommand::RecordPlan { plan: opened, at })
        };
        if let Some(command) = ends {
            let planned = self.tell_job(command)?;
            assert_eq!(planned, Ok(()));
            (self.planner, self.is_planned) = (None, true);
            return Ok(());
        }
        let next = (opened.batches + OPEN_TOGETHER).min(readable);
        // They are opened side by side: of those that are not all opened, any may be.
        for number in (opened.batches..next).rev() {
            self.open(number)?;
        }
        self.planner = Some(Plan { batches: next, tasks: self.tasks.min(next * self.spec.batch_size) });
        Ok(())
    }

    pub(crate) fn open(&mut self, number: u64) -> Result<(), Crash> {
        let size = self.spec.batch_size;
        let tasks = size.min(self.tasks - number * size);
        let (spec, at) = (BatchSpec::of(&self.spec, number * size, tasks, Input::Items(vec![])), self.clock);
        let opened = self.tell_batch(number, BatchCommand::Open { spec, at })?;
        assert_eq!(opened, Ok(()));
        Ok(())
    }

    /// What is open, whoever opened it.
    fn opened(&self) -> Plan {
        let batches = self.batches.keys().next_back().map_or(0, |last| last + 1);
        Plan { batches, tasks: self.batches.values().map(Batch::tasks).sum() }
    }

    /// Ends the leases whose time is over, and the job whose deadline has passed.
    pub(crate) fn keep_time(&mut self) -> Result<(), Crash> {
        let at = self.clock;
        let due = self.batches.iter().flat_map(|(number, batch)| match batch {
            Batch::Open(open) => open.leases.iter().map(|(id, held)| (*number, *id, held.until)).collect(),
            _ => vec![],
        });
        for (number, lease, _) in due.filter(|(.., until)| *until <= at).collect::<Vec<_>>() {
            let expired = self.tell_batch(number, BatchCommand::ExpireLease { lease, at })?;
            assert_eq!(expired, Ok(()));
        }
        match self.spec.options.deadline.filter(|deadline| *deadline <= at && self.is_running()) {
            Some(deadline) => self.stop(StopCause::DeadlinePassed { deadline }),
            None => Ok(()),
        }
    }

    pub(crate) fn is_running(&self) -> bool {
        matches!(self.job, Job::Running(_))
    }
}
