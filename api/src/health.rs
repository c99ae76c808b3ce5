//! `/healthz`, `/readyz` and `/metrics`: what whoever runs the service looks at.

use std::sync::Arc;

use async_trait::async_trait;
use poem_openapi::payload::PlainText;
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde::{Deserialize, Serialize};

use crate::body::JsonBody;
use crate::problem::{EngineProblem, Kind, Problem, Refused, any_of};
use crate::projections::Projection;
use crate::{Shared, Tag};

/// Asks the engines.
#[async_trait]
pub trait Health: Send + Sync {
    /// Every engine that requests need, with what is wrong with it. It answers within a second or two, also
    /// when an engine does not.
    async fn check(&self) -> Vec<EngineHealth>;
}

/// How an engine is.
#[derive(Debug, Clone)]
pub struct EngineHealth {
    /// Its name, such as `postgres`.
    pub engine: &'static str,
    /// What is wrong, if something is.
    pub error: Option<String>,
}

/// The process answers.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Alive {
    /// Always `alive`.
    status: String,
}

/// Every engine answers.
#[derive(Debug, Object, Serialize, Deserialize)]
pub(crate) struct Ready {
    /// Always `ready`.
    status: String,
    /// The engines that were asked.
    engines: Vec<String>,
    /// How far the read models are behind: a process that serves them is ready all the same.
    projections: Vec<Projection>,
}

#[derive(ApiResponse)]
enum Rendered {
    /// The metrics of this process, in Prometheus' text format.
    #[oai(status = 200, content_type = "text/plain; version=0.0.4; charset=utf-8")]
    Metrics(PlainText<String>),
}

const READY: u128 = any_of(&[Kind::NotReady, Kind::EngineAway]);

/// The routes.
pub(crate) struct HealthApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Operations")]
impl HealthApi {
    /// Is the process alive?
    ///
    /// It answers as long as the process does, whatever the engines do.
    #[oai(path = "/healthz", method = "get", operation_id = "get_health")]
    async fn alive(&self) -> JsonBody<Alive> {
        JsonBody(Alive { status: "alive".to_owned() })
    }

    /// Can it do its work?
    ///
    /// It can when every engine answers. Otherwise the problem lists those that do not.
    #[oai(path = "/readyz", method = "get", operation_id = "get_readiness")]
    async fn ready(&self) -> Result<JsonBody<Ready>, Refused<READY>> {
        let engines = self.0.services.health.check().await;
        let names = engines.iter().map(|engine| engine.engine.to_owned()).collect();
        let away: Vec<EngineProblem> = engines.into_iter().filter_map(problem_of).collect();
        if !away.is_empty() {
            return Err(not_ready(away).into());
        }
        let projections = self.0.projections().await?;
        Ok(JsonBody(Ready { status: "ready".to_owned(), engines: names, projections }))
    }

    /// Read the metrics
    #[oai(path = "/metrics", method = "get", operation_id = "get_metrics")]
    async fn metrics(&self) -> Rendered {
        Rendered::Metrics(PlainText(self.0.services.metrics.render()))
    }
}

fn problem_of(health: EngineHealth) -> Option<EngineProblem> {
    Some(EngineProblem { error: health.error?, engine: health.engine.to_owned() })
}

fn not_ready(away: Vec<EngineProblem>) -> Problem {
    let names: Vec<&str> = away.iter().map(|engine| engine.engine.as_str()).collect();
    Problem::new(Kind::NotReady, format!("away: {}", names.join(", ")))
        .with(|details| details.engines = Some(away))
}
