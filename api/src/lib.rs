//! The HTTP API: one file a resource, with its types, routes and handlers. The OpenAPI document follows from them.

use std::collections::HashMap;
use std::marker::PhantomData;
use std::sync::Arc;

use commands::dispatch::Hints;
use commands::ports::dispatch::Dispatch;
use commands::ports::{EventLog, ObjectStore};
use commands::{CommandContext, Executor};
use domain::TenantId;
use metrics_exporter_prometheus::PrometheusHandle;
use poem::endpoint::BoxEndpoint;
use poem::http::Method;
use poem::middleware::{AddData, CatchPanic};
use poem::{Endpoint, EndpointExt, Response};
use poem_openapi::registry::{MetaApi, Registry};
use poem_openapi::{LicenseObject, OpenApi, OpenApiService, Tags};
use projections::queries::{Attempts, JobViews};

mod body;
mod datasets;
mod docs;
mod events;
pub mod health;
mod jobs;
mod leases;
mod manifest;
mod problem;
mod queues;
mod results;
mod routes;
mod tasks;
mod telemetry;
#[cfg(test)]
mod testing;
mod text;
mod throttle;
mod waiting;

pub use telemetry::TraceHooks;

use body::BodyLimit;
use routes::Routes;

/// What the API runs on.
pub struct Services {
    /// Runs commands, and knows aggregates.
    pub executor: Arc<Executor>,
    /// Takes uploads.
    pub datasets: commands::datasets::Datasets,
    /// Takes jobs.
    pub jobs: commands::jobs::Jobs,
    /// Changes queues.
    pub queues: commands::queues::Queues,
    /// Serves the tenants' own workers.
    pub external: commands::external::External,
    /// Knows why what waits does.
    pub dispatch: Arc<dyn Dispatch>,
    /// Knows which jobs end in this process.
    pub hints: Hints,
    /// Reads results.
    pub results: commands::results::Results,
    /// The event store.
    pub log: Arc<dyn EventLog>,
    /// The object store.
    pub objects: Arc<dyn ObjectStore>,
    /// Job summaries and lists.
    pub views: Arc<dyn JobViews>,
    /// Attempts at tasks.
    pub attempts: Arc<dyn Attempts>,
    /// Which engines are away.
    pub health: Arc<dyn health::Health>,
    /// Renders the metrics of this process.
    pub metrics: PrometheusHandle,
}

/// How the API behaves.
#[derive(Debug, Clone)]
pub struct ApiConfig {
    /// Whose requests they all are, until accounts exist.
    pub tenant: TenantId,
    /// The longest JSON body, in bytes. Datasets may have any size.
    pub max_json_bytes: usize,
    /// How request spans join traces.
    pub trace: TraceHooks,
}

impl ApiConfig {
    /// The usual limits, and no tracing beyond this process.
    #[must_use]
    pub fn new(tenant: TenantId) -> Self {
        Self { tenant, max_json_bytes: 16 << 20, trace: TraceHooks::default() }
    }
}

/// What every resource has at hand.
struct Shared {
    services: Services,
    config: ApiConfig,
}

impl Shared {
    fn tenant(&self) -> &TenantId {
        &self.config.tenant
    }

    /// The context of a command that a request leads to.
    fn context(&self, trace: telemetry::Incoming, correlation: impl ToString) -> CommandContext {
        CommandContext {
            tenant: self.config.tenant.clone(),
            actor: "api".to_owned(),
            correlation: correlation.to_string(),
            causation: None,
            traceparent: (self.config.trace.current)().or(trace.0),
        }
    }
}

/// What the routes are grouped by in the documentation.
#[derive(Tags)]
enum Tag {
    /// Uploaded files whose items jobs process.
    Datasets,
    /// Requests to process many items, and what comes of them.
    Jobs,
    /// Lanes for workers of your own, which lease tasks and report how they ended.
    Queues,
    /// What whoever runs the service looks at.
    Operations,
}

type Api = (
    datasets::DatasetsApi,
    jobs::JobsApi,
    jobs::JobActionsApi,
    waiting::WaitingApi,
    results::ResultsApi,
    manifest::ManifestApi,
    tasks::TasksApi,
    events::EventsApi,
    queues::QueuesApi,
    leases::LeasesApi,
    health::HealthApi,
    docs::DocsApi,
);

/// Paths that serve the documentation, and are not a part of it.
const PAGES: &[&str] = &["/", "/docs", "/openapi.json"];

/// The whole API as one endpoint.
pub fn app(services: Services, config: ApiConfig) -> impl Endpoint<Output = Response> {
    let shared = Arc::new(Shared { services, config });
    let routes = Arc::new(Routes::of::<Api>(PAGES));
    let trace = shared.config.trace;
    let limit = BodyLimit(shared.config.max_json_bytes);
    let api: Api = (
        datasets::DatasetsApi(shared.clone()),
        jobs::JobsApi(shared.clone()),
        jobs::JobActionsApi(shared.clone()),
        waiting::WaitingApi(shared.clone()),
        results::ResultsApi(shared.clone()),
        manifest::ManifestApi(shared.clone()),
        tasks::TasksApi(shared.clone()),
        events::EventsApi(shared.clone()),
        queues::QueuesApi(shared.clone()),
        leases::LeasesApi(shared.clone()),
        health::HealthApi(shared),
        docs::DocsApi::new(&description()),
    );
    OpenApiService::new(api, "", "")
        .with(CatchPanic::new().with_handler(|_| problem::of_panic()))
        .with(AddData::new(limit))
        .around(move |next, request| telemetry::observe(next, request, routes.clone(), trace))
}

/// The OpenAPI document, as pretty JSON that is the same for the same routes.
#[must_use]
pub fn openapi_document() -> String {
    description().spec()
}

fn description() -> OpenApiService<Description<Api>, ()> {
    OpenApiService::new(Description(PhantomData), "Thousandfold", env!("CARGO_PKG_VERSION"))
        .description(docs::introduction())
        .license(LicenseObject::new("Apache-2.0"))
}

/// The documentation of an API without the API, which would need engines.
struct Description<T>(PhantomData<fn() -> T>);

impl<T: OpenApi> OpenApi for Description<T> {
    fn meta() -> Vec<MetaApi> {
        T::meta()
    }

    fn register(registry: &mut Registry) {
        T::register(registry);
    }

    fn add_routes(self, _: &mut HashMap<String, HashMap<Method, BoxEndpoint<'static>>>) {}
}

#[cfg(test)]
mod tests;
