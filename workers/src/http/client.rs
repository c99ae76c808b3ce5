//! Makes calls.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use http::header::USER_AGENT;
use http::{HeaderMap, HeaderName, HeaderValue, Response};
use hyper::body::Incoming;
use tokio::time::timeout_at;

use super::answer::{self, Answer};
use super::config::{HttpConfig, HttpConfigError};
use super::connection::{Lane, Unanswered};
use super::dial::Dialer;
use super::failure::{CallFailure, reason};
use super::origin::Origin;
use super::origins::{Origins, keep_tidy};
use super::outcome;
use super::prepared::{self, Prepared};
use super::redirect;
use super::resolve::Resolver;
use super::target::Target;

const AGENT: &str = concat!("thousandfold/", env!("CARGO_PKG_VERSION"));
const IDEMPOTENCY_KEY: HeaderName = HeaderName::from_static("idempotency-key");
const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");

/// How often a request is sent again that no server has seen.
const RESENDS: usize = 3;
/// How long the body of an answer that is no success is waited for: its status is known already.
const EXCERPT_PATIENCE: Duration = Duration::from_secs(1);

/// Makes calls, thousands at once. It must be made and used within a runtime.
pub struct HttpClient {
    origins: Arc<Origins>,
    dialer: Dialer,
}

/// What belongs to one attempt at a task.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<'a> {
    /// The `Idempotency-Key`: the same for all attempts at one task.
    pub key: &'a str,
    /// The trace that the call belongs to.
    pub traceparent: Option<&'a str>,
    /// How long the attempt may run.
    pub limit: Duration,
}

/// How an attempt ended.
#[derive(Debug)]
pub struct Called {
    /// How long it ran, in microseconds, without the wait for a place among the host's calls.
    pub micros: u32,
    /// What came of it.
    pub result: Result<Answer, CallFailure>,
}

/// The time that an attempt has. It begins when the first host has a place for the call.
struct Clock {
    limit: Duration,
    begun: Option<Instant>,
}

impl Clock {
    fn begin(&mut self) -> tokio::time::Instant {
        let begun = *self.begun.get_or_insert_with(Instant::now);
        (begun + self.limit).into()
    }

    fn micros(&self) -> u32 {
        let micros = self.begun.map(|begun| begun.elapsed().as_micros()).unwrap_or_default();
        u32::try_from(micros).unwrap_or(u32::MAX)
    }
}

/// Where a request led.
enum Step {
    Done(Answer),
    Redirected(Box<Prepared>),
}

impl HttpClient {
    /// Makes a client. The addresses of hosts come from `resolver`.
    ///
    /// # Errors
    ///
    /// Fails if the configuration cannot work.
    pub fn new(config: &HttpConfig, resolver: Resolver) -> Result<Self, HttpConfigError> {
        if !(1..=HttpConfig::MAX_PER_HOST).contains(&config.per_host) {
            return Err(HttpConfigError::PerHost(config.per_host));
        }
        let dialer = Dialer::new(config, resolver)?;
        let origins = Arc::new(Origins::new(config.per_host));
        tokio::spawn(keep_tidy(Arc::downgrade(&origins)));
        Ok(Self { origins, dialer })
    }

    /// Makes a call. Dropping the future ends it, and closes its connection unless others use it.
    pub async fn call(&self, prepared: Prepared, attempt: Attempt<'_>) -> Called {
        let mut clock = Clock { limit: attempt.limit, begun: None };
        let result = match addressed(prepared, &attempt) {
            Ok(prepared) => self.follow(prepared, &mut clock).await,
            Err(failure) => Err(failure),
        };
        Called { micros: clock.micros(), result }
    }

    async fn follow(&self, mut prepared: Prepared, clock: &mut Clock) -> Result<Answer, CallFailure> {
        loop {
            match self.step(prepared, clock).await? {
                Step::Done(answer) => return Ok(answer),
                Step::Redirected(next) => prepared = *next,
            }
        }
    }

    async fn step(&self, prepared: Prepared, clock: &mut Clock) -> Result<Step, CallFailure> {
        let origin = self.origins.get(&prepared.target);
        let _place = origin.place().await;
        let deadline = clock.begin();
        let timed_out = || timed_out(&prepared.target, clock.limit);
        let mut lane = None;
        let sent = timeout_at(deadline, self.send(&origin, &prepared, &mut lane)).await;
        let response = match sent {
            Ok(sent) => sent?,
            Err(_) => {
                lane.iter().for_each(Lane::give_up);
                return Err(timed_out());
            }
        };
        let (head, body) = response.into_parts();
        if head.status.is_success() {
            let read = answer::read(body, &prepared.target, prepared.max_response_bytes);
            let body = timeout_at(deadline, read).await.map_err(|_| timed_out())??;
            lane.into_iter().for_each(|lane| origin.keep(lane));
            return Ok(Step::Done(Answer { status: head.status, headers: head.headers, body }));
        }
        if prepared.redirects > 0 && redirect::is_redirect(head.status, &head.headers) {
            return redirect::follow(prepared, head.status, &head.headers)
                .map(Box::new)
                .map(Step::Redirected);
        }
        let patience = deadline.min(tokio::time::Instant::now() + EXCERPT_PATIENCE);
        let told = timeout_at(patience, outcome::excerpt(body)).await.unwrap_or_default();
        if told.is_all {
            lane.into_iter().for_each(|lane| origin.keep(lane));
        }
        Err(outcome::failure(&prepared.target, &head, &told.text, SystemTime::now()))
    }

    /// Sends a request and waits for the head of the answer. It goes out again if no server can have seen it, or if
    /// a connection that was open already turns out to be closed and sending twice does no harm.
    async fn send(
        &self,
        origin: &Origin,
        prepared: &Prepared,
        lane: &mut Option<Lane>,
    ) -> Result<Response<Incoming>, CallFailure> {
        let mut resends = 0;
        loop {
            let (new, used) = origin.lane(&self.dialer).await?;
            let new = lane.insert(new);
            let request = prepared.request(new.is_http2())?;
            let Unanswered { error, unsent } = match new.send(request).await {
                Ok(response) => return Ok(response),
                Err(unanswered) => unanswered,
            };
            let stale = used && prepared.method.is_idempotent();
            if resends == RESENDS || !(unsent || stale) {
                let message = format!("no answer: {}", reason(&error));
                return Err(CallFailure::at("response_broken", &prepared.target, message));
            }
            resends += 1;
        }
    }
}

/// Adds the headers that belong to the attempt; a template may have set them otherwise.
fn addressed(mut prepared: Prepared, attempt: &Attempt<'_>) -> Result<Prepared, CallFailure> {
    let headers: &mut HeaderMap = &mut prepared.headers;
    let value = |name: &HeaderName, text: &str| prepared::header(name, text);
    prepared::default(headers, IDEMPOTENCY_KEY, value(&IDEMPOTENCY_KEY, attempt.key)?);
    prepared::default(headers, USER_AGENT, HeaderValue::from_static(AGENT));
    if let Some(traceparent) = attempt.traceparent {
        prepared::default(headers, TRACEPARENT, value(&TRACEPARENT, traceparent)?);
    }
    Ok(prepared)
}

fn timed_out(target: &Target, limit: Duration) -> CallFailure {
    CallFailure::at("timed_out", target, format!("the call did not end within {} ms", limit.as_millis()))
}
