//! `/v1/audit`: who asked for what, from where, and what became of it.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use commands::audit::{AuditFilter, AuditPlace, AuditView};
use commands::ports::EngineError;
use domain::TenantId;
use domain::access::AccessRecord;
use futures::stream::{self, Stream};
use poem::Body;
use poem_openapi::param::Query;
use poem_openapi::registry::{MetaSchema, MetaSchemaRef};
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde::{Deserialize, Serialize};

use crate::asked::Asked;
use crate::body::JsonBody;
use crate::consistency::CONSISTENT;
use crate::problem::{Kind, Refused, any_of};
use crate::results::Ndjson;
use crate::text::{Described, PageSize, Text};
use crate::{Shared, Tag, page};

/// How many records are read at a time for an export.
const PAGE: usize = 1_000;

/// One request that was answered.
#[derive(Object, Serialize, Deserialize)]
pub(crate) struct AuditRecord {
    /// When it came.
    at: DateTime<Utc>,
    /// Who made it: a user or an API key.
    actor: String,
    /// As what they acted.
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<String>,
    /// The address that it came from.
    address: String,
    /// What was asked: the name of an operation in this document.
    operation: String,
    /// Of what: the path.
    target: String,
    /// The status of the answer.
    status: u16,
    /// Which problem it was, if it was one: the last part of its `type`.
    #[serde(skip_serializing_if = "Option::is_none")]
    problem: Option<String>,
    /// The answer's `x-request-id`.
    request: String,
    /// The session, if it was one.
    #[serde(skip_serializing_if = "Option::is_none")]
    session: Option<String>,
}

/// A page of records.
#[derive(Object, Serialize, Deserialize)]
pub(crate) struct AuditRecordList {
    /// The newest first.
    records: Vec<AuditRecord>,
    /// The `cursor` of the next page, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// The last record of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Cursor(DateTime<Utc>, String);

/// All records.
#[derive(ApiResponse)]
enum Export {
    /// One record a line, the newest first.
    #[oai(status = 200)]
    Lines(Ndjson),
}

const LIST: u128 = CONSISTENT | any_of(&[Kind::MalformedParameter]);

/// The routes.
pub(crate) struct AuditApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Audit")]
impl AuditApi {
    /// List what was asked
    ///
    /// Every command is in it, whatever became of it, and every read of results and histories; and everything that an auditor
    /// read. A record is listed at most a second or so after the answer.
    #[oai(path = "/v1/audit", method = "get", operation_id = "list_audit_records")]
    #[expect(clippy::too_many_arguments, reason = "each is a parameter of the query")]
    async fn list(
        &self,
        /// The `next_cursor` of the page before.
        cursor: Query<Option<Text<Cursor>>>,
        /// How many records a page has at most.
        #[oai(default)]
        limit: Query<Text<PageSize<1000>>>,
        /// Only what this user or API key asked.
        actor: Query<Option<String>>,
        /// Only this operation.
        operation: Query<Option<String>>,
        /// Only from this time on.
        from: Query<Option<DateTime<Utc>>>,
        /// Only before this time.
        until: Query<Option<DateTime<Utc>>>,
        /// Only answers of at least this status, such as 400 for what was refused.
        status_from: Query<Option<u16>>,
        asked: Asked,
    ) -> Result<JsonBody<AuditRecordList>, Refused<LIST>> {
        let filter = filter(actor, operation, from, until, status_from);
        let (before, limit) =
            (cursor.0.map(|Text(Cursor(at, request))| AuditPlace { at, request }), limit.0.0.get());
        let audit = &self.0.services.audit;
        let read = audit.records(asked.tenant(), &filter, before, limit + 1).await?;
        let cursor = |last: &AccessRecord| Cursor(last.at, last.request.clone()).to_string();
        let (records, next_cursor) = page::cut(read, limit, cursor);
        Ok(JsonBody(AuditRecordList {
            records: records.into_iter().map(AuditRecord::from).collect(),
            next_cursor,
        }))
    }

