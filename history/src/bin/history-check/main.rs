//! Runs the event store under kills, and judges what its clients were told against what its log holds.

mod clock;
mod control;
mod error;
mod files;
mod follower;
mod kills;
mod nemesis;
mod options;
mod place;
mod plan;
mod processes;
mod progress;
mod proxy;
mod relay;
mod report;
mod run;
mod store;
mod tape;
mod writer;

use std::process::ExitCode;

use clap::Parser as _;

use error::RunError;
use options::{Command, Options};

fn main() -> ExitCode {
    match start(Options::parse().command) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("history-check: {error}");
            ExitCode::from(2)
        }
    }
}

fn start(command: Command) -> Result<ExitCode, RunError> {
    let (mut one, mut several) =
        (tokio::runtime::Builder::new_current_thread(), tokio::runtime::Builder::new_multi_thread());
    let alone = one.enable_all().build()?;
    match command {
        // A child ends with the thread that started it: that is this one, which lasts as long as the run.
        Command::Run(options) => several.worker_threads(1).enable_all().build()?.block_on(run::run(&options)),
        Command::Check { folder, json } => report::check_again(&folder, json),
        Command::Follower(child) => alone.block_on(follower::run(&child)),
        Command::Relay(child) => alone.block_on(relay::run(&child)),
        // As in the program itself, appends come from several threads.
        Command::Writer(child) => {
            several.worker_threads(2).enable_all().build()?.block_on(writer::run(&child))
        }
    }
}
