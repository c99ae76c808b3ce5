//! The kinds of problem: what each is called, and its status.

use poem::http::StatusCode;
use strum::{EnumMessage, VariantArray};

/// What the type of every problem begins with.
const PREFIX: &str = "https://thousandfold.dev/problems/";

/// A kind of problem. Its name is the last part of the problem's type; these comments are in the API's document.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, strum::IntoStaticStr, strum::VariantArray, strum::EnumMessage,
)]
#[strum(serialize_all = "kebab-case")]
pub(crate) enum Kind {
    /// A path or query parameter does not have its documented form. `parameter` names it.
    #[strum(message = "A parameter is malformed")]
    MalformedParameter,
    /// The body is not JSON of the documented shape. `line` and `column` say where, both from 1.
    #[strum(message = "The body is malformed")]
    MalformedBody,
    /// The body ended before it was complete. Send the request again.
    #[strum(message = "The body is incomplete")]
    IncompleteBody,
    /// No resource has this path.
    #[strum(message = "No such path")]
    NoSuchPath,
    /// No dataset of yours has this id.
    #[strum(message = "No such dataset")]
    NoSuchDataset,
    /// No job of yours has this id.
    #[strum(message = "No such job")]
    NoSuchJob,
    /// The job has no batch of this number, or has not been cut that far yet.
    #[strum(message = "No such batch")]
    NoSuchBatch,
    /// The resource does not have this method. The header `Allow` names those that it has.
    #[strum(message = "Method not allowed")]
    MethodNotAllowed,
    /// The job has no results: it is not over, or nothing came of it. `state` is the state that it is in.
    #[strum(message = "The job has no results")]
    NotCompleted,
    /// The job is over, or is being stopped: it can no longer be changed.
    #[strum(message = "The job is over")]
    JobOver,
    /// The job whose tasks should run again is not over. Wait for its end, or cancel it.
    #[strum(message = "The job is not over")]
    JobNotOver,
    /// The queue takes no jobs while it is drained. Resume it, or choose another.
    #[strum(message = "The queue is being drained")]
    QueueDraining,
    /// The lease is over: its tasks may be another worker's, and what was reported does not count.
    #[strum(message = "The lease is over")]
    LeaseOver,
    /// What exists already does not allow this.
    #[strum(message = "Conflict")]
    Conflict,
    /// The body is too long. `limit_bytes` is the most that is taken.
    #[strum(message = "The body is too long")]
    BodyTooLarge,
    /// The body's `Content-Type` or `Content-Encoding` is not one that is taken here.
    #[strum(message = "Unsupported media type")]
    UnsupportedMediaType,
    /// The processor cannot run. `line` and `column` say where in its source, both from 1.
    #[strum(message = "The processor is invalid")]
    InvalidProcessor,
    /// A field has a value that a job cannot have. `field` names it, `item` the item, from 0.
    #[strum(message = "The job is invalid")]
    InvalidJob,
    /// The job's dataset does not exist.
    #[strum(message = "The job's dataset does not exist")]
    UnknownDataset,
    /// The job whose tasks should run again does not exist.
    #[strum(message = "The job to run again does not exist")]
    UnknownJob,
    /// The job whose tasks should run again has no tasks that ended so.
    #[strum(message = "Nothing to run again")]
    NothingToRedrive,
    /// A field has a value that a queue cannot have. `field` names it.
    #[strum(message = "The queue's settings are invalid")]
    InvalidQueue,
    /// A field has a value that a lease cannot have. `field` names it.
    #[strum(message = "The lease is invalid")]
    InvalidLease,
    /// The report is not one of tasks that its lease holds, each once. `field` names a field that is wrong.
    #[strum(message = "The report is invalid")]
    InvalidReport,
    /// The bytes cannot be cut into items. `item` is the number of the item, from 0.
    #[strum(message = "The dataset is invalid")]
    InvalidDataset,
    /// As much waits as may, and nothing was done. `cap` says of what, `in_use` how much there is, and `limit` how much
    /// there may be. Send the request again after `Retry-After` seconds.
    #[strum(message = "As much waits as may")]
    TenantFull,
    /// An error of ours. Report it with the answer's `x-request-id`.
    #[strum(message = "Internal error")]
    InternalError,
    /// What is stored is not what was recorded. Report it with the answer's `x-request-id`.
    #[strum(message = "Damaged data")]
    DamagedData,
    /// Too much is asked at once, and nothing was done. Send the request again after `Retry-After` seconds.
    #[strum(message = "Too much at once")]
    Overloaded,
    /// An engine cannot be reached. `engine` names it. Ask again after `Retry-After` seconds.
    #[strum(message = "An engine is away")]
    EngineAway,
    /// An engine that requests need is away. `engines` lists those that are, with their errors.
    #[strum(message = "Not ready")]
    NotReady,
    /// Any other error: its title is that of its status.
    #[default]
    #[strum(message = "Error")]
    Other,
}

impl Kind {
    /// The problem's `type`.
    pub(crate) fn uri(self) -> String {
        match self {
            Self::Other => "about:blank".to_owned(),
            kind => format!("{PREFIX}{}", <&'static str>::from(kind)),
        }
    }

    /// The problem's `title`.
    pub(crate) fn title(self) -> &'static str {
        self.get_message().unwrap_or_default()
    }

    /// The status that it is answered with.
    pub(crate) fn status(self) -> StatusCode {
        match self {
            Self::MalformedParameter | Self::MalformedBody | Self::IncompleteBody => StatusCode::BAD_REQUEST,
            Self::NoSuchPath | Self::NoSuchDataset | Self::NoSuchJob | Self::NoSuchBatch => {
                StatusCode::NOT_FOUND
            }
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotCompleted
            | Self::JobOver
            | Self::JobNotOver
            | Self::QueueDraining
            | Self::LeaseOver
            | Self::Conflict => StatusCode::CONFLICT,
            Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::InvalidProcessor
            | Self::InvalidJob
            | Self::UnknownDataset
            | Self::UnknownJob
            | Self::NothingToRedrive
            | Self::InvalidQueue
            | Self::InvalidLease
            | Self::InvalidReport
            | Self::InvalidDataset => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TenantFull => StatusCode::TOO_MANY_REQUESTS,
            Self::InternalError | Self::DamagedData | Self::Other => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Overloaded | Self::EngineAway | Self::NotReady => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// After how many seconds it is worth to try again.
    pub(crate) fn retry_after(self) -> Option<u64> {
        match self {
            Self::Overloaded | Self::TenantFull => Some(1),
            Self::EngineAway | Self::NotReady => Some(5),
            _ => None,
        }
    }

    /// A table of all kinds, as Markdown.
    pub(crate) fn table() -> String {
        let named = Self::VARIANTS.iter().filter(|kind| **kind != Self::Other);
        let rows = named.map(|kind| {
            let doc = kind.get_documentation().unwrap_or_default();
            format!("| {} | `{}` | {doc} |\n", kind.status().as_u16(), kind.uri())
        });
        let rows: String = rows.collect();
        format!("| status | type | meaning |\n|---|---|---|\n{rows}")
    }
}

/// A set of kinds that a type can carry.
pub(crate) const fn any_of(kinds: &[Kind]) -> u64 {
    let (mut set, mut next) = (0, 0);
    while next < kinds.len() {
        set |= 1 << kinds[next] as u64;
        next += 1;
    }
    set
}

/// The kinds in a set.
pub(crate) fn members(set: u64) -> impl Iterator<Item = Kind> {
    Kind::VARIANTS.iter().copied().filter(move |kind| set & any_of(&[*kind]) != 0)
}