    /// Export what was asked
    #[oai(path = "/v1/audit/export", method = "get", operation_id = "export_audit_records")]
    async fn export(
        &self,
        /// Only what this user or API key asked.
        actor: Query<Option<String>>,
        /// Only this operation.
        operation: Query<Option<String>>,
        /// Only from this time on.
        from: Query<Option<DateTime<Utc>>>,
        /// Only before this time.
        until: Query<Option<DateTime<Utc>>>,
        /// Only answers of at least this status.
        status_from: Query<Option<u16>>,
        asked: Asked,
    ) -> Result<Export, Refused<LIST>> {
        let filter = filter(actor, operation, from, until, status_from);
        let (audit, tenant) = (Arc::clone(&self.0.services.audit), asked.tenant().clone());
        // The first page is read before the answer begins, so that an engine that is away is a problem.
        let first = audit.records(&tenant, &filter, None, PAGE).await?;
        Ok(Export::Lines(Ndjson(Body::from_bytes_stream(lines(audit, tenant, filter, first)))))
    }
}

fn filter(
    actor: Query<Option<String>>,
    operation: Query<Option<String>>,
    from: Query<Option<DateTime<Utc>>>,
    until: Query<Option<DateTime<Utc>>>,
    status_from: Query<Option<u16>>,
) -> AuditFilter {
    AuditFilter {
        actor: actor.0,
        operation: operation.0,
        from: from.0,
        until: until.0,
        status_from: status_from.0,
    }
}

/// All records from a first page on, a page of lines at a time.
fn lines(
    audit: Arc<dyn AuditView>,
    tenant: TenantId,
    filter: AuditFilter,
    first: Vec<AccessRecord>,
) -> impl Stream<Item = std::io::Result<Bytes>> + Send + 'static {
    stream::try_unfold(Some(first), move |page| {
        let (audit, tenant, filter) = (Arc::clone(&audit), tenant.clone(), filter.clone());
        async move {
            let Some(page) = page.filter(|page| !page.is_empty()) else { return Ok(None) };
            let place =
                page.last().map(|record| AuditPlace { at: record.at, request: record.request.clone() });
            let next = match page.len() {
                PAGE => Some(audit.records(&tenant, &filter, place, PAGE).await.map_err(broken)?),
                _ => None,
            };
            let lines: String = page.into_iter().map(line).collect();
            Ok(Some((Bytes::from(lines), next)))
        }
    })
}

fn line(record: AccessRecord) -> String {
    let mut line = serde_json::to_string(&AuditRecord::from(record)).unwrap_or_default();
    line.push('\n');
    line
}

fn broken(error: EngineError) -> std::io::Error {
    tracing::warn!(%error, "an export of the audit trail breaks off");
    std::io::Error::other("the export breaks off")
}

impl From<AccessRecord> for AuditRecord {
    fn from(record: AccessRecord) -> Self {
        let AccessRecord { at, actor, role, address, operation, target, status, problem, request, session } =
            record;
        Self { at, actor, role, address, operation, target, status, problem, request, session }
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}_{}", self.0.timestamp_micros(), self.1)
    }
}

impl FromStr for Cursor {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parse = || {
            let (at, request) = text.split_once('_')?;
            let is_id =
                (1..=64).contains(&request.len()) && request.bytes().all(|byte| byte.is_ascii_alphanumeric());
            let at = at.parse().ok().filter(|at| (0..10_i64.pow(16)).contains(at))?;
            Some(Self(DateTime::from_timestamp_micros(at)?, request.to_owned())).filter(|_| is_id)
        };
        parse().ok_or("give the `next_cursor` of a page as it is")
    }
}

impl Described for Cursor {
    const NAME: &'static str = "audit cursor";

    fn schema() -> MetaSchemaRef {
        MetaSchemaRef::Inline(Box::new(MetaSchema {
            pattern: Some("^[0-9]{1,16}_[0-9A-Za-z]{1,64}$".to_owned()),
            ..MetaSchema::new("string")
        }))
    }
}
