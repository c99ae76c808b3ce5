//! The HTTP API: one file a resource, with its types, routes and handlers. The OpenAPI document follows from them.

use std::collections::HashMap;
use std::marker::PhantomData;
use std::sync::Arc;

use ::projections::charts::Charts;
use ::projections::live::LiveJobs;
use ::projections::progress::ProjectionProgress;
use ::projections::queries::{Attempts, JobHistory, JobViews};
use ::projections::usage::{UsageHistory, UsageView};
use commands::Executor;
use commands::accounts::Accounts;
use commands::audit::{AuditView, Trail};
use commands::dispatch::Hints;
use commands::idempotency::Answers;
use commands::limits::Limiter;
use commands::ports::dispatch::Dispatch;
use commands::ports::homes::Homes;
use commands::ports::{EventLog, ObjectStore};
use metrics_exporter_prometheus::PrometheusHandle;
use poem::endpoint::BoxEndpoint;
use poem::http::Method;
use poem::middleware::{AddData, CatchPanic};
use poem::{Endpoint, EndpointExt, Response};
use poem_openapi::registry::{MetaApi, Registry};
use poem_openapi::{LicenseObject, OpenApi, OpenApiService, Tags};
use tokio_util::sync::CancellationToken;

mod accounts;
mod address;
mod analytics;
mod asked;
mod audit;
mod body;
mod browsers;
mod consistency;
mod datasets;
mod deprecation;
mod docs;
mod document;
mod etag;
mod events;
pub mod front;
mod gate;
pub mod health;
mod idempotency;
mod jobs;
mod leases;
mod limited;
mod live;
mod manifest;
mod mask;
mod meters;
mod moment;
mod page;
mod permissions;
mod problem;
mod projections;
mod queues;
mod regions;
mod results;
mod routes;
mod tables;
mod tasks;
mod telemetry;
#[cfg(test)]
mod testing;
mod text;
mod throttle;
mod timing;
mod usage;
mod waiting;

pub use browsers::WebOrigin;
pub use regions::{Elsewhere, RegionAddress, Regions};
pub use telemetry::TraceHooks;

use body::BodyLimit;
use browsers::Browsers;
use deprecation::DEPRECATED;
use routes::Routes;

/// What the API runs on.
pub struct Services {
    /// Runs commands, and knows aggregates.
    pub executor: Arc<Executor>,
    /// Who somebody is, and what they belong to.
    pub accounts: Arc<Accounts>,
    /// Counts requests, and knows what was revoked.
    pub limits: Arc<Limiter>,
    /// Knows where tenants live.
    pub homes: Arc<dyn Homes>,
    /// Remembers answers to requests that may come again.
    pub answers: Answers,
    /// Keeps what was asked.
    pub trail: Trail,
    /// Reads what was asked.
    pub audit: Arc<dyn AuditView>,
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
    /// Jobs as they change.
    pub live: Arc<dyn LiveJobs>,
    /// Jobs as they were.
    pub history: Arc<dyn JobHistory>,
    /// What tenants used.
    pub usage: Arc<dyn UsageView>,
    /// What they had used.
    pub usage_history: Arc<dyn UsageHistory>,
    /// How far read models have come.
    pub progress: Arc<dyn ProjectionProgress>,
    /// Attempts at tasks.
    pub attempts: Arc<dyn Attempts>,
    /// Attempts as charts.
    pub charts: Arc<dyn Charts>,
    /// Which engines are away.
    pub health: Arc<dyn health::Health>,
    /// Renders the metrics of this process.
    pub metrics: PrometheusHandle,
}

/// How the API behaves.
#[derive(Debug, Clone)]
pub struct ApiConfig {
    /// The longest JSON body, in bytes. Datasets may have any size.
    pub max_json_bytes: usize,
    /// Whose pages may call it from browsers, beside its own.
    pub origins: Vec<WebOrigin>,
    /// The other regions, if there are any: without it, every tenant is served here.
    pub regions: Option<Arc<Regions>>,
    /// How request spans join traces.
    pub trace: TraceHooks,
    /// Ends live connections, which would go on for ever otherwise.
    pub stop: CancellationToken,
}

impl Default for ApiConfig {
    /// The usual limits, no pages but its own, and no tracing beyond this process.
    fn default() -> Self {
        Self {
            max_json_bytes: 16 << 20,
            origins: vec![],
            regions: None,
            trace: TraceHooks::default(),
            stop: CancellationToken::new(),
        }
    }
}

/// What every resource has at hand.
struct Shared {
    services: Services,
    config: ApiConfig,
    hub: live::Hub,
    reads: jobs::Reads,
}

impl Shared {
    fn new(services: Services, config: ApiConfig) -> Arc<Self> {
        let hub = live::Hub::new(config.stop.clone());
        Arc::new(Self { services, config, hub, reads: jobs::Reads::default() })
    }
}

