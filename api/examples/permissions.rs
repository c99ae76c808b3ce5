//! Prints who may do what: `make permissions` keeps it in docs/permissions.md.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    std::io::stdout().write_all(api::permissions_page().as_bytes())
}
