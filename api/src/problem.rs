//! Every error that the API answers with, as problem details (RFC 9457).

use std::collections::BTreeMap;
use std::time::Duration;

use poem::http::{HeaderValue, StatusCode, header};
use poem::{IntoResponse, Response};
use poem_openapi::registry::{MetaHeader, MetaMediaType, MetaResponse, MetaResponses, MetaSchema};
use poem_openapi::registry::{MetaSchemaRef, Registry};
use poem_openapi::types::Type;
use poem_openapi::{ApiResponse, Object};
use serde::{Deserialize, Serialize};

mod causes;
mod kind;
mod middleware;
pub(crate) mod pages;

pub(crate) use kind::{Kind, any_of};
pub(crate) use middleware::{as_problem, of_panic};

const CONTENT_TYPE: &str = "application/problem+json";

/// Why a request was not done. Every error of this API has this form (RFC 9457); which members are there
/// depends on `type`.
#[derive(Debug, Clone, Default, Object, Serialize, Deserialize)]
#[oai(rename = "Problem")]
pub(crate) struct Details {
    /// Which problem this is: an identifier to compare as a whole. `/problems/` and its last part is a page about it.
    #[oai(rename = "type")]
    #[serde(rename = "type")]
    pub(crate) type_uri: String,
    /// What the problem is; the same for every problem of this type.
    pub(crate) title: String,
    /// The HTTP status.
    pub(crate) status: u16,
    /// What happened this time, and what to do about it. It is for people: its words may change.
    pub(crate) detail: String,
    /// The parameter that is malformed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) parameter: Option<String>,
    /// The field that is wrong.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) field: Option<String>,
    /// The line of the error, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) line: Option<u64>,
    /// The column of the error, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) column: Option<u64>,
    /// The item that is wrong, from 0.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) item: Option<u64>,
    /// The most bytes that are taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) limit_bytes: Option<u64>,
    /// The state that the job is in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) state: Option<String>,
    /// What there is too much of: `jobs`, `tasks` or `bytes` that wait.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) cap: Option<String>,
    /// How much of it there is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) in_use: Option<u64>,
    /// How much of it there may be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) limit: Option<u64>,
    /// What may be done by whom is in the documentation; this is what was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) action: Option<String>,
    /// The engine that is away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) engine: Option<String>,
    /// Every engine that is away.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) engines: Option<Vec<EngineProblem>>,
}

/// An engine that is away.
#[derive(Debug, Clone, Object, Serialize, Deserialize)]
pub(crate) struct EngineProblem {
    /// Its name, such as `postgres`.
    pub(crate) engine: String,
    /// What it said.
    pub(crate) error: String,
}

/// A problem, and what only the log may say about it.
#[derive(Debug, Clone)]
pub(crate) struct Problem {
    details: Box<Details>,
    kind: Kind,
    cause: Option<String>,
    retry_after: Option<u64>,
}

impl Problem {
    /// A problem of this kind.
    pub(crate) fn new(kind: Kind, detail: impl Into<String>) -> Self {
        let details = Details {
            type_uri: kind.uri(),
            title: kind.title().to_owned(),
            status: kind.status().as_u16(),
            detail: detail.into(),
            ..Details::default()
        };
        Self { details: Box::new(details), kind, cause: None, retry_after: kind.retry_after() }
    }

    /// A problem that has no kind of its own.
    pub(crate) fn other(status: StatusCode, detail: impl Into<String>) -> Self {
        Self::new(Kind::Other, detail).with(|details| {
            details.status = status.as_u16();
            details.title = status.canonical_reason().unwrap_or("Error").to_owned();
        })
    }

    /// Fills members in.
    pub(crate) fn with(mut self, fill: impl FnOnce(&mut Details)) -> Self {
        fill(&mut self.details);
        self
    }

    /// Says when it is worth to try again, in whole seconds: not before, and at least in one.
    pub(crate) fn retried_after(mut self, pause: Duration) -> Self {
        let seconds = pause.as_secs() + u64::from(pause.subsec_nanos() > 0);
        self.retry_after = Some(seconds.max(1));
        self
    }

    /// Whether it is of this kind.
    pub(crate) fn is(&self, kind: Kind) -> bool {
        self.kind == kind
    }

    /// The problem as JSON, where it is not an answer's body.
    pub(crate) fn json(&self) -> String {
        serde_json::to_string(&self.details).unwrap_or_default()
    }

    /// Which problem it is.
    pub(crate) fn slug(&self) -> Slug {
        Slug(self.kind.into())
    }

