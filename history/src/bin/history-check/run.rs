//! One run: makes a place, lets everybody work under kills, reads what is there in the end, and judges it.

use std::process::ExitCode;
use std::time::{Duration, Instant};

use history::LogEvent;
use tokio::signal::unix::{SignalKind, signal};
use tokio::task::JoinHandle;
use tokio::time::sleep;
use uuid::Uuid;

use crate::control::{self, Control};
use crate::error::RunError;
use crate::files::{Ended, Files, Setup};
use crate::nemesis::{Harm, Lines, Nemesis, Server};
use crate::options::RunOptions;
use crate::place::{Place, connect};
use crate::processes::{Processes, Role};
use crate::progress::Progress;
use crate::report::judge;
use crate::store::{self, Store};
use crate::{clock, follower};

/// How often the runner looks what to do.
const TICK: Duration = Duration::from_millis(20);
/// How long no append may be acknowledged, and how long the end may take.
const PATIENCE: Duration = Duration::from_secs(60);
/// With two, one can take over while the other is stopped, and comes back to find out.
const RELAYS: u32 = 2;
/// How many events are read at once in the end.
const PAGE: u32 = 2_000;

pub(crate) async fn run(options: &RunOptions) -> Result<ExitCode, RunError> {
    let server = Server::of(options)?;
    let seed = options.seed.unwrap_or_else(|| fastrand::u64(..));
    let name = format!("history-{}", Uuid::now_v7().simple());
    let folder = options.folder.clone().unwrap_or_else(|| std::env::temp_dir().join(&name));
    let files = Files(folder);
    let place = Place::named(&options.config, &name)?;
    let lines = Lines::open(&place).await?;
    let setup = setup(options, name, seed, &lines)?;
    eprintln!("seed {seed}, files in {}", files.0.display());
    files.save_setup(&setup)?;
    place.create().await?;
    let ran = work(options, &setup, &files, &place, Harm { lines: &lines, server }).await;
    if !options.keep {
        // What cannot be deleted must not hide what was found.
        place.destroy().await.unwrap_or_else(|error| eprintln!("history-check: {error}"));
    }
    ran?;
    let summary = judge(&files, &setup)?;
    summary.print(options.json)?;
    if summary.is_clean() && !options.keep {
        std::fs::remove_dir_all(&files.0)?;
    } else {
        eprintln!("the files are in {}", files.0.display());
    }
    Ok(summary.code())
}

fn setup(options: &RunOptions, name: String, seed: u64, lines: &Lines) -> Result<Setup, RunError> {
    Ok(Setup {
        config: std::path::absolute(&options.config)?,
        name,
        prefix: Uuid::now_v7().as_u64_pair().0,
        seed,
        began: clock::now(),
        writers: options.writers,
        clients: options.clients,
        streams: options.streams,
        rate: options.rate,
        ports: lines.ports(),
    })
}

async fn work(
    options: &RunOptions,
    setup: &Setup,
    files: &Files,
    place: &Place,
    means: Harm<'_>,
) -> Result<(), RunError> {
    let begin = Instant::now();
    let lines = means.lines;
    let mut processes = Processes::new(files);
    let mut nemesis = Nemesis::new(options, place, means, files, setup.seed)?;
    let mut progress = Progress::new(files, options.seconds);
    debug_assert_eq!(follower::PROCESS, 0, "the follower is started first");
    processes.start(Role::Follower)?;
    (0..options.writers).try_for_each(|_| processes.start(Role::Writer))?;
    (0..RELAYS).try_for_each(|_| processes.start(Role::Relay))?;
    let control = (options.control > 0)
        .then(|| tokio::spawn(control::run(place.control(), options.control, setup.seed)));

    harm(options, files, &mut processes, &mut nemesis, &mut progress).await?;

    progress.say("ends the processes");
    nemesis.end(&processes);
    finish(setup, files, place, lines, &mut processes).await?;
    let control = join(control).await?;
    progress.end();
    let seconds = begin.elapsed().as_secs_f64();
    files.save_ended(&Ended { seconds, kills: nemesis.kills(), control })
}

