//! A process that appends and reads, until it is told to end.

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use fastrand::Rng;
use history::{Call, OperationId, Outcome};
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until, timeout};

use crate::error::RunError;
use crate::files::{Files, Setup};
use crate::options::Child;
use crate::place::Place;
use crate::plan::{Known, patience};
use crate::processes::{Stop, stop};
use crate::store::Store;
use crate::tape::Tape;

/// How long an operation may go on after the end.
const LAST_ANSWERS: Duration = Duration::from_secs(20);

/// What the clients of a process share.
struct Process {
    setup: Setup,
    store: Store,
    tape: Tape,
    known: Known,
    stop: Stop,
}

pub(crate) async fn run(child: &Child) -> Result<ExitCode, RunError> {
    let files = Files(child.folder.clone());
    let setup = files.setup()?;
    let mut stop = stop()?;
    let address = Place::of(&setup)?.database_behind(setup.ports.writers);
    let process = Arc::new(Process {
        store: Store::open(address, setup.prefix)?,
        tape: Tape::begin(&files, child.process)?,
        known: Known::new(&setup),
        stop: stop.clone(),
        setup,
    });
    let mut clients = JoinSet::new();
    for number in 0..process.setup.clients {
        clients.spawn(client(Arc::clone(&process), child.process, number));
    }
    let ended = async {
        while let Some(client) = clients.join_next().await {
            client.map_err(std::io::Error::from)??;
        }
        Ok(ExitCode::SUCCESS)
    };
    let too_long = async {
        stop.came().await;
        sleep(LAST_ANSWERS).await;
    };
    tokio::select! {
        ended = ended => ended,
        // What hangs is left: nobody knows what becomes of it.
        () = too_long => Ok(ExitCode::SUCCESS),
    }
}

/// Does one thing after the other.
async fn client(process: Arc<Process>, number: u32, client: u32) -> Result<(), RunError> {
    let setup = &process.setup;
    let mut rng = Rng::with_seed(setup.seed ^ ((u64::from(number) << 32) + u64::from(client) + 1));
    let clients = f64::from(setup.writers * setup.clients);
    let pause = (setup.rate > 0).then(|| Duration::from_secs_f64(clients / f64::from(setup.rate)));
    let mut next = Instant::now() + pause.unwrap_or_default().mul_f64(rng.f64());
    while !process.stop.is_there() {
        if let Some(pause) = pause {
            sleep_until(next).await;
            // What was missed while the process was stopped is not made up for.
            next = Instant::now().max(next + pause);
        }
        let failed = process.operation(client, &mut rng).await?;
        if failed {
            sleep(Duration::from_millis(rng.u64(5..50))).await;
        }
    }
    Ok(())
}

impl Process {
    /// One operation, on tape before and after. Says whether it failed.
    async fn operation(&self, client: u32, rng: &mut Rng) -> Result<bool, RunError> {
        let id: OperationId = self.tape.next();
        let call = self.known.next(id, rng);
        let patience = patience(rng);
        self.tape.invoke(id, client, call.clone())?;
        let outcome = self.execute(&call, patience).await;
        self.known.learn(&call, &outcome);
        let failed = matches!(outcome, Outcome::Failed(_) | Outcome::Unknown(_));
        self.tape.complete(id, outcome)?;
        Ok(failed)
    }

    async fn execute(&self, call: &Call, patience: Option<Duration>) -> Outcome {
        match call {
            Call::Append(parts) => match patience {
                None => self.store.append(parts).await,
                Some(patience) => match timeout(patience, self.store.append(parts)).await {
                    Ok(outcome) => outcome,
                    Err(_) => Outcome::Unknown("the caller gave up".to_owned()),
                },
            },
            Call::ReadStream { stream, after } => self.store.read_stream(stream, *after).await,
            Call::ReadLog { after, limit } => {
                self.store.read_log(*after, u32::try_from(*limit).unwrap_or(u32::MAX)).await
            }
        }
    }
}
