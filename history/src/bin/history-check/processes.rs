//! The processes of a run: starts, kills, stops and ends them.

use std::fs::File;
use std::io::Read as _;
use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process, set_parent_process_death_signal};
use tokio::sync::watch;

use crate::error::RunError;
use crate::files::Files;

/// How long a process may take to end.
const PATIENCE: Duration = Duration::from_secs(40);

/// What a process does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    Writer,
    Relay,
    Follower,
}

impl Role {
    /// The name of its command.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Writer => "writer",
            Self::Relay => "relay",
            Self::Follower => "follower",
        }
    }
}

/// One process.
pub(crate) struct Process {
    pub(crate) role: Role,
    pub(crate) number: u32,
    child: Child,
}

/// All of them.
pub(crate) struct Processes {
    files: Files,
    next: u32,
    running: Vec<Process>,
}

impl Processes {
    pub(crate) fn new(files: &Files) -> Self {
        Self { files: files.clone(), next: 0, running: vec![] }
    }

    /// Starts a process. Each gets a number of its own, from 0.
    pub(crate) fn start(&mut self, role: Role) -> Result<(), RunError> {
        let number = self.next;
        self.next += 1;
        let output = File::create(self.files.output(&format!("{}-{number}", role.name())))?;
        let child = Command::new(std::env::current_exe()?)
            .arg(role.name())
            .arg("--folder")
            .arg(&self.files.0)
            .args(["--process", &number.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(output)
            // An interrupt from the keyboard is for the runner alone, who then ends them in order.
            .process_group(0)
            .spawn()?;
        self.running.push(Process { role, number, child });
        Ok(())
    }

    /// Those that do this.
    pub(crate) fn of(&self, role: Role) -> Vec<&Process> {
        self.running.iter().filter(|process| process.role == role).collect()
    }

    /// Kills a process as `kill -9` does, and starts another in its place.
    pub(crate) fn replace(&mut self, number: u32) -> Result<(), RunError> {
        let Some(place) = self.running.iter().position(|process| process.number == number) else {
            return Ok(());
        };
        let mut process = self.running.swap_remove(place);
        process.child.kill()?;
        process.child.wait()?;
        self.start(process.role)
    }

    /// Stops a process where it is, or lets it go on.
    pub(crate) fn signal(&self, number: u32, signal: Signal) {
        let process = self.running.iter().find(|process| process.number == number);
        let pid = process.and_then(|process| Pid::from_raw(process.child.id().cast_signed()));
        // One that was killed meanwhile needs no signal.
        let _ = pid.map(|pid| kill_process(pid, signal));
    }

    /// None of them may end by itself.
    pub(crate) fn check(&mut self) -> Result<(), RunError> {
        for process in &mut self.running {
            if let Some(status) = process.child.try_wait()? {
                let name = format!("{}-{}", process.role.name(), process.number);
                let log = self.files.output(&name);
                return Err(RunError::Died { name, status, log });
            }
        }
        Ok(())
    }

    /// Has all that do this end what they are at, and waits for them.
    pub(crate) async fn end(&mut self, role: Role) -> Result<(), RunError> {
        self.check()?;
        let begin = Instant::now();
        for process in self.running.iter_mut().filter(|process| process.role == role) {
            drop(process.child.stdin.take());
        }
        for process in self.running.iter_mut().filter(|process| process.role == role) {
            while process.child.try_wait()?.is_none() {
                if begin.elapsed() > PATIENCE {
                    return Err(RunError::Never("a process ended when it was told to"));
                }
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        }
        self.running.retain(|process| process.role != role);
        Ok(())
    }
}

impl Drop for Processes {
    fn drop(&mut self) {
        for process in &mut self.running {
            let _ = process.child.kill();
            let _ = process.child.wait();
        }
    }
}

/// Tells a process's tasks when to end.
#[derive(Clone)]
pub(crate) struct Stop(watch::Receiver<bool>);

impl Stop {
    pub(crate) fn is_there(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits for it.
    pub(crate) async fn came(&mut self) {
        // That the sender is gone is an end, too.
        let _ = self.0.wait_for(|stop| *stop).await;
    }
}

/// For a process that was started here: it is told to end by the end of its standard input, and it never
/// outlives who started it, however that ended.
pub(crate) fn stop() -> Result<Stop, RunError> {
    set_parent_process_death_signal(Some(Signal::KILL)).map_err(std::io::Error::from)?;
    let (sender, receiver) = watch::channel(false);
    std::thread::spawn(move || {
        let _ = std::io::stdin().read_to_end(&mut vec![]);
        sender.send_replace(true);
    });
    Ok(Stop(receiver))
}
