//! Which problem each error of the write and the read side is.

use auth::TokenError;
use commands::ExecuteError;
use commands::accounts::AccountError;
use commands::cutter::CutError;
use commands::datasets::UploadError;
use commands::external::ExternalError;
use commands::jobs::SubmitError;
use commands::ports::{EngineError, ObjectError, ProcessorError};
use commands::results::ResultsError;
use domain::api_key::ApiKeyError;
use domain::batch::BatchError;
use domain::dataset::DatasetError;
use domain::invitation::InvitationError;
use domain::job::JobError;
use domain::queue::QueueError;
use domain::session::SessionError;
use domain::tenant::TenantError;
use domain::user::UserError;
use projections::queries::QueryError;

use super::{Kind, Problem};

/// The engine of the event store, which a failed command does not name.
const EVENT_STORE: &str = "postgres";

/// An engine's own words can name hosts and users, so they go to the log only.
fn away(engine: &str, message: impl ToString) -> Problem {
    Problem::new(Kind::EngineAway, format!("{engine} cannot be reached: ask again later"))
        .with(|details| details.engine = Some(engine.to_owned()))
        .caused_by(message)
}

fn damaged(cause: impl ToString) -> Problem {
    Problem::new(Kind::DamagedData, "what is stored is not what was recorded").caused_by(cause)
}

fn invalid_job(field: &str, detail: impl ToString) -> Problem {
    Problem::new(Kind::InvalidJob, detail.to_string()).with(|details| details.field = Some(field.to_owned()))
}

impl From<EngineError> for Problem {
    fn from(error: EngineError) -> Self {
        away(error.engine, error.message)
    }
}

impl From<QueryError> for Problem {
    fn from(error: QueryError) -> Self {
        away(error.engine, error.message)
    }
}

impl From<ObjectError> for Problem {
    fn from(error: ObjectError) -> Self {
        match error {
            // Objects are never deleted while an event names them.
            ObjectError::NotFound(_) => damaged(error),
            ObjectError::Engine(error) => error.into(),
        }
    }
}

impl<E: std::error::Error> From<ExecuteError<E>> for Problem
where
    Problem: From<E>,
{
    fn from(error: ExecuteError<E>) -> Self {
        match error {
            ExecuteError::Refused(error) => error.into(),
            // The client named no version that could be wrong: the same request can succeed a moment later.
            ExecuteError::Contended(_) | ExecuteError::Overloaded => {
                Self::new(Kind::Overloaded, format!("{error}: send the request again"))
            }
            ExecuteError::Stale { .. } => Self::new(Kind::PreconditionFailed, error.to_string()),
            ExecuteError::Unavailable(message) => away(EVENT_STORE, message),
            ExecuteError::Unreadable(message) => damaged(message),
        }
    }
}

impl From<JobError> for Problem {
    fn from(error: JobError) -> Self {
        match error {
            JobError::NotFound => Self::new(Kind::NoSuchJob, error.to_string()),
            JobError::NoItems => invalid_job("items", error),
            JobError::BatchSize(_) => invalid_job("batch_size", error),
            JobError::AttemptTimeout(_) => invalid_job("attempt_timeout_ms", error),
            JobError::Option { field, .. } => invalid_job(field, error),
            JobError::Over => Self::new(Kind::JobOver, error.to_string()),
            JobError::AlreadySubmitted | JobError::NotFinished => {
                Self::new(Kind::Conflict, error.to_string())
            }
        }
    }
}

