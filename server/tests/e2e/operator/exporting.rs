//! `log export`: every byte that is stored, in a file that can be verified.

use std::io::Read as _;

use serde_json::value::RawValue;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{a_job, a_job_of_several_lines, audited, lines, place, stored};
use crate::deployment::Deployment;

/// A line, with its payload in the bytes that it has there.
#[derive(serde::Deserialize)]
struct Line<'a> {
    shard: u64,
    position: u64,
    #[serde(borrow)]
    data: Option<&'a RawValue>,
    data_text: Option<String>,
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_has_the_stored_bytes_and_verifies() {
    let deployment = Deployment::start().await;
    a_job(&deployment).await;
    a_job_of_several_lines(&deployment).await;
    audited(&deployment, 2).await;
    deployment.succeeds(&["log", "export", "--out", "log.ndjson"]);
    let text = std::fs::read_to_string(deployment.folder().join("log.ndjson")).unwrap();
    let (events, end) = text.trim_end().rsplit_once('\n').unwrap();
    let events = format!("{events}\n");

    let payload =
        |line: &Line| line.data.map_or_else(|| line.data_text.clone().unwrap(), |data| data.get().to_owned());
    let parsed = events.lines().map(|line| serde_json::from_str::<Line>(line).unwrap());
    let exported: Vec<_> = parsed.map(|line| (line.shard, line.position, payload(&line))).collect();
    let stored = stored(&deployment).await;
    assert_eq!(exported, stored);
    assert!(events.contains(r#""data_text":"#), "the payload of several lines is a text");

    let end: Value = serde_json::from_str(end).unwrap();
    assert_eq!(end["end"]["events"], json!(stored.len()));
    assert_eq!(end["end"]["bytes"], json!(events.len()));
    assert_eq!(end["end"]["sha256"], json!(hex::encode(Sha256::digest(&events))));

    let told = deployment.succeeds(&["log", "export", "--out", "log.ndjson.gz", "--json"]);
    let mut unpacked = String::new();
    let packed = std::fs::File::open(deployment.folder().join("log.ndjson.gz")).unwrap();
    flate2::read::GzDecoder::new(packed).read_to_string(&mut unpacked).unwrap();
    assert_eq!(unpacked, text);
    assert_eq!(lines(&told), [end]);
    assert_eq!(deployment.succeeds(&["log", "export"]), text);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_is_of_what_was_asked_for() {
    let deployment = Deployment::start().await;
    let id = a_job(&deployment).await.to_string();
    audited(&deployment, 1).await;
    let export = |arguments: &[&str]| {
        let mut all = lines(&deployment.succeeds(&[&["log", "export"], arguments].concat()));
        all.pop();
        all
    };
    let all = export(&[]);
    assert_eq!(
        export(&["--from", "1:2", "--to", "1:3"]).iter().map(place).collect::<Vec<_>>(),
        [(1, 2), (1, 3)]
    );
    let planned = export(&["--type", "JobPlanned", "--stream", &id]);
    assert_eq!(planned.len(), 1);
    // Both ends of a range belong to it; a filter's until does not.
    let at = planned[0]["recorded_at"].as_str().unwrap();
    let not_after: Vec<_> = all.iter().filter(|event| event["recorded_at"].as_str().unwrap() <= at).collect();
    assert_eq!(export(&["--to", at]).len(), not_after.len());
    let before = not_after.iter().filter(|event| event["recorded_at"].as_str().unwrap() < at).count();
    assert_eq!(export(&["--until", at]).len(), before);
    assert_eq!(export(&["--since", at]).len(), all.len() - before);
    assert_eq!(export(&["--actor", "nobody"]).len(), 0);
    let of_dev = all.iter().filter(|event| event["tenant"] == "dev").count();
    assert!(of_dev < all.len(), "its owner is no tenant's");
    assert_eq!(export(&["--tenant", "dev"]).len(), of_dev);
}
