//! Compares a read model with the log, and certifies what it found.

use chrono::{DateTime, Utc};
use domain::TenantId;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::cut::{self, Cut};
use crate::cli::output::Output;
use crate::cli::table::{Align, Table};
use crate::cli::text::{count, counted};
use crate::services::BUILD;

mod jobs;
mod tables;
mod usage;

pub(super) use jobs::verify as redis;
pub(super) use tables::verify as clickhouse;

/// What a read model was found to be.
#[derive(Debug, Serialize)]
struct Certificate {
    projection: &'static str,
    /// Whether it has what the log says, and nothing else.
    clean: bool,
    /// Up to which position of each shard it was compared.
    cut: Cut,
    /// How many events that is.
    events: u64,
    tenants: Vec<OfTenant>,
    /// How much had changed between the cut and the look: that was compared with the log as far as it said that it was.
    moved_on: u64,
    /// The first difference.
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<String>,
    verified_at: DateTime<Utc>,
    build: &'static str,
}

/// What belongs to one tenant.
#[derive(Debug, Serialize)]
struct OfTenant {
    tenant: TenantId,
    /// What was compared: `jobs`, `usage`, or a table.
    what: &'static str,
    rows: u64,
    /// SHA-256 of the content at the cut, in hexadecimal.
    digest: String,
}

/// A digest of content, piece by piece.
#[derive(Default)]
struct Digest(Sha256);

impl Digest {
    fn add(&mut self, piece: &impl Serialize) -> anyhow::Result<()> {
        self.0.update(serde_json::to_vec(piece)?);
        self.0.update(b"\n");
        Ok(())
    }

    fn finish(self) -> String {
        hex::encode(self.0.finalize())
    }
}

impl Certificate {
    fn new(projection: &'static str, cut: Cut, events: u64) -> Self {
        Self {
            projection,
            clean: true,
            cut,
            events,
            tenants: vec![],
            moved_on: 0,
            difference: None,
            verified_at: Utc::now(),
            build: BUILD,
        }
    }

    /// Prints it; a difference is an error too.
    fn print(self, output: Output) -> anyhow::Result<()> {
        match output.is_json() {
            true => output.print_json(&self)?,
            false => output.print(&self.text())?,
        }
        match self.difference {
            None => Ok(()),
            Some(difference) => anyhow::bail!("{} is not what the log says: {difference}", self.projection),
        }
    }

    fn text(&self) -> String {
        let mut table = Table::new(&[
            ("TENANT", Align::Left),
            ("WHAT", Align::Left),
            ("ROWS", Align::Right),
            ("SHA-256 AT THE CUT", Align::Left),
        ]);
        for OfTenant { tenant, what, rows, digest } in &self.tenants {
            table.push(vec![tenant.to_string(), (*what).to_owned(), count(*rows), digest.clone()]);
        }
        let verdict = if self.clean { "has all that the log says, and nothing else" } else { "DIFFERS" };
        format!(
            "{}\n{} {verdict}, at {} ({}); {} had moved on and were compared where they were\n",
            table.render(),
            self.projection,
            cut::text(&self.cut),
            counted(self.events, "event"),
            count(self.moved_on),
        )
    }
}
