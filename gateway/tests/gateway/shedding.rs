//! What is too much is refused soon, and what is done is done in time.

use std::sync::Arc;
use std::time::Duration;

use gateway::GatewayConfig;
use poem::endpoint::make;
use poem::http::StatusCode;
use poem::{Request, Response};
use tokio::sync::Semaphore;
use tokio::time::{Instant, interval};

use crate::support::{Gate, LIMIT, Server, problem};

/// Does two requests at a time.
async fn server() -> Server {
    let places = Arc::new(Semaphore::new(2));
    let endpoint = make(move |_: Request| {
        let places = Arc::clone(&places);
        async move {
            let _place = places.acquire().await.unwrap();
            tokio::time::sleep(Duration::from_millis(20)).await;
            Response::from("done")
        }
    });
    Server::start_with(GatewayConfig::default(), Arc::new(Gate::default()), endpoint, LIMIT).await
}

/// The answers to requests that come one `every` so often, whether or not others were answered, and how many were done
/// in a second.
async fn load(server: &Arc<Server>, every: Duration, requests: usize) -> (Vec<String>, f64) {
    let (mut ticks, mut running) = (interval(every), tokio::task::JoinSet::new());
    let began = Instant::now();
    for _ in 0..requests {
        ticks.tick().await;
        let server = Arc::clone(server);
        running.spawn(async move { server.get("/").await });
    }
    let answers = running.join_all().await;
    let done = answers.iter().filter(|answer| answer.ends_with("\r\n\r\ndone")).count();
    (answers, done as f64 / began.elapsed().as_secs_f64())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn twice_as_much_as_can_be_done_is_done_in_part_and_refused_in_part() {
    let server = Arc::new(server().await);
    let (_, best) = load(&server, Duration::from_millis(11), 200).await;
    let (answers, overloaded) = load(&server, Duration::from_millis(5), 600).await;
    assert!(overloaded > best / 2.0, "{overloaded} of {best}");
    let refused: Vec<_> = answers.iter().filter(|answer| !answer.ends_with("\r\n\r\ndone")).collect();
    assert!(!refused.is_empty(), "all was done");
    for answer in refused {
        problem(answer, StatusCode::SERVICE_UNAVAILABLE);
        assert!(answer.contains("retry-after: 1\r\n"), "{answer}");
    }
    let health = server.get("/health").await;
    assert!(health.ends_with("\r\n\r\ndone"), "{health}");
}
