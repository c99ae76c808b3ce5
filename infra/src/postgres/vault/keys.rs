//! The keys that sign access tokens, sealed.

use async_trait::async_trait;
use commands::ports::EngineError;
use commands::ports::vault::SigningKeyVault;

use super::{PostgresVault, get};

#[async_trait]
impl SigningKeyVault for PostgresVault {
    async fn signing_keys(&self) -> Result<Vec<(i32, Vec<u8>)>, EngineError> {
        let query = "SELECT number, sealed FROM signing_keys ORDER BY number";
        let rows = self.session().await?.rows(query, &[]).await?;
        rows.iter().map(|row| Ok((get(row, "number")?, get(row, "sealed")?))).collect()
    }

    async fn add_signing_key(&self, number: i32, sealed: &[u8]) -> Result<bool, EngineError> {
        let statement = "INSERT INTO signing_keys (number, sealed) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        Ok(self.session().await?.execute(statement, &[&number, &sealed]).await? > 0)
    }

    async fn drop_signing_key(&self, number: i32) -> Result<(), EngineError> {
        let statement = "DELETE FROM signing_keys WHERE number = $1";
        self.session().await?.execute(statement, &[&number]).await.map(drop)
    }
}