impl From<AccountError> for Problem {
    fn from(error: AccountError) -> Self {
        let text = error.to_string();
        match error {
            AccountError::Email => invalid_field("email", text),
            AccountError::Name => invalid_field("name", text),
            AccountError::WeakPassword(_) => invalid_field("password", text),
            AccountError::Secret(_) => Self::new(Kind::LinkOver, text),
            AccountError::Reserved => invalid_field("id", text),
            AccountError::NoRegion(..) | AccountError::HomeElsewhere(_) => invalid_field("region", text),
            AccountError::SignUpClosed => Self::new(Kind::SignUpClosed, text),
            AccountError::WrongCredentials => Self::new(Kind::WrongCredentials, text),
            AccountError::NotVerified => Self::new(Kind::NotVerified, text),
            AccountError::CodeNeeded => Self::new(Kind::CodeNeeded, text),
            AccountError::WrongCode => Self::new(Kind::WrongCode, text),
            AccountError::NoTotp | AccountError::TotpEnabled => Self::new(Kind::TotpState, text),
            AccountError::Token(TokenError::Expired) => Self::new(Kind::TokenExpired, text),
            AccountError::Token(_) | AccountError::WrongKey => Self::new(Kind::Unauthenticated, text),
            AccountError::Revoked => Self::new(Kind::TokenRevoked, text),
            AccountError::SessionOver | AccountError::TokenReused => Self::new(Kind::SessionOver, text),
            AccountError::TokenRaced => Self::new(Kind::TokenRaced, text),
            AccountError::LinkOver => Self::new(Kind::LinkOver, text),
            AccountError::NoProvider(_) => Self::new(Kind::NoSuchProvider, text),
            AccountError::SignInOver => Self::new(Kind::SignInExpired, text),
            AccountError::SignInElsewhere | AccountError::NotProven(_) | AccountError::IssuerEmail => {
                Self::new(Kind::SignInRefused, text)
            }
            AccountError::SignInRaced => Self::new(Kind::Overloaded, text),
            AccountError::NotMember => Self::new(Kind::NoSuchTenant, text),
            AccountError::Stale { .. } => Self::new(Kind::PreconditionFailed, text),
            AccountError::NoSigningKey => away(EVENT_STORE, text),
            AccountError::Internal(cause) => {
                Self::new(Kind::InternalError, "an error of ours").caused_by(cause)
            }
            AccountError::Tenant(error) => error.into(),
            AccountError::Invitation(error) => error.into(),
            AccountError::Key(error) => error.into(),
            AccountError::User(error) => error.into(),
            AccountError::Session(error) => error.into(),
            AccountError::Engine(error) => error.into(),
        }
    }
}

fn invalid_field(field: &str, detail: impl ToString) -> Problem {
    Problem::new(Kind::InvalidField, detail.to_string())
        .with(|details| details.field = Some(field.to_owned()))
}

impl From<TenantError> for Problem {
    fn from(error: TenantError) -> Self {
        let text = error.to_string();
        match error {
            TenantError::NotFound => Self::new(Kind::NoSuchTenant, text),
            TenantError::Exists => Self::new(Kind::TenantTaken, text),
            TenantError::Name => invalid_field("name", text),
            TenantError::NoMember(_) => Self::new(Kind::NoSuchMember, text),
            TenantError::MemberAlready(_) => Self::new(Kind::MemberAlready, text),
            TenantError::LastOwner => Self::new(Kind::LastOwner, text),
            TenantError::NotGranted { .. } => Self::new(Kind::Forbidden, text),
            TenantError::Until(_) | TenantError::Over | TenantError::OwnerUntil => {
                invalid_field("until", text)
            }
            TenantError::Fields => invalid_field("sensitive_fields", text),
        }
    }
}

impl From<InvitationError> for Problem {
    fn from(error: InvitationError) -> Self {
        match error {
            InvitationError::NotFound => Self::new(Kind::NoSuchInvitation, error.to_string()),
            InvitationError::Over => Self::new(Kind::LinkOver, error.to_string()),
            InvitationError::Member(error) => error.into(),
        }
    }
}

