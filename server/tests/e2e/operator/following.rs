//! `log tail` follows: live, through the loss of a shard, until its reader goes.

use std::io::{BufRead as _, BufReader, Read};
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};

use serde_json::{Value, json};

use super::{a_job, connect, lines, place, shard, stored};
use crate::deployment::Deployment;

/// What a process has written so far.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<String>>);

impl Written {
    fn collect(from: impl Read + Send + 'static) -> Self {
        let written = Self::default();
        let here = written.clone();
        std::thread::spawn(move || {
            for line in BufReader::new(from).lines().map_while(Result::ok) {
                here.0.lock().unwrap().push_str(&(line + "\n"));
            }
        });
        written
    }

    fn text(&self) -> String {
        self.0.lock().unwrap().clone()
    }
}

fn tail(deployment: &Deployment) -> Child {
    let mut command = deployment.command(&["log", "tail", "--json"]);
    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tail_shows_each_event_once_also_when_a_shard_was_away() {
    let deployment = Deployment::start().await;
    a_job(&deployment).await;
    let mut process = tail(&deployment);
    let written = Written::collect(process.stdout.take().unwrap());
    let errors = Written::collect(process.stderr.take().unwrap());
    deployment.until("the tail has begun", async || !written.text().is_empty()).await;
    let first = lines(&written.text())[0].clone();

    let address = shard(&deployment, 1);
    let database = address.rsplit_once("dbname=").unwrap().1.to_owned();
    let server = connect(&address.replace(&database, "postgres")).await;
    let allow = async |allowed| {
        server
            .batch_execute(&format!("ALTER DATABASE \"{database}\" ALLOW_CONNECTIONS {allowed}"))
            .await
            .unwrap();
    };
    allow(false).await;
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1";
    server.execute(end, &[&database]).await.unwrap();
    deployment.until("the loss is told", async || errors.text().contains("shard 1 is away")).await;
    allow(true).await;
    deployment.until("the return is told", async || errors.text().contains("shard 1 is back")).await;

    deployment
        .until("a job is taken", async || {
            let body = json!({"items": [1], "processor": {"jq": {"filter": "."}}});
            let request = deployment.http().post(deployment.url("/v1/jobs")).json(&body);
            request.send().await.is_ok_and(|answer| answer.status() == 202)
        })
        .await;
    let second = a_job(&deployment).await;
    let is_second = |event: &Value| event["type"] == "JobCompleted" && event["aggregate_id"] == json!(second);
    deployment.until("the job's end is shown", async || lines(&written.text()).iter().any(is_second)).await;
    deployment
        .until("all is shown", async || {
            let stored: Vec<_> =
                stored(&deployment).await.iter().map(|(shard, position, _)| (*shard, *position)).collect();
            let mut shown: Vec<_> = lines(&written.text()).iter().map(place).collect();
            shown.sort_unstable();
            let begin = |shard| shown.iter().find(|place| place.0 == shard).map_or(1, |place| place.1);
            let (begin_0, begin_1) = (begin(0), begin(1));
            let expected = stored
                .into_iter()
                .filter(|(shard, position)| *position >= [begin_0, begin_1][*shard as usize]);
            shown == expected.collect::<Vec<_>>()
        })
        .await;
    assert_eq!(lines(&written.text())[0], first);

    let id = rustix::process::Pid::from_child(&process);
    rustix::process::kill_process(id, rustix::process::Signal::INT).unwrap();
    assert!(process.wait().unwrap().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tail_ends_when_its_reader_goes_though_nothing_happens() {
    let deployment = Deployment::idle().await;
    let mut process = tail(&deployment);
    drop(process.stdout.take());
    let process = Mutex::new(process);
    let ended = deployment
        .until_some("the tail has ended", async || process.lock().unwrap().try_wait().unwrap())
        .await;
    assert!(ended.success());
}
