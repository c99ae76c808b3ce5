//! Prints the AsyncAPI document: `make asyncapi` keeps it in docs/asyncapi.yaml.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    std::io::stdout().write_all(infra::kafka::asyncapi_document().as_bytes())
}
