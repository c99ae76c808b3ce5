//! All hosts to which there are connections.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use super::origin::Origin;
use super::target::Target;

/// How often unused connections are looked for.
const SWEEP_EVERY: Duration = Duration::from_secs(1);

/// All hosts to which there are connections, or calls under way.
pub(super) struct Origins {
    per_host: usize,
    origins: Mutex<HashMap<Target, Arc<Origin>>>,
}

impl Origins {
    pub(super) fn new(per_host: usize) -> Self {
        Self { per_host, origins: Mutex::default() }
    }

    pub(super) fn get(&self, target: &Target) -> Arc<Origin> {
        let mut origins = self.origins.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(origin) = origins.get(target) {
            return Arc::clone(origin);
        }
        let origin = Arc::new(Origin::new(target.clone(), self.per_host));
        origins.insert(target.clone(), Arc::clone(&origin));
        origin
    }

    fn sweep(&self, now: Instant) {
        let mut origins = self.origins.lock().unwrap_or_else(PoisonError::into_inner);
        // Whoever holds an origin got it under this lock.
        origins.retain(|_, origin| origin.sweep(now) || Arc::strong_count(origin) > 1);
    }
}

/// Closes unused connections again and again, as long as somebody has use for the origins.
pub(super) async fn keep_tidy(origins: Weak<Origins>) {
    loop {
        tokio::time::sleep(SWEEP_EVERY).await;
        let Some(origins) = origins.upgrade() else {
            return;
        };
        origins.sweep(Instant::now());
    }
}
