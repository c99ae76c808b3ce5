//! The program `thousandfold`. What it does is in the library beside this file.

use std::process::ExitCode;

fn main() -> anyhow::Result<ExitCode> {
    server::main()
}
