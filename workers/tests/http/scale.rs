//! Many calls at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use tokio::io::AsyncWriteExt as _;
use tokio::sync::Barrier;
use workers::http::{HttpClient, HttpConfig};

use crate::support::{AMPLE, call, client_with, get, here, raw_server, until};

/// A server that answers nobody before so many wait.
async fn server_for(count: usize) -> String {
    let all = Arc::new(Barrier::new(count));
    let address = raw_server(move |mut stream| {
        let all = Arc::clone(&all);
        async move {
            all.wait().await;
            let _ = stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok").await;
        }
    })
    .await;
    format!("http://{address}/")
}

fn client_for(count: usize) -> HttpClient {
    let allow = vec!["127.0.0.1".into()];
    client_with(HttpConfig { per_host: count, allow, ..HttpConfig::default() }, here())
}

async fn all_at_once(count: usize) {
    let (url, client) = (server_for(count).await, client_for(count));
    let mut calls: FuturesUnordered<_> =
        (0..count).map(|_| call(&client, get(url.as_str()), AMPLE)).collect();
    while let Some(called) = calls.next().await {
        assert_eq!(called.expect("an answer").body, "ok");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_calls_are_under_way_at_once() {
    all_at_once(1_000).await;
}

/// Run alone, it tells how much memory the process took at most, its server included.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "it needs 20,000 open files"]
async fn ten_thousand_calls_are_under_way_at_once() {
    all_at_once(9_900).await;
    let status = std::fs::read_to_string("/proc/self/status").expect("/proc");
    let peak = status.lines().find(|line| line.starts_with("VmHWM")).expect("VmHWM");
    println!("{peak}");
}

#[tokio::test]
async fn a_host_gets_no_more_calls_than_its_limit() {
    let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let address = raw_server({
        let (now, most) = (Arc::clone(&now), Arc::clone(&most));
        move |mut stream| {
            let (now, most) = (Arc::clone(&now), Arc::clone(&most));
            async move {
                most.fetch_max(now.fetch_add(1, Ordering::Relaxed) + 1, Ordering::Relaxed);
                tokio::task::yield_now().await;
                now.fetch_sub(1, Ordering::Relaxed);
                let _ = stream.write_all(b"HTTP/1.1 204 No\r\nconnection: close\r\n\r\n").await;
            }
        }
    })
    .await;
    let client = client_for(7);
    let url = format!("http://{address}/");
    let calls: FuturesUnordered<_> = (0..100).map(|_| call(&client, get(url.as_str()), AMPLE)).collect();
    assert!(calls.collect::<Vec<_>>().await.iter().all(Result::is_ok));
    until(|| now.load(Ordering::Relaxed) == 0).await;
    assert!((1..=7).contains(&most.load(Ordering::Relaxed)));
}
