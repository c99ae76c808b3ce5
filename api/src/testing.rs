//! The smallest ports that the API's own behaviour can be tested on. The engines are tested elsewhere, end to end.

use std::sync::Arc;
use std::time::{Duration, Instant};

use commands::Executor;
use commands::accounts::Stores;
use commands::audit::Trail;
use commands::dispatch::Hints;
use commands::idempotency::Answers;
use commands::limits::{Limiter, LimitsConfig, LocalLimits};
use commands::ports::dispatch::Dispatch;
use domain::TenantId;
use domain::api_key::KeySpec;
use domain::permission::Role;
use metrics_exporter_prometheus::PrometheusBuilder;
use poem::http::Method;
use poem::test::{TestClient, TestResponse};
use poem::{Endpoint, Response};
use serde_json::Value;

use crate::{ApiConfig, Services};

mod accounts;
mod dispatch;
mod engines;
mod idempotency;
mod oidc;
mod usage;
mod vault;

use accounts::{AuditLog, Mailbox};
pub(crate) use dispatch::Dispatcher;
pub(crate) use engines::Engines;
use idempotency::Memory;
pub(crate) use oidc::{Issuer, PROVIDER};
use vault::MemoryVault;

/// How long a test waits for a fact.
const LIMIT: Duration = Duration::from_secs(10);

/// An engine of each kind, in memory; `away` makes them all fail.
#[derive(Default)]
pub(crate) struct Testing {
    pub(crate) engines: Arc<Engines>,
    pub(crate) dispatcher: Arc<Dispatcher>,
    pub(crate) vault: Arc<MemoryVault>,
    pub(crate) limits: Arc<LocalLimits>,
    pub(crate) quotas: LimitsConfig,
    pub(crate) mailbox: Arc<Mailbox>,
    pub(crate) issuer: Arc<Issuer>,
    /// Whether nobody may sign up.
    pub(crate) closed: bool,
    pub(crate) audit: Arc<AuditLog>,
    pub(crate) memory: Arc<Memory>,
}

pub(crate) fn tenant() -> TenantId {
    "test".parse().unwrap()
}

impl Testing {
    pub(crate) fn executor(&self) -> Arc<Executor> {
        Arc::new(Executor::new(self.engines.clone(), 1 << 20, "test"))
    }

    pub(crate) fn app(&self, config: ApiConfig) -> impl Endpoint<Output = Response> + use<> {
        let (executor, engines) = (self.executor(), self.engines.clone());
        let dispatch: Arc<dyn Dispatch> = self.dispatcher.clone();
        let hints = Hints::new(dispatch.clone());
        let (trail, writing) = Trail::new(Arc::new(Executor::new(self.audit.0.clone(), 1 << 20, "test")));
        tokio::spawn(writing);
        let limiter = Arc::new(Limiter::new(self.limits.clone(), self.quotas.clone()));
        let stores = Stores {
            executor: executor.clone(),
            vault: self.vault.clone(),
            limits: limiter.clone(),
            homes: engines.clone(),
            mailer: self.mailbox.clone(),
            oidc: self.issuer.clone(),
        };
        let services = Services {
            accounts: Arc::new(accounts::accounts(stores, !self.closed)),
            limits: limiter,
            homes: engines.clone(),
            answers: Answers::new(self.memory.clone(), accounts::sealer()),
            trail,
            audit: self.audit.clone(),
            datasets: commands::datasets::Datasets::new(executor.clone(), engines.clone()),
            jobs: commands::jobs::Jobs::new(
                executor.clone(),
                engines.clone(),
                engines.clone(),
                dispatch.clone(),
                engines.clone(),
                hints.clone(),
            ),
            queues: commands::queues::Queues::new(executor.clone(), hints.clone()),
            external: commands::external::External::new(
                executor.clone(),
                engines.clone(),
                engines.clone(),
                dispatch.clone(),
                hints.clone(),
            ),
            dispatch,
            hints,
            results: commands::results::Results::new(engines.clone(), engines.clone()),
            executor,
            log: engines.clone(),
            objects: engines.clone(),
            views: engines.clone(),
            live: engines.clone(),
            history: engines.clone(),
            usage: engines.clone(),
            usage_history: engines.clone(),
            progress: engines.clone(),
            attempts: engines.clone(),
            charts: engines.clone(),
            health: engines,
            metrics: PrometheusBuilder::new().build_recorder().handle(),
        };
        crate::app(services, config)
    }

    /// A client that is an owner of the tenant of tests.
    pub(crate) fn client(&self) -> TestClient<impl Endpoint<Output = Response> + use<>> {
        self.client_of(&self.key(&tenant(), Role::Owner))
    }

    /// A client that brings this token or key.
    pub(crate) fn client_of(&self, credential: &str) -> TestClient<impl Endpoint<Output = Response> + use<>> {
        self.anonymous().default_header("authorization", format!("Bearer {credential}"))
    }

    /// A client that does not say who it is.
    pub(crate) fn anonymous(&self) -> TestClient<impl Endpoint<Output = Response> + use<>> {
        TestClient::new(self.app(ApiConfig::default()))
    }

    /// A key of a tenant, which need not exist.
    pub(crate) fn key(&self, tenant: &TenantId, role: Role) -> String {
        self.vault
            .issue(tenant, KeySpec { name: role.to_string(), role, scopes: [].into(), expires_at: None })
    }

    /// Sends JSON to a process of its own.
    pub(crate) async fn send(
        &self,
        method: Method,
        path: impl AsRef<str>,
        body: impl Into<poem::Body>,
    ) -> TestResponse {
        let client = self.client();
        let request = client.request(method, path.as_ref()).content_type("application/json");
        request.body(body.into()).send().await
    }
}

/// The problem in an answer, after checking what every problem has.
pub(crate) async fn problem(response: TestResponse, status: u16, slug: &str) -> Value {
    let response = response.0;
    let (content_type, got) = (response.content_type().map(str::to_owned), response.status().as_u16());
    let id = response.headers().get("x-request-id").cloned();
    let text = response.into_body().into_string().await.unwrap();
    assert_eq!(content_type.as_deref(), Some("application/problem+json"), "{text}");
    assert!(id.is_some());
    let problem: Value = serde_json::from_str(&text).unwrap();
    let uri = format!("https://thousandfold.dev/problems/{slug}");
    assert_eq!((got, problem["type"].as_str()), (status, Some(uri.as_str())), "{text}");
    assert_eq!(problem["status"], status);
    for member in ["title", "detail"] {
        assert!(problem[member].as_str().is_some_and(|text| !text.is_empty()), "{text}");
    }
    problem
}

/// The JSON of an answer that went well.
pub(crate) async fn json(response: TestResponse, status: u16) -> Value {
    let got = response.0.status().as_u16();
    let text = response.0.into_body().into_string().await.unwrap();
    assert_eq!(got, status, "{text}");
    serde_json::from_str(&text).unwrap()
}

/// Looks until there is what is looked for: what is told to the dispatcher comes a moment after the answer.
pub(crate) async fn until<T>(what: &str, mut fact: impl AsyncFnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = fact().await {
            return found;
        }
        assert!(start.elapsed() < LIMIT, "it never came that {what}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}
