//! Read models are proven to be what the log says, and built again while they are used.

use std::collections::BTreeMap;

use domain::JobId;
use redis::AsyncCommands as _;
use serde_json::{Value, json};

use crate::deployment::{Deployment, text};

/// The certificate of a read model, and whether it is clean.
pub(crate) fn verified(deployment: &Deployment, name: &str) -> (bool, Value) {
    let output = deployment.run(&["projection", "verify", name, "--json"]);
    let certificate = serde_json::from_slice(&output.stdout).unwrap_or_default();
    (output.status.success(), certificate)
}

/// Waits until a read model has caught up, and its certificate is clean.
pub(crate) async fn until_clean(deployment: &Deployment, name: &str) -> Value {
    deployment.check();
    let certificate = async || Some(verified(deployment, name)).filter(|found| found.0);
    deployment.until_some("the certificate is clean", certificate).await.1
}

pub(crate) async fn some_jobs(deployment: &Deployment) -> Vec<JobId> {
    let mut jobs = vec![];
    for (count, filter) in
        [(3, "."), (1_500, "if .n % 7 == 0 then error(\"seven\") else .n end"), (40, "[.n]")]
    {
        let items: Vec<_> = (0..count).map(|n| json!({ "n": n })).collect();
        jobs.push(deployment.submit(&items, filter).await);
    }
    for job in &jobs {
        deployment.until_ended(*job).await;
    }
    jobs
}

pub(crate) async fn redis(deployment: &Deployment) -> redis::aio::MultiplexedConnection {
    let url = deployment.section("redis")["url"].as_str().unwrap().to_owned();
    redis::Client::open(url).unwrap().get_multiplexed_async_connection().await.unwrap()
}

pub(crate) fn namespace(deployment: &Deployment) -> String {
    deployment.section("namespace").as_str().unwrap().to_owned()
}

