//! `/v1/live`: jobs, lists and queues as they change, over a WebSocket or as server-sent events. See `docs/live.md`.

use std::sync::Arc;

use poem::web::websocket::WebSocket;
use poem_openapi::OpenApi;
use poem_openapi::param::{Header, Query};

use crate::asked::Asked;
use crate::jobs::JobState;
use crate::problem::{Kind, Problem, Refused, any_of};
use crate::text::{PageSize, Text};
use crate::{Shared, Tag};
use domain::{JobId, QueueName};

mod desk;
mod events;
mod guard;
mod hub;
mod inbox;
mod looker;
mod message;
mod resume;
mod socket;
mod topic;
mod upgrade;
mod view;
mod watched;

pub(crate) use hub::Hub;
pub(crate) use upgrade::offered_credential;

use events::Events;
use topic::{MOST_LISTED, Wanted};
use upgrade::Upgraded;

/// The most subscriptions of a connection.
const MOST_SUBSCRIPTIONS: usize = 100;

const OPEN: u128 = any_of(&[Kind::UpgradeNeeded]);
const EVENTS: u128 =
    any_of(&[Kind::MalformedParameter, Kind::InvalidSubscription, Kind::NoSuchJob, Kind::DamagedData]);

/// The routes.
pub(crate) struct LiveApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Live")]
impl LiveApi {
    /// Watch jobs, lists and queues over a WebSocket
    ///
    /// `docs/live.md` has its messages, and `docs/live.asyncapi.yaml` describes them for programs. Offer the protocol
    /// `thousandfold.live`; a page, which cannot send headers here, offers its token too, as `thousandfold.bearer.<token>`.
    #[oai(path = "/v1/live", method = "get", operation_id = "open_live")]
    async fn open(&self, socket: poem::Result<WebSocket>, asked: Asked) -> Result<Upgraded, Refused<OPEN>> {
        let socket = socket.map_err(|_| {
            Problem::new(
                Kind::UpgradeNeeded,
                "this is a WebSocket: open it as one (RFC 6455), or read /v1/live/events",
            )
        })?;
        Ok(Upgraded::new(&self.0, socket, asked))
    }

    /// Watch jobs, lists and queues as server-sent events
    ///
    /// The same as over a WebSocket, for those who prefer it: `docs/live.md`. What is watched is named in the query, as often as
    /// needed. Each event's `id` says what you have seen; a browser sends it as `Last-Event-ID` when it connects again.
    #[oai(path = "/v1/live/events", method = "get", operation_id = "stream_live_events")]
    #[expect(clippy::too_many_arguments, reason = "each is a documented parameter")]
    async fn stream(
        &self,
        /// A job to watch.
        #[oai(validator(max_items = 100))]
        job: Query<Vec<Text<JobId>>>,
        /// A queue to watch.
        #[oai(validator(max_items = 100))]
        queue: Query<Vec<Text<QueueName>>>,
        /// Whether to watch the list of jobs.
        #[oai(default)]
        list: Query<bool>,
        /// Of the list, only jobs in this state.
        state: Query<Option<Text<JobState>>>,
        /// How many jobs the list has at most.
        #[oai(default)]
        limit: Query<Text<PageSize<{ MOST_LISTED }>>>,
        /// The `id` of the last event that you have: what was the same then is not sent again.
        #[oai(name = "Last-Event-ID")]
        last: Header<Option<String>>,
        asked: Asked,
    ) -> Result<Events, Refused<EVENTS>> {
        let jobs = job.0.into_iter().map(|id| Wanted::job(id.0));
        let queues = queue.0.into_iter().map(|name| Wanted::queue(name.0));
        let listed = list.0.then(|| Wanted::list(state.0.map(|state| state.0.into()), limit.0.0.get()));
        let wanted: Vec<Wanted> = jobs.chain(queues).chain(listed).collect();
        Ok(Events::begin(&self.0, asked, wanted, last.0).await?)
    }
}

#[cfg(test)]
mod tests;
