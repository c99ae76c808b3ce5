//! Calls to real servers on this machine, many of them hostile.

mod answers;
mod hostile;
mod inside;
mod redirects;
mod scale;
mod support;
mod tls;
