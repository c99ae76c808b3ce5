//! Signals are messages of a channel. Whoever listens connects again by itself, and then looks for work: it may have
//! missed that there is some.

use std::time::Duration;

use ::redis::aio::PubSubStream;
use ::redis::{Client, RedisError};
use commands::ports::dispatch::{Lane, Signal};
use futures::StreamExt as _;
use futures::stream::{self, BoxStream};

use super::answers;

/// How long to wait before another try to connect.
const PAUSE: Duration = Duration::from_millis(500);

/// Where a listener is.
struct Listener {
    client: Client,
    channel: String,
    messages: Option<PubSubStream>,
    /// What it says before anything else.
    first: Vec<Signal>,
}

/// Listens from now on, where Redis can be reached, else as soon as it can.
pub(super) async fn listen(client: Client, channel: String) -> BoxStream<'static, Signal> {
    let messages = subscribe(&client, &channel).await.ok();
    let listener = Listener { client, channel, messages, first: vec![] };
    stream::unfold(listener, |mut listener| async { Some((listener.next().await, listener)) }).boxed()
}

async fn subscribe(client: &Client, channel: &str) -> Result<PubSubStream, RedisError> {
    let mut connection = client.get_async_pubsub().await?;
    connection.subscribe(channel).await?;
    Ok(connection.into_on_message())
}

impl Listener {
    async fn next(&mut self) -> Signal {
        loop {
            if let Some(signal) = self.first.pop() {
                return signal;
            }
            let Some(messages) = &mut self.messages else {
                self.connect().await;
                continue;
            };
            match messages.next().await {
                Some(message) => {
                    let text = message.get_payload::<String>().ok();
                    if let Some(signal) = text.and_then(|text| answers::signal(&text)) {
                        return signal;
                    }
                }
                None => self.messages = None,
            }
        }
    }

    async fn connect(&mut self) {
        match subscribe(&self.client, &self.channel).await {
            Ok(messages) => {
                self.messages = Some(messages);
                self.first = vec![Signal::Ready(Lane::Http), Signal::Ready(Lane::Jq)];
            }
            Err(error) => {
                tracing::warn!(%error, "cannot listen for the dispatcher's signals; tries again");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}
