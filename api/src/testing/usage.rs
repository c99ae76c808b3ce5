//! What was used, by the events in memory.

use std::sync::atomic::Ordering;

use async_trait::async_trait;
use chrono::NaiveDate;
use commands::ports::EngineError;
use domain::{RecordedEvent, TenantId};
use projections::queries::{Cut, QueryError};
use projections::usage::{UsageError, UsageHistory, UsageView, UsedByDay, add};

use super::engines::{Engines, away};

impl Engines {
    fn used(
        &self,
        of: &TenantId,
        (from, until): (NaiveDate, NaiveDate),
        is_asked: impl Fn(&RecordedEvent) -> bool,
    ) -> UsedByDay {
        let mut days = UsedByDay::new();
        for event in self.events.lock().unwrap().iter() {
            if event.tenant == *of && is_asked(event) {
                add(&mut days, event).unwrap();
            }
        }
        days.retain(|day, _| (from..until).contains(day));
        days
    }
}

#[async_trait]
impl UsageView for Engines {
    async fn usage(&self, of: &TenantId, from: NaiveDate, until: NaiveDate) -> Result<UsedByDay, QueryError> {
        if self.views_away.load(Ordering::Relaxed) {
            let EngineError { engine, message } = away("redis");
            return Err(QueryError { engine, message });
        }
        Ok(self.used(of, (from, until), |_| true))
    }
}

#[async_trait]
impl UsageHistory for Engines {
    async fn usage_at(
        &self,
        of: &TenantId,
        from: NaiveDate,
        until: NaiveDate,
        cut: &Cut,
    ) -> Result<UsedByDay, UsageError> {
        if self.log_is_long.load(Ordering::Relaxed) {
            return Err(UsageError::TooFar { events: 2, limit: 1 });
        }
        Ok(self.used(of, (from, until), |event| cut.has(event)))
    }
}
