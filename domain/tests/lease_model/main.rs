//! A model of the lease protocol, all of whose ways are tried: two workers and a timekeeper against the rules of a batch,
//! over a network that loses, repeats and reorders what they say.

mod alike;
mod messages;
mod properties;
mod workers;
mod world;

use stateright::{Checker as _, Model as _};
use world::Protocol;

/// Checks all ways, and prints how many states they lead through.
fn check(name: &str, protocol: Protocol) {
    let checker = protocol.checker().threads(2).spawn_bfs().join();
    println!("{name}: {} states, {} steps", checker.unique_state_count(), checker.state_count());
    checker.assert_properties();
}

#[test]
fn two_workers_neither_lose_a_task_nor_end_it_twice() {
    check("two workers, two tasks, a fault", Protocol { workers: 2, tasks: 2, faults: 1, cancels: true });
}

#[test]
fn nor_do_they_when_more_goes_wrong() {
    check("two workers, a task, two faults", Protocol { workers: 2, tasks: 1, faults: 2, cancels: false });
}

#[test]
fn nor_does_a_worker_that_has_much_bad_luck() {
    check("a worker, three tasks, a fault", Protocol { workers: 1, tasks: 3, faults: 1, cancels: true });
    check("a worker, two tasks, two faults", Protocol { workers: 1, tasks: 2, faults: 2, cancels: false });
    check("a worker, a task, three faults", Protocol { workers: 1, tasks: 1, faults: 3, cancels: true });
}
