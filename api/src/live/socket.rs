//! A WebSocket: what its client says, and what it is told when the socket can take it.

use std::io;
use std::time::Duration;

use futures::{SinkExt as _, StreamExt as _};
use poem::web::websocket::{CloseCode, Message, WebSocketStream};
use tokio::time::{Instant, sleep_until, timeout};

use super::desk::Desk;
use super::inbox::End;
use super::message::{self, Said, quoted};
use crate::problem::Problem;

/// How often a client is asked whether it is still there.
const PING_EVERY: Duration = Duration::from_secs(20);
/// How long a client may be silent, and how long it may take nothing of what is ready for it.
const SILENCE: Duration = Duration::from_secs(60);
/// How long a client may take to hear why it ends.
const FAREWELL: Duration = Duration::from_secs(5);
/// How many messages a client gets before it is heard.
const MOST_AT_ONCE: usize = 32;
/// The status of a connection that ends because what its client brought does not hold any more.
const OVER: u16 = 4401;

/// A socket with its subscriptions.
pub(super) struct Socket {
    stream: WebSocketStream,
    desk: Desk,
    heard: Instant,
    ping_at: Instant,
}

/// Why a socket ends.
enum Ended {
    /// It is gone.
    Gone,
    /// We end it.
    Close(CloseCode, &'static str),
}

impl From<io::Error> for Ended {
    fn from(error: io::Error) -> Self {
        // A message that is too long is the one error after which the client still listens.
        match error.to_string().contains("too long") {
            true => Self::Close(CloseCode::Size, "a message is too long"),
            false => Self::Gone,
        }
    }
}

impl From<End> for Ended {
    fn from(end: End) -> Self {
        match end {
            End::Stop => Self::Close(CloseCode::Away, "the server stops"),
            End::Over(kind) => Self::Close(CloseCode::Reserved(OVER), kind.into()),
        }
    }
}

impl Socket {
    pub(super) fn new(stream: WebSocketStream, desk: Desk) -> Self {
        let now = Instant::now();
        Self { stream, desk, heard: now, ping_at: now + PING_EVERY }
    }

    /// Serves the client until one of both ends it.
    pub(super) async fn serve(mut self) {
        let Err(ended) = self.run().await;
        if let Ended::Close(code, reason) = ended {
            let last = async {
                self.stream.send(Message::Close(Some((code, reason.to_owned())))).await?;
                // The client answers with a close of its own. What it said before that is of no interest any more.
                while let Some(Ok(_)) = self.stream.next().await {}
                io::Result::Ok(())
            };
            let _ = timeout(FAREWELL, last).await;
        }
    }

    async fn run(&mut self) -> Result<std::convert::Infallible, Ended> {
        let mut told = 0;
        loop {
            if let Some(end) = self.desk.inbox().ended() {
                return Err(end.into());
            }
            if told < MOST_AT_ONCE
                && let Some(message) = self.desk.next()
            {
                self.send(Message::Text(message.text)).await?;
                told += 1;
                continue;
            }
            // Where there is always something to tell, the client is heard all the same.
            let more = std::mem::take(&mut told) >= MOST_AT_ONCE;
            tokio::select! {
                biased;
                said = self.stream.next() => match said {
                    Some(said) => self.hear(said?).await?,
                    None => return Err(Ended::Gone),
                },
                () = sleep_until(self.ping_at) => self.ping().await?,
                () = std::future::ready(()), if more => {}
                () = self.desk.inbox().woken() => {}
            }
        }
    }

    async fn hear(&mut self, said: Message) -> Result<(), Ended> {
        self.heard = Instant::now();
        match said {
            Message::Text(text) => match self.obey(&text).await {
                Ok(()) => Ok(()),
                Err((name, problem)) => {
                    let name = name.map(|name| quoted(&name));
                    self.send(Message::Text(message::problem(name.as_deref(), &problem))).await
                }
            },
            Message::Binary(_) => Err(Ended::Close(CloseCode::Unsupported, "messages are text")),
            // The library answers both by itself.
            Message::Ping(_) | Message::Pong(_) | Message::Close(_) => Ok(()),
        }
    }

    /// Does what a client says, or gives the name of what could not be done, and why.
    async fn obey(&mut self, text: &str) -> Result<(), (Option<String>, Problem)> {
        match Said::parse(text).map_err(|problem| (None, problem))? {
            Said::Unsubscribe(name) => self.desk.unsubscribe(&name),
            Said::Subscribe(subscribe) => {
                let name = subscribe.name().to_owned();
                let done = match subscribe.wanted() {
                    Ok((wanted, resume)) => self.desk.subscribe(wanted, resume.as_deref()).await,
                    Err(problem) => Err(problem),
                };
                done.map_err(|problem| (Some(name), problem))?;
            }
        }
        Ok(())
    }

    async fn ping(&mut self) -> Result<(), Ended> {
        if self.heard.elapsed() >= SILENCE {
            return Err(Ended::Gone);
        }
        self.ping_at = Instant::now() + PING_EVERY;
        self.send(Message::Ping(vec![])).await
    }

    /// Sends a message. While the client does not take it nothing else is made for it.
    async fn send(&mut self, message: Message) -> Result<(), Ended> {
        let (inbox, until) = (self.desk.inbox(), Instant::now() + SILENCE);
        let mut sending = self.stream.send(message);
        loop {
            tokio::select! {
                biased;
                sent = &mut sending => return Ok(sent?),
                () = inbox.woken() => {
                    if let Some(end) = inbox.ended() {
                        return Err(end.into());
                    }
                }
                () = sleep_until(until) => return Err(Ended::Gone),
            }
        }
    }
}
