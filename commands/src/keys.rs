//! The keys of objects: tenant first, so that a tenant's data can be found, counted and deleted.

use domain::{BatchId, DatasetId, JobId, LeaseId, TenantId};
use uuid::Uuid;

/// What a tenant's keys begin with.
#[must_use]
pub fn tenant(tenant: &TenantId) -> String {
    format!("tenants/{tenant}/")
}

/// A dataset's bytes.
#[must_use]
pub fn dataset(tenant: &TenantId, id: DatasetId) -> String {
    format!("tenants/{tenant}/datasets/{id}")
}

/// The bytes of a dataset whose upload may come again: each try writes an object of its own, so that none changes what another
/// has recorded.
#[must_use]
pub fn dataset_try(tenant: &TenantId, id: DatasetId, number: Uuid) -> String {
    format!("tenants/{tenant}/datasets/{id}/{}", number.simple())
}

/// The items of a job that came with the request and are too many for an event.
#[must_use]
pub fn job_items(tenant: &TenantId, job: JobId) -> String {
    format!("tenants/{tenant}/jobs/{job}/items.ndjson")
}

/// The bytes of one of the objects that a job names, unpacked.
#[must_use]
pub fn job_input(tenant: &TenantId, job: JobId, number: usize) -> String {
    format!("tenants/{tenant}/jobs/{job}/input/{number:05}")
}

/// The result lines of one report. The lease and the first task make a second report another object.
#[must_use]
pub fn results(tenant: &TenantId, batch: BatchId, lease: LeaseId, first_task: u64) -> String {
    let (job, number) = (batch.job, batch.number);
    format!("tenants/{tenant}/jobs/{job}/results/{number:08}/{first_task:012}-{lease}.ndjson")
}

/// The manifest of a job's results.
#[must_use]
pub fn manifest(tenant: &TenantId, job: JobId) -> String {
    format!("tenants/{tenant}/jobs/{job}/manifest.json")
}
