//! `bench overload`: what the server does with twice the load that it can take.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::ensure;
use thousandfold_client::answer;
use thousandfold_client::types::JobState;
use tokio::task::JoinSet;

use super::super::OverloadArgs;
use super::super::form::{Report, Row, median, quantile};
use super::super::target::Target;

mod submitter;

use submitter::{Ended, Submitter};

/// How many submitters find out what the server can take, each waiting for its answer: the best of these counts.
const SUBMITTERS: [usize; 3] = [32, 128, 256];
/// How long a submitter that was refused waits, while it is found out what the server can take.
const PAUSE: Duration = Duration::from_millis(50);
/// The most requests that are under way at a time: more connections would only tell of the client.
const MOST: usize = 4_000;

/// What came of requests.
#[derive(Default)]
struct Answers {
    /// How long those took that were done, in seconds.
    done: Vec<f64>,
    /// How many were refused with a 503 or 429 that says when to ask again.
    refused: usize,
    /// What else came of any, by how often.
    other: BTreeMap<String, usize>,
}

impl Answers {
    fn add(&mut self, ended: Ended) {
        match ended {
            Ended::Done(seconds) => self.done.push(seconds),
            Ended::Refused => self.refused += 1,
            Ended::Other(what) => *self.other.entry(what).or_default() += 1,
        }
    }

    fn add_all(&mut self, other: Self) {
        self.done.extend(other.done);
        self.refused += other.refused;
        for (what, times) in other.other {
            *self.other.entry(what).or_default() += times;
        }
    }
}

/// Submits jobs as fast as the server takes them, and twice as fast, in turns.
pub(in crate::bench) async fn run(config: &Path, args: &OverloadArgs) -> anyhow::Result<Report> {
    // All load comes from one address here.
    let settings = toml::toml! { gateway = { max_connections_per_address = 10000 } };
    let target = Target::start_with(config, settings).await?;
    let bench = Bench {
        submitter: Submitter::new(&target.scratch.url("/v1/jobs"), target.scratch.key())?,
        span: Duration::from_secs(args.seconds),
        target,
    };
    let (submitters, mut most) = bench.most_submitters().await?;
    let (mut closed, mut open, mut all) = (vec![], vec![], Answers::default());
    for round in 0..args.rounds {
        // Whichever comes second finds what the first has left behind in the engines.
        for is_closed in if round % 2 == 0 { [true, false] } else { [false, true] } {
            if is_closed {
                let rate = bench.closed_loop(submitters).await?;
                most = most.max(rate);
                closed.push(rate);
            } else {
                let answers = bench.open_loop(most * args.factor).await?;
                open.push(answers.done.len() as f64 / bench.span.as_secs_f64());
                all.add_all(answers);
            }
            bench.until_idle().await?;
            tracing::info!(?closed, ?open, "measured");
        }
    }
    bench.target.stop().await?;
    ensure!(all.other.is_empty(), "some were neither done nor refused as is documented: {:?}", all.other);
    all.done.sort_by(f64::total_cmp);
    let load = format!("at {:.1} times that", args.factor);
    let refused = all.refused as f64 / (bench.span.as_secs_f64() * f64::from(args.rounds));
    let most = median(closed);
    let latency = |q, name| {
        let what = format!("from the request to the answer of those, {load}, {name}");
        Row::new(what, quantile(&all.done, q) * 1e3, "ms")
    };
    Ok(Report::new(
        "overload",
        vec![
            Row::new(format!("jobs accepted from {submitters} submitters, the most"), most, "1/s"),
            Row::new(format!("jobs accepted, {load}"), median(open), "1/s")
                .beside("the most", most)
                .at_least(0.9),
            latency(0.5, "p50"),
            latency(0.99, "p99").at_most(1_000.0),
            Row::new(format!("requests refused, {load}"), refused, "1/s"),
        ],
    ))
}

/// A server, and who submits to it.
struct Bench {
    target: Target,
    submitter: Submitter,
    /// How long each load lasts.
    span: Duration,
}

impl Bench {
    /// With how many submitters the server accepts the most, and how many jobs a second these are.
    async fn most_submitters(&self) -> anyhow::Result<(usize, f64)> {
        let mut best = (0, 0.0);
        for submitters in SUBMITTERS {
            let rate = self.closed_loop(submitters).await?;
            if rate > best.1 {
                best = (submitters, rate);
            }
            self.until_idle().await?;
        }
        Ok(best)
    }

    /// Submitters that each wait for the answer before the next request. Gives how many jobs were accepted a second.
    async fn closed_loop(&self, submitters: usize) -> anyhow::Result<f64> {
        let (begin, span, mut running) = (Instant::now(), self.span, JoinSet::new());
        for _ in 0..submitters {
            let submitter = self.submitter.clone();
            running.spawn(async move {
                let mut done = 0;
                while begin.elapsed() < span {
                    match submitter.submit(Instant::now()).await {
                        Ended::Done(_) => done += 1,
                        Ended::Refused | Ended::Other(_) => tokio::time::sleep(PAUSE).await,
                    }
                }
                done
            });
        }
        let done: usize = running.join_all().await.into_iter().sum();
        ensure!(done > 0, "no job was accepted");
        Ok(done as f64 / span.as_secs_f64())
    }

    /// Requests at a steady rate, whether or not the ones before were answered.
    async fn open_loop(&self, rate: f64) -> anyhow::Result<Answers> {
        let (begin, every) = (Instant::now(), Duration::from_secs_f64(1.0 / rate));
        let (mut due, mut requests, mut all) = (begin, JoinSet::new(), Answers::default());
        while due < begin + self.span {
            tokio::time::sleep_until(due.into()).await;
            while requests.len() >= MOST {
                if let Some(ended) = requests.join_next().await {
                    all.add(ended?);
                }
            }
            let submitter = self.submitter.clone();
            // One that is sent late counts from when it should have been sent.
            requests.spawn(async move { submitter.submit(due).await });
            due += every;
        }
        while let Some(ended) = requests.join_next().await {
            all.add(ended?);
        }
        Ok(all)
    }

    /// Waits until all jobs have ended, so that the work on them is no part of what is measured next.
    async fn until_idle(&self) -> anyhow::Result<()> {
        for state in [JobState::Planning, JobState::Running] {
            while !answer(self.target.client.list_jobs().state(state).limit(1).send().await)?.jobs.is_empty()
            {
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
        Ok(())
    }
}
