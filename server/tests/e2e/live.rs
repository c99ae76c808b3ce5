//! Live connections to the real program: nothing is missed, nothing is told twice, and who may not see any more is sent away.

use std::time::Duration;

use futures::{SinkExt as _, StreamExt as _};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::deployment::Deployment;

/// How long a test waits for a fact.
const LIMIT: Duration = Duration::from_secs(120);

struct Live(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Live {
    async fn open(deployment: &Deployment, key: &str) -> Self {
        let mut request = deployment.url("/v1/live").replacen("http", "ws", 1).into_client_request().unwrap();
        request.headers_mut().insert("authorization", format!("Bearer {key}").parse().unwrap());
        Self(connect_async(request).await.unwrap().0)
    }

    async fn subscribe(deployment: &Deployment, subscription: Value) -> Self {
        let mut live = Self::open(deployment, deployment.key()).await;
        live.say(json!({ "subscribe": subscription })).await;
        live
    }

    async fn say(&mut self, message: Value) {
        self.0.send(Message::text(message.to_string())).await.unwrap();
    }

    /// The next message that is not only to see whether we are still there.
    async fn next(&mut self) -> Message {
        loop {
            match timeout(LIMIT, self.0.next()).await.expect("a message comes").unwrap().unwrap() {
                Message::Ping(_) => {}
                message => return message,
            }
        }
    }

    async fn hear(&mut self) -> Value {
        serde_json::from_str(self.next().await.to_text().unwrap()).unwrap()
    }

    async fn end(&mut self) -> (u16, String) {
        loop {
            if let Message::Close(Some(frame)) = self.next().await {
                return (frame.code.into(), frame.reason.to_string());
            }
        }
    }
}

/// Has one task of a job that workers of the tenant's own do done.
async fn do_one(deployment: &Deployment, queue: &str) {
    deployment.succeeds(&["work", queue, "--command", "cat", "--until-empty"]);
}

/// A job with so many items, for the tenant's own workers, in batches of their own.
async fn external_job(deployment: &Deployment, queue: &str) -> String {
    let job = json!({ "items": [1], "processor": { "external": { "queue": queue } } });
    let answer = deployment.http().post(deployment.url("/v1/jobs")).json(&job).send().await.unwrap();
    let answer: Value = answer.json().await.unwrap();
    answer["id"].as_str().unwrap().to_owned()
}

async fn act(deployment: &Deployment, id: &str, action: &str) {
    let url = deployment.url(&format!("/v1/jobs/{id}/{action}"));
    let answer = deployment.http().post(url).send().await.unwrap();
    assert!(answer.status().is_success(), "{}", answer.text().await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_is_cut_goes_on_where_it_was() {
    let deployment = Deployment::start().await;
    let id = external_job(&deployment, "slow").await;
    let mut live = Live::subscribe(&deployment, json!({ "id": "j", "job": id })).await;
    let mut told = vec![live.hear().await];
    assert_eq!(told[0]["snapshot"]["state"], "running", "{told:?}");

    // What happens while nobody listens is told in one.
    act(&deployment, &id, "pause").await;
    told.push(live.hear().await);
    assert_eq!(told[1]["change"]["paused"], true);
    drop(live);
    act(&deployment, &id, "resume").await;
    let resume = told[1]["resume"].clone();
    let mut live = Live::subscribe(&deployment, json!({ "id": "j", "job": id, "resume": resume })).await;
    loop {
        let message = live.hear().await;
        // The read model may have been as it was, a moment ago.
        if message.get("unchanged").is_none() {
            assert_eq!(message["change"]["paused"], false, "{message}");
            told.push(message);
            break;
        }
    }

    do_one(&deployment, "slow").await;
    while told.last().unwrap()["change"]["state"] != "completed" {
        told.push(live.hear().await);
    }
    let last = told.last().unwrap().clone();
    let job: Value = deployment
        .http()
        .get(deployment.url(&format!("/v1/jobs/{id}")))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(last["change"], job, "what is told is what is read");
    let states: Vec<String> =
        told.iter().map(|told| told["snapshot"].to_string() + &told["change"].to_string()).collect();
    let mut different = states.clone();
    different.dedup();
    assert_eq!(states, different, "nothing is told twice");

    let mut again =
        Live::subscribe(&deployment, json!({ "id": "j", "job": id, "resume": last["resume"] })).await;
    assert_eq!(again.hear().await["unchanged"], true);
    deployment.check();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_and_a_queue_are_followed() {
    let deployment = Deployment::start().await;
    let list = json!({ "id": "l", "list": { "state": "running" } });
    let mut live = Live::subscribe(&deployment, list).await;
    live.say(json!({ "subscribe": { "id": "q", "queue": "slow" } })).await;
    let (mut jobs, mut waiting) = (None, None);
    while jobs.is_none() || waiting.is_none() {
        let told = live.hear().await;
        match told["id"].as_str().unwrap() {
            "l" => jobs = told["snapshot"]["jobs"].as_array().cloned(),
            _ => waiting = told["snapshot"]["standing"]["waiting"].as_u64(),
        }
    }
    assert_eq!((jobs, waiting), (Some(vec![]), Some(0)));

    let id = external_job(&deployment, "slow").await;
    let (mut entered, mut waits) = (false, false);
    while !entered || !waits {
        let told = live.hear().await;
        entered |= told["change"]["entered"][0]["id"] == id.as_str();
        waits |= told["change"]["standing"]["waiting"] == 1;
    }
    do_one(&deployment, "slow").await;
    while live.hear().await["change"]["left"][0] != id.as_str() {}
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_see_any_more_is_sent_away_and_so_are_all_when_the_server_stops() {
    let mut deployment = Deployment::start().await;
    let (http, keys) = (deployment.http(), deployment.url("/v1/api-keys"));
    let spec = json!({ "name": "console", "role": "analyst" });
    let made: Value = http.post(&keys).json(&spec).send().await.unwrap().json().await.unwrap();
    let (key, id) = (made["secret"].as_str().unwrap(), made["key"]["id"].as_str().unwrap());
    let mut live = Live::open(&deployment, key).await;
    live.say(json!({ "subscribe": { "id": "l", "list": {} } })).await;
    assert_eq!(live.hear().await["snapshot"]["jobs"], json!([]));
    let mut other = Live::subscribe(&deployment, json!({ "id": "l", "list": {} })).await;
    other.hear().await;

    assert!(http.delete(format!("{keys}/{id}")).send().await.unwrap().status().is_success());

    assert_eq!(live.end().await, (4401, "token-revoked".to_owned()));
    let stopping = tokio::task::spawn_blocking(move || deployment.stop());
    assert_eq!(other.end().await.0, 1001);
    drop(other);
    timeout(Duration::from_secs(15), stopping).await.expect("it waits for nobody").unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reader_that_does_not_read_gets_the_newest_state_when_it_does() {
    let deployment = Deployment::start().await;
    let id = external_job(&deployment, "slow").await;
    let mut slow = Live::subscribe(&deployment, json!({ "id": "j", "job": id })).await;
    let mut quick = Live::subscribe(&deployment, json!({ "id": "j", "job": id })).await;
    quick.hear().await;
    let before = deployment.memory_mib();
    for _ in 0..50 {
        for (action, paused) in [("pause", true), ("resume", false)] {
            act(&deployment, &id, action).await;
            while quick.hear().await["change"]["paused"] != paused {}
        }
    }
    act(&deployment, &id, "pause").await;
    while quick.hear().await["change"]["paused"] != true {}
    assert!(deployment.memory_mib() < before + 100, "{before} MiB before");
    let mut last = slow.hear().await;
    while let Ok(Some(Ok(Message::Text(text)))) = timeout(Duration::from_secs(2), slow.0.next()).await {
        last = serde_json::from_str(&text).unwrap();
    }
    assert_eq!(last["change"]["paused"], true, "{last}");
}
