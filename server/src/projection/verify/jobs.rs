//! Compares summaries and lists of jobs with the log.
//!
//! The read model goes on meanwhile. It is held against the log at the positions that it had when this began; a job of which it has
//! more by the time that it is looked at says of which events, and is held against these.

use std::collections::{BTreeMap, BTreeSet};

use domain::{JobId, RecordedEvent, TenantId};
use indicatif::ProgressBar;
use infra::postgres::{Filter, Order};
use infra::redis::StoredJob;
use projections::job_view::{Cell, Folded, JobsLedger, cells};
use projections::progress::Projection;

use super::{Certificate, Digest, OfTenant};
use crate::cli::output::Output;
use crate::projection::building::TEMPLATE;
use crate::projection::cut::{self, Cut};
use crate::services::Services;

/// How many jobs are looked at together: others wait for Redis meanwhile.
const PAGE: usize = 100;

/// Compares, and prints the certificate.
pub(crate) async fn verify(services: &Services, output: Output) -> anyhow::Result<()> {
    let reached = cut::reached(services, Projection::Redis).await?;
    let bar = output.bar(None, TEMPLATE);
    bar.set_message("reads the log");
    let ledger = read(services, &reached, &bar).await?;
    bar.finish_and_clear();
    let mut certificate = Certificate::new("redis", reached, ledger.events);
    let mut tenants: BTreeSet<TenantId> = ledger.tenants.keys().cloned().collect();
    tenants.extend(services.redis.stored_tenants().await?);
    let none = BTreeMap::new();
    for tenant in tenants {
        let expected = ledger.tenants.get(&tenant).unwrap_or(&none);
        let let_go = services.redis.let_go_up_to(&tenant).await?;
        let mut comparison = Comparison { services, tenant: &tenant, expected, let_go, moved_on: 0 };
        match comparison.compare().await? {
            Some(difference) => {
                certificate.clean = false;
                certificate.difference.get_or_insert(format!("of {tenant}, {difference}"));
            }
            None => certificate.tenants.push(of_tenant(tenant.clone(), expected)?),
        }
        certificate.moved_on += comparison.moved_on;
    }
    super::usage::compare(services, &mut certificate).await?;
    certificate.print(output)
}

/// All jobs as the log says that they are at a cut.
async fn read(services: &Services, cut: &Cut, bar: &ProgressBar) -> anyhow::Result<JobsLedger> {
    let mut ledger = JobsLedger::default();
    let parts = cut::parts(services, &cut::beginning(services), cut).await;
    bar.set_length(cut::events(&parts));
    for part in parts {
        let mut scan = part.shard.scan(part.after, part.through, Filter::default(), Order::Forwards);
        while let Some(page) = scan.next().await? {
            for event in &page.events {
                ledger.add(event).map_err(|error| {
                    anyhow::anyhow!("{}:{} cannot be read: {error}", event.shard, event.position)
                })?;
            }
            bar.inc(page.events.len() as u64);
        }
    }
    Ok(ledger)
}

fn of_tenant(tenant: TenantId, jobs: &BTreeMap<JobId, Folded>) -> anyhow::Result<OfTenant> {
    let mut digest = Digest::default();
    for (id, Folded { record, cells }) in jobs {
        digest.add(&(id, record, cells))?;
    }
    Ok(OfTenant { tenant, what: "jobs", rows: jobs.len() as u64, digest: digest.finish() })
}

/// One tenant's jobs as they should be and as they are.
struct Comparison<'a> {
    services: &'a Services,
    tenant: &'a TenantId,
    expected: &'a BTreeMap<JobId, Folded>,
    /// Jobs that have ended up to this one may be in the analyst's tables alone.
    let_go: Option<JobId>,
    moved_on: u64,
}

impl Comparison<'_> {
    /// The first difference.
    async fn compare(&mut self) -> anyhow::Result<Option<String>> {
        let redis = &self.services.redis;
        // Those that are in no list: jobs of which no more than batches are known so far, if all is well.
        let mut missing: BTreeSet<JobId> = self.expected.keys().copied().collect();
        let mut last = None;
        loop {
            let ids = redis.stored_ids(self.tenant, last, PAGE).await?;
            let Some(end) = ids.last() else { break };
            last = Some(*end);
            for stored in redis.stored_jobs(self.tenant, &ids).await? {
                missing.remove(&stored.id);
                if let Some(difference) = self.check(&stored).await? {
                    return Ok(Some(difference));
                }
            }
        }
        let missing: Vec<JobId> = missing.into_iter().collect();
        for ids in missing.chunks(PAGE) {
            for stored in redis.stored_jobs(self.tenant, ids).await? {
                if let Some(difference) = self.check(&stored).await? {
                    return Ok(Some(difference));
                }
            }
        }
        let (all, states) = redis.stored_counts(self.tenant).await?;
        Ok((all != states).then(|| format!("{all} jobs are listed, and {states} by their states")))
    }

    async fn check(&mut self, stored: &StoredJob) -> anyhow::Result<Option<String>> {
        let nothing = Folded::default();
        let at_cut = self.expected.get(&stored.id).unwrap_or(&nothing);
        if *at_cut == stored.folded {
            return Ok(difference(stored, at_cut));
        }
        let is_old = self.let_go.is_some_and(|last| stored.id <= last);
        if is_old && at_cut.has_ended() && stored.folded == nothing && stored.is_unlisted {
            return Ok(None);
        }
        if is_behind(&stored.folded, at_cut) {
            return Ok(Some(format!("{} is {:?}, and lacks events of {at_cut:?}", stored.id, stored.folded)));
        }
        self.moved_on += 1;
        let is_seen = |event: &RecordedEvent| has(&stored.folded, event);
        let folded = self.services.log.fold_job(self.tenant, stored.id, is_seen).await?;
        Ok(difference(stored, &folded))
    }
}

/// Whether of any stream less is known than should be. What batches say is forgotten when their job has ended.
fn is_behind(stored: &Folded, expected: &Folded) -> bool {
    let lacks = |(number, cell): (&u64, &Cell)| {
        stored.cells.get(number).map_or(0, |known| known.sequence) < cell.sequence
    };
    stored.record.version < expected.record.version
        || (!stored.has_ended() && expected.cells.iter().any(lacks))
}

/// Whether a job has an event.
fn has(stored: &Folded, event: &RecordedEvent) -> bool {
    match cells::batch_of(event) {
        Some(_) if stored.has_ended() => false,
        Some(batch) => stored.cells.get(&batch.number).is_some_and(|cell| event.sequence <= cell.sequence),
        None => event.sequence <= stored.record.version,
    }
}

/// What is wrong with a job.
fn difference(stored: &StoredJob, expected: &Folded) -> Option<String> {
    let id = stored.id;
    if stored.folded != *expected {
        return Some(format!("{id} is {:?}, and should be {expected:?}", stored.folded));
    }
    if expected.record.submitted.is_some() && !stored.is_listed {
        return Some(format!("{id} is missing in the list of jobs, or in those of its tags and its queue"));
    }
    if expected.record.submitted.is_none() && !stored.is_unlisted {
        return Some(format!("{id} is in a list of jobs, and was not submitted"));
    }
    let states: Vec<_> = expected.record.state.into_iter().collect();
    (stored.states != states)
        .then(|| format!("{id} is in the lists of {:?}, and should be in {states:?}", stored.states))
}
