//! Live connections on a socket of their own, with the stand-ins for engines.

use std::sync::atomic::Ordering;
use std::time::Duration;

use chrono::{DateTime, Utc};
use commands::ports::limits::Limits as _;
use domain::JobId;
use domain::permission::Role;
use futures::{SinkExt as _, StreamExt as _};
use gateway::{Gateway, GatewayConfig};
use poem::http::header::{AUTHORIZATION, ORIGIN, SEC_WEBSOCKET_PROTOCOL};
use poem::http::{HeaderName, StatusCode};
use projections::job_view::{JobState, JobSummary};
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::client::IntoClientRequest as _;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::testing::{Testing, problem, tenant};
use crate::{ApiConfig, front};

/// How long a test waits for a fact.
const LIMIT: Duration = Duration::from_secs(20);

/// The API on a socket.
struct Server {
    testing: Testing,
    address: String,
    stop: CancellationToken,
    serving: JoinHandle<()>,
}

impl Server {
    async fn start() -> Self {
        let (testing, stop) = (Testing::default(), CancellationToken::new());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let app = testing.app(ApiConfig { stop: stop.clone(), ..ApiConfig::default() });
        let config = GatewayConfig::default();
        let gateway = Gateway { config, refuse: front::refuse, classify: front::classify };
        let serving = tokio::spawn(gateway::serve(listener, app, gateway, stop.clone(), LIMIT));
        Self { testing, address, stop, serving }
    }

    async fn open(&self, headers: &[(HeaderName, &str)]) -> Result<Client, Error> {
        let mut request = format!("ws://{}/v1/live", self.address).into_client_request().unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(name, value.parse().unwrap());
        }
        connect_async(request).await.map(|(stream, _)| Client(stream))
    }

    async fn connect(&self) -> Client {
        let key = self.testing.key(&tenant(), Role::Owner);
        self.open(&[(AUTHORIZATION, &format!("Bearer {key}"))]).await.unwrap()
    }

    /// Has the read model have a job in this state, with so many tasks that succeeded.
    fn set(&self, id: JobId, state: JobState, succeeded: u64) {
        self.testing.engines.change(|jobs| {
            jobs.retain(|job| job.id != id);
            jobs.push(summary(id, state, succeeded));
        });
    }
}

struct Client(WebSocketStream<MaybeTlsStream<TcpStream>>);

impl Client {
    async fn say(&mut self, message: Value) {
        self.0.send(Message::text(message.to_string())).await.unwrap();
    }

    async fn next(&mut self) -> Message {
        timeout(LIMIT, self.0.next()).await.expect("a message comes").unwrap().unwrap()
    }

    async fn hear(&mut self) -> Value {
        serde_json::from_str(self.next().await.to_text().unwrap()).unwrap()
    }

    async fn end(&mut self) -> CloseFrame {
        loop {
            if let Message::Close(frame) = self.next().await {
                return frame.expect("an end with its reason");
            }
        }
    }
}

fn id(number: u128) -> JobId {
    JobId(Uuid::from_u128(number))
}

fn summary(id: JobId, state: JobState, succeeded: u64) -> JobSummary {
    JobSummary {
        id,
        name: None,
        state,
        paused: false,
        stopping: false,
        tasks: 9,
        succeeded,
        failed: 0,
        cancelled: 0,
        batches: Some(1),
        submitted_at: DateTime::<Utc>::UNIX_EPOCH,
        ended_at: (state == JobState::Completed).then_some(DateTime::<Utc>::UNIX_EPOCH),
        reason: None,
        processor: "jq".to_owned(),
        queue: None,
        priority: domain::options::Priority::Normal,
        tags: [].into(),
        redrive_of: None,
    }
}

fn job(id: JobId) -> Value {
    json!({ "subscribe": { "id": "a", "job": id } })
}

