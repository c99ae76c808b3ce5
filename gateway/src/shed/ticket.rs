//! A request's part in the limit, which it may leave for a while.

use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body_util::combinators::BoxBody;
use hyper::body::{Body, Frame, SizeHint};
use poem::Response;

use super::gate::{Gate, Lane, PatientPlace, Slot};

/// A request that was let in.
#[derive(Debug)]
pub(crate) struct Ticket {
    gate: Arc<Gate>,
    lane: Lane,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    slot: Option<Slot>,
    /// How many things it waits for.
    away: usize,
    ended: bool,
}

impl Ticket {
    pub(crate) fn new(slot: Slot) -> Arc<Self> {
        let (gate, lane) = (Arc::clone(slot.gate()), slot.lane());
        let state = State { slot: Some(slot), away: 0, ended: false };
        Arc::new(Self { gate, lane, state: Mutex::new(state) })
    }

    /// What ends it, also when the request is given up.
    pub(crate) fn hold(self: &Arc<Self>) -> Held {
        Held(Arc::clone(self))
    }

    /// Others may have its slot until what this gives is dropped.
    fn leave(self: &Arc<Self>, place: Option<PatientPlace>) -> Waiting {
        let mut state = self.lock();
        state.slot = None;
        state.away += 1;
        Waiting { ticket: Arc::clone(self), _place: place }
    }

    fn come_back(&self) {
        let mut state = self.lock();
        state.away -= 1;
        if state.away == 0 && !state.ended {
            // It has begun, so that it is not refused any more.
            state.slot = Some(self.gate.enter_anyway(self.lane));
        }
    }

    fn end(&self) {
        let mut state = self.lock();
        state.ended = true;
        state.slot = None;
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Holds a ticket for as long as its request is worked on.
#[derive(Debug)]
pub(crate) struct Held(Arc<Ticket>);

impl Held {
    /// The request was answered.
    pub(crate) fn end(self, response: &Response) {
        if !response.status().is_client_error() && !response.status().is_server_error() {
            self.0.gate.done(self.0.lane);
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.0.end();
    }
}

/// With this a handler says that it waits for something on purpose, such as for a job's end. It is in a request's data.
#[derive(Debug, Clone)]
pub struct Patience(Arc<Ticket>);

impl Patience {
    pub(crate) fn new(ticket: Arc<Ticket>) -> Self {
        Self(ticket)
    }

    /// Until what this gives is dropped, the request counts as one that waits, and its time is not taken for slowness.
    /// `None` says that too many wait already, and that it should not.
    #[must_use]
    pub fn waits(&self) -> Option<Waiting> {
        let place = self.0.gate.patient_place()?;
        Some(self.0.leave(Some(place)))
    }
}

/// A request that waits, as long as this lives.
#[derive(Debug)]
pub struct Waiting {
    ticket: Arc<Ticket>,
    _place: Option<PatientPlace>,
}

impl Drop for Waiting {
    fn drop(&mut self) {
        self.ticket.come_back();
    }
}

/// The body of a request, whose ticket is left while the client has to send something.
pub(crate) struct Unhurried {
    body: BoxBody<Bytes, io::Error>,
    ticket: Arc<Ticket>,
    waiting: Option<Waiting>,
}

impl Unhurried {
    pub(crate) fn new(body: BoxBody<Bytes, io::Error>, ticket: Arc<Ticket>) -> Self {
        Self { body, ticket, waiting: None }
    }
}

impl Body for Unhurried {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let frame = Pin::new(&mut self.body).poll_frame(context);
        match (&frame, &self.waiting) {
            (Poll::Pending, None) => self.waiting = Some(self.ticket.leave(None)),
            (Poll::Ready(_), Some(_)) => self.waiting = None,
            _ => {}
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
