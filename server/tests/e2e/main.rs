//! The whole way through the program, on the real engines: `make test` starts them.

#![expect(clippy::unwrap_used, reason = "in a test, a panic is the answer")]

mod accounts;
mod bad_input;
mod chaos;
mod clients;
mod consistency;
mod crashes;
mod deployment;
mod disasters;
mod hostile;
mod journey;
mod lists;
mod live;
mod oidc;
mod operator;
mod outages;
mod past;
mod person;
mod projections;
mod regions;
mod schemathesis;
mod traces;
mod usage;
mod work;
