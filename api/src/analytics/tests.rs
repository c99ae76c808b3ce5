//! What charts are asked for, and what the answers are like. What they show is tested on the engines.

use domain::permission::Role;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use poem::http::StatusCode;
use projections::charts::{Chart, Series, Step, Topic};
use serde_json::{Value, json as value};
use std::sync::atomic::Ordering;

use crate::testing::{Testing, json, problem, tenant};

const PATHS: &[(&str, Topic)] = &[
    ("throughput", Topic::Throughput),
    ("failures", Topic::Failures),
    ("latency", Topic::Latency),
    ("waiting", Topic::Waiting),
    ("errors", Topic::Errors),
    ("usage", Topic::Usage),
];

fn drawn() -> Chart {
    let times = ["2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"].map(|time| time.parse().unwrap());
    let series =
        Series { name: "failed".to_owned(), unit: "attempts".to_owned(), values: vec![Some(2.0), None] };
    Chart { times: times.to_vec(), series: vec![series] }
}

#[tokio::test]
async fn each_path_asks_about_its_topic() {
    let testing = Testing::default();
    *testing.engines.chart.lock().unwrap() = drawn();
    let client = testing.client();
    for (path, topic) in PATHS {
        let query = "?from=2026-03-01T00:00:00Z&until=2026-03-03T00:00:00Z&step=day&time_zone=Europe/Berlin\
             &processor=external&queue=letters";
        let chart = json(client.get(format!("/v1/analytics/{path}{query}")).send().await, 200).await;
        let asked = testing.engines.charted.lock().unwrap().pop().unwrap();
        assert_eq!((asked.topic, asked.step), (*topic, Step::Day));
        assert_eq!(asked.queue.unwrap().to_string(), "letters");
        assert_eq!((&chart["step"], &chart["time_zone"]), (&"day".into(), &"Europe/Berlin".into()));
        assert_eq!(chart["times"], value!(["2026-03-01T00:00:00Z", "2026-03-02T00:00:00Z"]));
        let series = value!({ "name": "failed", "unit": "attempts", "values": [2.0, null] });
        assert_eq!(chart["series"], value!([series]));
    }
}

#[tokio::test]
async fn without_a_time_it_is_the_last_day_by_the_hour_the_same_all_minute() {
    let testing = Testing::default();
    json(testing.client().get("/v1/analytics/usage").send().await, 200).await;
    let asked = testing.engines.charted.lock().unwrap().pop().unwrap();
    assert_eq!((asked.until - asked.from).num_hours(), 24);
    assert_eq!((asked.until.timestamp() % 60, asked.step, asked.time_zone.as_str()), (0, Step::Hour, "UTC"));
}

#[tokio::test]
async fn an_answer_that_the_client_has_is_not_sent_again() {
    let testing = Testing::default();
    *testing.engines.chart.lock().unwrap() = drawn();
    let client = testing.client();
    let path = "/v1/analytics/errors?from=2026-03-01T00:00:00Z&until=2026-03-03T00:00:00Z&step=day";
    let first = client.get(path).send().await.0;
    let tag = first.headers()["etag"].to_str().unwrap().to_owned();
    assert_eq!(first.headers()["cache-control"], "private, max-age=5");
    for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}")] {
        let same = client.get(path).header("if-none-match", known).send().await.0;
        assert_eq!(
            (same.status(), same.headers()["etag"].to_str().unwrap()),
            (StatusCode::NOT_MODIFIED, &*tag)
        );
        assert_eq!(same.into_body().into_vec().await.unwrap(), b"");
    }
    testing.engines.chart.lock().unwrap().series.clear();
    let changed = client.get(path).header("if-none-match", &tag).send().await;
    assert_eq!(json(changed, 200).await["series"], Value::Array(vec![]));
}

