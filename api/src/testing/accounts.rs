//! Accounts in memory: who asks in tests, and what they are.

use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use auth::{MasterKey, Sealer};
use chrono::TimeDelta;
use commands::accounts::{Accounts, AccountsConfig, Ring, Stores};
use commands::audit::{AuditFilter, AuditPlace, AuditView};
use commands::ports::EngineError;
use commands::ports::mail::{Mail, Mailer};
use domain::TenantId;
use domain::access::{AccessEvent, AccessRecord};

use super::{Engines, until};

/// Who is told of mails.
#[derive(Default)]
pub(crate) struct Mailbox(Mutex<Vec<Mail>>);

#[async_trait]
impl Mailer for Mailbox {
    async fn send(&self, mail: &Mail) -> Result<(), EngineError> {
        self.0.lock().unwrap().push(mail.clone());
        Ok(())
    }
}

impl Mailbox {
    /// The secret in the next mail to an address; the mail is taken out.
    pub(crate) async fn secret(&self, to: &str) -> String {
        let mail = until("a mail is sent", async || {
            let mut mails = self.0.lock().unwrap();
            let place = mails.iter().position(|mail| mail.to == to)?;
            Some(mails.remove(place))
        })
        .await;
        let link = mail.text.lines().find_map(|line| line.split_once('#')).expect("a mail with a link");
        link.1.to_owned()
    }
}

/// The audit trail, in a log of its own, so that tests of other events do not see it.
#[derive(Default)]
pub(crate) struct AuditLog(pub(crate) Arc<Engines>);

#[async_trait]
impl AuditView for AuditLog {
    async fn records(
        &self,
        tenant: &TenantId,
        filter: &AuditFilter,
        before: Option<AuditPlace>,
        limit: usize,
    ) -> Result<Vec<AccessRecord>, EngineError> {
        let events = self.0.events.lock().unwrap().clone();
        let of_tenant = events.into_iter().filter(|event| event.tenant == *tenant);
        let mut records: Vec<_> = of_tenant
            .flat_map(|event| {
                let AccessEvent::AccessRecorded { records } = event.decode().unwrap();
                records
            })
            .collect();
        records.sort_by(|a, b| (b.at, &b.request).cmp(&(a.at, &a.request)));
        records.retain(|record| {
            filter.operation.as_ref().is_none_or(|operation| *operation == record.operation)
                && filter.actor.as_ref().is_none_or(|actor| *actor == record.actor)
                && filter.status_from.is_none_or(|status| record.status >= status)
                && before
                    .as_ref()
                    .is_none_or(|place| (record.at, &record.request) < (place.at, &place.request))
        });
        records.truncate(limit);
        Ok(records)
    }
}

/// What seals in tests.
pub(crate) fn sealer() -> Arc<Sealer> {
    let key = MasterKey::parse("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=").unwrap();
    Arc::new(Sealer::new(&[key]).unwrap())
}

/// Accounts on stores in memory.
pub(crate) fn accounts(stores: Stores, open: bool) -> Accounts {
    let (sealer, vault) = (sealer(), Arc::clone(&stores.vault));
    let ring = Ring::new(vault, Arc::clone(&sealer), "https://test".into(), "test".into());
    let config = AccountsConfig {
        open,
        session: TimeDelta::days(1),
        links: "https://console.test".to_owned(),
        regions: vec!["default".to_owned(), "elsewhere".to_owned()],
        name: "Test".to_owned(),
    };
    Accounts::new(stores, sealer, Arc::new(ring), config)
}