/// Has Redis forget all that is the deployment's, at one moment: what it loses in part has to be built again.
pub(crate) async fn forget(deployment: &Deployment) {
    let script = "for _, key in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('UNLINK', key) end";
    let pattern = format!("{}:*", namespace(deployment));
    let forgotten =
        redis::Script::new(script).arg(pattern).invoke_async::<()>(&mut redis(deployment).await).await;
    forgotten.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn redis_is_proven_and_built_again() {
    let deployment = Deployment::start().await;
    let jobs = some_jobs(&deployment).await;
    let certificate = until_clean(&deployment, "redis").await;
    assert_eq!(certificate["tenants"][0]["rows"], 3, "{certificate}");

    // What is wrong is found.
    let key = format!("{}:jobs2:g0:{{dev}}:job:{}", namespace(&deployment), jobs[1]);
    redis(&deployment).await.hincr::<_, _, _, ()>(&key, "failed", 1).await.unwrap();
    let refused = deployment.run(&["projection", "verify", "redis"]);
    assert!(!refused.status.success());
    assert!(text(&refused.stderr).contains(&jobs[1].to_string()), "{refused:?}");

    // It is built again while it is asked.
    let asking = async {
        let client = deployment.http();
        loop {
            let page = client.get(deployment.url("/v1/jobs?limit=2")).send().await.unwrap();
            let page = page.error_for_status().unwrap().json::<Value>().await.unwrap();
            assert_eq!(page["jobs"].as_array().unwrap().len(), 2);
        }
    };
    let rebuilding = tokio::task::spawn_blocking({
        let mut command = deployment.command(&["projection", "rebuild", "redis", "--json"]);
        move || command.output().unwrap()
    });
    let rebuilt = tokio::select! { output = rebuilding => output.unwrap(), () = asking => unreachable!() };
    assert!(rebuilt.status.success(), "{rebuilt:?}");
    let rebuilt: Value = serde_json::from_slice(&rebuilt.stdout).unwrap();
    assert_eq!((&rebuilt["replaced"], &rebuilt["unreadable"]), (&"generation 0".into(), &0.into()));
    let again = until_clean(&deployment, "redis").await;
    assert_eq!(again["tenants"], certificate["tenants"]);

    // It is kept up to date, and what it replaced can go.
    let more = deployment.submit(&[json!(1)], ".").await;
    deployment.until_ended(more).await;
    let certificate = until_clean(&deployment, "redis").await;
    assert_eq!(certificate["tenants"][0]["rows"], 4, "{certificate}");
    let dropped = deployment.succeeds(&["projection", "drop", "redis"]);
    assert!(dropped.contains("dropped generation 0"), "{dropped}");
    assert!(!redis(&deployment).await.exists::<_, bool>(&key).await.unwrap());
    until_clean(&deployment, "redis").await;

    // What is lost is built again by itself.
    forget(&deployment).await;
    let certificate = until_clean(&deployment, "redis").await;
    assert_eq!(certificate["tenants"][0]["rows"], 4, "{certificate}");
}

/// Runs a statement in the deployment's database.
pub(crate) async fn clickhouse(deployment: &Deployment, statement: &str) -> String {
    let url = deployment.section("clickhouse")["url"].as_str().unwrap().to_owned();
    let request = reqwest::Client::new().post(url).query(&[("database", namespace(deployment).as_str())]);
    let answer = request.body(statement.to_owned()).send().await.unwrap();
    let (status, text) = (answer.status(), answer.text().await.unwrap());
    assert!(status.is_success(), "{statement}: {text}");
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tables_are_proven_and_built_again() {
    let deployment = Deployment::start().await;
    some_jobs(&deployment).await;
    let certificate = until_clean(&deployment, "clickhouse").await;
    let tables = |certificate: &Value| -> BTreeMap<String, u64> {
        let parts = certificate["tenants"].as_array().unwrap().iter().filter(|part| part["tenant"] == "dev");
        let rows = |part: &Value| (part["what"].as_str().unwrap().to_owned(), part["rows"].as_u64().unwrap());
        parts.map(rows).collect()
    };
    let rows = tables(&certificate);
    assert_eq!((rows["task_attempts"], rows["jobs"]), (1_543, 3), "{certificate}");
    assert!(rows["events"] > 10 && rows["attempts_by_minute"] > 0 && rows["audit"] > 0, "{certificate}");

    // What is wrong is found, whatever it is.
    for (damage, words) in [
        ("ALTER TABLE task_attempts DELETE WHERE task = 7 SETTINGS mutations_sync = 1", "lacks"),
        (
            "INSERT INTO attempts_by_minute (tenant, minute, attempts) VALUES ('dev', 60, 1)",
            "should not have",
        ),
        ("INSERT INTO jobs (tenant, job, failed) SELECT tenant, job, 9999 FROM jobs LIMIT 1", "jobs"),
    ] {
        clickhouse(&deployment, damage).await;
        let refused = deployment.run(&["projection", "verify", "clickhouse"]);
        assert!(!refused.status.success(), "{damage}");
        let said = text(&refused.stderr).to_string();
        assert!(said.contains(words), "{damage}: {said}");
        let rebuilt = deployment.succeeds(&["projection", "rebuild", "clickhouse", "--json"]);
        let rebuilt: Value = serde_json::from_str(&rebuilt).unwrap();
        assert_eq!(rebuilt["unreadable"], 0);
        let again = until_clean(&deployment, "clickhouse").await;
        assert_eq!(tables(&again)["task_attempts"], rows["task_attempts"]);
    }

    // A table that is gone is made again, and what came meanwhile is in it.
    clickhouse(&deployment, "DROP TABLE jobs SYNC").await;
    let more = deployment.submit(&[json!(1)], ".").await;
    deployment.until_ended(more).await;
    deployment.succeeds(&["projection", "rebuild", "clickhouse"]);
    let certificate = until_clean(&deployment, "clickhouse").await;
    assert_eq!(tables(&certificate)["jobs"], 4, "{certificate}");

    let dropped = deployment.succeeds(&["projection", "drop", "clickhouse"]);
    assert_eq!(dropped.lines().count(), 4, "{dropped}");
    let left =
        format!("SELECT count() FROM system.databases WHERE startsWith(name, '{}_')", namespace(&deployment));
    assert_eq!(clickhouse(&deployment, &left).await.trim(), "0");
    until_clean(&deployment, "clickhouse").await;
}

/// Runs a statement in each shard.
async fn postgres(deployment: &Deployment, statement: &str) -> u64 {
    let mut changed = 0;
    for shard in deployment.section("postgres")["shards"].as_array().unwrap() {
        let (client, connection) =
            tokio_postgres::connect(shard.as_str().unwrap(), tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        changed += client.execute(statement, &[]).await.unwrap();
    }
    changed
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_read_is_parked_and_tried_again() {
    let mut deployment = Deployment::idle().await;
    deployment.serve(&["api", "relay", "reactor", "worker"]).await;
    let job = some_jobs(&deployment).await[1];
    // As an event of a later version would be to this one.
    let change = async |deployment: &Deployment, from: &str, to: &str| {
        let update = format!(
            "UPDATE events SET payload = replace(payload::text, '{from}', '{to}')::json \
             WHERE aggregate_id = '{job}' AND event_type = 'JobCompleted'"
        );
        assert_eq!(postgres(deployment, &update).await, 1);
    };
    change(&deployment, "JobCompleted", "JobPerfected").await;
    deployment.serve(&["projector"]).await;
    let parked = || {
        let listed = deployment.succeeds(&["parked", "list", "--json"]);
        listed.lines().map(|line| serde_json::from_str(line).unwrap()).collect::<Vec<Value>>()
    };
    deployment.until("both are parked", async || parked().len() == 2).await;
    let found = parked();
    let consumers = [&found[0]["consumer"], &found[1]["consumer"]];
    assert_eq!(consumers, ["clickhouse", "redis"], "{found:?}");
    assert!(found[0]["reason"].as_str().unwrap().contains("JobPerfected"), "{found:?}");

    // It stays as long as it cannot be read, and goes once it can.
    assert!(!deployment.run(&["parked", "retry"]).status.success(), "it is not said which");
    let refused = deployment.run(&["parked", "retry", "--all"]);
    assert!(text(&refused.stderr).contains("2 events could not be handled"), "{refused:?}");
    change(&deployment, "JobPerfected", "JobCompleted").await;
    assert_eq!(deployment.succeeds(&["parked", "retry", "--consumer", "redis"]), "retried 1 event\n");
    assert_eq!(deployment.succeeds(&["parked", "retry", "--all"]), "retried 1 event\n");
    assert_eq!(parked().len(), 0);
    let (clean, certificate) = verified(&deployment, "redis");
    assert!(clean, "{certificate}");
    let state = format!("SELECT state FROM jobs FINAL WHERE job = '{job}'");
    assert_eq!(clickhouse(&deployment, &state).await.trim(), "completed");

    let event = found[0]["event"].as_str().unwrap();
    let refused = deployment.run(&["parked", "drop", "--event", event]);
    assert!(text(&refused.stderr).contains("is not parked"), "{refused:?}");
}
