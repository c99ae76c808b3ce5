//! Requests that come again.

use std::time::Duration;

use commands::ports::idempotency::{Claim, Idempotency as _, RequestKey, StoredAnswer};
use infra::postgres::PostgresVault;
use uuid::Uuid;

use crate::support::{Place, Server, tenant};

const LASTING: Duration = Duration::from_secs(60);

#[tokio::test]
async fn a_request_is_forgotten_a_day_after_it_first_came() {
    let mut place = Place::new();
    let config = place.shards(1).await;
    let vault = PostgresVault::new(&config).unwrap();
    let key =
        |key: &str| RequestKey { tenant: tenant(), scope: "key submit_job".to_owned(), key: key.to_owned() };
    let (old, new) = (key("old"), key("new"));
    let answer = StoredAnswer { fingerprint: [7; 32], sealed: vec![1] };
    let first = Uuid::now_v7();
    for key in [&old, &new] {
        assert_eq!(vault.claim(key, first, None, LASTING).await.unwrap(), Claim::Yours(first));
        vault.finish(key, &answer).await.unwrap();
    }
    assert_eq!(vault.forget_old().await.unwrap(), 0);

    let server = Server::connect(&config.shards[0].address).await;
    let age = "UPDATE idempotency_keys SET created_at = created_at - interval '25 hours' WHERE key = 'old'";
    server.execute(age).await;

    assert_eq!(vault.forget_old().await.unwrap(), 1);
    let again = Uuid::now_v7();
    assert_eq!(vault.claim(&old, again, None, LASTING).await.unwrap(), Claim::Yours(again));
    assert_eq!(vault.claim(&new, again, None, LASTING).await.unwrap(), Claim::Done(answer));
}