/// What the routes are grouped by in the documentation.
#[derive(Tags)]
enum Tag {
    /// Who you are, to which tenants you belong, and what may act for them.
    Accounts,
    /// Uploaded files whose items jobs process.
    Datasets,
    /// Requests to process many items, and what comes of them.
    Jobs,
    /// Charts of how much was done, how fast, and what failed.
    Analytics,
    /// Lanes for workers of your own, which lease tasks and report how they ended.
    Queues,
    /// Jobs, lists and queues as they change.
    Live,
    /// Who asked for what, from where, and what became of it.
    Audit,
    /// What whoever runs the service looks at.
    Operations,
}

type Api = (
    accounts::AccountsApi,
    datasets::DatasetsApi,
    JobsApi,
    waiting::WaitingApi,
    results::ResultsApi,
    manifest::ManifestApi,
    tasks::TasksApi,
    tasks::TasksExportApi,
    FiguresApi,
    events::EventsApi,
    WorkApi,
    live::LiveApi,
    audit::AuditApi,
    OperationsApi,
    docs::DocsApi,
);

/// Jobs: submitted, read, and told what to do.
type JobsApi = (jobs::JobsApi, jobs::JobBatchesApi, jobs::JobActionsApi);

/// What a tenant's jobs come to, in numbers.
type FiguresApi = (analytics::AnalyticsApi, analytics::ChartExportApi, usage::UsageApi);

/// What workers of the tenants' own use.
type WorkApi = (queues::QueuesApi, leases::LeasesApi);

/// What whoever runs the service looks at.
type OperationsApi = (projections::ProjectionsApi, health::HealthApi);

/// Paths that serve the documentation, and are not a part of it.
const PAGES: &[&str] = &["/", "/docs", "/openapi.json", "/problems", "/problems/{slug}"];

/// What can be served alone: who somebody is.
type AuthApi = (accounts::AccountsApi, health::HealthApi, docs::DocsApi);

/// The whole API as one endpoint.
pub fn app(services: Services, config: ApiConfig) -> impl Endpoint<Output = Response> {
    let shared = Shared::new(services, config);
    let api: Api = (
        accounts::api(&shared),
        datasets::DatasetsApi(shared.clone()),
        (
            jobs::JobsApi(shared.clone()),
            jobs::JobBatchesApi(shared.clone()),
            jobs::JobActionsApi(shared.clone()),
        ),
        waiting::WaitingApi(shared.clone()),
        results::ResultsApi(shared.clone()),
        manifest::ManifestApi(shared.clone()),
        tasks::TasksApi(shared.clone()),
        tasks::TasksExportApi(shared.clone()),
        (
            analytics::AnalyticsApi(shared.clone()),
            analytics::ChartExportApi(shared.clone()),
            usage::UsageApi(shared.clone()),
        ),
        events::EventsApi(shared.clone()),
        (queues::QueuesApi(shared.clone()), leases::LeasesApi(shared.clone())),
        live::LiveApi(shared.clone()),
        audit::AuditApi(shared.clone()),
        (projections::ProjectionsApi(shared.clone()), health::HealthApi(shared.clone())),
        docs::DocsApi::new(&description()),
    );
    guarded(shared, api)
}

/// The part of the API that is about accounts, as one endpoint: no job is needed for it.
pub fn auth_app(services: Services, config: ApiConfig) -> impl Endpoint<Output = Response> {
    let shared = Shared::new(services, config);
    let api: AuthApi =
        (accounts::api(&shared), health::HealthApi(shared.clone()), docs::DocsApi::new(&description()));
    guarded(shared, api)
}

/// Routes behind the gate, and what stands before that.
fn guarded<T: OpenApi + 'static>(shared: Arc<Shared>, api: T) -> impl Endpoint<Output = Response> {
    let routes = Arc::new(Routes::of::<T>(PAGES));
    let trace = shared.config.trace;
    let limit = BodyLimit(shared.config.max_json_bytes);
    let browsers = Arc::new(Browsers::new(shared.config.origins.clone()));
    let gate = Arc::new(gate::Gate(shared));
    OpenApiService::new(api, "", "")
        .with(CatchPanic::new().with_handler(|_| problem::of_panic()))
        .around(move |next, request| Arc::clone(&gate).pass(next, request, trace))
        // Around the gate, which reads bodies too.
        .with(AddData::new(limit))
        .around(move |next, request| Arc::clone(&browsers).pass(next, request))
        .around(move |next, request| telemetry::observe(next, request, routes.clone(), trace))
}

/// The OpenAPI document, as pretty JSON that is the same for the same routes.
#[must_use]
pub fn openapi_document() -> String {
    document::complete(&description().spec(), DEPRECATED)
}

/// Who may do what, as a page of Markdown.
#[must_use]
pub fn permissions_page() -> String {
    permissions::page::<Api>()
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