impl From<ApiKeyError> for Problem {
    fn from(error: ApiKeyError) -> Self {
        let text = error.to_string();
        match error {
            ApiKeyError::NotFound => Self::new(Kind::NoSuchKey, text),
            ApiKeyError::Name => invalid_field("name", text),
            ApiKeyError::Scope { .. } => invalid_field("scopes", text),
            ApiKeyError::Member(TenantError::Over | TenantError::Until(_)) => {
                invalid_field("expires_at", text)
            }
            ApiKeyError::Member(error) => error.into(),
        }
    }
}

impl From<UserError> for Problem {
    fn from(error: UserError) -> Self {
        match error {
            UserError::NotFound => Self::new(Kind::SessionOver, error.to_string()),
        }
    }
}

impl From<SessionError> for Problem {
    fn from(error: SessionError) -> Self {
        match error {
            SessionError::NotFound => Self::new(Kind::NoSuchSession, error.to_string()),
        }
    }
}

impl From<QueueError> for Problem {
    fn from(error: QueueError) -> Self {
        let QueueError::Throttle(error) = error;
        let problem = Self::new(Kind::InvalidQueue, error.to_string());
        match error {
            JobError::Option { field, .. } => problem.with(|details| details.field = Some(field.to_owned())),
            _ => problem,
        }
    }
}

impl From<BatchError> for Problem {
    fn from(error: BatchError) -> Self {
        match error {
            BatchError::NotOpened => Self::new(Kind::NoSuchBatch, error.to_string()),
            BatchError::LeaseOver | BatchError::LeaseRuns { .. } | BatchError::ReportMismatch(_) => {
                Self::new(Kind::Conflict, error.to_string())
            }
        }
    }
}

impl From<DatasetError> for Problem {
    fn from(error: DatasetError) -> Self {
        match error {
            DatasetError::AlreadyUploaded => Self::new(Kind::Conflict, error.to_string()),
        }
    }
}

impl From<ProcessorError> for Problem {
    fn from(error: ProcessorError) -> Self {
        match error {
            ProcessorError::Invalid { message, line, column } => Self::new(Kind::InvalidProcessor, message)
                .with(|details| {
                    (details.line, details.column) = (Some(line as u64), Some(column as u64));
                }),
            ProcessorError::Unavailable(error) => error.into(),
        }
    }
}

impl From<SubmitError> for Problem {
    fn from(error: SubmitError) -> Self {
        match error {
            SubmitError::Processor(error) => error.into(),
            SubmitError::NoDataset(_) => Self::new(Kind::UnknownDataset, error.to_string()),
            SubmitError::Objects(error) => invalid_job("objects", error),
            SubmitError::Columns(error) => invalid_job("columns", error),
            SubmitError::ItemTooLong(item) => {
                invalid_job("items", error).with(|details| details.item = Some(item as u64))
            }
            SubmitError::Full { cap, in_use, limit, retry_after } => {
                let full = Self::new(Kind::TenantFull, error.to_string()).retried_after(retry_after);
                full.with(|details| {
                    details.cap = Some(cap.to_string());
                    (details.in_use, details.limit) = (Some(in_use), Some(limit));
                })
            }
            SubmitError::QueueDraining(_) => Self::new(Kind::QueueDraining, error.to_string()),
            SubmitError::Queue(error) => error.into(),
            SubmitError::NothingToRedrive(_) => Self::new(Kind::NothingToRedrive, error.to_string()),
            SubmitError::NotOver(_) => Self::new(Kind::JobNotOver, error.to_string()),
            SubmitError::NoJob(_) => Self::new(Kind::UnknownJob, error.to_string()),
            SubmitError::Object(error) => error.into(),
            SubmitError::Dataset(error) => error.into(),
            SubmitError::Job(error) => error.into(),
            SubmitError::Batch(error) => error.into(),
        }
    }
}

impl From<ExternalError> for Problem {
    fn from(error: ExternalError) -> Self {
        match error {
            ExternalError::Engine(error) => error.into(),
            ExternalError::Object(error) => error.into(),
            ExternalError::Batch(error) => error.into(),
            ExternalError::LeaseOver(_) => Self::new(Kind::LeaseOver, error.to_string()),
            ExternalError::Report(wrong) => Self::new(Kind::InvalidReport, wrong),
        }
    }
}

