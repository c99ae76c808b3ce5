//! Gathers items into batches as they are found.

use domain::batch::{BatchSpec, Input};
use domain::dataset::Format;
use domain::job::{JobSpec, Plan};

/// A batch ends early at this many bytes, so that a worker's memory has a bound.
pub(super) const MAX_BATCH_BYTES: u64 = 16 << 20;

/// Gathers items into batches.
pub(super) struct Batches<'a> {
    spec: &'a JobSpec,
    key: &'a str,
    format: Format,
    /// The batch that is filling: its first task and byte, and how far it reaches.
    first_task: u64,
    start: Option<u64>,
    end: u64,
    tasks: u64,
    ready: Vec<Cut>,
    closed: u64,
}

struct Cut {
    number: u64,
    first_task: u64,
    tasks: u64,
    /// Unknown for the first batch until the header's length is known.
    start: Option<u64>,
    end: u64,
}

impl<'a> Batches<'a> {
    /// Batches that follow those which are open.
    pub(super) fn new(spec: &'a JobSpec, key: &'a str, format: Format, opened: &Plan) -> Self {
        let Plan { batches: closed, tasks: first_task } = *opened;
        Self { spec, key, format, first_task, start: None, end: 0, tasks: 0, ready: vec![], closed }
    }

    pub(super) fn item_ended(&mut self, end: u64) {
        self.tasks += 1;
        self.end = end;
        if self.tasks == self.spec.batch_size || end - self.start.unwrap_or(0) >= MAX_BATCH_BYTES {
            self.close();
        }
    }

    pub(super) fn close(&mut self) {
        if self.tasks == 0 {
            return;
        }
        let Self { first_task, tasks, start, end, .. } = *self;
        self.ready.push(Cut { number: self.closed, first_task, tasks, start, end });
        self.closed += 1;
        self.first_task += tasks;
        self.start = Some(end);
        self.tasks = 0;
    }

    /// How many batches wait to be opened.
    pub(super) fn ready(&self) -> usize {
        self.ready.len()
    }

    /// How many items there were, with those of the batches before.
    pub(super) fn tasks(&self) -> u64 {
        self.first_task + self.tasks
    }

    pub(super) fn take(&mut self, header: Option<String>) -> Vec<(u64, BatchSpec)> {
        let first_byte = header.as_ref().map_or(0, |row| row.len() as u64);
        let spec = |cut: Cut| {
            let offset = cut.start.unwrap_or(first_byte);
            let input = Input::Object {
                key: self.key.to_owned(),
                format: self.format,
                offset,
                length: cut.end - offset,
                header: header.clone(),
            };
            BatchSpec::of(self.spec, cut.first_task, cut.tasks, input)
        };
        self.ready.drain(..).map(|cut| (cut.number, spec(cut))).collect()
    }
}
