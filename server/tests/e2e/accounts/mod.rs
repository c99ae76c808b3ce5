//! Accounts on the real engines, as a browser uses them: over HTTP, with links from mails.

mod attacks;
mod belonging;
mod signing_in;
