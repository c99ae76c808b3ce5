//! The files of a run: what it is, what its processes recorded, the log and the topic as they were in the end.

use std::fs;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};

use history::{History, LogEvent, Message};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::control::Control;
use crate::error::RunError;
use crate::kills::Kills;
use crate::tape;

const SETUP: &str = "run.json";
const ENDED: &str = "ended.json";
const LOG: &str = "log.ndjson";
const TOPIC: &str = "topic.ndjson";

/// What all processes of a run know.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Setup {
    /// The engines' config file.
    pub(crate) config: PathBuf,
    /// What the database and the topics are named after.
    pub(crate) name: String,
    /// The first half of all event ids.
    pub(crate) prefix: u64,
    pub(crate) seed: u64,
    /// When it began, on the shared clock.
    pub(crate) began: u64,
    pub(crate) writers: u32,
    pub(crate) clients: u32,
    pub(crate) streams: u32,
    pub(crate) rate: u32,
    /// Where each kind of process finds PostgreSQL.
    pub(crate) ports: Ports,
}

/// A port for each kind of process.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct Ports {
    pub(crate) writers: u16,
    pub(crate) relays: u16,
    pub(crate) follower: u16,
}

/// How the run ended.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Ended {
    pub(crate) seconds: f64,
    pub(crate) kills: Kills,
    pub(crate) control: Option<Control>,
}

/// The folder of a run.
#[derive(Debug, Clone)]
pub(crate) struct Files(pub(crate) PathBuf);

impl Files {
    pub(crate) fn setup(&self) -> Result<Setup, RunError> {
        read(&self.0.join(SETUP))
    }

    pub(crate) fn save_setup(&self, setup: &Setup) -> Result<(), RunError> {
        fs::create_dir_all(&self.0).map_err(|error| file_error(&self.0, &error))?;
        if self.0.join(SETUP).exists() {
            let reason = "has the files of an earlier run: name another folder";
            return Err(file_error(&self.0, &reason));
        }
        write(&self.0.join(SETUP), setup)
    }

    pub(crate) fn ended(&self) -> Result<Ended, RunError> {
        read(&self.0.join(ENDED))
    }

    pub(crate) fn save_ended(&self, ended: &Ended) -> Result<(), RunError> {
        write(&self.0.join(ENDED), ended)
    }

    /// Where a process records its operations.
    pub(crate) fn tape(&self, process: u32) -> PathBuf {
        self.0.join(format!("operations-{process}.ndjson"))
    }

    /// The tapes of all processes.
    pub(crate) fn tapes(&self) -> Result<Vec<PathBuf>, RunError> {
        let mut tapes = vec![];
        for entry in fs::read_dir(&self.0).map_err(|error| file_error(&self.0, &error))? {
            let path = entry?.path();
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if name.starts_with("operations-") {
                tapes.push(path);
            }
        }
        tapes.sort();
        Ok(tapes)
    }

    /// What a process says on its standard error.
    pub(crate) fn output(&self, name: &str) -> PathBuf {
        self.0.join(format!("{name}.log"))
    }

    /// Where the kills are recorded.
    pub(crate) fn kills(&self) -> PathBuf {
        self.0.join("kills.ndjson")
    }

    pub(crate) fn save_log(&self, log: &[LogEvent]) -> Result<(), RunError> {
        write_lines(&self.0.join(LOG), log)
    }

    pub(crate) fn save_topic(&self, topic: &[Message]) -> Result<(), RunError> {
        write_lines(&self.0.join(TOPIC), topic)
    }

    /// All of it, as the checker takes it.
    pub(crate) fn history(&self) -> Result<History, RunError> {
        let mut operations = vec![];
        for tape in self.tapes()? {
            operations.extend(tape::read(&tape)?);
        }
        Ok(History {
            operations,
            log: read_lines(&self.0.join(LOG))?,
            topic: Some(read_lines(&self.0.join(TOPIC))?),
            follower: Some(crate::follower::PROCESS),
        })
    }
}

pub(crate) fn file_error(path: &Path, reason: &impl ToString) -> RunError {
    RunError::File { path: path.to_owned(), reason: reason.to_string() }
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T, RunError> {
    let text = fs::read_to_string(path).map_err(|error| file_error(path, &error))?;
    serde_json::from_str(&text).map_err(|error| file_error(path, &error))
}

fn write(path: &Path, content: &impl Serialize) -> Result<(), RunError> {
    fs::write(path, serde_json::to_string_pretty(content)?).map_err(|error| file_error(path, &error))
}

fn read_lines<T: DeserializeOwned>(path: &Path) -> Result<Vec<T>, RunError> {
    let file = fs::File::open(path).map_err(|error| file_error(path, &error))?;
    let line = |line: std::io::Result<String>| {
        let line = line.map_err(|error| file_error(path, &error))?;
        serde_json::from_str(&line).map_err(|error| file_error(path, &error))
    };
    BufReader::new(file).lines().map(line).collect()
}

fn write_lines(path: &Path, lines: &[impl Serialize]) -> Result<(), RunError> {
    let mut file = BufWriter::new(fs::File::create(path).map_err(|error| file_error(path, &error))?);
    for line in lines {
        serde_json::to_writer(&mut file, line)?;
        file.write_all(b"\n")?;
    }
    Ok(file.flush()?)
}
