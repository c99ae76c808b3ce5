//! Logs, and traces over OTLP where an endpoint is configured. A trace goes on through Kafka by the
//! `traceparent` of each event.

use std::collections::HashMap;

use opentelemetry::propagation::TextMapPropagator as _;
use opentelemetry::trace::TracerProvider as _;
use opentelemetry_otlp::WithExportConfig as _;
use opentelemetry_sdk::Resource;
use opentelemetry_sdk::propagation::TraceContextPropagator;
use opentelemetry_sdk::trace::SdkTracerProvider;
use serde::Deserialize;
use tracing::{Level, Span, Subscriber};
use tracing_opentelemetry::OpenTelemetrySpanExt as _;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, Targets, filter_fn};
use tracing_subscriber::layer::SubscriberExt as _;
use tracing_subscriber::util::SubscriberInitExt as _;

/// What is told, and to whom.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TelemetryConfig {
    /// Which log lines are written, as a filter such as `info,infra=debug`. Traces do not depend on it.
    pub log: String,
    /// Whether log lines are JSON.
    pub json: bool,
    /// The OTLP endpoint (gRPC) that traces are sent to, such as `http://127.0.0.1:4317`. None: no traces.
    pub otlp_endpoint: Option<String>,
}

impl Default for TelemetryConfig {
    fn default() -> Self {
        Self { log: "info,librdkafka=warn,rdkafka=warn".to_owned(), json: false, otlp_endpoint: None }
    }
}

/// Sends what is left of the traces when it is dropped.
pub struct Telemetry(Option<SdkTracerProvider>);

impl Drop for Telemetry {
    fn drop(&mut self) {
        if let Some(Err(error)) = self.0.take().map(|provider| provider.shutdown()) {
            tracing::warn!(%error, "some traces were not sent");
        }
    }
}

/// Starts logging to standard error, and tracing.
///
/// # Errors
/// The filter or the endpoint is not one.
pub fn init(config: &TelemetryConfig) -> Result<Telemetry, Box<dyn std::error::Error + Send + Sync>> {
    let log = config.log.parse()?;
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let lines = if config.json { lines.json().boxed() } else { lines.with_target(false).boxed() };
    // The exporter would take an empty endpoint for its own default.
    let endpoint = config.otlp_endpoint.as_deref();
    let provider = endpoint.filter(|endpoint| !endpoint.is_empty()).map(provider).transpose()?;
    let traces = provider
        .as_ref()
        .map(|provider| tracing_opentelemetry::layer().with_tracer(provider.tracer("thousandfold")));
    tracing_subscriber::registry()
        .with(filter(log, provider.is_some()))
        .with(traces)
        .with(lines)
        .try_init()?;
    Ok(Telemetry(provider))
}

/// Passes the lines of `log` and, where spans are sent, all of these: who wants few lines still wants whole traces.
///
/// It is one filter for all layers. With one for each, a library that only asks whether a line is wanted, as
/// `log::log_enabled!` does, would have the thread's next line lost (tokio-rs/tracing#2448).
fn filter<S: Subscriber>(log: Targets, traced: bool) -> impl Layer<S> {
    let lines = Layer::<S>::max_level_hint(&log).unwrap_or(LevelFilter::TRACE);
    let most = if traced { lines.max(LevelFilter::INFO) } else { lines };
    filter_fn(move |metadata| {
        let sent = traced && metadata.is_span() && *metadata.level() <= Level::INFO;
        sent || log.would_enable(metadata.target(), metadata.level())
    })
    .with_max_level_hint(most)
}

fn provider(endpoint: &str) -> Result<SdkTracerProvider, opentelemetry_otlp::ExporterBuildError> {
    let exporter =
        opentelemetry_otlp::SpanExporter::builder().with_tonic().with_endpoint(endpoint).build()?;
    let resource = Resource::builder().with_service_name("thousandfold").build();
    Ok(SdkTracerProvider::builder().with_batch_exporter(exporter).with_resource(resource).build())
}

/// Makes `span` a part of the trace that `traceparent` names.
pub fn continue_trace(span: &Span, traceparent: Option<&str>) {
    if let Some(traceparent) = traceparent {
        let carrier = HashMap::from([("traceparent".to_owned(), traceparent.to_owned())]);
        // Without an exporter there is no trace to go on with.
        let _ = span.set_parent(TraceContextPropagator::new().extract(&carrier));
    }
}

/// The W3C trace context of the current span, if it is traced.
#[must_use]
pub fn current_traceparent() -> Option<String> {
    let mut carrier = HashMap::new();
    TraceContextPropagator::new().inject_context(&Span::current().context(), &mut carrier);
    carrier.remove("traceparent").filter(|context: &String| !context.is_empty())
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use tracing::Metadata;
    use tracing_subscriber::layer::Context;

    use super::*;

    /// Keeps the names of spans, and the levels of lines.
    #[derive(Clone, Default)]
    struct Seen(Arc<Mutex<Vec<String>>>);

    impl<S: Subscriber> Layer<S> for Seen {
        fn on_new_span(&self, span: &tracing::span::Attributes<'_>, _: &tracing::Id, _: Context<'_, S>) {
            self.see(span.metadata(), span.metadata().name());
        }

        fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
            self.see(event.metadata(), "line");
        }
    }

    impl Seen {
        fn see(&self, metadata: &Metadata<'_>, what: &str) {
            self.0.lock().unwrap().push(format!("{what} {}", metadata.level()));
        }
    }

    /// What passes of a span and a line at each of three levels.
    fn passes(log: &str, traced: bool) -> Vec<String> {
        let seen = Seen::default();
        let layers =
            tracing_subscriber::registry().with(filter(log.parse().unwrap(), traced)).with(seen.clone());
        tracing::subscriber::with_default(layers, || {
            let _ = (tracing::info_span!("request"), tracing::debug_span!("detail"));
            tracing::warn!("a warning");
            tracing::info!("news");
            tracing::debug!("a detail");
        });
        let passed = seen.0.lock().unwrap();
        passed.clone()
    }

    #[test]
    fn spans_are_sent_whatever_is_logged() {
        assert_eq!(passes("warn", false), ["line WARN"]);
        assert_eq!(passes("warn", true), ["request INFO", "line WARN"]);
        assert_eq!(passes("off", true), ["request INFO"]);
        assert_eq!(passes("off,infra=info", true), ["request INFO", "line WARN", "line INFO"]);
    }
}
