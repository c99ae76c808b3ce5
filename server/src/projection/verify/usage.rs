//! Compares what tenants used with the log.
//!
//! It goes on to be counted meanwhile. What is counted of a tenant by a shard's events says up to which event that is: if that is beyond
//! the cut, the log is read on up to it.

use std::collections::{BTreeMap, BTreeSet};

use domain::{RecordedEvent, TenantId};
use infra::postgres::{Filter, Order};
use infra::redis::usage_fields;
use projections::usage::{EVENT_TYPES, UsedByDay, add};

use super::{Certificate, Digest, OfTenant};
use crate::projection::cut::{self, Cut};
use crate::services::Services;

/// What was used by some of a shard's events.
#[derive(Debug, Clone, Default)]
struct Counted {
    /// The last of these.
    position: u64,
    days: UsedByDay,
}

/// By tenant and shard.
type Ledger = BTreeMap<(TenantId, u16), Counted>;

/// Compares, and adds what it finds to the certificate.
pub(super) async fn compare(services: &Services, certificate: &mut Certificate) -> anyhow::Result<()> {
    let cut = certificate.cut.clone();
    let mut ledger = Ledger::new();
    read(services, &cut::beginning(services), &cut, None, &mut ledger).await?;
    let mut tenants: BTreeSet<TenantId> = ledger.keys().map(|(tenant, _)| tenant.clone()).collect();
    tenants.extend(services.redis.stored_tenants().await?);
    for tenant in tenants {
        let (mut digest, mut rows, mut differs) = (Digest::default(), 0, None);
        for (shard, position) in &cut {
            let at_cut = ledger.remove(&(tenant.clone(), *shard)).unwrap_or_default();
            for (day, used) in &at_cut.days {
                digest.add(&(shard, day, used))?;
                rows += 1;
            }
            let (stored, fields) = services.redis.stored_usage(&tenant, *shard).await?;
            let counted = if stored > *position {
                certificate.moved_on += 1;
                read_on(services, &tenant, (*shard, *position, stored), at_cut).await?
            } else {
                at_cut
            };
            let wrong = difference(stored, &fields, &counted);
            differs = differs.or(wrong.map(|wrong| format!("of {tenant}, usage by shard {shard}: {wrong}")));
        }
        match differs {
            Some(difference) => {
                certificate.clean = false;
                certificate.difference.get_or_insert(difference);
            }
            None if rows > 0 => {
                certificate.tenants.push(OfTenant { tenant, what: "usage", rows, digest: digest.finish() });
            }
            None => {}
        }
    }
    Ok(())
}

/// Adds what lies between two cuts, of one tenant or of all.
async fn read(
    services: &Services,
    from: &Cut,
    to: &Cut,
    tenant: Option<TenantId>,
    ledger: &mut Ledger,
) -> anyhow::Result<()> {
    let types = EVENT_TYPES.iter().map(|name| (*name).to_owned()).collect();
    let filter = Filter { tenant, types, ..Filter::default() };
    for part in cut::parts(services, from, to).await {
        let mut scan = part.shard.scan(part.after, part.through, filter.clone(), Order::Forwards);
        while let Some(page) = scan.next().await? {
            for event in &page.events {
                ledger.entry((event.tenant.clone(), event.shard)).or_default().add(event)?;
            }
        }
    }
    Ok(())
}

/// What a tenant had used by a shard's events up to a position that is beyond the cut.
async fn read_on(
    services: &Services,
    tenant: &TenantId,
    (shard, cut, through): (u16, u64, u64),
    at_cut: Counted,
) -> anyhow::Result<Counted> {
    let place = (tenant.clone(), shard);
    let mut ledger = Ledger::from([(place.clone(), at_cut)]);
    let (from, to) = ([(shard, cut)].into(), [(shard, through)].into());
    read(services, &from, &to, Some(tenant.clone()), &mut ledger).await?;
    Ok(ledger.remove(&place).unwrap_or_default())
}

impl Counted {
    fn add(&mut self, event: &RecordedEvent) -> anyhow::Result<()> {
        add(&mut self.days, event)
            .map_err(|error| anyhow::anyhow!("{}:{} cannot be read: {error}", event.shard, event.position))?;
        self.position = event.position;
        Ok(())
    }
}

/// What is wrong with what is stored.
fn difference(stored: u64, fields: &BTreeMap<String, String>, counted: &Counted) -> Option<String> {
    let should_be: BTreeMap<String, String> =
        usage_fields(&counted.days).into_iter().map(|(field, number)| (field, number.to_string())).collect();
    let names: BTreeSet<&String> = fields.keys().chain(should_be.keys()).collect();
    for name in names {
        let [is, should] = [fields, &should_be].map(|fields| fields.get(name).map_or("nothing", |text| text));
        if is != should {
            return Some(format!("{name} is {is}, and should be {should}"));
        }
    }
    (stored != counted.position).then(|| format!("it is at {stored}, and should be at {}", counted.position))
}
