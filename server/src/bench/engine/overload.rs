//! `bench overload`: what the server does with twice the load that it can take.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::ensure;
use serde_json::json;
use thousandfold_client::answer;
use thousandfold_client::types::JobState;
use tokio::task::JoinSet;

use super::super::OverloadArgs;
use super::super::form::{Report, Row, quantile};
use super::super::target::Target;

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

/// How one request ended.
enum Ended {
    Done(f64),
    Refused,
    Other(String),
}

impl Answers {
    fn add(&mut self, ended: Ended) {
        match ended {
            Ended::Done(seconds) => self.done.push(seconds),
            Ended::Refused => self.refused += 1,
            Ended::Other(what) => *self.other.entry(what).or_default() += 1,
        }
    }

    fn per_second(&self, span: Duration) -> f64 {
        self.done.len() as f64 / span.as_secs_f64()
    }
}

/// Submits jobs as fast as the server takes them, then twice as fast.
pub(in crate::bench) async fn run(config: &Path, args: &OverloadArgs) -> anyhow::Result<Report> {
    // All load comes from one address here.
    let settings = toml::toml! { gateway = { max_connections_per_address = 10000 } };
    let target = Target::start_with(config, settings).await?;
    let span = Duration::from_secs(args.seconds);
    // What is cold at first is no part of what it can take.
    closed_loop(&target, SUBMITTERS[0], Duration::from_secs(3)).await?;
    let mut best: f64 = 0.0;
    for submitters in SUBMITTERS {
        best = best.max(closed_loop(&target, submitters, span).await? as f64 / span.as_secs_f64());
        until_idle(&target).await?;
    }
    let mut over = open_loop(&target, best * args.factor, span).await?;
    until_idle(&target).await?;
    let beside = beside_others(&target, over.refused as f64 / span.as_secs_f64(), span).await?;
    target.stop().await?;
    ensure!(over.other.is_empty(), "some were neither done nor refused as is documented: {:?}", over.other);
    over.done.sort_by(f64::total_cmp);
    let load = format!("at {:.1} times that", args.factor);
    Ok(Report::new(
        "overload",
        vec![
            Row::new("jobs accepted, as many as it can take".to_owned(), best, "1/s"),
            Row::new(format!("jobs accepted, {load}"), over.per_second(span), "1/s")
                .beside("the most", best)
                .at_least(0.9),
            Row::new(format!("jobs accepted, {load}, again"), over.per_second(span), "1/s")
                .beside("the most, with as many requests for /healthz as were refused", beside),
            Row::new(
                format!("from the request to the answer of those, {load}, p50"),
                quantile(&over.done, 0.5) * 1e3,
                "ms",
            ),
            Row::new(
                format!("from the request to the answer of those, {load}, p99"),
                quantile(&over.done, 0.99) * 1e3,
                "ms",
            )
            .at_most(1_000.0),
            Row::new(format!("requests refused, {load}"), over.refused as f64 / span.as_secs_f64(), "1/s"),
        ],
    ))
}

/// Submitters that each wait for the answer before the next request. Counts the jobs that were accepted.
async fn closed_loop(target: &Target, submitters: usize, span: Duration) -> anyhow::Result<usize> {
    let (begin, mut running) = (Instant::now(), JoinSet::new());
    for _ in 0..submitters {
        let (http, url) = (target.http.clone(), target.scratch.url("/v1/jobs"));
        running.spawn(async move {
            let mut done = 0;
            while begin.elapsed() < span {
                match submit(&http, &url, Instant::now()).await {
                    Ended::Done(_) => done += 1,
                    Ended::Refused | Ended::Other(_) => tokio::time::sleep(PAUSE).await,
                }
            }
            done
        });
    }
    Ok(running.join_all().await.into_iter().sum())
}

/// As many as it can take while others ask, `rate` times a second, what costs nothing but the asking: what is left then is
/// what shedding could leave at best, for the load is made on the same machine.
async fn beside_others(target: &Target, rate: f64, span: Duration) -> anyhow::Result<f64> {
    let (http, url) = (reqwest::Client::new(), target.scratch.url("/healthz"));
    let others = tokio::spawn(async move {
        let mut due = Instant::now();
        loop {
            tokio::time::sleep_until(due.into()).await;
            tokio::spawn(http.get(&url).send());
            due += Duration::from_secs_f64(1.0 / rate.max(1.0));
        }
    });
    let done = closed_loop(target, SUBMITTERS[SUBMITTERS.len() - 1], span).await?;
    others.abort();
    Ok(done as f64 / span.as_secs_f64())
}

/// Waits until all jobs have ended, so that the work on them is no part of what is measured next.
async fn until_idle(target: &Target) -> anyhow::Result<()> {
    for state in [JobState::Planning, JobState::Running] {
        while !answer(target.client.list_jobs().state(state).limit(1).send().await)?.jobs.is_empty() {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    Ok(())
}

/// Requests at a steady rate, whether or not the ones before were answered.
async fn open_loop(target: &Target, rate: f64, span: Duration) -> anyhow::Result<Answers> {
    let (begin, every) = (Instant::now(), Duration::from_secs_f64(1.0 / rate));
    let (mut due, mut requests, mut all) = (begin, JoinSet::new(), Answers::default());
    while due < begin + span {
        tokio::time::sleep_until(due.into()).await;
        while requests.len() >= MOST {
            if let Some(ended) = requests.join_next().await {
                all.add(ended?);
            }
        }
        let (http, url) = (target.http.clone(), target.scratch.url("/v1/jobs"));
        // One that is sent late counts from when it should have been sent.
        requests.spawn(async move { submit(&http, &url, due).await });
        due += every;
    }
    while let Some(ended) = requests.join_next().await {
        all.add(ended?);
    }
    Ok(all)
}

async fn submit(http: &reqwest::Client, url: &str, due: Instant) -> Ended {
    let job = json!({ "items": [{ "n": 20 }], "processor": { "jq": { "filter": "{twice: (.n * 2)}" } } });
    let answer = match http.post(url).json(&job).send().await {
        Ok(answer) => answer,
        Err(error) => return Ended::Other(format!("{:?}", anyhow::Error::from(error).root_cause())),
    };
    let (status, says_when) = (answer.status().as_u16(), answer.headers().contains_key("retry-after"));
    // The answer is had once all of it is.
    let whole = answer.bytes().await.is_ok();
    match status {
        202 if whole => Ended::Done(due.elapsed().as_secs_f64()),
        429 | 503 if says_when => Ended::Refused,
        _ => Ended::Other(format!("status {status}")),
    }
}
