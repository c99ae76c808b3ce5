//! `log show`, `log stats` and `log tail --no-follow`, in text and in JSON.

use serde_json::{Value, json};

use super::{a_job, audited, lines, place, stored};
use crate::deployment::Deployment;

#[tokio::test(flavor = "multi_thread")]
async fn a_stream_and_an_event_are_shown_in_full() {
    let deployment = Deployment::start().await;
    let id = a_job(&deployment).await.to_string();
    let show = |arguments: &[&str]| deployment.succeeds(&[&["log", "show"], arguments].concat());

    let events = lines(&show(&[&id, "--json"]));
    assert_eq!(events[0]["type"], "JobSubmitted");
    assert_eq!(events.last().unwrap()["type"], "JobCompleted");
    let text = show(&[&id]);
    assert!(text.contains("1  JobSubmitted  ") && text.contains("\n     \"JobSubmitted\": {\n"), "{text}");

    let last = lines(&show(&[&id, "--reverse", "--limit", "1", "--json"]));
    assert_eq!(last, events[events.len() - 1..]);
    let rest = lines(&show(&[&format!("job/{id}"), "--from-version", "2", "--json"]));
    assert_eq!(rest, events[1..]);
    let at_first = events[0]["recorded_at"].as_str().unwrap();
    assert_eq!(lines(&show(&[&id, "--as-of", at_first, "--json"]))[0], events[0]);

    let (shard, position) = place(&events[0]);
    let by_place = lines(&show(&[&format!("{shard}:{position}"), "--json"]));
    let event_id = events[0]["metadata"]["event_id"].as_str().unwrap();
    assert_eq!(by_place, lines(&show(&[event_id, "--json"])));
    assert_eq!(by_place, events[..1]);
    let caused = lines(&show(&[event_id, "--caused", "--json"]));
    assert!(
        caused.len() > 1 && caused[1..].iter().all(|event| event["metadata"]["causation"] == json!(event_id))
    );
    assert!(show(&[event_id]).contains(&format!("event id     {event_id}\n")));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_events_of_all_shards_come_in_order() {
    let deployment = Deployment::start().await;
    let id = a_job(&deployment).await.to_string();
    let tail =
        |arguments: &[&str]| deployment.succeeds(&[&["log", "tail", "--no-follow"], arguments].concat());

    let all = lines(&tail(&["--from", "1", "--json"]));
    assert_eq!(all.len(), stored(&deployment).await.len());
    assert!(all.is_sorted_by_key(|event| event["recorded_at"].as_str().unwrap()));
    assert_eq!(lines(&tail(&["-n", "5", "--json"])), all[all.len() - 5..]);
    let chosen = lines(&tail(&["--type", "JobPlanned,JobCompleted", "--correlation", &id, "--json"]));
    assert_eq!(chosen.len(), 2);
    assert!(lines(&tail(&["--shard", "1", "--json"])).iter().all(|event| event["shard"] == 1));
    assert!(tail(&["-n", "1"]).contains("  JobCompleted  2499 succeeded, 1 failed\n"));
    assert_eq!(tail(&["--until", "2020-01-01"]), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn statistics_agree_with_the_tables() {
    let deployment = Deployment::start().await;
    a_job(&deployment).await;
    audited(&deployment, 1).await;
    deployment.check();
    let stored = stored(&deployment).await;
    let bytes: usize = stored.iter().map(|(.., payload)| payload.len()).sum();

    let stats: Value = serde_json::from_str(&deployment.succeeds(&["log", "stats", "--json"])).unwrap();
    assert_eq!((&stats["events"], &stats["bytes"]), (&json!(stored.len()), &json!(bytes)));
    let batches =
        stats["types"].as_array().unwrap().iter().find(|part| part["name"] == "BatchOpened").unwrap();
    assert_eq!(batches["events"], 3);
    for (number, shard) in stats["shards"].as_array().unwrap().iter().enumerate() {
        let events = stored.iter().filter(|(shard, ..)| *shard == number as u64).count();
        // Where streams go follows from ids that differ from run to run: a shard may be left out.
        let last = (events > 0).then_some(events);
        assert_eq!((&shard["counted"]["events"], &shard["last"]["position"]), (&json!(events), &json!(last)));
        assert_eq!(shard["partitions"][0]["first"], 1);
        let checkpoints = shard["checkpoints"].as_array().unwrap();
        let consumers: Vec<_> = checkpoints.iter().map(|checkpoint| &checkpoint["consumer"]).collect();
        assert_eq!(consumers, ["projection:clickhouse", "projection:redis", "relay"]);
        assert_eq!(shard["snapshots"], 0);
    }
    // One job, three batches, and what let them in.
    let streams =
        stats["shards"].as_array().unwrap().iter().map(|shard| shard["counted"]["streams"].as_u64().unwrap());
    assert!(streams.sum::<u64>() > 4);
    let quick: Value =
        serde_json::from_str(&deployment.succeeds(&["log", "stats", "--quick", "--json"])).unwrap();
    assert_eq!((quick.get("types"), quick["shards"][0].get("counted")), (None, None));
    assert!(deployment.succeeds(&["log", "stats"]).contains("\nTENANT "));
}