#[tokio::test]
async fn a_job_is_a_snapshot_and_then_its_changes() {
    let server = Server::start().await;
    server.set(id(7), JobState::Running, 1);
    let mut client = server.connect().await;
    client.say(job(id(7))).await;

    let first = client.hear().await;
    assert_eq!((&first["id"], &first["snapshot"]["succeeded"]), (&"a".into(), &1.into()), "{first}");
    let by_itself = server.testing.client().get(format!("/v1/jobs/{}", id(7))).send().await;
    assert_eq!(first["snapshot"], crate::testing::json(by_itself, 200).await);
    // What others of the tenant do is not of this job.
    server.set(id(8), JobState::Running, 5);
    server.set(id(7), JobState::Completed, 9);
    let second = client.hear().await;
    assert_eq!(
        (&second["change"]["state"], &second["change"]["succeeded"]),
        (&"completed".into(), &9.into())
    );
    assert_ne!(first["resume"], second["resume"]);

    client.say(json!({ "unsubscribe": "a" })).await;
    client.say(json!({ "subscribe": { "id": "b", "job": id(8) } })).await;
    assert_eq!(client.hear().await["id"], "b");
}

#[tokio::test]
async fn a_client_that_comes_again_misses_nothing_and_hears_nothing_twice() {
    let server = Server::start().await;
    server.set(id(7), JobState::Running, 1);
    let mut client = server.connect().await;
    client.say(job(id(7))).await;
    let token = client.hear().await["resume"].clone();
    drop(client);
    let again = json!({ "subscribe": { "id": "a", "job": id(7), "resume": token } });

    let mut same = server.connect().await;
    same.say(again.clone()).await;
    assert_eq!(same.hear().await, json!({ "id": "a", "unchanged": true, "resume": token }));

    server.set(id(7), JobState::Running, 2);
    let mut late = server.connect().await;
    late.say(again).await;
    for client in [&mut same, &mut late] {
        let change = client.hear().await;
        assert_eq!(change["change"]["succeeded"], 2, "{change}");
    }
}

