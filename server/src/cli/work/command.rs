//! Runs a shell command for one item: the item goes to its stdin, each line of its stdout is an output.

use std::io;
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use rustix::process::{Pid, Signal, kill_process_group};
use thousandfold_client::Json;
use thousandfold_client::types::OutcomeError;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWriteExt as _};
use tokio::process::{Child, Command};
use tokio::time::timeout;

/// The most that a command may print, in bytes.
const MAX_OUTPUT: u64 = 1 << 20;
/// How much is told of what it printed to stderr, in bytes.
const STDERR_TAIL: usize = 400;

/// Runs `command` for an item.
pub(super) async fn run(command: &str, item: &Json, limit: Duration) -> Result<Vec<Json>, OutcomeError> {
    let mut child = start(command).map_err(|error| worker_error(format!("it cannot start: {error}")))?;
    // Whatever the command has started ends with it, also when nobody waits for it any more.
    let _group = Group(child.id().and_then(|id| Pid::from_raw(i32::try_from(id).ok()?)));
    match timeout(limit, talk(&mut child, item)).await {
        Ok(Ok(Said { status, stdout, stderr })) => judge(status, &stdout, &stderr),
        Ok(Err(error)) => Err(worker_error(format!("it cannot be talked to: {error}"))),
        Err(_) => {
            let message = format!("it ran for longer than {} ms", limit.as_millis());
            Err(failure("timed_out", message))
        }
    }
}

fn start(command: &str) -> io::Result<Child> {
    let pipe = Stdio::piped;
    // In a group of its own it is not reached by the Ctrl-C that the worker is told to stop with.
    Command::new("sh")
        .args(["-c", command])
        .process_group(0)
        .stdin(pipe())
        .stdout(pipe())
        .stderr(pipe())
        .kill_on_drop(true)
        .spawn()
}

/// The processes of a command.
struct Group(Option<Pid>);

impl Drop for Group {
    fn drop(&mut self) {
        if let Some(group) = self.0 {
            let _ = kill_process_group(group, Signal::KILL);
        }
    }
}

/// What a command came to.
struct Said {
    status: ExitStatus,
    stdout: Vec<u8>,
    stderr: Vec<u8>,
}

async fn talk(child: &mut Child, item: &Json) -> io::Result<Said> {
    let (mut stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let mut line = item.on_one_line();
    line.push('\n');
    let tell = async move {
        if let Some(stdin) = &mut stdin {
            // A command need not read its item.
            let _ = stdin.write_all(line.as_bytes()).await;
        }
    };
    let ((), stdout, stderr) = tokio::join!(tell, all(stdout), tail(stderr));
    Ok(Said { status: child.wait().await?, stdout: stdout?, stderr: stderr? })
}

/// All that comes, up to one byte more than may.
async fn all(stream: Option<impl AsyncRead + Unpin>) -> io::Result<Vec<u8>> {
    let mut bytes = vec![];
    if let Some(stream) = stream {
        stream.take(MAX_OUTPUT + 1).read_to_end(&mut bytes).await?;
    }
    Ok(bytes)
}

/// The end of what comes.
async fn tail(stream: Option<impl AsyncRead + Unpin>) -> io::Result<Vec<u8>> {
    let (mut tail, mut piece) = (vec![], [0; 4096]);
    let Some(mut stream) = stream else {
        return Ok(tail);
    };
    loop {
        let read = stream.read(&mut piece).await?;
        if read == 0 {
            return Ok(tail);
        }
        tail.extend_from_slice(&piece[..read]);
        tail.drain(..tail.len().saturating_sub(STDERR_TAIL));
    }
}

fn judge(status: ExitStatus, stdout: &[u8], stderr: &[u8]) -> Result<Vec<Json>, OutcomeError> {
    if stdout.len() as u64 > MAX_OUTPUT {
        let message = format!("it printed more than {MAX_OUTPUT} bytes");
        return Err(failure("output_limit", message));
    }
    if !status.success() {
        let said = String::from_utf8_lossy(stderr);
        return Err(worker_error(format!("{status}: {}", said.trim())));
    }
    outputs(stdout).map_err(|message| failure("invalid_output", message))
}

/// One output a line; lines of nothing are none.
fn outputs(stdout: &[u8]) -> Result<Vec<Json>, String> {
    let text = std::str::from_utf8(stdout).map_err(|_| "what it printed is not UTF-8".to_owned())?;
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    lines
        .map(|(number, line)| {
            Json::parse(line.to_owned()).map_err(|error| format!("line {number} is not JSON: {error}"))
        })
        .collect()
}

/// A failure that may pass by itself.
fn worker_error(message: String) -> OutcomeError {
    failure("worker_error", message)
}

fn failure(class: &str, message: String) -> OutcomeError {
    OutcomeError { class: class.to_owned(), message, retry_after_ms: None }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    const LIMIT: Duration = Duration::from_secs(30);

    async fn done(command: &str, item: &str, limit: Duration) -> Result<Vec<String>, OutcomeError> {
        let item = Json::parse(item.to_owned()).unwrap();
        let outputs = run(command, &item, limit).await?;
        Ok(outputs.iter().map(|output| output.as_str().to_owned()).collect())
    }

    #[tokio::test]
    async fn an_item_goes_in_and_lines_come_out() {
        assert_eq!(done("cat; echo; echo 1.10", "{\n\"a\":1}", LIMIT).await.unwrap(), ["{ \"a\":1}", "1.10"]);
        assert_eq!(done("true", "1", LIMIT).await.unwrap(), Vec::<String>::new());
        // A long item is not waited for by a command that does not read it.
        let long = format!("\"{}\"", "x".repeat(1 << 20));
        assert_eq!(done("exec 0<&-; echo 1", &long, LIMIT).await.unwrap(), ["1"]);
    }

    #[tokio::test]
    async fn a_command_fails_by_its_exit_code_or_by_what_it_prints() {
        for (command, class, words) in [
            ("echo 1; echo why >&2; exit 3", "worker_error", "exit status: 3: why"),
            ("no-such-command", "worker_error", "not found"),
            ("echo 1; echo x", "invalid_output", "line 2 is not JSON"),
            ("head -c 2000000 /dev/zero", "output_limit", "more than"),
        ] {
            let failed = done(command, "1", LIMIT).await.unwrap_err();
            assert_eq!(failed.class, class, "{command}");
            assert!(failed.message.contains(words), "{command}: {}", failed.message);
        }
    }

    #[tokio::test]
    async fn a_command_that_takes_too_long_is_killed_with_all_that_it_started() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("pid");
        let command = format!("sleep 1000 & echo $! > {}; wait", file.display());
        let failed = done(&command, "1", Duration::from_millis(500)).await.unwrap_err();
        assert_eq!(failed.class, "timed_out");
        let pid: i32 = std::fs::read_to_string(file).unwrap().trim().parse().unwrap();
        let start = Instant::now();
        while is_running(pid) {
            assert!(start.elapsed() < LIMIT, "process {pid} still runs");
            tokio::task::yield_now().await;
        }
    }

    fn is_running(pid: i32) -> bool {
        let state = std::fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
        // Nobody may be there to bury it.
        state.rsplit(')').next().is_some_and(|rest| !rest.trim().is_empty() && !rest.trim().starts_with('Z'))
    }
}
