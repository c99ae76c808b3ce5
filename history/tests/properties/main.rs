//! The checker accepts what a correct event store does, and finds each kind of fault that is planted.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the answer")]

mod agreement;
mod faults;
mod world;

use history::check::check;
use proptest::prelude::*;

proptest! {
    #[test]
    fn a_correct_history_is_accepted(steps in world::steps(1..120)) {
        // Given what a correct store did, with its operations side by side at random
        let history = world::play(&steps);
        // When it is checked
        let report = check(&history);
        // Then nothing is wrong, by positions or by the search
        prop_assert_eq!(&report.violations, &[]);
        prop_assert_eq!(report.undecided, 0);
        prop_assert_eq!(report.events, history.log.len() as u64);
    }
}
