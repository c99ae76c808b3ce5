//! A memory of answers, in memory.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

use async_trait::async_trait;
use commands::ports::EngineError;
use commands::ports::idempotency::{Claim, Idempotency, RequestKey, StoredAnswer};
use uuid::Uuid;

/// What is known of a request: the id of what it makes, whether it is claimed, and its answer.
type Request = (Uuid, bool, Option<StoredAnswer>);

#[derive(Default)]
pub(crate) struct Memory(Mutex<HashMap<String, Request>>);

fn name(key: &RequestKey) -> String {
    format!("{} {} {}", key.tenant, key.scope, key.key)
}

impl Memory {
    /// As if the process of every claim had died.
    pub(crate) fn forget_claims(&self) {
        self.0.lock().unwrap().values_mut().for_each(|(_, claimed, _)| *claimed = false);
    }

    /// As if no process had come so far as to keep an answer.
    pub(crate) fn forget_answers(&self) {
        self.0.lock().unwrap().values_mut().for_each(|(_, _, answer)| *answer = None);
        self.forget_claims();
    }
}

#[async_trait]
impl Idempotency for Memory {
    async fn claim(&self, key: &RequestKey, id: Uuid, _: Duration) -> Result<Claim, EngineError> {
        let mut known = self.0.lock().unwrap();
        let (id, claimed, answer) = known.entry(name(key)).or_insert((id, false, None));
        Ok(match (answer, *claimed) {
            (Some(answer), _) => Claim::Done(answer.clone()),
            (None, true) => Claim::InFlight,
            (None, false) => {
                *claimed = true;
                Claim::Yours(*id)
            }
        })
    }

    async fn keep(&self, _: &RequestKey, _: Duration) -> Result<(), EngineError> {
        Ok(())
    }

    async fn finish(&self, key: &RequestKey, answer: &StoredAnswer) -> Result<(), EngineError> {
        if let Some((_, _, kept)) = self.0.lock().unwrap().get_mut(&name(key)) {
            *kept = Some(answer.clone());
        }
        Ok(())
    }

    async fn release(&self, key: &RequestKey, made_nothing: bool) -> Result<(), EngineError> {
        let mut known = self.0.lock().unwrap();
        if made_nothing {
            known.remove(&name(key));
        } else if let Some((_, claimed, _)) = known.get_mut(&name(key)) {
            *claimed = false;
        }
        Ok(())
    }
}
