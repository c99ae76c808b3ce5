//! `bench store`: the event store beside postgres-es and a bare insert, in the same run.

mod appends;
mod loads;
mod place;
mod relay;
mod rows;
mod whole_log;

use std::path::Path;

use super::form::{Report, Row};
use super::{StoreArgs, StorePart};
use crate::config::Config;
use place::Place;

/// Measures everything, on databases of its own that go away.
pub(super) async fn run(config: &Path, args: &StoreArgs) -> anyhow::Result<Report> {
    let config = Config::read(config)?;
    let place = Place::create(&config).await?;
    let measured = measure(&place, args).await;
    place.destroy().await?;
    Ok(Report::new("store", measured?))
}

async fn measure(place: &Place, args: &StoreArgs) -> anyhow::Result<Vec<Row>> {
    let mut rows = vec![];
    if args.measures(StorePart::Append) {
        rows.extend(appends::run(place, args).await?);
    }
    if args.measures(StorePart::Load) {
        rows.extend(loads::run(place, args).await?);
    }
    if args.measures(StorePart::Log) {
        rows.extend(whole_log::run(place, args).await?);
    }
    if args.measures(StorePart::Relay) {
        rows.extend(relay::run(place, args).await?);
    }
    Ok(rows)
}
