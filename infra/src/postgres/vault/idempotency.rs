//! What was answered to requests that may come again. Of several processes that are asked at once, one claims the request.

use std::time::Duration;

use async_trait::async_trait;
use commands::ports::EngineError;
use commands::ports::idempotency::{Claim, Idempotency, RequestKey, StoredAnswer};
use tokio_postgres::Row;
use uuid::Uuid;

use super::{PostgresVault, engine_error, get};

fn stored(row: &Row) -> Result<Option<StoredAnswer>, EngineError> {
    let (fingerprint, sealed): (Option<Vec<u8>>, Option<Vec<u8>>) =
        (get(row, "fingerprint")?, get(row, "sealed")?);
    let (Some(fingerprint), Some(sealed)) = (fingerprint, sealed) else { return Ok(None) };
    let fingerprint = fingerprint.try_into().map_err(|_| engine_error("a fingerprint is not one"))?;
    Ok(Some(StoredAnswer { fingerprint, sealed }))
}

fn seconds(lasting: Duration) -> f64 {
    lasting.as_secs_f64()
}

#[async_trait]
impl Idempotency for PostgresVault {
    async fn claim(
        &self,
        key: &RequestKey,
        id: Uuid,
        fingerprint: Option<[u8; 32]>,
        lasting: Duration,
    ) -> Result<Claim, EngineError> {
        let claim = "INSERT INTO idempotency_keys (tenant_id, scope, key, planned, claimed_until, fingerprint) \
             VALUES ($1, $2, $3, $4, now() + make_interval(secs => $5), $6) \
             ON CONFLICT (tenant_id, scope, key) DO UPDATE SET claimed_until = EXCLUDED.claimed_until \
             WHERE idempotency_keys.sealed IS NULL AND idempotency_keys.claimed_until < now() \
             AND (idempotency_keys.fingerprint IS NULL OR idempotency_keys.fingerprint = EXCLUDED.fingerprint) \
             RETURNING planned";
        let RequestKey { tenant, scope, key } = key;
        let given = fingerprint.as_ref().map(|hash| hash.as_slice());
        let mut session = self.session_for(tenant).await?;
        let rows =
            session.rows(claim, &[&tenant.as_str(), scope, key, &id, &seconds(lasting), &given]).await?;
        if let Some(row) = rows.first() {
            return Ok(Claim::Yours(get(row, "planned")?));
        }
        let known = "SELECT fingerprint, sealed FROM idempotency_keys \
             WHERE tenant_id = $1 AND scope = $2 AND key = $3";
        let rows = session.rows(known, &[&tenant.as_str(), scope, key]).await?;
        // Who was released between the two statements is as good as in flight: it can be claimed in a moment.
        let Some(row) = rows.first() else { return Ok(Claim::InFlight) };
        if let Some(answer) = stored(row)? {
            return Ok(Claim::Done(answer));
        }
        let claimed: Option<&[u8]> = get(row, "fingerprint")?;
        let is_other = claimed.zip(given).is_some_and(|(claimed, given)| claimed != given);
        Ok(if is_other { Claim::Other } else { Claim::InFlight })
    }

    async fn keep(&self, key: &RequestKey, lasting: Duration) -> Result<(), EngineError> {
        let keep = "UPDATE idempotency_keys SET claimed_until = now() + make_interval(secs => $4) \
             WHERE tenant_id = $1 AND scope = $2 AND key = $3 AND sealed IS NULL";
        let RequestKey { tenant, scope, key } = key;
        let mut session = self.session_for(tenant).await?;
        session.execute(keep, &[&tenant.as_str(), scope, key, &seconds(lasting)]).await.map(drop)
    }

    async fn finish(&self, key: &RequestKey, answer: &StoredAnswer) -> Result<(), EngineError> {
        let finish = "UPDATE idempotency_keys SET fingerprint = $4, sealed = $5 \
             WHERE tenant_id = $1 AND scope = $2 AND key = $3";
        let RequestKey { tenant, scope, key } = key;
        let mut session = self.session_for(tenant).await?;
        let (fingerprint, sealed) = (answer.fingerprint.as_slice(), answer.sealed.as_slice());
        session.execute(finish, &[&tenant.as_str(), scope, key, &fingerprint, &sealed]).await.map(drop)
    }

    async fn release(&self, key: &RequestKey, made_nothing: bool) -> Result<(), EngineError> {
        let release = match made_nothing {
            true => {
                "DELETE FROM idempotency_keys WHERE tenant_id = $1 AND scope = $2 AND key = $3 AND sealed IS NULL"
            }
            false => {
                "UPDATE idempotency_keys SET claimed_until = now() \
                 WHERE tenant_id = $1 AND scope = $2 AND key = $3"
            }
        };
        let RequestKey { tenant, scope, key } = key;
        let mut session = self.session_for(tenant).await?;
        session.execute(release, &[&tenant.as_str(), scope, key]).await.map(drop)
    }

    async fn forget_old(&self) -> Result<u64, EngineError> {
        let rows = self.session().await?.rows("SELECT drop_old_idempotency_keys() AS dropped", &[]).await?;
        let dropped: i64 = rows.first().map_or(Ok(0), |row| get(row, "dropped"))?;
        Ok(dropped.unsigned_abs())
    }
}
