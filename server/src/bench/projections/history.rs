//! Very many jobs that were submitted and have ended: their events as a log has them, appended at once.

use chrono::Utc;
use commands::ports::{Append, EventLog as _, Expected, NewEvent, StreamAppend, StreamId};
use domain::job::{JobEvent, JobSpec, Source};
use domain::manifest::ManifestRef;
use domain::options::Options;
use domain::processor::{Limits, Processor};
use domain::{JobId, Metadata, TenantId};
use futures::{StreamExt as _, TryStreamExt as _, stream};
use uuid::Uuid;

use crate::services::{BUILD, Services};

/// How many appends are under way at a time.
const CALLERS: usize = 512;

/// Appends so many jobs.
pub(super) async fn append(services: &Services, tenant: &TenantId, jobs: u64) -> anyhow::Result<()> {
    let append = |number| async move {
        services.log.append(Append { tenant: tenant.clone(), streams: vec![job(number)?] }).await?;
        anyhow::Ok(())
    };
    stream::iter(0..jobs).map(append).buffer_unordered(CALLERS).try_collect().await
}

/// One job: its submission and its end.
fn job(number: u64) -> anyhow::Result<StreamAppend> {
    let (id, at) = (JobId(Uuid::now_v7()).to_string(), Utc::now());
    let spec = JobSpec {
        name: Some(format!("import {}", number % 1_000)),
        source: Source::Inline { items: 100 },
        processor: Processor::Jq { filter: ".".into() },
        limits: Limits::default(),
        batch_size: 1_000,
        options: Options {
            tags: [format!("team-{}", number % 20), "nightly".to_owned()].into(),
            ..Options::default()
        },
    };
    let manifest = ManifestRef { key: None, bytes: 0, sha256: String::new() };
    let events = [
        ("JobSubmitted", "2.0", JobEvent::JobSubmitted { spec, submitted_at: at }),
        (
            "JobCompleted",
            "1.0",
            JobEvent::JobCompleted { succeeded: 99, failed: 1, manifest, completed_at: at },
        ),
    ];
    let events = events.into_iter().map(|(event_type, event_version, event)| {
        Ok(NewEvent {
            event_type: event_type.to_owned(),
            event_version: event_version.to_owned(),
            payload: serde_json::to_string(&event)?,
            metadata: metadata(&id),
        })
    });
    let events = events.collect::<anyhow::Result<_>>()?;
    let stream = StreamId { aggregate_type: "job", aggregate_id: id };
    Ok(StreamAppend { stream, expected: Expected::NoStream, events })
}

fn metadata(job: &str) -> Metadata {
    Metadata {
        event_id: Uuid::now_v7(),
        correlation: job.to_owned(),
        causation: None,
        actor: "bench".to_owned(),
        command: "Submit".to_owned(),
        traceparent: None,
        build: BUILD.to_owned(),
    }
}
