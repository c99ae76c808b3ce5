//! What was done to the processes and the server, counted and recorded.

use std::fs::{File, OpenOptions};
use std::io::Write as _;

use serde::{Deserialize, Serialize};

use crate::clock;
use crate::error::RunError;
use crate::files::Files;
use crate::processes::Role;

/// How often each was done.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize)]
pub(crate) struct Kills {
    /// `kill -9` of a writer.
    pub(crate) writers_killed: u64,
    /// `kill -9` of a relay.
    pub(crate) relays_killed: u64,
    /// A writer stopped for a moment.
    pub(crate) writers_stopped: u64,
    /// A relay stopped for a moment.
    pub(crate) relays_stopped: u64,
    /// A connection of a writer ended by the server.
    pub(crate) writers_cut: u64,
    /// A connection of a relay ended by the server.
    pub(crate) relays_cut: u64,
    /// A connection of the follower ended by the server.
    pub(crate) followers_cut: u64,
    /// A connection of a writer that lost its answers, and broke.
    pub(crate) writers_muted: u64,
    /// A connection of a relay that lost its answers, and broke.
    pub(crate) relays_muted: u64,
    /// `kill -9` of the server.
    pub(crate) postgres_killed: u64,
}

/// What can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kill {
    Killed(Role),
    Stopped(Role),
    Cut(Role),
    Muted(Role),
    Postgres,
}

impl Kills {
    fn counter(&mut self, kill: Kill) -> Option<&mut u64> {
        Some(match kill {
            Kill::Killed(Role::Writer) => &mut self.writers_killed,
            Kill::Killed(Role::Relay) => &mut self.relays_killed,
            Kill::Stopped(Role::Writer) => &mut self.writers_stopped,
            Kill::Stopped(Role::Relay) => &mut self.relays_stopped,
            Kill::Cut(Role::Writer) => &mut self.writers_cut,
            Kill::Cut(Role::Relay) => &mut self.relays_cut,
            Kill::Cut(Role::Follower) => &mut self.followers_cut,
            Kill::Muted(Role::Writer) => &mut self.writers_muted,
            Kill::Muted(Role::Relay) => &mut self.relays_muted,
            Kill::Postgres => &mut self.postgres_killed,
            Kill::Killed(Role::Follower) | Kill::Stopped(Role::Follower) | Kill::Muted(Role::Follower) => {
                return None;
            }
        })
    }
}

/// The record of them, which is read beside the tapes.
pub(crate) struct Record {
    file: File,
    pub(crate) kills: Kills,
}

impl Record {
    pub(crate) fn begin(files: &Files) -> Result<Self, RunError> {
        let file = OpenOptions::new().create_new(true).append(true).open(files.kills())?;
        Ok(Self { file, kills: Kills::default() })
    }

    pub(crate) fn add(&mut self, kill: Kill, process: &str) -> Result<(), RunError> {
        let at = clock::now();
        let line = serde_json::json!({"at": at, "kill": format!("{kill:?}"), "process": process});
        writeln!(self.file, "{line}")?;
        self.kills.counter(kill).into_iter().for_each(|counter| *counter += 1);
        Ok(())
    }
}
