//! A process that follows the log with one cursor from its beginning, in small pages, and records what it sees.

use std::process::ExitCode;
use std::time::Duration;

use history::{Call, Outcome};
use tokio::time::sleep;

use crate::error::RunError;
use crate::files::Files;
use crate::options::Child;
use crate::place::Place;
use crate::processes::stop;
use crate::store::Store;
use crate::tape::Tape;

/// The number of the process: it is started first, and never killed, since its cursor is in its memory.
pub(crate) const PROCESS: u32 = 0;
const PAGE: u32 = 40;
/// How long it waits at the end of the log, or after an error.
const PAUSE: Duration = Duration::from_millis(40);

pub(crate) async fn run(child: &Child) -> Result<ExitCode, RunError> {
    let files = Files(child.folder.clone());
    let setup = files.setup()?;
    let stop = stop()?;
    let store = Store::open(Place::of(&setup)?.database_behind(setup.ports.follower), setup.prefix)?;
    let tape = Tape::begin(&files, child.process)?;
    let mut cursor = 0;
    loop {
        // What is there when it is told to end, it still reads.
        let last = stop.is_there();
        let id = tape.next();
        tape.invoke(id, 0, Call::ReadLog { after: cursor, limit: u64::from(PAGE) })?;
        let outcome = store.read_log(cursor, PAGE).await;
        let seen = match &outcome {
            Outcome::Read(events) => Some(events.len()),
            _ => None,
        };
        tape.complete(id, outcome)?;
        match seen {
            Some(0) if last => return Ok(ExitCode::SUCCESS),
            Some(0) | None => sleep(PAUSE).await,
            Some(seen) => cursor += seen as u64,
        }
    }
}
