//! Charts that were drawn moments ago. A chart that many ask for is drawn once: other requests of this process wait for it, and so do
//! other processes, which find it here.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ::redis::{RedisError, Script, cmd};
use async_trait::async_trait;
use domain::TenantId;
use futures::FutureExt as _;
use futures::future::{BoxFuture, Shared, WeakShared};
use projections::charts::{Chart, ChartError, ChartQuery, Charts};
use sha2::{Digest as _, Sha256};
use tokio::time::{Instant, sleep};
use uuid::Uuid;

use super::Redis;

/// For how long a chart may be shown.
pub const FRESH: Duration = Duration::from_secs(5);
/// For how long a process waits for another's drawing before it draws itself. A drawer that is gone holds nobody up for longer.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often it looks.
const LOOK_EVERY: Duration = Duration::from_millis(20);
/// Deletes the drawer's token, if it still is this one.
const RELEASE: &str = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end";

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
        let token = Uuid::now_v7().to_string();
        match self.kept_or_claimed(key, &token).await {
            Ok(Some(chart)) => return Ok(chart),
            Ok(None) => {}
            Err(error) => {
                tracing::debug!(%error, "no chart is kept while Redis is away");
                return self.source.chart(tenant, query).await;
            }
        }
        let drawn = self.source.chart(tenant, query).await;
        if let Err(error) = self.settle(key, &token, drawn.as_ref().ok()).await {
            tracing::debug!(%error, "a chart is not kept");
        }
        drawn
    }

    /// The chart, as soon as it is kept; none once it is for this process to draw it.
    async fn kept_or_claimed(&self, key: &str, token: &str) -> Result<Option<Chart>, RedisError> {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(chart) = self.kept(key).await? {
                return Ok(Some(chart));
            }
            if self.claim(key, token).await? {
                break;
            }
            if Instant::now() >= end {
                return Ok(None);
            }
            sleep(LOOK_EVERY).await;
        }
        // The last drawer may have finished in between.
        let kept = self.kept(key).await?;
        if kept.is_some() {
            self.release(key, token).await?;
        }
        Ok(kept)
    }

    async fn claim(&self, key: &str, token: &str) -> Result<bool, RedisError> {
        let lasting = u64::try_from(PATIENCE.as_millis()).unwrap_or(u64::MAX);
        let mut set = cmd("SET");
        set.arg(Redis::drawer_key(key)).arg(token).arg("NX").arg("PX").arg(lasting);
        let answer: Option<String> = set.query_async(&mut self.redis.connection.clone()).await?;
        Ok(answer.is_some())
    }

    async fn release(&self, key: &str, token: &str) -> Result<(), RedisError> {
        let script = Script::new(RELEASE);
        let mut call = script.key(Redis::drawer_key(key));
        call.arg(token).invoke_async(&mut self.redis.connection.clone()).await
    }

    /// Keeps what was drawn, and lets others draw.
    async fn settle(&self, key: &str, token: &str, drawn: Option<&Chart>) -> Result<(), RedisError> {
        if let Some(chart) = drawn {
            self.keep(key, chart).await?;
        }
        self.release(key, token).await
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