#[tokio::test]
async fn each_chart_is_a_table_in_each_format() {
    let testing = Testing::default();
    *testing.engines.chart.lock().unwrap() = drawn();
    let client = testing.client();
    let query = "from=2026-03-01T00:00:00Z&until=2026-03-03T00:00:00Z&step=day";
    let table = async |chart: &str, format: &str| {
        let answer = client.get(format!("/v1/analytics/{chart}/export?{query}{format}")).send().await.0;
        assert_eq!(answer.status(), StatusCode::OK);
        let media_type = answer.content_type().unwrap().to_owned();
        (media_type, answer.into_body().into_bytes().await.unwrap())
    };

    let csv = "time,series,unit,value\n2026-03-01T00:00:00Z,failed,attempts,2.0\n2026-03-02T00:00:00Z,failed,attempts,\n";
    for (path, topic) in PATHS {
        assert_eq!(table(path, "").await, ("text/csv; header=present".to_owned(), csv.into()));
        assert_eq!(testing.engines.charted.lock().unwrap().pop().unwrap().topic, *topic);
    }

    let (media_type, lines) = table("failures", "&format=ndjson").await;
    assert_eq!(media_type, "application/x-ndjson");
    let lines: Vec<Value> =
        serde_json::Deserializer::from_slice(&lines).into_iter().map(Result::unwrap).collect();
    let row =
        |time, number| value!({ "time": time, "series": "failed", "unit": "attempts", "value": number });
    assert_eq!(lines, [row("2026-03-01T00:00:00Z", Some(2.0)), row("2026-03-02T00:00:00Z", None)]);

    let (media_type, file) = table("failures", "&format=parquet").await;
    assert_eq!(media_type, "application/vnd.apache.parquet");
    let file = SerializedFileReader::new(file).unwrap();
    let rows = file.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string());
    let row = |day, number| {
        format!(
            r#"{{time: 2026-03-0{day} 00:00:00.000 +00:00, series: "failed", unit: "attempts", value: {number}}}"#
        )
    };
    assert_eq!(rows.collect::<Vec<_>>(), [row(1, "2.0"), row(2, "null")]);
}

#[tokio::test]
async fn a_chart_without_lines_is_a_table_without_rows() {
    let client = Testing::default().client();
    let csv = client.get("/v1/analytics/errors/export").send().await.0;
    assert_eq!(csv.into_body().into_string().await.unwrap(), "time,series,unit,value\n");
    let file = client.get("/v1/analytics/errors/export?format=parquet").send().await.0;
    let file = SerializedFileReader::new(file.into_body().into_bytes().await.unwrap()).unwrap();
    let facts = file.metadata().file_metadata();
    assert_eq!((facts.num_rows(), facts.schema_descr().num_columns()), (0, 4));
}

#[tokio::test]
async fn an_export_is_refused_as_the_chart_is() {
    let testing = Testing::default();
    let client = testing.client();
    for (path, parameter) in [("usage/export?format=xlsx", "format"), ("weather/export", "chart")] {
        let refused = client.get(format!("/v1/analytics/{path}")).send().await;
        assert_eq!(problem(refused, 400, "malformed-parameter").await["parameter"], parameter);
    }
    let wrong = client.get("/v1/analytics/usage/export?time_zone=Mars/Olympus").send().await;
    assert_eq!(problem(wrong, 422, "invalid-chart").await["parameter"], "time_zone");
    let worker = testing.client_of(&testing.key(&tenant(), Role::Worker));
    problem(worker.get("/v1/analytics/usage/export").send().await, 403, "forbidden").await;
    testing.engines.charts_away.store(true, Ordering::Relaxed);
    problem(client.get("/v1/analytics/usage/export").send().await, 503, "engine-away").await;
}

#[tokio::test]
async fn a_chart_that_cannot_be_is_refused_with_advice() {
    let client = Testing::default().client();
    for (query, parameter, advice) in [
        ("from=2026-03-02T00:00:00Z&until=2026-03-01T00:00:00Z", "from", "is not before"),
        ("from=2025-03-01T00:00:00Z&until=2026-03-01T00:00:00Z&step=minute", "step", "2000 at most"),
        ("from=0001-01-01T00:00:00Z", "from", "from 1970"),
        ("until=9999-12-31T23:59:59Z", "from", "from 1970"),
        ("time_zone=Mars/Olympus", "time_zone", "IANA"),
    ] {
        let refused = client.get(format!("/v1/analytics/latency?{query}")).send().await;
        let problem = problem(refused, 422, "invalid-chart").await;
        assert_eq!(problem["parameter"], parameter);
        assert!(problem["detail"].as_str().unwrap().contains(advice), "{problem}");
    }
    for (query, parameter) in [
        ("step=second", "step"),
        ("time_zone=+01:00", "time_zone"),
        ("processor=perl", "processor"),
        ("queue=Letters", "queue"),
        ("from=yesterday", "from"),
    ] {
        let refused = client.get(format!("/v1/analytics/latency?{query}")).send().await;
        assert_eq!(problem(refused, 400, "malformed-parameter").await["parameter"], parameter);
    }
}

#[tokio::test]
async fn who_may_see_jobs_may_see_charts_and_clickhouse_may_be_away() {
    let testing = Testing::default();
    let analyst = testing.client_of(&testing.key(&tenant(), Role::Analyst));
    json(analyst.get("/v1/analytics/waiting").send().await, 200).await;
    let worker = testing.client_of(&testing.key(&tenant(), Role::Worker));
    problem(worker.get("/v1/analytics/waiting").send().await, 403, "forbidden").await;

    testing.engines.charts_away.store(true, Ordering::Relaxed);
    let away = analyst.get("/v1/analytics/waiting").send().await;
    away.assert_header("retry-after", "5");
    assert_eq!(problem(away, 503, "engine-away").await["engine"], "clickhouse");
}
