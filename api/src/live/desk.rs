//! The subscriptions of one connection, and what its client has seen of each.

use std::collections::BTreeMap;
use std::sync::Arc;

use commands::limits::Class;
use domain::permission::Action;

use super::hub::{Hub, Watching};
use super::inbox::{End, Inbox};
use super::message::{self, quoted};
use super::resume::Seen;
use super::topic::{Topic, Wanted, invalid};
use super::view::View;
use super::watched::Latest;
use super::{MOST_SUBSCRIPTIONS, guard::Guard};
use crate::Shared;
use crate::asked::Asked;
use crate::problem::{Kind, Problem};
use crate::{gate, limited};

/// Of how many messages of a connection one is measured: there can be a hundred thousand a second in all.
const MEASURED: u32 = 16;

/// The subscriptions of a connection.
pub(super) struct Desk {
    shared: Arc<Shared>,
    asked: Asked,
    inbox: Arc<Inbox>,
    subscriptions: BTreeMap<u32, Subscription>,
    next: u32,
    /// How many messages there were.
    pushes: u32,
    _guard: Guard,
}

struct Subscription {
    name: String,
    /// The same as JSON.
    quoted: String,
    watching: Watching,
    seen: Seen,
    /// Whether nothing was said of it yet.
    is_new: bool,
}

/// A message, and which kind it is.
pub(super) struct Message {
    pub(super) kind: &'static str,
    pub(super) text: String,
}

impl Desk {
    pub(super) fn new(shared: &Arc<Shared>, asked: Asked, transport: &'static str) -> Self {
        shared.hub.begin(shared);
        let inbox = Arc::new(Inbox::new(shared.hub.meters.coalesced.clone()));
        let guard = Guard::new(shared, asked.caller(), &inbox, transport);
        let shared = Arc::clone(shared);
        Self { shared, asked, inbox, subscriptions: BTreeMap::new(), next: 0, pushes: 0, _guard: guard }
    }

    /// Subscribes, to what the client may see. Each subscription counts as a request.
    pub(super) async fn subscribe(&mut self, wanted: Wanted, resume: Option<&str>) -> Result<(), Problem> {
        if self.subscriptions.len() >= MOST_SUBSCRIPTIONS {
            return Err(invalid(format!("a connection has at most {MOST_SUBSCRIPTIONS} subscriptions")));
        }
        if self.subscriptions.values().any(|known| known.name == wanted.name) {
            return Err(invalid(
                "id: there is a subscription of this name: unsubscribe it first, or choose another",
            ));
        }
        if matches!(wanted.topic, Topic::Queue(_)) {
            gate::may_do(Action::QueuesRead, self.asked.caller())?;
        }
        let caller = self.asked.caller();
        let (asker, revocable) = (self.asked.asker(), caller.revocable());
        let verdict = self.shared.services.limits.take(Class::Read, &asker, &revocable).await;
        if !verdict.allowed && !verdict.revoked {
            return Err(limited::problem(&verdict));
        }
        if verdict.revoked {
            self.inbox.end(End::Over(Kind::TokenRevoked));
        }
        self.add(wanted, resume);
        Ok(())
    }

    fn add(&mut self, Wanted { name, topic }: Wanted, resume: Option<&str>) {
        let (number, tenant) = (self.next, self.asked.tenant());
        self.next = self.next.wrapping_add(1);
        let seen = resume.map(|token| Seen::of(&topic, token)).unwrap_or_default();
        let watching = Hub::watch(&self.shared, tenant, topic, &self.inbox, number);
        let quoted = quoted(&name);
        self.subscriptions.insert(number, Subscription { name, quoted, watching, seen, is_new: true });
    }

    /// Ends a subscription, if there is one of this name.
    pub(super) fn unsubscribe(&mut self, name: &str) {
        self.subscriptions.retain(|_, subscription| subscription.name != name);
    }

    /// The next message that the client should get, with the newest state; nothing while there is nothing new.
    pub(super) fn next(&mut self) -> Option<Message> {
        loop {
            let number = self.inbox.take()?;
            if let Some(message) = self.look(number) {
                self.shared.hub.meters.pushes.increment(1);
                return Some(message);
            }
        }
    }

    fn look(&mut self, number: u32) -> Option<Message> {
        let subscription = self.subscriptions.get_mut(&number)?;
        let Latest { view, since } = subscription.watching.latest()?;
        if let (View::Missing, Topic::Job(id)) = (&*view, subscription.watching.topic()) {
            let problem = Problem::new(Kind::NoSuchJob, format!("there is no job {id}"));
            let text = message::problem(Some(&subscription.quoted), &problem);
            self.subscriptions.remove(&number);
            return Some(Message { kind: "problem", text });
        }
        let news = view.news(&subscription.seen, subscription.is_new)?;
        let text = message::news(&subscription.quoted, &news);
        // A snapshot is late by as much as the client is.
        if !subscription.is_new && self.pushes.is_multiple_of(MEASURED) {
            self.shared.hub.meters.lag.record(since.elapsed().as_secs_f64());
        }
        self.pushes = self.pushes.wrapping_add(1);
        (subscription.is_new, subscription.seen) = (false, news.seen);
        Some(Message { kind: news.kind, text })
    }

    /// What was seen of all subscriptions, in the order in which they were made.
    pub(super) fn tokens(&self) -> impl Iterator<Item = String> {
        self.subscriptions.values().map(|subscription| subscription.seen.token())
    }

    pub(super) fn inbox(&self) -> &Arc<Inbox> {
        &self.inbox
    }
}

/// Why a connection ends, for its client.
pub(super) fn farewell(end: End) -> Problem {
    match end {
        End::Stop => {
            Problem::new(Kind::Overloaded, "the server stops: connect again, and go on where you were")
        }
        End::Over(Kind::TokenExpired) => {
            Problem::new(Kind::TokenExpired, "the token is over: connect again with a new one")
        }
        End::Over(kind) => Problem::new(kind, "what you may see was taken back while you watched"),
    }
}