impl From<CutError> for Problem {
    fn from(error: CutError) -> Self {
        let item = match error {
            CutError::ItemTooLong { item } => Some(item),
            CutError::HeaderTooLong | CutError::HeaderNotUtf8 | CutError::DuplicateColumn(_) => None,
        };
        Self::new(Kind::InvalidDataset, error.to_string()).with(|details| details.item = item)
    }
}

impl From<UploadError> for Problem {
    fn from(error: UploadError) -> Self {
        match error {
            UploadError::Empty => Self::new(Kind::InvalidDataset, error.to_string()),
            UploadError::Cut(error) => error.into(),
            UploadError::Parquet(_) | UploadError::Packed(_) => {
                Self::new(Kind::InvalidDataset, error.to_string())
            }
            UploadError::TooLong { limit } => Self::new(Kind::BodyTooLarge, error.to_string())
                .with(|details| details.limit_bytes = Some(limit)),
            UploadError::Other => Self::new(Kind::IdempotencyKeyReused, error.to_string()),
            UploadError::Body(_) => Self::new(Kind::IncompleteBody, error.to_string()),
            UploadError::Object(error) => error.into(),
            UploadError::Execute(error) => error.into(),
        }
    }
}

impl From<ResultsError> for Problem {
    fn from(error: ResultsError) -> Self {
        match error {
            ResultsError::Object(error) => error.into(),
            ResultsError::Log(error) => error.into(),
            ResultsError::Damaged(_) => damaged(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use commands::ports::StreamId;
    use commands::ports::dispatch::Cap;

    use super::super::Details;
    use super::*;

    fn stream() -> StreamId {
        StreamId { aggregate_type: "job", aggregate_id: "job_7".to_owned() }
    }

    #[test]
    fn a_failed_command_is_the_problem_of_what_failed() {
        for (error, kind) in [
            (ExecuteError::Refused(JobError::NotFound), Kind::NoSuchJob),
            (ExecuteError::Refused(JobError::NoItems), Kind::InvalidJob),
            (ExecuteError::Refused(JobError::BatchSize(0)), Kind::InvalidJob),
            (ExecuteError::Refused(JobError::AttemptTimeout(0)), Kind::InvalidJob),
            (ExecuteError::Refused(JobError::AlreadySubmitted), Kind::Conflict),
            (ExecuteError::Refused(JobError::Over), Kind::JobOver),
            (ExecuteError::Contended(stream()), Kind::Overloaded),
            (ExecuteError::Overloaded, Kind::Overloaded),
            (ExecuteError::Unavailable("away".to_owned()), Kind::EngineAway),
            (ExecuteError::Unreadable("odd".to_owned()), Kind::DamagedData),
        ] {
            let problem = Problem::from(error);
            assert_eq!(problem.kind, kind, "{problem:?}");
        }
    }

    #[test]
    fn a_full_tenant_is_told_of_what_and_when_to_ask_again() {
        let retry_after = Duration::from_millis(2_100);
        let problem = Problem::from(SubmitError::Full { cap: Cap::Tasks, in_use: 9, limit: 10, retry_after });
        let Details { cap, in_use, limit, .. } = *problem.details;
        assert_eq!((cap.as_deref(), in_use, limit), (Some("tasks"), Some(9), Some(10)));
        assert_eq!((problem.kind, problem.retry_after), (Kind::TenantFull, Some(3)));
    }

    #[test]
    fn what_an_engine_says_goes_to_the_log_only() {
        let message = "no route to 10.0.0.7".to_owned();
        let problem = Problem::from(EngineError { engine: "s3", message: message.clone() });
        assert!(!problem.details.detail.contains("10.0.0.7"));
        assert_eq!((problem.details.engine.as_deref(), problem.cause), (Some("s3"), Some(message)));
    }
}
