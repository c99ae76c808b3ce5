//! Prints the reference of the events: `make asyncapi` keeps it in docs/events.md.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    std::io::stdout().write_all(domain::schema::events_reference().as_bytes())
}
