//! Server-sent events: the same news, one after the other, for as long as the client takes them.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use futures::Stream;
use futures::stream;
use poem::http::header;
use poem::{Body, IntoResponse, Response};
use poem_openapi::ApiResponse;
use poem_openapi::payload::Payload;
use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use tokio::time::timeout;

use super::desk::{Desk, farewell};
use super::message;
use super::topic::{Topic, Wanted, invalid};
use crate::Shared;
use crate::asked::Asked;
use crate::problem::Problem;

/// How often something is sent at least, so that whoever is between sees that the connection is alive.
const KEPT_ALIVE_EVERY: Duration = Duration::from_secs(15);
/// What stands between the tokens of several topics.
const BETWEEN: char = '~';

#[derive(ApiResponse)]
pub(super) enum Events {
    /// Events, for as long as you listen. The data of each is a message as over a WebSocket: `docs/live.md`.
    #[oai(status = 200)]
    Stream(
        EventStream,
        /// No cache may keep it.
        #[oai(header = "Cache-Control")]
        String,
    ),
}

/// Events, as they come.
pub(super) struct EventStream(Body);

impl Events {
    /// Subscribes to all that is wanted, and answers with what becomes of it.
    pub(super) async fn begin(
        shared: &Arc<Shared>,
        asked: Asked,
        wanted: Vec<Wanted>,
        last: Option<String>,
    ) -> Result<Self, Problem> {
        if wanted.is_empty() {
            return Err(invalid("name what to watch: `job`, `queue`, or `list=true`"));
        }
        for wanted in &wanted {
            if let Topic::Job(id) = wanted.topic {
                shared.summary(asked.tenant(), id).await?;
            }
        }
        let tokens = tokens(last.as_deref(), wanted.len());
        let mut desk = Desk::new(shared, asked, "events");
        for (wanted, token) in wanted.into_iter().zip(tokens) {
            desk.subscribe(wanted, Some(&token)).await?;
        }
        let body = EventStream(Body::from_bytes_stream(events(desk)));
        Ok(Self::Stream(body, "no-store".to_owned()))
    }
}

/// What was seen of each topic. A token of other topics says nothing.
fn tokens(last: Option<&str>, topics: usize) -> Vec<String> {
    let tokens: Vec<String> = last.unwrap_or_default().split(BETWEEN).map(str::to_owned).collect();
    if tokens.len() == topics { tokens } else { vec![String::new(); topics] }
}

/// The events of a connection. One is made when the client can take it, of the newest state.
fn events(desk: Desk) -> impl Stream<Item = std::io::Result<Bytes>> + Send + 'static {
    stream::unfold(Some(desk), |desk| async {
        let mut desk = desk?;
        loop {
            if let Some(end) = desk.inbox().ended() {
                let text = message::problem(None, &farewell(end));
                return Some((Ok(event("end", None, &text)), None));
            }
            if let Some(message) = desk.next() {
                let seen = desk.tokens().collect::<Vec<_>>().join(&BETWEEN.to_string());
                return Some((Ok(event(message.kind, Some(&seen), &message.text)), Some(desk)));
            }
            if timeout(KEPT_ALIVE_EVERY, desk.inbox().woken()).await.is_err() {
                return Some((Ok(Bytes::from_static(b": \n\n")), Some(desk)));
            }
        }
    })
}

fn event(kind: &str, seen: Option<&str>, data: &str) -> Bytes {
    let id = seen.map(|seen| format!("id: {seen}\n")).unwrap_or_default();
    format!("{id}event: {kind}\ndata: {data}\n\n").into()
}

impl Payload for EventStream {
    const CONTENT_TYPE: &'static str = "text/event-stream";

    fn schema_ref() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema::new("string")))
    }
}

impl IntoResponse for EventStream {
    fn into_response(self) -> Response {
        let response = Response::builder().content_type(Self::CONTENT_TYPE);
        // nginx and those who do as it does keep answers back otherwise.
        response.header("X-Accel-Buffering", "no").header(header::VARY, "Last-Event-ID").body(self.0)
    }
}
