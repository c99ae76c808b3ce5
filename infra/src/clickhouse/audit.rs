//! Answers what can be asked of the audit trail.

use ::clickhouse::{Client, Row};
use async_trait::async_trait;
use commands::audit::{AuditFilter, AuditPlace, AuditView};
use commands::ports::EngineError;
use domain::TenantId;
use domain::access::AccessRecord;
use projections::analytics::{AuditRow, from_micros, micros};
use serde::{Deserialize, Serialize};

use super::{engine_error, filled};

/// A row of `audit`.
#[derive(Debug, Row, Serialize, Deserialize)]
pub(super) struct Audit {
    tenant: String,
    at: i64,
    request: String,
    actor: String,
    role: String,
    address: String,
    operation: String,
    target: String,
    status: u16,
    problem: String,
    session: String,
    shard: u16,
    position: u64,
}

impl From<AuditRow> for Audit {
    fn from(AuditRow { tenant, shard, position, record }: AuditRow) -> Self {
        Self {
            tenant,
            at: micros(record.at),
            request: record.request,
            actor: record.actor,
            role: record.role.unwrap_or_default(),
            address: record.address,
            operation: record.operation,
            target: record.target,
            status: record.status,
            problem: record.problem.unwrap_or_default(),
            session: record.session.unwrap_or_default(),
            shard,
            position,
        }
    }
}

impl From<Audit> for AccessRecord {
    fn from(row: Audit) -> Self {
        Self {
            at: from_micros(row.at),
            actor: row.actor,
            role: filled(row.role),
            address: row.address,
            operation: row.operation,
            target: row.target,
            status: row.status,
            problem: filled(row.problem),
            request: row.request,
            session: filled(row.session),
        }
    }
}

/// The table of the audit trail.
#[derive(Clone)]
pub struct ClickHouseAudit(Client);

impl ClickHouseAudit {
    /// Reads through `client`.
    #[must_use]
    pub fn new(client: Client) -> Self {
        Self(client)
    }
}

#[async_trait]
impl AuditView for ClickHouseAudit {
    async fn records(
        &self,
        tenant: &TenantId,
        filter: &AuditFilter,
        before: Option<AuditPlace>,
        limit: usize,
    ) -> Result<Vec<AccessRecord>, EngineError> {
        let AuditFilter { actor, operation, from, until, status_from } = filter;
        let mut query = "SELECT ?fields FROM audit WHERE tenant = ?".to_owned();
        for (is_asked, condition) in [
            (actor.is_some(), " AND actor = ?"),
            (operation.is_some(), " AND operation = ?"),
            (from.is_some(), " AND at >= fromUnixTimestamp64Micro(?)"),
            (until.is_some(), " AND at < fromUnixTimestamp64Micro(?)"),
            (status_from.is_some(), " AND status >= ?"),
            (before.is_some(), " AND (at, request) < (fromUnixTimestamp64Micro(?), ?)"),
        ] {
            query.push_str(if is_asked { condition } else { "" });
        }
        query.push_str(" ORDER BY at DESC, request DESC LIMIT ?");
        let mut bound = self.0.query(&query).bind(tenant.as_str());
        for text in [actor, operation].into_iter().flatten() {
            bound = bound.bind(text);
        }
        for time in [from, until].into_iter().flatten() {
            bound = bound.bind(micros(*time));
        }
        if let Some(status) = status_from {
            bound = bound.bind(status);
        }
        if let Some(AuditPlace { at, request }) = before {
            bound = bound.bind(micros(at)).bind(request);
        }
        let rows = bound.bind(limit).fetch_all::<Audit>().await.map_err(engine_error)?;
        Ok(rows.into_iter().map(AccessRecord::from).collect())
    }
}
