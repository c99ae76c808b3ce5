//! A tenant's whole way: upload, submit, watch, read results, look into history, all through the program.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::deployment::Deployment;

fn lines(text: &str) -> Vec<Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dataset_becomes_results_in_order() {
    let deployment = Deployment::start().await;
    let rows: String = (0..3_210).map(|n| format!("{n},\"a\n{n}\"\n")).collect();
    std::fs::write(deployment.folder().join("rows.csv"), format!("n,text\n{rows}")).unwrap();
    let filter = r#"if (.n|tonumber) % 100 == 7 then error("no sevens") else {n: (.n|tonumber), text} end"#;
    let told = deployment.succeeds(&[
        "submit",
        "rows.csv",
        "--jq",
        filter,
        "--name",
        "rows",
        "--output",
        "results.ndjson",
        "--json",
    ]);
    let told: Value = serde_json::from_str(&told).unwrap();
    let id = told["id"].as_str().unwrap();

    let results = lines(&std::fs::read_to_string(deployment.folder().join("results.ndjson")).unwrap());
    assert_eq!(results.len(), 3_210);
    for (n, line) in results.iter().enumerate() {
        assert_eq!(line["task"], json!(n));
        if n % 100 == 7 {
            assert_eq!(line["error"]["class"], "filter_error");
        } else {
            assert_eq!(line["outputs"], json!([{ "n": n, "text": format!("a\n{n}") }]));
        }
    }

    let shown: Value = serde_json::from_str(&deployment.succeeds(&["jobs", "show", id, "--json"])).unwrap();
    assert_eq!((&shown["name"], &shown["state"]), (&json!("rows"), &json!("completed")));
    assert_eq!(
        (&shown["succeeded"], &shown["failed"], &shown["batches"]),
        (&json!(3_177), &json!(33), &json!(4))
    );

    let events = lines(&deployment.succeeds(&["events", id, "--json"]));
    let mut types = BTreeMap::new();
    for event in &events {
        *types.entry(event["type"].as_str().unwrap()).or_insert(0) += 1;
    }
    let expected = [("JobBatchFinished", 4), ("JobCompleted", 1), ("JobPlanned", 1), ("JobSubmitted", 1)];
    assert_eq!(types, BTreeMap::from(expected));

    deployment.check();
    let failed = lines(&deployment.succeeds(&[
        "jobs",
        "tasks",
        id,
        "--outcome",
        "failed",
        "--limit",
        "100",
        "--json",
    ]));
    let failed: Vec<_> = failed.iter().map(|task| task["task"].as_u64().unwrap()).collect();
    assert_eq!(failed, (0..33).map(|n| n * 100 + 7).collect::<Vec<u64>>());

    let failures = sums(&deployment, "errors?step=minute").await;
    assert_eq!(failures, BTreeMap::from([("filter_error".to_owned(), 33)]));
    let usage = sums(&deployment, "usage?processor=jq&time_zone=Europe/Berlin&step=day").await;
    let of_items = |n: u64| json!({ "n": n.to_string(), "text": format!("a\n{n}") }).to_string().len() as u64;
    assert_eq!((usage["tasks"], usage["attempts"]), (3_210, 3_210));
    assert_eq!(usage["bytes_in"], (0..3_210).map(of_items).sum::<u64>());
    let results = std::fs::metadata(deployment.folder().join("results.ndjson")).unwrap().len();
    assert_eq!(usage["bytes_out"], results);

    let shown = deployment.succeeds(&["analytics", "errors", "--step", "month"]);
    assert!(shown.starts_with("TIME") && shown.contains("FILTER_ERROR") && shown.contains("33"), "{shown}");
    let chart = ["analytics", "throughput", "--step", "day", "--processor", "jq"];
    let rows = lines(&deployment.succeeds(&[&chart[..], &["--json"]].concat()));
    let succeeded = rows.iter().filter(|row| row["series"] == "succeeded");
    assert_eq!(succeeded.filter_map(|row| row["value"].as_f64()).sum::<f64>(), 3_177.0);
    deployment.succeeds(&[&chart[..], &["--format", "parquet", "--output", "chart.parquet"]].concat());
    let file = std::fs::read(deployment.folder().join("chart.parquet")).unwrap();
    assert!(file.starts_with(b"PAR1") && file.ends_with(b"PAR1"));
}

/// What the lines of a chart add up to, rounded down.
async fn sums(deployment: &Deployment, chart: &str) -> BTreeMap<String, u64> {
    let asked =
        deployment.http().get(deployment.url(&format!("/v1/analytics/{chart}"))).send().await.unwrap();
    let chart: Value = asked.json().await.unwrap();
    let series = chart["series"].as_array().unwrap_or_else(|| panic!("{chart}")).iter();
    let sum = |series: &Value| -> f64 {
        series["values"].as_array().unwrap().iter().filter_map(Value::as_f64).sum()
    };
    series.map(|line| (line["name"].as_str().unwrap().to_owned(), sum(line) as u64)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_of_few_items_keeps_its_results_in_events() {
    let deployment = Deployment::start().await;
    let id = deployment.submit(&[json!({"a": 1}), json!(2), json!(null)], ".a, .a").await;
    let job = deployment.until_ended(id).await;
    assert_eq!((job.succeeded, job.failed), (2, 1));
    let results = lines(&deployment.succeeds(&["jobs", "results", &id.to_string()]));
    assert_eq!(results[0], json!({"task": 0, "outputs": [1, 1]}));
    assert_eq!(results[1]["error"]["class"], "filter_error");
    assert_eq!(results[2], json!({"task": 2, "outputs": [null, null]}));
    // The list may be behind the log, from which one job is answered meanwhile.
    deployment.check();
    let listed = lines(&deployment.succeeds(&["jobs", "list", "--state", "completed", "--json"]));
    assert_eq!(listed[0]["id"], json!(id));
}

#[tokio::test(flavor = "multi_thread")]
async fn items_keep_their_digits() {
    let deployment = Deployment::start().await;
    let body = r#"{"items": [123456789012345678901234567890], "processor": {"jq": {"filter": "."}}}"#;
    let answer = deployment
        .http()
        .post(deployment.url("/v1/jobs"))
        .header("content-type", "application/json")
        .body(body)
        .send()
        .await
        .unwrap();
    let submitted: Value = answer.json().await.unwrap();
    let id = submitted["id"].as_str().unwrap();
    deployment.until_ended(id.parse().unwrap()).await;
    let results = deployment.succeeds(&["jobs", "results", id]);
    assert_eq!(results, "{\"task\":0,\"outputs\":[123456789012345678901234567890]}\n");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inline_job_too_large_for_an_event_goes_through_the_object_store() {
    let deployment = Deployment::start().await;
    let items: Vec<Value> = (0..2_500).map(|n| json!({"n": n, "pad": "x".repeat(60)})).collect();
    let id = deployment.submit(&items, ".n").await;
    let job = deployment.until_ended(id).await;
    assert_eq!((job.succeeded, job.failed, job.batches), (2_500, 0, Some(3)));
    deployment.check();
}
