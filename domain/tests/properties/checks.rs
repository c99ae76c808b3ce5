//! What must be true.

use std::collections::BTreeMap;
use std::fmt::Debug;

use cqrs_es::Aggregate;
use domain::batch::{Batch, BatchEvent};
use domain::job::{Counts, Job, JobEvent};
use domain::tasks::TaskSet;

use crate::chaos::of_batch;
use crate::sim::{Happened, Sim};
use crate::specs::Items;

/// What comes back of a state that was kept as JSON.
pub(crate) fn kept<A: Aggregate + PartialEq + Debug>(state: &A) -> A {
    let json = serde_json::to_string(state).unwrap();
    let back: A = serde_json::from_str(&json).unwrap();
    assert_eq!(back, *state);
    back
}

/// How a task ended, and what was tried.
#[derive(Debug, Default)]
struct Fate {
    ends: Vec<&'static str>,
    class: String,
    /// Attempts that began and were not given back.
    attempts: u32,
    failures: u32,
}

/// Holds at all times: every task of a batch waits, is held by one lease, or has ended once.
pub(crate) fn every_time(sim: &Sim) {
    for (number, batch) in &sim.batches {
        let fates = fates(sim, *number);
        let ended: TaskSet =
            fates.iter().filter(|(_, fate)| !fate.ends.is_empty()).map(|(task, _)| *task).collect();
        assert!(fates.values().all(|fate| fate.ends.len() <= 1), "{fates:?}");
        let size = sim.spec.batch_size;
        let all = TaskSet::range(number * size, sim.tasks.min((number + 1) * size));
        match batch {
            Batch::Open(open) => {
                let sets = open.waiting.iter().map(|waiting| &waiting.tasks);
                let sets = sets.chain(open.leases.values().map(|held| &held.tasks)).chain([&ended]);
                let (union, count) = sets.fold((TaskSet::default(), 0), |(union, count), set| {
                    (union.union(set), count + set.len())
                });
                assert_eq!((union, count), (all.clone(), all.len()));
            }
            _ => assert_eq!(ended, all),
        }
    }
}

/// What the events say of each task of a batch.
fn fates(sim: &Sim, number: u64) -> BTreeMap<u64, Fate> {
    let mut fates: BTreeMap<u64, Fate> = BTreeMap::new();
    for event in of_batch(&sim.log, number) {
        match event {
            BatchEvent::TasksLeased { tasks, attempt, .. } => {
                for task in tasks.iter() {
                    let fate = fates.entry(task).or_default();
                    fate.attempts += 1;
                    assert_eq!(fate.attempts, *attempt, "task {task}");
                }
            }
            BatchEvent::LeaseReturned { tasks, .. } => {
                tasks.iter().for_each(|task| fates.entry(task).or_default().attempts -= 1);
            }
            BatchEvent::TasksReported { part, failures, retries, .. } => {
                retries.iter().for_each(|retry| fates.entry(retry.task).or_default().failures += 1);
                for task in part.iter().flat_map(|part| part.tasks.iter()) {
                    let fate = fates.entry(task).or_default();
                    match failures.iter().find(|failure| failure.task == task) {
                        None => fate.ends.push("succeeded"),
                        Some(failure) => {
                            fate.failures += u32::from(failure.class != "lost");
                            fate.class.clone_from(&failure.class);
                            fate.ends.push("failed");
                        }
                    }
                }
            }
            BatchEvent::TasksCancelled { tasks, .. } => {
                tasks.iter().for_each(|task| fates.entry(task).or_default().ends.push("cancelled"));
            }
            _ => {}
        }
    }
    fates
}

/// Holds when the job is over.
pub(crate) fn at_the_end(sim: &Sim) {
    let fates: BTreeMap<u64, Fate> = sim.batches.keys().flat_map(|number| fates(sim, *number)).collect();
    the_policy_was_kept(sim, &fates);
    the_counts_are_right(sim, &fates);
    the_manifest_has_every_result(sim, &fates);
    the_events_fold_to_the_state(sim);
    assert!(sim.batches.values().all(|batch| matches!(batch, Batch::Completed { .. })));
}

fn the_policy_was_kept(sim: &Sim, fates: &BTreeMap<u64, Fate>) {
    let policy = &sim.spec.options.retry;
    let limited = sim.spec.limits.task_timeout_ms.is_some();
    for (task, fate) in fates {
        assert!(fate.failures <= policy.max_attempts, "task {task}: {fate:?}");
        assert!(fate.failures <= fate.attempts, "task {task}: {fate:?}");
        if fate.ends == ["failed"] && fate.class != "lost" && !limited {
            assert!(!policy.retries(fate.failures, &fate.class), "task {task} was given up early: {fate:?}");
        }
    }
}

fn the_counts_are_right(sim: &Sim, fates: &BTreeMap<u64, Fate>) {
    let count = |end| fates.values().filter(|fate| fate.ends == [end]).count() as u64;
    let (succeeded, failed) = (count("succeeded"), count("failed"));
    // Of items that nobody counted, those that became tasks.
    let tasks = if sim.items == Items::Uncounted { fates_or_planned(sim) } else { sim.tasks };
    let expected = Counts { succeeded, failed, cancelled: tasks - succeeded - failed };
    let tolerated = sim.job.progress().unwrap().tolerated();
    match sim.log.iter().rev().find_map(last_of_job).unwrap() {
        JobEvent::JobCompleted { succeeded, failed, .. } => {
            let completed = Counts { succeeded: *succeeded, failed: *failed, cancelled: 0 };
            assert_eq!((completed, tasks), (expected, sim.tasks));
            assert!(tolerated.is_none_or(|tolerated| *failed <= tolerated));
        }
        JobEvent::JobCancelled { counts, .. } | JobEvent::JobFailed { counts, .. } => {
            assert_eq!(*counts, expected);
        }
        other => panic!("{other:?} is no end"),
    }
}

fn fates_or_planned(sim: &Sim) -> u64 {
    let size = sim.spec.batch_size;
    sim.batches.keys().map(|number| size.min(sim.tasks - number * size)).sum()
}

fn last_of_job(happened: &Happened) -> Option<&JobEvent> {
    match happened {
        Happened::Job(event) => Some(event),
        Happened::Batch(..) => None,
    }
}

fn the_manifest_has_every_result(sim: &Sim, fates: &BTreeMap<u64, Fate>) {
    let manifest = sim.job.progress().unwrap().manifest(sim.id());
    let parts = manifest.batches.iter().flatten();
    let tasks: Vec<u64> = parts.flat_map(|part| part.tasks.iter()).collect();
    let ran = fates.iter().filter(|(_, fate)| fate.ends == ["succeeded"] || fate.ends == ["failed"]);
    assert_eq!(tasks.len(), usize::try_from(manifest.tasks).unwrap());
    assert_eq!(tasks.into_iter().collect::<TaskSet>(), ran.map(|(task, _)| *task).collect());
}

fn the_events_fold_to_the_state(sim: &Sim) {
    let (mut job, mut batches) = (Job::default(), BTreeMap::<u64, Batch>::new());
    for happened in sim.log.clone() {
        match happened {
            Happened::Job(event) => job.apply(event),
            Happened::Batch(number, event) => batches.entry(number).or_default().apply(event),
        }
    }
    assert_eq!(kept(&job), sim.job);
    assert_eq!(batches, sim.batches);
}
