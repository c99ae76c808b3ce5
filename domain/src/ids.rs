//! Typed ids. Their text form names what they are: `job_0190f5…`.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A text that is not an id of the kind that was asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not {expected}")]
pub struct InvalidId {
    text: String,
    expected: &'static str,
}

impl InvalidId {
    fn new(text: &str, expected: &'static str) -> Self {
        Self { text: text.chars().take(80).collect(), expected }
    }
}

/// Gives a type with `Display` and `FromStr` its serde form, which is that text.
macro_rules! serde_as_text {
    ($name:ty) => {
        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.to_string()
            }
        }

        impl TryFrom<String> for $name {
            type Error = InvalidId;

            fn try_from(text: String) -> Result<Self, InvalidId> {
                text.parse()
            }
        }
    };
}

macro_rules! uuid_id {
    ($(#[$doc:meta])* $name:ident, $prefix:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        #[serde(into = "String", try_from = "String")]
        #[schemars(extend("pattern" = concat!("^", $prefix, "[0-9a-f]{32}$")))]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}{}", $prefix, self.0.simple())
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;

            fn from_str(text: &str) -> Result<Self, InvalidId> {
                let expected = concat!("an id of the form ", $prefix, "<32 hexadecimal digits>");
                text.strip_prefix($prefix)
                    .filter(|hex| hex.len() == 32)
                    .and_then(|hex| Uuid::try_parse(hex).ok())
                    .map(Self)
                    .ok_or_else(|| InvalidId::new(text, expected))
            }
        }

        serde_as_text!($name);
    };
}

uuid_id!(
    /// One request to process many items.
    JobId, "job_"
);
uuid_id!(
    /// An uploaded object that jobs read.
    DatasetId, "dataset_"
);
uuid_id!(
    /// A worker's time-boxed right to some tasks of a batch.
    LeaseId, "lease_"
);
uuid_id!(
    /// Somebody who signs in.
    UserId, "user_"
);
uuid_id!(
    /// A tenant's offer to somebody to belong to it.
    InvitationId, "invitation_"
);
uuid_id!(
    /// A program's right to act for a tenant.
    ApiKeyId, "key_"
);
uuid_id!(
    /// A sign-in, and the tokens that follow from it.
    SessionId, "session_"
);
uuid_id!(
    /// The audit trail of a tenant, as one process wrote it.
    AccessId, "access_"
);

/// Up to 1,000 consecutive tasks of a job. The id is derived from the job's, so planning a job
/// twice opens the same batches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(into = "String", try_from = "String")]
#[schemars(extend("pattern" = "^batch_[0-9a-f]{32}_[0-9]+$"))]
pub struct BatchId {
    /// The job that the batch is a part of.
    pub job: JobId,
    /// The batch's place in the job: 0, 1, 2 …
    pub number: u64,
}

impl fmt::Display for BatchId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "batch_{}_{}", self.job.0.simple(), self.number)
    }
}

impl FromStr for BatchId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let parse = || {
            let (job, number) = text.strip_prefix("batch_")?.split_once('_')?;
            let job = JobId(Uuid::try_parse(job).ok().filter(|_| job.len() == 32)?);
            Some(Self { job, number: number.parse().ok()? })
        };
        parse()
            .ok_or_else(|| InvalidId::new(text, "an id of the form batch_<32 hexadecimal digits>_<number>"))
    }
}

serde_as_text!(BatchId);

/// The organisation that owns a stream, row, object or key: a short lower-case name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(into = "String", try_from = "String")]
#[schemars(extend("pattern" = "^[a-z0-9][a-z0-9-]{0,39}$"))]
pub struct TenantId(String);

/// Names that no tenant can have: they are ours, or would look as if they were.
const RESERVED: &[&str] = &[TenantId::ACCOUNTS, "admin", "api", "auth", "system", "thousandfold", "www"];

impl TenantId {
    /// Who owns the streams of users and sessions, which belong to no organisation.
    const ACCOUNTS: &str = "accounts";

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Who owns the streams of users and sessions, which belong to no organisation.
    #[must_use]
    pub fn accounts() -> Self {
        Self(Self::ACCOUNTS.to_owned())
    }

    /// Whether no organisation can be called so.
    #[must_use]
    pub fn is_reserved(&self) -> bool {
        RESERVED.contains(&self.as_str())
    }
}

impl fmt::Display for TenantId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for TenantId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let legal = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let fits = (1..=40).contains(&text.len()) && text.bytes().all(legal) && !text.starts_with('-');
        fits.then(|| Self(text.to_owned())).ok_or_else(|| {
            InvalidId::new(text, "a tenant's name: 1 to 40 of a-z, 0-9 and -, not beginning with -")
        })
    }
}

serde_as_text!(TenantId);

/// The name of a tenant's lane for its own workers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(into = "String", try_from = "String")]
#[schemars(extend("pattern" = "^[a-z0-9][a-z0-9._-]{0,63}$"))]
pub struct QueueName(String);

impl QueueName {
    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for QueueName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for QueueName {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let letter = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let legal = |byte: u8| letter(byte) || matches!(byte, b'.' | b'_' | b'-');
        let fits = (1..=64).contains(&text.len())
            && text.bytes().all(legal)
            && text.bytes().next().is_some_and(letter);
        fits.then(|| Self(text.to_owned())).ok_or_else(|| {
            InvalidId::new(
                text,
                "a queue's name: 1 to 64 of a-z, 0-9, ., _ and -, beginning with a letter or digit",
            )
        })
    }
}

serde_as_text!(QueueName);

/// A tenant's queue. Its text names both: `acme/letters`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(into = "String", try_from = "String")]
#[schemars(extend("pattern" = "^[a-z0-9][a-z0-9-]{0,39}/[a-z0-9][a-z0-9._-]{0,63}$"))]
pub struct QueueId {
    /// Whose it is.
    pub tenant: TenantId,
    /// Its name.
    pub name: QueueName,
}

impl fmt::Display for QueueId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.tenant, self.name)
    }
}

impl FromStr for QueueId {
    type Err = InvalidId;

    fn from_str(text: &str) -> Result<Self, InvalidId> {
        let (tenant, name) =
            text.split_once('/').ok_or_else(|| InvalidId::new(text, "a tenant, / and a queue's name"))?;
        Ok(Self { tenant: tenant.parse()?, name: name.parse()? })
    }
}

serde_as_text!(QueueId);

/// What decides on which shard a stream lives: its id, but batch 0 lives with its job, so that a small job is one append.
#[must_use]
pub fn placement_key(aggregate_id: &str) -> Cow<'_, str> {
    match aggregate_id.parse::<BatchId>() {
        Ok(BatchId { job, number: 0 }) => job.to_string().into(),
        _ => aggregate_id.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_read_back_from_their_text() {
        let job = JobId(Uuid::from_u128(7));
        let batch = BatchId { job, number: 12 };
        assert_eq!(job.to_string().parse(), Ok(job));
        assert_eq!(batch.to_string().parse(), Ok(batch));
        assert_eq!(serde_json::to_string(&job).unwrap(), format!("\"{job}\""));
    }

    #[test]
    fn what_is_not_an_id_is_refused_with_its_form() {
        let error = "job_7".parse::<JobId>().unwrap_err().to_string();
        assert!(error.contains("job_<32 hexadecimal digits>"), "{error}");
        assert!("batch_00_1".parse::<BatchId>().is_err());
        assert!("dataset_00000000000000000000000000000007".parse::<JobId>().is_err());
        assert!("Acme".parse::<TenantId>().is_err());
        assert!("".parse::<TenantId>().is_err());
    }
}
