//! The whole way through the program, on the real engines: `make test` starts them.

mod bad_input;
mod crashes;
mod deployment;
mod journey;
mod outages;
