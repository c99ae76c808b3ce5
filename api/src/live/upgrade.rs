//! From a request to a WebSocket, and who makes the request where a page cannot send headers.

use std::sync::Arc;

use poem::http::header;
use poem::web::websocket::{WebSocket, WebSocketConfig};
use poem::{IntoResponse, Request, Response};
use poem_openapi::ApiResponse;
use poem_openapi::registry::{MetaResponse, MetaResponses, Registry};

use super::desk::Desk;
use super::socket::Socket;
use crate::Shared;
use crate::asked::Asked;
use crate::regions::is_socket;

/// The protocol that is spoken.
const PROTOCOL: &str = "thousandfold.live";
/// What stands before a token or key that is offered as a protocol.
const BEARER: &str = "thousandfold.bearer.";
/// The longest message of a client, in bytes: the token of a long list has a few thousand.
const LONGEST_MESSAGE: usize = 16 << 10;
/// How much is read at once, in bytes. Clients say little, and there are many.
const READ_AT_ONCE: usize = 1 << 10;

/// A connection that speaks WebSocket from now on.
pub(super) struct Upgraded(Response);

impl Upgraded {
    pub(super) fn new(shared: &Arc<Shared>, socket: WebSocket, asked: Asked) -> Self {
        let shared = Arc::clone(shared);
        let upgraded = socket.protocols([PROTOCOL]).config(config()).on_upgrade(move |stream| {
            // Ten thousand of them wait at a time: each holds no more than it needs.
            Box::pin(async move { Socket::new(stream, Desk::new(&shared, asked, "websocket")).serve().await })
        });
        Self(upgraded.into_response())
    }
}

fn config() -> WebSocketConfig {
    WebSocketConfig::default()
        .read_buffer_size(READ_AT_ONCE)
        // A message goes out at once.
        .write_buffer_size(0)
        .max_message_size(Some(LONGEST_MESSAGE))
        .max_frame_size(Some(LONGEST_MESSAGE))
}

/// The token or key that a request for a WebSocket offers among its protocols. Pages cannot send `Authorization` there, and what
/// is in a URL ends up in logs.
pub(crate) fn offered_credential(request: &Request) -> Option<&str> {
    let offered = request.headers().get_all(header::SEC_WEBSOCKET_PROTOCOL).into_iter();
    let mut offered = offered.filter_map(|field| field.to_str().ok()).flat_map(|field| field.split(','));
    offered.find_map(|protocol| protocol.trim().strip_prefix(BEARER)).filter(|_| is_socket(request))
}

impl IntoResponse for Upgraded {
    fn into_response(self) -> Response {
        self.0
    }
}

impl ApiResponse for Upgraded {
    fn meta() -> MetaResponses {
        MetaResponses {
            responses: vec![MetaResponse {
                description: "From now on, both sides send messages: see `docs/live.md`.",
                status: Some(101),
                status_range: None,
                content: vec![],
                headers: vec![],
            }],
        }
    }

    fn register(_: &mut Registry) {}
}
