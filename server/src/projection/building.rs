//! Writes a read model from the log, for people who watch: to take the place of one that is read, or to be compared with it.

use std::sync::Arc;
use std::time::Instant;

use indicatif::ProgressBar;
use infra::{ChunkSize, Unwritable, fill};
use projections::runner::Sink;

use super::cut::{self, Cut};
use crate::cli::output::Output;
use crate::services::Services;

/// How a bar looks that counts events.
pub(super) const TEMPLATE: &str = "{msg} {wide_bar} {human_pos}/{human_len} events  {rate}/s  ETA {eta}";
/// How much is written at once of the analyst's tables, where one event may be a thousand rows.
pub(super) const OF_TABLES: ChunkSize = ChunkSize { events: 20_000, bytes: 2 << 20 };

/// A read model that is being written.
pub(super) struct Building<'a> {
    services: &'a Services,
    pub(super) sink: Arc<dyn Sink>,
    size: ChunkSize,
    /// Up to where it is written.
    pub(super) reached: Cut,
    /// The events that this version cannot read.
    pub(super) unwritable: Vec<Unwritable>,
    pub(super) bar: ProgressBar,
    pub(super) begin: Instant,
}

impl<'a> Building<'a> {
    pub(super) fn new(services: &'a Services, sink: Arc<dyn Sink>, size: ChunkSize, output: Output) -> Self {
        let (bar, reached) = (output.bar(None, TEMPLATE), cut::beginning(services));
        bar.set_message(sink.name());
        Self { services, sink, size, reached, unwritable: vec![], bar, begin: Instant::now() }
    }

    /// Writes the log up to a cut; answers how many events that took.
    pub(super) async fn write_to(&mut self, cut: Cut) -> anyhow::Result<u64> {
        let parts = cut::parts(self.services, &self.reached, &cut).await;
        let events = cut::events(&parts);
        self.bar.set_length(self.bar.position() + events);
        let written = |events| self.bar.inc(events);
        self.unwritable.extend(fill(&parts, &self.sink, self.size, written).await?);
        self.reached = cut;
        Ok(events)
    }
}