/// Lets everybody work, and does harm, until it is enough or somebody interrupts it.
async fn harm(
    options: &RunOptions,
    files: &Files,
    processes: &mut Processes,
    nemesis: &mut Nemesis<'_>,
    progress: &mut Progress,
) -> Result<(), RunError> {
    let begin = Instant::now();
    let (mut appended, mut last) = (0, begin);
    let mut ended = signal(SignalKind::terminate())?;
    let mut interrupted = signal(SignalKind::interrupt())?;
    while !enough(options, begin.elapsed(), progress.ended(), nemesis.strikes()) {
        tokio::select! {
            _ = interrupted.recv() => return Ok(()),
            _ = ended.recv() => return Ok(()),
            () = sleep(TICK) => {}
        }
        processes.check()?;
        nemesis.look(processes).await?;
        progress.look(begin.elapsed().as_secs(), nemesis.strikes())?;
        if progress.appended() > appended {
            (appended, last) = (progress.appended(), Instant::now());
        } else if last.elapsed() > PATIENCE {
            return Err(RunError::Stuck(PATIENCE.as_secs(), files.0.clone()));
        }
    }
    Ok(())
}

fn enough(options: &RunOptions, elapsed: Duration, ended: u64, strikes: u64) -> bool {
    let default = (options.operations.is_none() && options.strikes.is_none()).then_some(60);
    let reached = |bound: Option<u64>, value| bound.is_none_or(|bound| value >= bound);
    reached(options.seconds.or(default), elapsed.as_secs())
        && reached(options.operations, ended)
        && reached(options.strikes, strikes)
}

/// Ends everybody in the order in which nothing is left over, and saves what is there.
async fn finish(
    setup: &Setup,
    files: &Files,
    place: &Place,
    lines: &Lines,
    processes: &mut Processes,
) -> Result<(), RunError> {
    processes.end(Role::Writer).await?;
    all_written(place, lines).await?;
    processes.end(Role::Follower).await?;
    let log = whole_log(place, setup).await?;
    files.save_log(&log)?;
    all_relayed(place, log.last().map_or(0, |event| event.position)).await?;
    processes.end(Role::Relay).await?;
    let (kafka, topic, prefix) = (place.kafka.clone(), place.topic().to_owned(), setup.prefix);
    let topic = tokio::task::spawn_blocking(move || store::topic(&kafka, &topic, prefix)).await;
    files.save_topic(&topic.map_err(std::io::Error::from)??)
}

/// An append of a writer that was killed may be under way until the server has noticed.
async fn all_written(place: &Place, lines: &Lines) -> Result<(), RunError> {
    let administrator = place.administrator().await?;
    let query = "SELECT count(*) FROM pg_stat_activity WHERE datname = $1 AND client_port <> ALL ($2)";
    let begin = Instant::now();
    loop {
        let others = administrator.query_one(query, &[&place.name(), &lines.readers()]).await?;
        if others.get::<_, i64>(0) == 0 {
            return Ok(());
        }
        if begin.elapsed() > PATIENCE {
            return Err(RunError::Never("the connections of the writers ended"));
        }
        sleep(TICK).await;
    }
}

async fn whole_log(place: &Place, setup: &Setup) -> Result<Vec<LogEvent>, RunError> {
    let store = Store::open(place.database(), setup.prefix)?;
    let (mut log, mut last) = (Vec::<LogEvent>::new(), 0);
    loop {
        let page = store.page(last, PAGE).await?;
        let Some(end) = page.last() else { return Ok(log) };
        last = end.position;
        log.extend(page);
    }
}

/// Waits for the relay, but not without end: what it did not publish, the checker will say.
async fn all_relayed(place: &Place, end: u64) -> Result<(), RunError> {
    let database = connect(&place.database()).await?;
    let begin = Instant::now();
    while store::relayed(&database).await? < end && begin.elapsed() < PATIENCE {
        sleep(TICK).await;
    }
    Ok(())
}

async fn join(control: Option<JoinHandle<Result<Control, RunError>>>) -> Result<Option<Control>, RunError> {
    match control {
        Some(control) => Ok(Some(control.await.map_err(std::io::Error::from)??)),
        None => Ok(None),
    }
}
