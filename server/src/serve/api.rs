//! The role that serves HTTP: the API, or the part of it that is about accounts.

use std::sync::Arc;

use anyhow::Context as _;
use commands::audit::Trail;
use commands::ports::LocalWorkers;
use commands::ports::homes::Homes;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use gateway::Gateway;
use infra::clickhouse::{ClickHouseAttempts, ClickHouseAudit, ClickHouseCharts};
use infra::redis::CachedCharts;
use metrics_exporter_prometheus::PrometheusHandle;
use poem::endpoint::BoxEndpoint;
use poem::{EndpointExt as _, Response};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use workers::items::Items;
use workers::processors::Processors;
use workers::worker::{Local, NoWorkers, Worker};

use super::{GRACE, Role, Tasks};
use crate::config::Config;
use crate::regions::regions;
use crate::services::{Health, Services};

/// What is served, and what it keeps.
pub(super) struct Served {
    app: BoxEndpoint<'static, Response>,
    audit: BoxFuture<'static, ()>,
}

/// The API, or the part of it that a role is for.
pub(super) fn api(
    role: Role,
    config: &Config,
    services: &Services,
    worker: Option<&Arc<Worker>>,
    metrics: PrometheusHandle,
    stop: &CancellationToken,
) -> anyhow::Result<Served> {
    let (trail, audit) = Trail::new(Arc::clone(&services.executor));
    let settings = api::ApiConfig {
        origins: config.api.origins.clone(),
        regions: regions(config)?,
        trace: api::TraceHooks {
            continue_from: |span, context| infra::telemetry::continue_trace(span, Some(context)),
            current: infra::telemetry::current_traceparent,
        },
        stop: stop.clone(),
        ..api::ApiConfig::default()
    };
    let mut behind = api_services(config, services, worker, trail, metrics);
    let app = match role {
        Role::Auth => {
            behind.health = Arc::new(Health::of_accounts(Arc::clone(&services.engines)));
            api::auth_app(behind, settings).boxed()
        }
        _ => api::app(behind, settings).boxed(),
    };
    Ok(Served { app, audit: audit.boxed() })
}

pub(super) fn spawn(
    tasks: &mut Tasks,
    config: &Config,
    services: &Services,
    api: Served,
    stop: CancellationToken,
) {
    let Served { app, audit } = api;
    tasks.spawn(async move {
        audit.await;
        Ok(())
    });
    let (accounts, stopped) = (Arc::clone(&services.accounts), stop.clone());
    tasks.spawn(async move {
        accounts.ring().keep(stopped).await;
        Ok(())
    });
    let endings = services.hints.endings().clone().listen(Arc::clone(&services.dispatch));
    let stopped = stop.clone();
    tasks.spawn(async move {
        stopped.run_until_cancelled(endings).await;
        Ok(())
    });
    let (listen, gateway) = (config.listen.clone(), gateway(config));
    tasks.spawn(async move {
        let listener = TcpListener::bind(&listen).await;
        let listener = listener.with_context(|| format!("the API cannot listen on {listen}"))?;
        gateway::serve(listener, app, gateway, stop, GRACE).await;
        Ok(())
    });
}

/// The front of the server.
fn gateway(config: &Config) -> Gateway {
    Gateway { config: config.gateway.clone(), refuse: api::front::refuse, classify: api::front::classify }
}

/// What stands behind the API. Small jobs begin at once where the process has a worker of its own.
fn api_services(
    config: &Config,
    services: &Services,
    worker: Option<&Arc<Worker>>,
    trail: Trail,
    metrics: PrometheusHandle,
) -> api::Services {
    let (executor, objects) = (Arc::clone(&services.executor), Arc::clone(&services.objects));
    let (dispatch, hints) = (Arc::clone(&services.dispatch), services.hints.clone());
    let local: Arc<dyn LocalWorkers> = match worker {
        Some(worker) => Arc::new(Local(Arc::clone(worker))),
        None => Arc::new(NoWorkers),
    };
    let items = Arc::new(Items(Arc::clone(&services.blocks)));
    api::Services {
        accounts: Arc::clone(&services.accounts),
        limits: Arc::clone(&services.limits),
        homes: Arc::clone(&services.log) as Arc<dyn Homes>,
        answers: services.answers.clone(),
        trail,
        audit: Arc::new(ClickHouseAudit::new(services.clickhouse.clone())),
        datasets: commands::datasets::Datasets::new(Arc::clone(&executor), Arc::clone(&objects))
            .limited(config.max_dataset_bytes),
        jobs: commands::jobs::Jobs::new(
            Arc::clone(&executor),
            Arc::clone(&objects),
            Arc::new(Processors::default()),
            Arc::clone(&dispatch),
            local,
            hints.clone(),
        ),
        queues: commands::queues::Queues::new(Arc::clone(&executor), hints.clone()),
        external: commands::external::External::new(
            Arc::clone(&executor),
            Arc::clone(&objects),
            items,
            Arc::clone(&dispatch),
            hints.clone(),
        ),
        dispatch,
        hints,
        results: services.results(),
        log: services.event_log(),
        views: Arc::new(services.views()),
        live: Arc::new(services.live_views()),
        history: Arc::clone(&services.log) as _,
        usage: Arc::new(services.usage()),
        usage_history: Arc::clone(&services.log) as _,
        progress: Arc::new(services.progress()),
        attempts: Arc::new(ClickHouseAttempts::new(services.clickhouse.clone())),
        charts: Arc::new(CachedCharts::new(
            Arc::new(ClickHouseCharts::new(services.clickhouse.clone())),
            services.redis.clone(),
        )),
        health: Arc::new(Health::new(Arc::clone(&services.engines))),
        executor,
        objects,
        metrics,
    }
}
