//! How many times a second something is read, beside a bare handler that answers the same bytes.

use std::time::{Duration, Instant};

use anyhow::ensure;
use futures::future::try_join_all;
use reqwest::Client;

use super::super::form::{Row, median};
use super::super::target::Target;
use super::bare::Bare;

/// How many ask at a time.
const CALLERS: usize = 32;
/// How long each side is asked each time.
const SPAN: Duration = Duration::from_secs(3);

/// Asks both in turns; the medians count.
pub(super) async fn beside_bare(target: &Target, name: &str, url: &str, rounds: u32) -> anyhow::Result<Row> {
    let answer = target.http.get(url).send().await?.error_for_status()?.bytes().await?;
    let bare = Bare::start(&answer)?;
    let (mut ours, mut theirs) = (vec![], vec![]);
    for round in 0..rounds {
        for side in [round % 2, (round + 1) % 2] {
            match side {
                0 => ours.push(asked(&target.http, url).await?),
                _ => theirs.push(asked(&target.http, &bare.url).await?),
            }
        }
        tracing::info!(name, round, ?ours, ?theirs, "measured");
    }
    Ok(Row::new(name, median(ours), "/s").beside("a bare poem handler, the same bytes", median(theirs)))
}

/// How many answers a second many callers get.
async fn asked(http: &Client, url: &str) -> anyhow::Result<f64> {
    let start = Instant::now();
    let caller = |_| async move {
        let mut answers = 0_u64;
        while start.elapsed() < SPAN {
            let answer = http.get(url).send().await?;
            ensure!(answer.status().is_success(), "{url} was answered with {}", answer.status());
            answer.bytes().await?;
            answers += 1;
        }
        Ok(answers)
    };
    let answers: u64 = try_join_all((0..CALLERS).map(caller)).await?.into_iter().sum();
    Ok(answers as f64 / start.elapsed().as_secs_f64())
}
