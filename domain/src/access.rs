//! The `Access` aggregate: the audit trail of a tenant, as one process wrote it. An event has many records, for one a request
//! would cost as much as what was asked.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::aggregate::cqrs_aggregate;
use crate::event::versions;
use crate::ids::AccessId;

/// One request that somebody made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct AccessRecord {
    /// When it came.
    pub at: DateTime<Utc>,
    /// Who made it: `user_…`, `key_…`, or `anonymous`.
    pub actor: String,
    /// As what, if they had a role.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The address that it came from.
    pub address: String,
    /// What was asked: an operation of the API, such as `submit_job`.
    pub operation: String,
    /// Of what, as the path names it.
    pub target: String,
    /// The status of the answer.
    pub status: u16,
    /// Which problem it was, if it was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<String>,
    /// The answer's `x-request-id`.
    pub request: String,
    /// The session, if it was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
}

/// What can be asked of a trail.
#[derive(Debug, Clone, strum::IntoStaticStr)]
pub enum AccessCommand {
    /// Keeps what was asked.
    Record {
        /// In order of their answers.
        records: Vec<AccessRecord>,
    },
}

/// What has happened to a trail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema, strum::IntoStaticStr)]
pub enum AccessEvent {
    /// Requests were answered.
    AccessRecorded {
        /// In order of their answers.
        records: Vec<AccessRecord>,
    },
}

versions!(AccessEvent { AccessRecorded: "1.0" });

/// No record is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AccessError {}

/// A trail has no state: it is only read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Access {}

impl Access {
    /// The rules.
    ///
    /// # Errors
    /// None.
    pub fn decide(&self, command: AccessCommand) -> Result<Vec<AccessEvent>, AccessError> {
        let AccessCommand::Record { records } = command;
        Ok(if records.is_empty() { vec![] } else { vec![AccessEvent::AccessRecorded { records }] })
    }

    fn evolve(&mut self, _: AccessEvent) {}
}

cqrs_aggregate!(Access, "access", id: AccessId, command: AccessCommand, event: AccessEvent, error: AccessError);
