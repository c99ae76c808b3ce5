//! Prints the OpenAPI document: `make openapi` keeps it in docs/openapi.json.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    std::io::stdout().write_all(api::openapi_document().as_bytes())
}
