//! The clients, on servers of their own.

mod rust;
mod suites;