    /// Adds what is not the client's business, but goes to the log.
    pub(crate) fn caused_by(mut self, cause: impl ToString) -> Self {
        self.cause = Some(cause.to_string());
        self
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let Self { details, kind, cause, retry_after } = self;
        let status = StatusCode::from_u16(details.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let (slug, detail): (&'static str, _) = (kind.into(), &details.detail);
        match status {
            // The front counts what it refuses. A line for each would add to the load that it saves others from.
            _ if matches!(kind, Kind::Overloaded | Kind::TooManyConnections) => {}
            StatusCode::SERVICE_UNAVAILABLE => {
                tracing::warn!(problem = slug, detail, cause, "a request cannot be done now");
            }
            _ if status.is_server_error() => {
                tracing::error!(problem = slug, detail, cause, "a request failed");
            }
            _ => {}
        }
        let mut response = Response::builder()
            .status(status)
            .content_type(CONTENT_TYPE)
            .body(serde_json::to_vec(&details).unwrap_or_default());
        if status == StatusCode::UNAUTHORIZED {
            let scheme = HeaderValue::from_static("Bearer realm=\"thousandfold\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, scheme);
        }
        if status == StatusCode::UPGRADE_REQUIRED {
            response.headers_mut().insert(header::UPGRADE, HeaderValue::from_static("websocket"));
        }
        response.extensions_mut().insert(Slug(slug));
        if let Some(seconds) = retry_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// Which problem an answer is, for the audit trail.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Slug(pub(crate) &'static str);

/// A problem of one of the kinds that a route declares; these are what its documentation lists.
pub(crate) struct Refused<const KINDS: u128>(Problem);

impl<const KINDS: u128, E: Into<Problem>> From<E> for Refused<KINDS> {
    fn from(error: E) -> Self {
        let problem = error.into();
        let declared = KINDS | any_of(ALWAYS);
        debug_assert!(declared & any_of(&[problem.kind]) != 0, "the route does not declare {problem:?}");
        Self(problem)
    }
}

impl<const KINDS: u128> From<Refused<KINDS>> for poem::Error {
    fn from(refused: Refused<KINDS>) -> Self {
        refused.0.into()
    }
}

/// What any route may answer.
const ALWAYS: &[Kind] = &[
    Kind::InternalError,
    Kind::Unauthenticated,
    Kind::TokenExpired,
    Kind::TokenRevoked,
    Kind::Forbidden,
    Kind::NoTenant,
    Kind::NotForKeys,
    Kind::ForbiddenOrigin,
    Kind::RequestTimeout,
    Kind::RateLimited,
    Kind::Overloaded,
    Kind::EngineAway,
    Kind::RegionAway,
];

impl<const KINDS: u128> ApiResponse for Refused<KINDS> {
    fn meta() -> MetaResponses {
        let mut by_status = BTreeMap::<u16, Vec<Kind>>::new();
        for kind in kind::members(KINDS | any_of(ALWAYS)) {
            by_status.entry(kind.status().as_u16()).or_default().push(kind);
        }
        let responses = by_status.into_iter().map(|(status, kinds)| response(status, &kinds));
        MetaResponses { responses: responses.collect() }
    }

    fn register(registry: &mut Registry) {
        Details::register(registry);
    }
}

fn response(status: u16, kinds: &[Kind]) -> MetaResponse {
    MetaResponse {
        description: describe(status),
        status: Some(status),
        status_range: None,
        content: vec![MetaMediaType {
            content_type: CONTENT_TYPE,
            schema: MetaSchemaRef::Inline(Box::new(MetaSchema {
                all_of: vec![Details::schema_ref(), type_of(kinds)],
                ..MetaSchema::ANY
            })),
        }],
        headers: match status {
            401 => vec![www_authenticate()],
            429 | 503 => vec![retry_after(true)],
            409 if kinds.contains(&Kind::IdempotencyKeyInFlight) => vec![retry_after(false)],
            _ => vec![],
        },
    }
}

fn describe(status: u16) -> &'static str {
    match status {
        400 => "The request is malformed.",
        401 => "The request does not say who makes it, or not so that it can be believed.",
        403 => "You may not do this.",
        404 => "There is no such thing.",
        408 => "The request took too long to come.",
        409 => "The state of things does not allow this.",
        412 => "It was changed since you read it.",
        413 => "The body is too long.",
        415 => "The body's media type is not taken here.",
        422 => "The request is well-formed, but cannot be done.",
        426 => "It is done over another protocol.",
        429 => "There is too much already: ask again later.",
        503 => "It cannot be done now: ask again later.",
        _ => "An error of ours.",
    }
}

/// A schema that says which types a problem can have.
fn type_of(kinds: &[Kind]) -> MetaSchemaRef {
    let types = MetaSchema {
        enum_items: kinds.iter().map(|kind| kind.uri().into()).collect(),
        ..MetaSchema::new("string")
    };
    MetaSchemaRef::Inline(Box::new(MetaSchema {
        properties: vec![("type", MetaSchemaRef::Inline(Box::new(types)))],
        ..MetaSchema::new("object")
    }))
}

fn www_authenticate() -> MetaHeader {
    MetaHeader {
        name: "WWW-AUTHENTICATE".to_owned(),
        description: Some("How to say who makes the request (RFC 6750).".to_owned()),
        required: true,
        deprecated: false,
        schema: String::schema_ref(),
    }
}

/// Of some statuses every problem has it, of others some have.
fn retry_after(required: bool) -> MetaHeader {
    MetaHeader {
        name: "RETRY-AFTER".to_owned(),
        description: Some("After how many seconds to try again.".to_owned()),
        required,
        deprecated: false,
        schema: u64::schema_ref(),
    }
}
