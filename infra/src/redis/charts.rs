//! Charts that were drawn moments ago. A chart that many ask for is drawn once: other requests of this process wait for it, and
//! other processes find it here.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ::redis::{RedisError, cmd};
use async_trait::async_trait;
use domain::TenantId;
use futures::FutureExt as _;
use futures::future::{BoxFuture, Shared, WeakShared};
use projections::charts::{Chart, ChartError, ChartQuery, Charts};
use sha2::{Digest as _, Sha256};

use super::Redis;

/// For how long a chart may be shown.
pub const FRESH: Duration = Duration::from_secs(5);

type Drawn = Result<Arc<Chart>, ChartError>;
type Drawing = BoxFuture<'static, Drawn>;

/// Charts of a source, kept for [`FRESH`].
#[derive(Clone)]
pub struct CachedCharts {
    source: Arc<dyn Charts>,
    redis: Redis,
    drawing: Arc<Mutex<HashMap<String, WeakShared<Drawing>>>>,
}

impl CachedCharts {
    /// Keeps what `source` draws in `redis`. While Redis is away, nothing is kept.
    #[must_use]
    pub fn new(source: Arc<dyn Charts>, redis: Redis) -> Self {
        Self { source, redis, drawing: Arc::default() }
    }

    /// The drawing that is under way, or a new one. When nobody waits for it any more, it ends.
    fn drawing(&self, tenant: &TenantId, query: &ChartQuery) -> Shared<Drawing> {
        let key = self.redis.chart_key(tenant, &digest(query));
        let mut all = self.drawing.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, drawing| drawing.upgrade().is_some_and(|drawing| drawing.peek().is_none()));
        if let Some(drawing) = all.get(&key).and_then(WeakShared::upgrade) {
            return drawing;
        }
        let (own, tenant, query) = (self.clone(), tenant.clone(), query.clone());
        let name = key.clone();
        let drawing = async move { own.draw(&name, &tenant, &query).await.map(Arc::new) }.boxed().shared();
        if let Some(weak) = drawing.downgrade() {
            all.insert(key, weak);
        }
        drawing
    }

    async fn draw(&self, key: &str, tenant: &TenantId, query: &ChartQuery) -> Result<Chart, ChartError> {
        match self.kept(key).await {
            Ok(Some(chart)) => return Ok(chart),
            Ok(None) => {}
            Err(error) => tracing::debug!(%error, "no chart is kept while Redis is away"),
        }
        let chart = self.source.chart(tenant, query).await?;
        if let Err(error) = self.keep(key, &chart).await {
            tracing::debug!(%error, "a chart is not kept");
        }
        Ok(chart)
    }

    async fn kept(&self, key: &str) -> Result<Option<Chart>, RedisError> {
        let text: Option<String> =
            cmd("GET").arg(key).query_async(&mut self.redis.connection.clone()).await?;
        // What another version kept may not be readable: it is drawn again.
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    async fn keep(&self, key: &str, chart: &Chart) -> Result<(), RedisError> {
        let text = serde_json::to_string(chart).unwrap_or_default();
        let mut set = cmd("SET");
        set.arg(key).arg(text).arg("EX").arg(FRESH.as_secs());
        set.query_async(&mut self.redis.connection.clone()).await
    }
}

#[async_trait]
impl Charts for CachedCharts {
    async fn chart(&self, tenant: &TenantId, query: &ChartQuery) -> Result<Chart, ChartError> {
        self.drawing(tenant, query).await.map(|chart| (*chart).clone())
    }
}

fn digest(query: &ChartQuery) -> String {
    hex::encode(Sha256::digest(serde_json::to_vec(query).unwrap_or_default()))
}
