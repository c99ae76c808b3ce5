//! One trace goes the whole way: from the client's span through the API, Kafka and the reactors to the worker,
//! and back to the job.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use infra::kafka::{KafkaConfig, Topics, read_topic};
use opentelemetry_proto::tonic::collector::trace::v1::trace_service_server::{
    TraceService, TraceServiceServer,
};
use opentelemetry_proto::tonic::collector::trace::v1::{
    ExportTraceServiceRequest, ExportTraceServiceResponse,
};
use opentelemetry_proto::tonic::common::v1::any_value::Value as AnyValue;
use opentelemetry_proto::tonic::trace::v1::Span;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tonic::transport::server::{Server, TcpIncoming};
use tonic::{Request, Response, Status};

use crate::deployment::Deployment;

/// The trace that the client is in, and its span there.
const TRACE: &str = "4bf92f3577b34da6a3ce929d0e0e4736";
const CLIENT: &str = "00f067aa0ba902b7";

/// An OTLP receiver: it keeps every span that it is sent.
#[derive(Clone, Default)]
struct Receiver(Arc<Mutex<Vec<Span>>>);

#[tonic::async_trait]
impl TraceService for Receiver {
    async fn export(
        &self,
        request: Request<ExportTraceServiceRequest>,
    ) -> Result<Response<ExportTraceServiceResponse>, Status> {
        let resources = request.into_inner().resource_spans.into_iter();
        let scopes = resources.flat_map(|resource| resource.scope_spans);
        self.0.lock().unwrap().extend(scopes.flat_map(|scope| scope.spans));
        Ok(Response::new(ExportTraceServiceResponse::default()))
    }
}

impl Receiver {
    /// Starts one, and gives its endpoint.
    async fn start() -> (Self, String) {
        let receiver = Self::default();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let service = TraceServiceServer::new(receiver.clone());
        tokio::spawn(Server::builder().serve_with_incoming(service, TcpIncoming::from(listener)));
        (receiver, endpoint)
    }

    /// What has come, by span id.
    fn spans(&self) -> HashMap<String, Span> {
        let spans = self.0.lock().unwrap();
        spans.iter().map(|span| (hex::encode(&span.span_id), span.clone())).collect()
    }

    /// The spans from this one up to the client's, if all of them have come.
    fn way(&self, span: &str) -> Option<Vec<String>> {
        let (spans, mut way, mut id) = (self.spans(), vec![], span.to_owned());
        while id != CLIENT {
            let span = spans.get(&id)?;
            assert_eq!(hex::encode(&span.trace_id), TRACE, "{}", name(span));
            way.push(name(span));
            id = hex::encode(&span.parent_span_id);
        }
        Some(way)
    }
}

/// What a span is of: `execute` and `react` with what they execute, and who reacts.
fn name(span: &Span) -> String {
    let of = |key: &str| {
        let attribute = span.attributes.iter().find(|attribute| attribute.key == key)?;
        match attribute.value.as_ref()?.value.as_ref()? {
            AnyValue::StringValue(text) => Some(text.as_str()),
            _ => None,
        }
    };
    match of("command").or_else(|| of("reactor")) {
        Some(what) => format!("{} {what}", span.name),
        None => span.name.clone(),
    }
}

/// Runs a job of two batches to its end, as a client that is in a trace; gives all its events.
async fn run_a_job(deployment: &Deployment) -> Vec<Value> {
    let items: Vec<u32> = (0..40).collect();
    let answer = deployment
        .http()
        .post(deployment.url("/v1/jobs"))
        .header("traceparent", format!("00-{TRACE}-{CLIENT}-01"))
        .json(&json!({"items": items, "batch_size": 20, "processor": {"jq": {"filter": "."}}}))
        .send()
        .await
        .unwrap();
    let job: Value = answer.json().await.unwrap();
    let id = job["id"].as_str().unwrap();
    deployment.until_ended(id.parse().unwrap()).await;
    let mut events = vec![];
    for stream in ["", "?batch=0", "?batch=1"] {
        let path = deployment.url(&format!("/v1/jobs/{id}/events{stream}"));
        let page: Value = deployment.http().get(path).send().await.unwrap().json().await.unwrap();
        events.extend(page["events"].as_array().unwrap().iter().cloned());
    }
    events
}

/// The span that an event says it was decided in, which must be in the client's trace.
fn span_of(event: &Value) -> &str {
    let traceparent = event["metadata"]["traceparent"].as_str().unwrap();
    let parts: Vec<&str> = traceparent.split('-').collect();
    assert_eq!((parts[0], parts[1], parts[3]), ("00", TRACE, "01"), "{event}");
    parts[2]
}

/// The way of the command that told the job of its first batch's end.
fn back_to_the_job(receiver: &Receiver, events: &[Value]) -> Option<Vec<String>> {
    let event = events.iter().find(|event| event["type"] == "JobBatchFinished");
    receiver.way(span_of(event.unwrap()))
}

