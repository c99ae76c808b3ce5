//! Whatever happens to the engines and to the projector while work goes on: read models are what the log says again, and are proven
//! to be.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering::Relaxed};

use infra::kafka::{KafkaConfig, Topics};
use rdkafka::ClientConfig;
use rdkafka::admin::{AdminClient, AdminOptions};
use rdkafka::client::DefaultClientContext;
use serde_json::{Value, json};
use tokio::task::JoinHandle;
use uuid::Uuid;

use crate::deployment::Deployment;
use crate::projections::{clickhouse, forget, namespace, verified};

/// The projector's place among the processes.
const PROJECTOR: usize = 0;
/// All else in one process.
const OTHERS: &[&str] = &["api", "relay", "reactor", "worker"];
const KILLS: usize = 10;

/// Small jobs, one after the other.
struct Load {
    accepted: Arc<AtomicU64>,
    stop: Arc<AtomicBool>,
    task: JoinHandle<()>,
}

impl Load {
    fn begin(deployment: &Deployment) -> Self {
        let (accepted, stop) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicBool::new(false)));
        let (counted, stopped) = (Arc::clone(&accepted), Arc::clone(&stop));
        let (http, url) = (deployment.http(), deployment.url("/v1/jobs"));
        let task = tokio::spawn(async move {
            let filter = "if .n == 1 then error(\"one\") else .n end";
            let job = json!({ "items": [{ "n": 0 }, { "n": 1 }, { "n": 2 }], "processor": { "jq": { "filter": filter } } });
            while !stopped.load(Relaxed) {
                // While the server is away, there is nothing to count.
                let sent = http.post(&url).json(&job).send().await;
                if sent.is_ok_and(|answer| answer.status().is_success()) {
                    counted.fetch_add(1, Relaxed);
                }
            }
        });
        Self { accepted, stop, task }
    }

    /// Waits until so many more jobs were accepted.
    async fn goes_on(&self, deployment: &Deployment, more: u64) {
        let enough = self.accepted.load(Relaxed) + more;
        deployment.until("more jobs are accepted", async || self.accepted.load(Relaxed) >= enough).await;
    }

    async fn end(self) -> u64 {
        self.stop.store(true, Relaxed);
        self.task.await.unwrap();
        self.accepted.load(Relaxed)
    }
}

/// How many events the log has.
fn recorded(deployment: &Deployment) -> u64 {
    let status = deployment.succeeds(&["projection", "status", "--json"]);
    let lines = status.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.filter(|line| line["projection"] == "redis").map(|line| line["head"].as_u64().unwrap()).sum()
}

/// Waits until both read models have all that was recorded by now, and are proven to be right.
async fn until_proven(deployment: &Deployment, after: &str) {
    let recorded = recorded(deployment);
    for name in ["redis", "clickhouse"] {
        let is_proven = async || {
            let (clean, certificate) = verified(deployment, name);
            if !clean {
                // What is shown when the test fails.
                eprintln!("{name} after {after}: {}", certificate["difference"]);
            }
            clean && certificate["events"].as_u64().is_some_and(|events| events >= recorded)
        };
        deployment.until(&format!("{name} is proven after {after}"), is_proven).await;
    }
}

fn kafka(deployment: &Deployment) -> KafkaConfig {
    deployment.section("kafka").try_into().unwrap()
}

/// Has Kafka forget how far all consumers of the deployment are: none of them may be at work.
async fn forget_offsets(deployment: &Deployment) {
    let namespace = namespace(deployment);
    let brokers = kafka(deployment).brokers;
    let admin: AdminClient<DefaultClientContext> =
        ClientConfig::new().set("bootstrap.servers", brokers).create().unwrap();
    let groups: Vec<String> =
        ["dispatcher", "reactors", "planner"].iter().map(|group| format!("{namespace}.{group}")).collect();
    let names: Vec<&str> = groups.iter().map(String::as_str).collect();
    let forgotten = async || {
        let answers = admin.delete_groups(&names, &AdminOptions::new()).await.unwrap();
        answers.into_iter().all(|answer| answer.is_ok())
    };
    deployment.until("the groups are deleted", forgotten).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn read_models_are_proven_after_every_disaster() {
    let mut deployment = Deployment::idle().await;
    deployment.serve(&["projector"]).await;
    deployment.serve(OTHERS).await;
    let load = Load::begin(&deployment);
    load.goes_on(&deployment, 50).await;
    until_proven(&deployment, "nothing").await;

    forget(&deployment).await;
    load.goes_on(&deployment, 20).await;
    until_proven(&deployment, "Redis has forgotten everything").await;

    clickhouse(&deployment, "DROP TABLE jobs SYNC").await;
    load.goes_on(&deployment, 20).await;
    deployment.succeeds(&["projection", "rebuild", "clickhouse"]);
    until_proven(&deployment, "a table was dropped").await;

    Topics::new(&namespace(&deployment)).delete(&kafka(&deployment)).await.unwrap();
    load.goes_on(&deployment, 20).await;
    until_proven(&deployment, "the topic was deleted").await;
    deployment.succeeds(&["migrate"]);
    load.goes_on(&deployment, 20).await;
    until_proven(&deployment, "the topic was made again").await;

    deployment.stop();
    forget_offsets(&deployment).await;
    deployment.serve(OTHERS).await;
    load.goes_on(&deployment, 20).await;
    until_proven(&deployment, "consumers have lost their places").await;

    for kill in 1..=KILLS {
        let somewhere = u64::try_from(Uuid::now_v7().as_u128() % 30).unwrap();
        load.goes_on(&deployment, somewhere).await;
        deployment.kill_nth(PROJECTOR);
        deployment.serve_nth(PROJECTOR, "projector").await;
        until_proven(&deployment, &format!("kill {kill} of the projector")).await;
    }

    let accepted = load.end().await;
    let ended = async || {
        let query = "SELECT countIf(state = 'completed') FROM jobs FINAL";
        clickhouse(&deployment, query).await.trim().parse::<u64>().unwrap() >= accepted
    };
    deployment.until("all jobs have ended", ended).await;
    until_proven(&deployment, "the end").await;
    let (_, certificate) = verified(&deployment, "redis");
    let jobs =
        certificate["tenants"].as_array().unwrap().iter().find(|part| part["tenant"] == "dev").unwrap();
    assert!(jobs["rows"].as_u64().unwrap() >= accepted, "{certificate}");
}
