//! The shared runner.
