//! A client that watches one job.

use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context as _, bail};
use domain::JobId;
use futures::{SinkExt as _, StreamExt as _};
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::http::HeaderValue;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async_with_config};

use super::clock::Clock;

/// How long to wait after the server had too much to do.
const PAUSE: Duration = Duration::from_millis(200);

/// A connection that has its snapshot.
pub(super) struct Watcher {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    job: usize,
}

impl Watcher {
    /// Connects, subscribes to a job, the how manyth `number` is, and waits for its snapshot.
    pub(super) async fn connect(url: &str, key: &str, id: JobId, number: usize) -> anyhow::Result<Self> {
        let mut stream = loop {
            match open(url, key).await {
                Ok(stream) => break stream,
                // Everybody comes at once: who is told to come later does.
                Err(Error::Http(answer)) if answer.status() == 503 => tokio::time::sleep(PAUSE).await,
                Err(error) => return Err(error.into()),
            }
        };
        let subscribe = format!("{{\"subscribe\":{{\"id\":\"j\",\"job\":\"{id}\"}}}}");
        stream.send(Message::text(subscribe)).await?;
        let first = stream.next().await.context("the connection ended")??;
        if !first.to_text()?.contains("\"snapshot\"") {
            bail!("the first message is no snapshot: {first}");
        }
        Ok(Self { stream, job: number })
    }

    /// Takes what is told, until the run is over.
    pub(super) async fn run(mut self, clock: Arc<Clock>) -> anyhow::Result<()> {
        let mut seen = 0;
        while let Some(message) = self.stream.next().await {
            if let Message::Text(text) = message?
                && let Some(change) = change(&text)
            {
                clock.told(self.job, seen, change);
                seen = change;
            }
        }
        Ok(())
    }
}

async fn open(url: &str, key: &str) -> Result<WebSocketStream<MaybeTlsStream<TcpStream>>, Error> {
    let mut request = url.replacen("http", "ws", 1).into_client_request()?;
    request.headers_mut().insert(
        "authorization",
        HeaderValue::try_from(format!("Bearer {key}"))
            .map_err(tokio_tungstenite::tungstenite::http::Error::from)?,
    );
    let config = WebSocketConfig::default().read_buffer_size(2 << 10).write_buffer_size(0);
    Ok(connect_async_with_config(request, Some(config), true).await?.0)
}

/// How many changes a message tells of in all: so many tasks have ended.
fn change(text: &str) -> Option<usize> {
    let (_, rest) = text.split_once("\"cancelled\":")?;
    rest.split([',', '}']).next()?.parse().ok()
}
