//! The child process that runs filters: reads requests from stdin, writes replies to stdout.
//!
//! One thread reads the requests and one runs the filters. The reader also is what ends the
//! process when the worker goes away, however it goes: its end of the pipe then closes, the
//! reader sees the end of the stream, and the process exits even if a filter never ends. (The
//! kernel's parent-death signal would also fire when only the thread that started the child ends.)

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::os::fd::AsFd as _;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use rustix::process::{Resource, Rlimit, getrlimit, nice, setrlimit};

use super::compile::{COMPILE_STACK_BYTES, compile_here, panic_message};
use super::error::{ErrorClass, ItemError};
use super::filter::{Filter, Variables};
use super::protocol::{self, Chunk, Limits, Request};

/// The stack that filters run on.
const STACK_BYTES: usize = COMPILE_STACK_BYTES;

/// By how much filters give way. Where all work on one machine, whoever asks for something and whoever keeps read models up to date
/// need little at a time and need it soon; filters leave them more.
const NICENESS: i32 = 5;

/// How long finished replies may be held back. It bounds the work that is lost with a process.
const HOLD_BACK: Duration = Duration::from_millis(5);

/// The main function of a runner. Returns when stdin ends.
#[must_use]
pub fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

fn run() -> io::Result<()> {
    // Where that is not allowed, it goes on without.
    let _ = nice(NICENESS);
    // A core dump would write a tenant's data to disk, and take long.
    set_limit(Resource::Core, 0)?;
    // A panic is reported as the item's error.
    panic::set_hook(Box::new(|_| {}));
    // Not `io::stdout()`, which looks for line ends.
    let stdout = File::from(io::stdout().as_fd().try_clone_to_owned()?);
    let mut stdin = File::from(io::stdin().as_fd().try_clone_to_owned()?);
    let (requests, receiver) = sync_channel(1);
    thread::Builder::new().name("jq-filter".into()).stack_size(STACK_BYTES).spawn(move || {
        Server::new(stdout).serve(&receiver);
        // Without this thread the process would keep the worker waiting.
        std::process::exit(1);
    })?;
    while let Some(request) = protocol::read_request(&mut stdin)? {
        if requests.send(request).is_err() {
            break;
        }
    }
    Ok(())
}

/// Sets the soft limit, up to the hard one.
fn set_limit(resource: Resource, value: u64) -> io::Result<()> {
    let maximum = getrlimit(resource).maximum;
    let current = maximum.map_or(value, |maximum| value.min(maximum));
    Ok(setrlimit(resource, Rlimit { current: Some(current), maximum })?)
}

/// How much address space is mapped now, in bytes.
fn mapped_bytes() -> io::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let size = status.lines().find_map(|line| line.strip_prefix("VmSize:")?.trim().strip_suffix(" kB"));
    let kib: Option<u64> = size.and_then(|kib| kib.parse().ok());
    kib.map(|kib| kib * 1024).ok_or_else(|| io::ErrorKind::InvalidData.into())
}

struct Server {
    out: BufWriter<File>,
    filter: Option<Filter>,
    /// The filter's source.
    source: String,
    variables: Variables,
    limits: Limits,
    /// The address space that the runner takes by itself: what was mapped before the first item.
    mapped: Option<u64>,
}

impl Server {
    fn new(stdout: File) -> Self {
        Self {
            out: BufWriter::with_capacity(64 * 1024, stdout),
            filter: None,
            source: String::new(),
            variables: Variables::default(),
            limits: Limits { memory: u64::MAX, output: 0 },
            mapped: None,
        }
    }

    /// Answers requests until the worker goes away.
    fn serve(mut self, requests: &Receiver<Request>) {
        while let Ok(request) = requests.recv() {
            let served = match request {
                Request::Filter { limits, variables, source } => self.load(limits, &variables, source),
                Request::Chunk(chunk) => self.chunk(&chunk),
            };
            if served.is_err() {
                return;
            }
        }
    }

    fn load(&mut self, limits: Limits, variables: &str, source: String) -> io::Result<()> {
        let loaded = self.compile(source).and_then(|()| self.bind(variables));
        if loaded.is_err() {
            self.filter = None;
        }
        let loaded = if self.bound_memory(limits)? { loaded } else { Err(outgrown()) };
        protocol::write_reply(&mut self.out, 0, loaded.as_ref().map(|()| ""))?;
        self.out.flush()
    }

    /// Compiles a filter, unless it is the one that is loaded.
    fn compile(&mut self, source: String) -> Result<(), ItemError> {
        if self.filter.is_some() && self.source == source {
            return Ok(());
        }
        let compiled = panic::catch_unwind(|| compile_here(&source).map_err(|error| error.to_string()))
            .unwrap_or_else(|panic| Err(format!("the compiler failed: {}", panic_message(&*panic))));
        self.filter = Some(compiled.map_err(|message| ItemError::new(ErrorClass::FilterError, message))?);
        self.source = source;
        Ok(())
    }

    fn bind(&mut self, variables: &str) -> Result<(), ItemError> {
        let none = variables.is_empty();
        self.variables = if none { Variables::default() } else { Variables::parse(variables)? };
        Ok(())
    }

    /// Bounds the address space to the filter's share on top of the runner's own. False means that a filter with a
    /// larger share has left more mapped than that, of which the next could use all.
    fn bound_memory(&mut self, limits: Limits) -> io::Result<bool> {
        let mapped = match self.mapped {
            Some(mapped) => mapped,
            None => *self.mapped.insert(mapped_bytes()?),
        };
        let bound = mapped.saturating_add(limits.memory);
        let fits = limits.memory >= self.limits.memory || mapped_bytes()? <= bound;
        self.limits = limits;
        set_limit(Resource::As, bound)?;
        Ok(fits)
    }

    fn chunk(&mut self, chunk: &Chunk) -> io::Result<()> {
        let mut flushed = Instant::now();
        for item in chunk.items() {
            let begun = Instant::now();
            let result = self.item(item);
            let micros = u32::try_from(begun.elapsed().as_micros()).unwrap_or(u32::MAX);
            protocol::write_reply(&mut self.out, micros, result.as_deref())?;
            if chunk.flush_each() || flushed.elapsed() >= HOLD_BACK {
                self.out.flush()?;
                flushed = Instant::now();
            }
        }
        self.out.flush()
    }

    fn item(&self, item: &[u8]) -> Result<String, ItemError> {
        let Some(filter) = &self.filter else {
            return Err(ItemError::new(ErrorClass::FilterError, "there is no filter"));
        };
        // A filter is not changed by running it, so it may be used again after a panic.
        let output_limit = usize::try_from(self.limits.output).unwrap_or(usize::MAX);
        let run = AssertUnwindSafe(|| filter.run(item, &self.variables, output_limit));
        panic::catch_unwind(run).unwrap_or_else(|panic| Err(panicked(panic_message(&*panic))))
    }
}

/// The answer to a filter whose memory limit is below what is mapped already.
fn outgrown() -> ItemError {
    ItemError::new(ErrorClass::OutOfMemory, "the runner has more memory than that")
}

/// The error of an item on which the engine panicked.
fn panicked(message: &str) -> ItemError {
    // The standard library panics so, instead of asking for more memory than there can be.
    if message == "capacity overflow" {
        return ItemError::new(ErrorClass::OutOfMemory, "the filter asked for too much memory");
    }
    ItemError::new(ErrorClass::Crashed, format!("the filter engine panicked: {message}"))
}
