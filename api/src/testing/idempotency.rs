//! A memory of answers, in memory.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

use async_trait::async_trait;
use commands::ports::EngineError;
use commands::ports::idempotency::{Claim, Idempotency, RequestKey, StoredAnswer};
use uuid::Uuid;

/// What is known of a request.
struct Request {
    id: Uuid,
    claimed: bool,
    fingerprint: Option<[u8; 32]>,
    answer: Option<StoredAnswer>,
}

#[derive(Default)]
pub(crate) struct Memory(Mutex<HashMap<String, Request>>);

fn name(key: &RequestKey) -> String {
    format!("{} {} {}", key.tenant, key.scope, key.key)
}

impl Memory {
    /// As if the process of every claim had died.
    pub(crate) fn forget_claims(&self) {
        self.0.lock().unwrap().values_mut().for_each(|request| request.claimed = false);
    }

    /// As if no process had come so far as to keep an answer.
    pub(crate) fn forget_answers(&self) {
        self.0.lock().unwrap().values_mut().for_each(|request| request.answer = None);
        self.forget_claims();
    }
}

#[async_trait]
impl Idempotency for Memory {
    async fn claim(
        &self,
        key: &RequestKey,
        id: Uuid,
        fingerprint: Option<[u8; 32]>,
        _: Duration,
    ) -> Result<Claim, EngineError> {
        let mut known = self.0.lock().unwrap();
        let new = || Request { id, claimed: false, fingerprint, answer: None };
        let request = known.entry(name(key)).or_insert_with(new);
        Ok(match &request.answer {
            Some(answer) => Claim::Done(answer.clone()),
            None if request.fingerprint.zip(fingerprint).is_some_and(|(known, given)| known != given) => {
                Claim::Other
            }
            None if request.claimed => Claim::InFlight,
            None => {
                request.claimed = true;
                Claim::Yours(request.id)
            }
        })
    }

    async fn keep(&self, _: &RequestKey, _: Duration) -> Result<(), EngineError> {
        Ok(())
    }

    async fn finish(&self, key: &RequestKey, answer: &StoredAnswer) -> Result<(), EngineError> {
        if let Some(request) = self.0.lock().unwrap().get_mut(&name(key)) {
            request.answer = Some(answer.clone());
        }
        Ok(())
    }

    async fn release(&self, key: &RequestKey, made_nothing: bool) -> Result<(), EngineError> {
        let mut known = self.0.lock().unwrap();
        if made_nothing {
            known.remove(&name(key));
        } else if let Some(request) = known.get_mut(&name(key)) {
            request.claimed = false;
        }
        Ok(())
    }

    async fn forget_old(&self) -> Result<u64, EngineError> {
        Ok(0)
    }
}