#[tokio::test]
async fn a_list_says_who_came_changed_and_left() {
    let server = Server::start().await;
    for number in 1..=3 {
        server.set(id(number), JobState::Running, 0);
    }
    let mut client = server.connect().await;
    let list = json!({ "id": "l", "list": { "state": "running", "limit": 2 } });
    client.say(json!({ "subscribe": list })).await;
    let first = client.hear().await;
    let ids = |jobs: &Value| -> Vec<String> {
        jobs.as_array().unwrap().iter().map(|job| job["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(ids(&first["snapshot"]["jobs"]), [id(3).to_string(), id(2).to_string()]);

    server.testing.engines.change(|jobs| {
        jobs.retain(|job| job.id != id(3) && job.id != id(2));
        jobs.push(summary(id(3), JobState::Running, 4));
        jobs.push(summary(id(2), JobState::Completed, 9));
    });
    let change = client.hear().await["change"].clone();
    assert_eq!(ids(&change["entered"]), [id(1).to_string()]);
    assert_eq!(
        (ids(&change["changed"]), &change["changed"][0]["succeeded"]),
        (vec![id(3).to_string()], &4.into())
    );
    assert_eq!(change["left"], json!([id(2)]));

    // From the first token on, the same is told at once.
    let mut again = server.connect().await;
    let mut list = list;
    list["resume"] = first["resume"].clone();
    again.say(json!({ "subscribe": list })).await;
    assert_eq!(again.hear().await["change"], change);
}

#[tokio::test]
async fn a_queue_is_told_as_it_stands() {
    let server = Server::start().await;
    let mut client = server.connect().await;
    client.say(json!({ "subscribe": { "id": "q", "queue": "slow" } })).await;
    assert_eq!(client.hear().await["snapshot"]["paused"], false);
    let paused = server.testing.client().post("/v1/queues/slow/pause").send().await;
    let paused = crate::testing::json(paused, 200).await;
    assert_eq!(client.hear().await["change"], paused);
}

#[tokio::test]
async fn what_cannot_be_watched_is_a_problem_and_the_rest_goes_on() {
    let server = Server::start().await;
    server.set(id(7), JobState::Running, 1);
    let mut client = server.connect().await;
    for (said, name, slug) in [
        (json!({ "subscribe": { "id": "x", "job": id(9) } }), json!("x"), "no-such-job"),
        (json!({ "subscribe": { "id": "x" } }), json!("x"), "invalid-subscription"),
        (json!({ "subscribe": { "id": "", "job": id(7) } }), json!(""), "invalid-subscription"),
        (json!({ "subscribe": { "id": "x", "list": { "limit": 101 } } }), json!("x"), "invalid-subscription"),
        (json!({ "subscribe": { "id": "x", "list": {}, "job": id(7) } }), json!("x"), "invalid-subscription"),
        (json!({ "subscribe": { "id": "x", "job": "7" } }), Value::Null, "invalid-subscription"),
        (json!({ "dance": 1 }), Value::Null, "invalid-subscription"),
    ] {
        client.say(said.clone()).await;
        let told = client.hear().await;
        let expected = format!("https://thousandfold.dev/problems/{slug}");
        assert_eq!((&told["id"], &told["problem"]["type"]), (&name, &expected.into()), "{said}: {told}");
    }
    client.say(job(id(7))).await;
    assert_eq!(client.hear().await["snapshot"]["succeeded"], 1);
    client.say(job(id(7))).await;
    assert_eq!(client.hear().await["problem"]["status"], 422, "the name is taken");

    client.0.send(Message::text("x".repeat(20_000))).await.unwrap();
    assert_eq!(u16::from(client.end().await.code), 1009);
    let mut client = server.connect().await;
    client.0.send(Message::binary(vec![1])).await.unwrap();
    assert_eq!(u16::from(client.end().await.code), 1003);
}

#[tokio::test]
async fn a_job_that_no_read_model_knows_is_told_from_the_log() {
    let server = Server::start().await;
    let body = r#"{"items":[1,2],"processor":{"jq":{"filter":"."}}}"#;
    let client = server.testing.client();
    let accepted = client.post("/v1/jobs").content_type("application/json").body(body).send().await;
    let accepted = crate::testing::json(accepted, 202).await;
    let id: JobId = accepted["id"].as_str().unwrap().parse().unwrap();
    server.testing.engines.views_away.store(true, Ordering::Relaxed);
    let mut client = server.connect().await;
    client.say(job(id)).await;
    assert_eq!(client.hear().await["snapshot"]["tasks"], 2);

    server.testing.engines.views_away.store(false, Ordering::Relaxed);
    server.set(id, JobState::Running, 1);
    assert_eq!(client.hear().await["change"]["succeeded"], 1);
}

#[tokio::test]
async fn what_a_slow_reader_did_not_take_is_told_as_it_is_then() {
    let server = Server::start().await;
    server.set(id(7), JobState::Running, 0);
    let mut client = server.connect().await;
    client.say(job(id(7))).await;
    client.hear().await;
    for succeeded in 1..=200 {
        server.set(id(7), JobState::Running, succeeded);
    }
    let mut heard = 0;
    loop {
        heard += 1;
        if client.hear().await["change"]["succeeded"] == 200 {
            break;
        }
    }
    assert!(heard < 100, "{heard} messages for 200 changes at once");
}

#[tokio::test]
async fn a_page_offers_its_token_as_a_protocol_and_must_be_of_a_known_origin() {
    let server = Server::start().await;
    let key = server.testing.key(&tenant(), Role::Owner);
    let offered = format!("thousandfold.live, thousandfold.bearer.{key}");
    let page =
        |origin: &'static str| [(SEC_WEBSOCKET_PROTOCOL, offered.clone()), (ORIGIN, origin.to_owned())];
    let open = async |headers: [(HeaderName, String); 2]| {
        let headers: Vec<_> = headers.iter().map(|(name, value)| (name.clone(), value.as_str())).collect();
        server.open(&headers).await
    };
    let own = format!("http://{}", server.address).leak();
    let mut client = open(page(own)).await.unwrap();
    client.say(json!({ "subscribe": { "id": "l", "list": {} } })).await;
    assert_eq!(client.hear().await["snapshot"]["jobs"], json!([]));

    let status = |refused: Result<Client, Error>| match refused {
        Err(Error::Http(response)) => response.status().as_u16(),
        Err(error) => panic!("{error}"),
        Ok(_) => 101,
    };
    assert_eq!(status(open(page("https://evil.example")).await), 403);
    assert_eq!(status(server.open(&[]).await), 401);
    let wrong = "thousandfold.live, thousandfold.bearer.nothing";
    assert_eq!(status(server.open(&[(SEC_WEBSOCKET_PROTOCOL, wrong)]).await), 401);
    problem(server.testing.client().get("/v1/live").send().await, 426, "upgrade-needed").await;
    // An offer counts only where nothing better can be sent.
    let anonymous = server.testing.anonymous();
    let answer = anonymous.get("/v1/jobs").header("sec-websocket-protocol", &offered).send().await;
    answer.assert_status(StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn who_is_revoked_watches_no_more() {
    let server = Server::start().await;
    server.set(id(7), JobState::Running, 0);
    let (mut one, mut other) = (server.connect().await, server.connect().await);
    for client in [&mut one, &mut other] {
        client.say(job(id(7))).await;
        client.hear().await;
    }
    let keys = server.testing.vault.keys_made();
    let revoked = keys.first().unwrap().to_string();
    server.testing.limits.revoke(&revoked, LIMIT).await.unwrap();

    let end = one.end().await;
    assert_eq!((u16::from(end.code), end.reason.as_str()), (4401, "token-revoked"));
    server.set(id(7), JobState::Running, 1);
    assert_eq!(other.hear().await["change"]["succeeded"], 1);
}

#[tokio::test]
async fn a_server_that_stops_takes_leave_at_once() {
    let server = Server::start().await;
    let mut client = server.connect().await;
    client.say(json!({ "subscribe": { "id": "l", "list": {} } })).await;
    client.hear().await;
    server.stop.cancel();
    assert_eq!(u16::from(client.end().await.code), 1001);
    drop(client);
    timeout(LIMIT, server.serving).await.expect("it waits for nothing").unwrap();
}

/// The events of an answer as they come, without those that only keep it alive.
async fn next_event(
    body: &mut (impl futures::Stream<Item = std::io::Result<bytes::Bytes>> + Unpin),
) -> String {
    loop {
        let piece = timeout(LIMIT, body.next()).await.expect("an event comes").unwrap().unwrap();
        if !piece.starts_with(b":") {
            return String::from_utf8(piece.to_vec()).unwrap();
        }
    }
}

#[tokio::test]
async fn the_same_is_told_as_events() {
    let server = Server::start().await;
    server.set(id(7), JobState::Running, 1);
    server.set(id(8), JobState::Running, 1);
    let (client, path) = (server.testing.client(), format!("/v1/live/events?job={}&job={}", id(7), id(8)));
    let answer = client.get(&path).send().await.0;
    assert_eq!(answer.content_type(), Some("text/event-stream"));
    let mut events = answer.into_body().into_bytes_stream();
    let (_, last) = (next_event(&mut events).await, next_event(&mut events).await);
    let seen = last.lines().next().unwrap().strip_prefix("id: ").unwrap().to_owned();
    assert!(last.contains("\nevent: snapshot\ndata: {\"id\":\"job_"), "{last}");
    drop(events);

    server.set(id(8), JobState::Running, 2);
    let answer = client.get(&path).header("last-event-id", &seen).send().await.0;
    let mut events = answer.into_body().into_bytes_stream();
    let told = next_event(&mut events).await + &next_event(&mut events).await;
    assert!(told.contains("event: unchanged") && told.contains("event: change\n"), "{told}");
    assert!(told.contains("\"succeeded\":2"), "{told}");

    for (query, status, slug) in [
        (String::new(), 422, "invalid-subscription"),
        (format!("?job={}", id(9)), 404, "no-such-job"),
        ("?list=true&limit=101".to_owned(), 400, "malformed-parameter"),
    ] {
        problem(client.get(format!("/v1/live/events{query}")).send().await, status, slug).await;
    }
}
