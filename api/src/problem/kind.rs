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
    /// What is asked for is of a moment that has not come yet: its answer would change.
    #[strum(message = "The moment has not come yet")]
    MomentAhead,
    /// There can be no such chart: its time zone does not exist, or its time is none, or has too many steps. `parameter` names
    /// what is wrong.
    #[strum(message = "The chart is invalid")]
    InvalidChart,
    /// There can be no such list of jobs: its time is none, its cursor is of another list, or it is sorted by what is not known of
    /// a moment that has passed. `parameter` names what is wrong.
    #[strum(message = "The list is invalid")]
    InvalidList,
    /// The days cannot be asked for: there are none, too many, or too much of the log lies between them and the moment. `parameter`
    /// names what is wrong.
    #[strum(message = "The days cannot be asked for")]
    InvalidPeriod,
    /// The `Consistency-Token` is none that a command answered with.
    #[strum(message = "The consistency token is invalid")]
    InvalidConsistencyToken,
    /// A field has a value that a queue cannot have. `field` names it.
    #[strum(message = "The queue's settings are invalid")]
    InvalidQueue,
    /// A field has a value that a lease cannot have. `field` names it.
    #[strum(message = "The lease is invalid")]
    InvalidLease,
    /// The report is not one of tasks that its lease holds, each once. `field` names a field that is wrong.
    #[strum(message = "The report is invalid")]
    InvalidReport,
    /// A message of a live connection is not one, or asks for what cannot be watched.
    #[strum(message = "The subscription is invalid")]
    InvalidSubscription,
    /// This is a WebSocket: open it as one (RFC 6455).
    #[strum(message = "An upgrade is needed")]
    UpgradeNeeded,
    /// The bytes cannot be cut into items. `item` is the number of the item, from 0.
    #[strum(message = "The dataset is invalid")]
    InvalidDataset,
    /// As much waits as may, and nothing was done. `cap` says of what, `in_use` how much there is, and `limit` how much
    /// there may be. Send the request again after `Retry-After` seconds.
    #[strum(message = "As much waits as may")]
    TenantFull,
    /// The request does not say who makes it, or says so in a way that is not known here: send `Authorization: Bearer …`.
    #[strum(message = "Not signed in")]
    Unauthenticated,
    /// The access token is over. Refresh it.
    #[strum(message = "The access token is over")]
    TokenExpired,
    /// The access token was taken back, or says of you what is true no more. Refresh it, or sign in again.
    #[strum(message = "The access token was taken back")]
    TokenRevoked,
    /// The e-mail address or the password is wrong; it is not said which.
    #[strum(message = "Wrong credentials")]
    WrongCredentials,
    /// A one-time code is needed too: send `code`.
    #[strum(message = "A one-time code is needed")]
    CodeNeeded,
    /// The one-time code is wrong, or was used.
    #[strum(message = "The one-time code is wrong")]
    WrongCode,
    /// The session is over, because somebody ended it or a refresh token was used twice. Sign in again.
    #[strum(message = "The session is over")]
    SessionOver,
    /// Another request was faster with the same refresh token, and has the next one.
    #[strum(message = "Another request was faster")]
    TokenRaced,
    /// The e-mail address is not verified. A link was sent to it.
    #[strum(message = "The e-mail address is not verified")]
    NotVerified,
    /// Nobody can sign up here.
    #[strum(message = "Signing up is closed")]
    SignUpClosed,
    /// No provider has this name. `GET /v1/oidc` lists those that there are.
    #[strum(message = "No such provider")]
    NoSuchProvider,
    /// The provider does not vouch for you, does not say that your e-mail address is verified, or the sign-in began in
    /// another browser. Begin again.
    #[strum(message = "The sign-in is refused")]
    SignInRefused,
    /// The sign-in by a provider took too long, or was finished before. Begin again.
    #[strum(message = "The sign-in is over")]
    SignInExpired,
    /// You may not do this: your role does not allow it, or your key's scopes do not.
    #[strum(message = "Not allowed")]
    Forbidden,
    /// The access token is for no tenant. Refresh it with `tenant`.
    #[strum(message = "No tenant is chosen")]
    NoTenant,
    /// This is for people who signed in, not for API keys.
    #[strum(message = "Not for API keys")]
    NotForKeys,
    /// The request comes from a page of an origin that is not allowed here.
    #[strum(message = "The origin is not allowed")]
    ForbiddenOrigin,
    /// No tenant has this id, or you do not belong to it.
    #[strum(message = "No such tenant")]
    NoSuchTenant,
    /// Nobody of this id belongs to the tenant.
    #[strum(message = "No such member")]
    NoSuchMember,
    /// The tenant has no open invitation of this id.
    #[strum(message = "No such invitation")]
    NoSuchInvitation,
    /// The tenant has no API key of this id.
    #[strum(message = "No such API key")]
    NoSuchKey,
    /// You have no open session of this id.
    #[strum(message = "No such session")]
    NoSuchSession,
    /// Somebody else has this id.
    #[strum(message = "The tenant's id is taken")]
    TenantTaken,
    /// They belong to the tenant already, in another way.
    #[strum(message = "A member already")]
    MemberAlready,
    /// Nobody would be left who may do everything.
    #[strum(message = "The last owner stays")]
    LastOwner,
    /// The link is over, or was used.
    #[strum(message = "The link is over")]
    LinkOver,
    /// One-time codes are asked for already, or are not being set up.
    #[strum(message = "One-time codes are not in that state")]
    TotpState,
    /// A field has a value that it cannot have. `field` names it.
    #[strum(message = "A field is invalid")]
    InvalidField,
    /// It is not at the version that `If-Match` names. Read it again, and decide anew.
    #[strum(message = "It was changed meanwhile")]
    PreconditionFailed,
    /// The `Idempotency-Key` was used for another request.
    #[strum(message = "The idempotency key was used for something else")]
    IdempotencyKeyReused,
    /// A request with this `Idempotency-Key` is under way. Send it again after `Retry-After` seconds.
    #[strum(message = "The same request is under way")]
    IdempotencyKeyInFlight,
    /// More was asked than may be in this time. Ask again after `Retry-After` seconds; `RateLimit` says more.
    #[strum(message = "Too many requests")]
    RateLimited,
    /// The request, its headers or its body took too long to come.
    #[strum(message = "The request took too long")]
    RequestTimeout,
    /// The path is too long.
    #[strum(message = "The path is too long")]
    TargetTooLong,
    /// The headers are too many or too long.
    #[strum(message = "The headers are too large")]
    HeadersTooLarge,
    /// What came is not HTTP.
    #[strum(message = "The request is malformed")]
    MalformedRequest,
    /// There are too many connections, in all or from one address.
    #[strum(message = "Too many connections")]
    TooManyConnections,
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
    /// What answers the query has not come as far as its `Consistency-Token` asks, in the time that there is. `engine` names it. Ask
    /// again after `Retry-After` seconds.
    #[strum(message = "The read model is behind")]
    ReadModelBehind,
    /// The tenant's home is another region, which does not answer. Ask again after `Retry-After` seconds.
    #[strum(message = "The home region is away")]
    RegionAway,
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
            Self::MalformedParameter
            | Self::MalformedBody
            | Self::IncompleteBody
            | Self::MalformedRequest => StatusCode::BAD_REQUEST,
            Self::Unauthenticated
            | Self::TokenExpired
            | Self::TokenRevoked
            | Self::WrongCredentials
            | Self::CodeNeeded
            | Self::WrongCode
            | Self::SignInRefused
            | Self::SessionOver => StatusCode::UNAUTHORIZED,
            Self::NotVerified
            | Self::SignUpClosed
            | Self::Forbidden
            | Self::NoTenant
            | Self::NotForKeys
            | Self::ForbiddenOrigin => StatusCode::FORBIDDEN,
            Self::NoSuchPath
            | Self::NoSuchDataset
            | Self::NoSuchJob
            | Self::NoSuchBatch
            | Self::NoSuchTenant
            | Self::NoSuchMember
            | Self::NoSuchInvitation
            | Self::NoSuchKey
            | Self::NoSuchProvider
            | Self::NoSuchSession => StatusCode::NOT_FOUND,
            Self::RequestTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::UpgradeNeeded => StatusCode::UPGRADE_REQUIRED,
            Self::PreconditionFailed => StatusCode::PRECONDITION_FAILED,
            Self::TargetTooLong => StatusCode::URI_TOO_LONG,
            Self::HeadersTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotCompleted
            | Self::JobOver
            | Self::JobNotOver
            | Self::QueueDraining
            | Self::LeaseOver
            | Self::TokenRaced
            | Self::TenantTaken
            | Self::MemberAlready
            | Self::LastOwner
            | Self::TotpState
            | Self::IdempotencyKeyInFlight
            | Self::Conflict => StatusCode::CONFLICT,
            Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::InvalidProcessor
            | Self::InvalidJob
            | Self::UnknownDataset
            | Self::UnknownJob
            | Self::NothingToRedrive
            | Self::MomentAhead
            | Self::InvalidConsistencyToken
            | Self::InvalidChart
            | Self::InvalidList
            | Self::InvalidPeriod
            | Self::InvalidQueue
            | Self::InvalidLease
            | Self::InvalidReport
            | Self::InvalidSubscription
            | Self::InvalidField
            | Self::LinkOver
            | Self::SignInExpired
            | Self::IdempotencyKeyReused
            | Self::InvalidDataset => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TenantFull | Self::RateLimited => StatusCode::TOO_MANY_REQUESTS,
            Self::InternalError | Self::DamagedData | Self::Other => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Overloaded
            | Self::EngineAway
            | Self::ReadModelBehind
            | Self::RegionAway
            | Self::NotReady
            | Self::TooManyConnections => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// After how many seconds it is worth to try again.
    pub(crate) fn retry_after(self) -> Option<u64> {
        match self {
            Self::Overloaded
            | Self::TenantFull
            | Self::RateLimited
            | Self::ReadModelBehind
            | Self::IdempotencyKeyInFlight => Some(1),
            Self::TooManyConnections => Some(10),
            Self::EngineAway | Self::RegionAway | Self::NotReady => Some(5),
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
pub(crate) const fn any_of(kinds: &[Kind]) -> u128 {
    let (mut set, mut next) = (0_u128, 0);
    while next < kinds.len() {
        set |= 1 << kinds[next] as u32;
        next += 1;
    }
    set
}

/// The kinds in a set.
pub(crate) fn members(set: u128) -> impl Iterator<Item = Kind> {
    Kind::VARIANTS.iter().copied().filter(move |kind| set & any_of(&[*kind]) != 0)
}