const WAY: &[&str] = &[
    "execute FinishBatches",
    "react progress",
    "execute ReportTasks",
    "batch",
    "execute Open",
    "react planner",
    "POST /v1/jobs",
];

#[tokio::test(flavor = "multi_thread")]
async fn a_trace_goes_through_kafka_to_the_worker_and_back() {
    let (receiver, endpoint) = Receiver::start().await;
    let mut deployment = Deployment::idle().await;
    deployment.set("THOUSANDFOLD_TELEMETRY__OTLP_ENDPOINT", &endpoint);
    deployment.set("THOUSANDFOLD_TELEMETRY__LOG", "error");
    // A lease that is over is taken back in no trace.
    deployment.set("THOUSANDFOLD_WORKER__LEASE_SECONDS", "60");
    deployment.serve(&[]).await;
    let events = run_a_job(&deployment).await;
    let all_have_come = || events.iter().all(|event| receiver.way(span_of(event)).is_some());
    deployment.until("every event's span has come", async || all_have_come()).await;
    assert_eq!(back_to_the_job(&receiver, &events).unwrap(), WAY);
    for event in &events {
        let way = receiver.way(span_of(event)).unwrap();
        let command = format!("execute {}", event["metadata"]["command"].as_str().unwrap());
        // The events of a submission are decided in its request.
        assert!(way[0] == command || way == ["POST /v1/jobs"], "{event}: {way:?}");
    }
    let ours = |span: &&Span| ["execute", "react", "batch"].contains(&span.name.as_str());
    // What is kept of many requests belongs to none of their traces.
    for span in receiver.spans().values().filter(ours).filter(|span| name(span) != "execute Record") {
        assert_eq!(hex::encode(&span.trace_id), TRACE, "{}", name(span));
    }
    // Beside the job's events, Kafka has those of its tenant and of the audit trail.
    let log = in_the_log(&events);
    // The read model may have had them before: where Kafka is late, it takes them from the log.
    let all_in_kafka = async || {
        let mut kafka = in_kafka(&deployment).await;
        kafka.retain(|id, _| log.contains_key(id));
        (kafka.len() == log.len()).then_some(kafka)
    };
    assert_eq!(deployment.until_some("Kafka has every event of the job", all_in_kafka).await, log);
}

/// The trace context of every event in Kafka, by the event's id.
async fn in_kafka(deployment: &Deployment) -> BTreeMap<String, Option<String>> {
    let config = std::fs::read_to_string(deployment.folder().join("config.toml")).unwrap();
    let config: toml::Table = config.parse().unwrap();
    let kafka: KafkaConfig = config["kafka"].clone().try_into().unwrap();
    let topic = Topics::new(config["namespace"].as_str().unwrap()).events;
    let read = move || {
        let mut contexts = BTreeMap::new();
        let told = read_topic(&kafka, &topic, |_, event| {
            let metadata = event.unwrap().metadata;
            contexts.insert(metadata.event_id.to_string(), metadata.traceparent);
        });
        told.map(|_| contexts).unwrap()
    };
    tokio::task::spawn_blocking(read).await.unwrap()
}

fn in_the_log(events: &[Value]) -> BTreeMap<String, Option<String>> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let metadata = events.iter().map(|event| &event["metadata"]);
    metadata.map(|of| (text(&of["event_id"]).unwrap(), text(&of["traceparent"]))).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_stops_sends_the_spans_that_it_still_has() {
    let (receiver, endpoint) = Receiver::start().await;
    let mut deployment = Deployment::idle().await;
    deployment.set("THOUSANDFOLD_TELEMETRY__OTLP_ENDPOINT", &endpoint);
    // Spans are sent every hour, and when the server stops.
    deployment.set("OTEL_BSP_SCHEDULE_DELAY", "3600000");
    deployment.serve(&[]).await;
    let events = run_a_job(&deployment).await;
    assert_eq!(receiver.spans(), HashMap::new());
    deployment.stop();
    assert_eq!(back_to_the_job(&receiver, &events).unwrap(), WAY);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_an_endpoint_nothing_is_sent_and_events_keep_the_clients_context() {
    let (receiver, endpoint) = Receiver::start().await;
    let mut deployment = Deployment::idle().await;
    // Only the server's own setting counts, and an empty one is none.
    deployment.set("OTEL_EXPORTER_OTLP_ENDPOINT", &endpoint);
    for setting in [None, Some("")] {
        if let Some(setting) = setting {
            deployment.set("THOUSANDFOLD_TELEMETRY__OTLP_ENDPOINT", setting);
        }
        deployment.serve(&[]).await;
        for event in run_a_job(&deployment).await {
            assert_eq!(span_of(&event), CLIENT);
        }
        deployment.stop();
        assert_eq!(receiver.spans(), HashMap::new());
    }
}
