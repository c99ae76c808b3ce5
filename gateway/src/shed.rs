//! Refuses what would only make everything slow: requests beyond the number that can be under way at a time.

use std::sync::Arc;
use std::time::Duration;

use http_body_util::combinators::BoxBody;
use poem::{Body, Endpoint, Request, Response};
use serde::Deserialize;

use crate::refusal::Refusal;

mod gate;
mod limit;
mod ticket;

use gate::{Gate, Lane};
pub use ticket::{Patience, Waiting};
use ticket::{Ticket, Unhurried};

/// What kind of request it is, for when there are too many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// Never refused, and not counted: what tells whether the service is well.
    Exempt,
    /// Done in no time; refused last.
    Light,
    /// All others.
    Heavy,
}

/// How many requests may be under way, and what happens to the others.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ShedConfig {
    /// The fewest requests that may be under way.
    pub min_limit: usize,
    /// The most requests that may be under way.
    pub max_limit: usize,
    /// How many it is at first.
    pub initial_limit: usize,
    /// How much longer than by itself a request may take because of others, as a factor.
    pub tolerance: f64,
    /// How long a request may take in any case, in milliseconds.
    pub floor_ms: u64,
    /// The part of the limit that heavy requests may take.
    pub heavy_share: f64,
    /// How long a request may wait for its turn, in milliseconds.
    pub queue_wait_ms: u64,
    /// How many requests may wait for something on purpose, besides the limit.
    pub max_patient: usize,
    /// After how long whoever is refused should try again, in milliseconds.
    pub retry_after_ms: u64,
}

impl Default for ShedConfig {
    fn default() -> Self {
        Self {
            min_limit: 8,
            max_limit: 4096,
            initial_limit: 32,
            tolerance: 2.0,
            floor_ms: 150,
            heavy_share: 0.8,
            queue_wait_ms: 150,
            max_patient: 5000,
            retry_after_ms: 1000,
        }
    }
}

/// An endpoint that refuses what is too much before it looks at it.
pub(crate) struct Shed<E> {
    endpoint: E,
    gate: Arc<Gate>,
    classify: fn(&Request) -> Class,
    refuse: fn(Refusal) -> Response,
    retry_after: Duration,
}

impl<E> Shed<E> {
    pub(crate) fn new(
        endpoint: E,
        config: &ShedConfig,
        classify: fn(&Request) -> Class,
        refuse: fn(Refusal) -> Response,
    ) -> Self {
        let retry_after = Duration::from_millis(config.retry_after_ms);
        Self { endpoint, gate: Gate::new(config.clone()), classify, refuse, retry_after }
    }

    fn refused(&self, lane: Lane) -> Response {
        metrics::counter!("thousandfold_http_shed_total", "class" => lane.name()).increment(1);
        let refusal = Refusal::Overloaded { retry_after: self.retry_after };
        refusal.count();
        (self.refuse)(refusal)
    }
}

impl<E: Endpoint<Output = Response>> Endpoint for Shed<E> {
    type Output = Response;

    async fn call(&self, mut request: Request) -> poem::Result<Response> {
        let lane = match (self.classify)(&request) {
            Class::Exempt => return Ok(self.endpoint.get_response(request).await),
            Class::Light => Lane::Light,
            Class::Heavy => Lane::Heavy,
        };
        let Some(slot) = self.gate.enter(lane).await else { return Ok(self.refused(lane)) };
        let ticket = Ticket::new(slot);
        let held = ticket.hold();
        request.extensions_mut().insert(Patience::new(Arc::clone(&ticket)));
        lend(&mut request, ticket);
        let response = self.endpoint.get_response(request).await;
        held.end(&response);
        Ok(response)
    }
}

/// The time in which the client sends its body is the client's, and others may use it.
fn lend(request: &mut Request, ticket: Arc<Ticket>) {
    let body = request.take_body();
    request.set_body(match body.is_empty() {
        true => body,
        false => Body::from(BoxBody::new(Unhurried::new(body.into(), ticket))),
    });
}

#[cfg(test)]
mod tests;
