//! A job and its batches under random commands, crashes, repetitions and clocks that jump: whatever happens, once all
//! goes well again the job ends, and every task is accounted for exactly once.
//!
//! A failure prints the smallest case that was found; `PROPTEST_RNG_SEED` repeats a run.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the answer")]

mod chaos;
mod checks;
mod reactors;
mod sim;
mod specs;
mod workers;

use proptest::prelude::*;
use proptest::test_runner::FileFailurePersistence;

use crate::chaos::{Op, ops};
use crate::reactors::Reactor;
use crate::sim::Sim;
use crate::specs::{Items, specs};

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 512,
        failure_persistence: Some(Box::new(FileFailurePersistence::Off)),
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_job_ends_and_accounts_for_every_task((spec, items) in specs(), ops in ops()) {
        let mut sim = Sim::new(spec, items);
        for op in ops {
            sim.suffer(op);
            checks::every_time(&sim);
        }
        sim.settle();
        checks::at_the_end(&sim);
    }
}

/// The way of most jobs, so that it is known to be one of those that are tried.
#[test]
fn a_job_that_nothing_happens_to_completes() {
    let mut sim = Sim::new(specs::plain(7, 2), Items::Object);
    for _ in 0..20 {
        sim.suffer(Op::PlanOn);
        sim.suffer(Op::React { reactor: Reactor::Progress, fuel: None });
    }
    sim.settle();
    checks::at_the_end(&sim);
    assert!(matches!(sim.job, domain::job::Job::Completed { .. }));
}
