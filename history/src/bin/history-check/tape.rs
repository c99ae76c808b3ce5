//! A process's record of its operations, which outlives a kill: a call is on the tape before it is made.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, PoisonError};

use history::{Call, Operation, OperationId, Outcome};
use serde::{Deserialize, Serialize};

use crate::clock;
use crate::error::RunError;
use crate::files::{Files, file_error};

/// One line of a tape.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Invoke { id: OperationId, client: u32, at: u64, call: Call },
    Complete { id: OperationId, at: u64, outcome: Outcome },
}

/// What a line begins with that says what became of an operation.
pub(crate) const COMPLETE: &str = "{\"complete\":";

/// The tape of this process.
pub(crate) struct Tape {
    process: u32,
    next: AtomicU32,
    file: Mutex<File>,
}

impl Tape {
    pub(crate) fn begin(files: &Files, process: u32) -> Result<Self, RunError> {
        let path = files.tape(process);
        let file = OpenOptions::new().create_new(true).append(true).open(&path);
        let file = Mutex::new(file.map_err(|error| file_error(&path, &error))?);
        Ok(Self { process, next: AtomicU32::new(1), file })
    }

    /// The id of the next operation.
    pub(crate) fn next(&self) -> OperationId {
        OperationId::new(self.process, self.next.fetch_add(1, Ordering::Relaxed))
    }

    /// Records a call; returns when a kill of the process cannot undo it.
    pub(crate) fn invoke(&self, id: OperationId, client: u32, call: Call) -> Result<(), RunError> {
        self.write(&Line::Invoke { id, client, at: clock::now(), call })
    }

    /// Records an answer.
    pub(crate) fn complete(&self, id: OperationId, outcome: Outcome) -> Result<(), RunError> {
        self.write(&Line::Complete { id, at: clock::now(), outcome })
    }

    /// A line is one write, straight to the system.
    fn write(&self, line: &Line) -> Result<(), RunError> {
        let mut bytes = serde_json::to_vec(line)?;
        bytes.push(b'\n');
        Ok(self.file.lock().unwrap_or_else(PoisonError::into_inner).write_all(&bytes)?)
    }
}

/// The operations on a tape, in the order in which they began. What has no answer is unknown.
pub(crate) fn read(path: &Path) -> Result<Vec<Operation>, RunError> {
    let text = fs::read_to_string(path).map_err(|error| file_error(path, &error))?;
    let (mut operations, mut places) = (vec![], HashMap::new());
    for line in text.split_inclusive('\n') {
        // A kill may have cut off the last line. Then the call was not made, or its answer is not known.
        let Some(line) = line.strip_suffix('\n') else { break };
        match serde_json::from_str(line).map_err(|error| file_error(path, &error))? {
            Line::Invoke { id, client, at, call } => {
                places.insert(id, operations.len());
                let outcome = Outcome::Unknown("no answer".to_owned());
                operations.push(Operation { id, client, invoked: at, completed: None, call, outcome });
            }
            Line::Complete { id, at, outcome } => {
                let place = *places.get(&id).ok_or_else(|| file_error(path, &format!("{id} has no call")))?;
                let operation: &mut Operation = &mut operations[place];
                (operation.completed, operation.outcome) = (Some(at), outcome);
            }
        }
    }
    Ok(operations)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tape_that_was_cut_off_has_what_was_begun() {
        // Given a process that was killed while it recorded an answer
        let folder = tempfile::tempdir().unwrap();
        let files = Files(folder.path().to_owned());
        let tape = Tape::begin(&files, 7).unwrap();
        let (first, second) = (tape.next(), tape.next());
        let call = || Call::ReadLog { after: 3, limit: 10 };
        tape.invoke(first, 1, call()).unwrap();
        tape.invoke(second, 2, call()).unwrap();
        tape.complete(second, Outcome::Read(vec![])).unwrap();
        tape.complete(first, Outcome::Read(vec![])).unwrap();
        let whole = fs::read(files.tape(7)).unwrap();
        fs::write(files.tape(7), &whole[..whole.len() - 5]).unwrap();
        // When its tape is read
        let operations = read(&files.tape(7)).unwrap();
        // Then nobody knows what became of the call whose answer is cut off
        let outcomes: Vec<_> =
            operations.iter().map(|operation| (operation.id, &operation.outcome)).collect();
        let unknown = Outcome::Unknown("no answer".to_owned());
        assert_eq!(outcomes, [(first, &unknown), (second, &Outcome::Read(vec![]))]);
        assert!(operations[0].completed.is_none() && operations[1].completed.is_some());
    }

    #[test]
    fn the_lines_that_are_counted_begin_as_they_should() {
        let line = Line::Complete { id: OperationId::new(1, 1), at: 1, outcome: Outcome::Appended(1) };
        assert!(serde_json::to_string(&line).unwrap().starts_with(COMPLETE));
    }
}
