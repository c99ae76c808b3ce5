//! Builds a read model again, beside the one that is read, and puts it in its place.

use std::sync::Arc;
use std::time::{Duration, Instant};

use indicatif::ProgressBar;
use infra::redis::{JobsBuilder, JobsSink};
use infra::{ChunkSize, FillError, Unwritable, fill};
use projections::runner::{RunnerError, Sink};
use serde::Serialize;

use super::cut::{self, Cut};
use crate::cli::output::Output;
use crate::cli::text::{count, counted, duration};
use crate::services::Services;

/// Redis is kept from others while a chunk is written.
const REDIS_CHUNK: ChunkSize = ChunkSize { events: 2_000, bytes: 4 << 20 };
/// So few events are caught up with in a moment.
const FEW: u64 = 2_000;
/// After so many rounds that much is written faster than it is read.
const ROUNDS: usize = 20;
const TEMPLATE: &str = "{msg} {wide_bar} {human_pos}/{human_len} events  {rate}/s  ETA {eta}";

/// What was built.
#[derive(Debug, Serialize)]
struct Rebuilt {
    projection: &'static str,
    /// The generation that is read now.
    generation: u64,
    events: u64,
    seconds: f64,
    /// Events that this version cannot read.
    unreadable: usize,
}

/// Rebuilds summaries and lists of jobs.
pub(super) async fn redis(services: &Services, output: Output) -> anyhow::Result<()> {
    let begin = Instant::now();
    let generation = services.redis.begin_generation().await?;
    let builder: Arc<dyn Sink> = Arc::new(JobsBuilder::new(services.redis.clone(), generation));
    let bar = output.bar(None, TEMPLATE);
    bar.set_message("builds redis");
    let (reached, unwritable) = catch_up(services, &builder, REDIS_CHUNK, &bar).await?;
    services.redis.swap_in(generation).await?;
    // What was written to the other generation meanwhile. Whoever keeps the read model up to date may be at it already.
    let applying = JobsSink::new(services.redis.clone(), services.event_log()).of_generation(generation);
    let applying: Arc<dyn Sink> = Arc::new(applying);
    let rest = cut::parts(services, &reached, &cut::heads(services).await?).await;
    match fill(&rest, &applying, REDIS_CHUNK, |_| {}).await {
        Ok(_) | Err(FillError::Sink(RunnerError::Rewind(_))) => {}
        Err(error) => return Err(error.into()),
    }
    bar.finish_and_clear();
    report(&unwritable);
    let rebuilt = Rebuilt {
        projection: "redis",
        generation,
        events: reached.values().sum(),
        seconds: begin.elapsed().as_secs_f64(),
        unreadable: unwritable.len(),
    };
    rebuilt.print(output)
}

/// Has all of the log written that there is, and what comes meanwhile, until little is left.
async fn catch_up(
    services: &Services,
    sink: &Arc<dyn Sink>,
    size: ChunkSize,
    bar: &ProgressBar,
) -> anyhow::Result<(Cut, Vec<Unwritable>)> {
    let (mut reached, mut unwritable) = (cut::beginning(services), vec![]);
    for _ in 0..ROUNDS {
        let heads = cut::heads(services).await?;
        let parts = cut::parts(services, &reached, &heads).await;
        let events = cut::events(&parts);
        bar.set_length(bar.position() + events);
        unwritable.extend(fill(&parts, sink, size, |events| bar.inc(events)).await?);
        reached = heads;
        if events <= FEW {
            return Ok((reached, unwritable));
        }
    }
    anyhow::bail!("more is recorded than can be read in the same time: rebuild when there is less to do")
}

/// Says which events are missing, since this version cannot read them.
fn report(unwritable: &[Unwritable]) {
    for Unwritable { shard, position, reason } in unwritable {
        crate::cli::output::write_stderr(&format!("{shard}:{position} is left out: {reason}"));
    }
}

impl Rebuilt {
    fn print(&self, output: Output) -> anyhow::Result<()> {
        if output.is_json() {
            return output.print_json(self);
        }
        let rate = count((self.events as f64 / self.seconds.max(1e-6)) as u64);
        let took = duration(Duration::from_secs_f64(self.seconds));
        let events = counted(self.events, "event");
        output.print(&format!(
            "rebuilt {} from {events} in {took} ({rate} events/s), and put it in place as generation {}\n\
             what it replaced stays until `thousandfold projection drop {}`\n",
            self.projection, self.generation, self.projection
        ))
    }
}
