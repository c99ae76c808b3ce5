//! A tour of the client: `THOUSANDFOLD_URL=… THOUSANDFOLD_API_KEY=… cargo run --example tour`.

use std::pin::pin;

use futures::TryStreamExt;
use thousandfold_client::types::SubmitJob;
use thousandfold_client::{Client, Error, Json, items};

#[tokio::main]
async fn main() -> Result<(), Error> {
    let url = std::env::var("THOUSANDFOLD_URL").unwrap_or_else(|_| "http://127.0.0.1:18080".to_owned());
    let key = std::env::var("THOUSANDFOLD_API_KEY").ok();
    tour(&Client::builder(&url).token(key).build()?).await
}

/// Goes through what programs need most.
pub(crate) async fn tour(client: &Client) -> Result<(), Error> {
    // A job, its end and its results: one an item, in their order.
    let things = [r#"{"price": 4, "count": 2}"#, r#"{"price": 5, "count": 3}"#, r#"{"price": "six"}"#];
    let things = things.into_iter().map(|item| Json::parse(item.to_owned()));
    let things = things.collect::<Result<Vec<_>, _>>().map_err(Error::Answer)?;
    let job = SubmitJob { name: Some("a tour".to_owned()), ..SubmitJob::jq(".price * .count").over(things) };
    let job = client.submit_and_wait(job).await?;
    println!("{} {} {}", job.state, job.succeeded, job.failed);
    let mut results = client.read_results(&job.id).await?;
    while let Some(result) = results.try_next().await? {
        println!("{} {:?} {:?}", result.task, result.outputs, result.error);
    }

    // What happened to the job, from a list that is read page by page.
    let mut events = pin!(items(client.event_pages(&job.id, None, 2)));
    while let Some(event) = events.try_next().await? {
        println!("{} {}", event.sequence, event.type_);
    }

    // What goes wrong is a problem document (RFC 9457).
    match client.submit(SubmitJob::jq(".a |").over([])).await {
        Err(Error::Problem(problem)) if problem.is("invalid-processor") => {
            println!("{:?} {:?}", problem.line, problem.column);
            Ok(())
        }
        other => other.map(drop),
    }
}
