//! Who may run what now: the dispatcher's state in Redis, at times that the tests give.

mod admitting;
mod gates;
mod granting;
mod limits;
mod losing;
mod measuring;
mod reference;
mod safety;
mod sharing;
mod signals;
mod world;
