//! `/v1/api-keys`: the rights of programs. A key is shown once, when it is made.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use commands::ports::vault::KeyRow;
use domain::ApiKeyId;
use domain::api_key::KeySpec;
use domain::permission::{Action, Role};
use poem_openapi::param::{Path, Query};
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde::{Deserialize, Serialize};

use super::BODY;
use super::answers::Done;
use crate::asked::Asked;
use crate::body::JsonBody;
use crate::idempotency::KEYED;
use crate::problem::{Kind, Refused, any_of};
use crate::text::{PageSize, Text};
use crate::{Shared, Tag, page};

/// A key to be made.
#[derive(Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewApiKey {
    /// What it is called: 1 to 200 characters.
    name: String,
    /// As what it acts.
    role: Text<Role>,
    /// What it may do of that which its role may. Without them: all of it.
    #[serde(default)]
    scopes: Option<Vec<Text<Action>>>,
    /// When it is over. Without it: never.
    #[serde(default)]
    expires_at: Option<DateTime<Utc>>,
}

/// A key, without its secret.
#[derive(Object, Serialize, Deserialize)]
pub(crate) struct ApiKey {
    /// Its id.
    id: Text<ApiKeyId>,
    /// What it is called.
    name: String,
    /// How the secret begins and ends.
    hint: String,
    /// As what it acts.
    role: Text<Role>,
    /// What it may do of that which its role may; none: all of it.
    scopes: Vec<Text<Action>>,
    /// Who made it: a user or an API key.
    created_by: String,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// When it is over, if ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    expires_at: Option<DateTime<Utc>>,
    /// When it was taken back, if it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    revoked_at: Option<DateTime<Utc>>,
    /// When it was used last, to a minute or so.
    #[serde(skip_serializing_if = "Option::is_none")]
    used_at: Option<DateTime<Utc>>,
}

/// A key with its secret.
#[derive(Object, Serialize, Deserialize)]
pub(crate) struct RevealedApiKey {
    /// The key.
    key: ApiKey,
    /// Goes with each request, as `Authorization: Bearer …`. It is not shown again.
    secret: String,
}

/// A page of keys.
#[derive(Object, Serialize, Deserialize)]
pub(crate) struct ApiKeyList {
    /// The newest first, also those that were taken back.
    keys: Vec<ApiKey>,
    /// The `cursor` of the next page, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// A key that was just made.
#[derive(ApiResponse)]
enum Made {
    /// The only answer that has the secret.
    #[oai(status = 201)]
    Key(
        JsonBody<RevealedApiKey>,
        /// The path of the key.
        #[oai(header = "Location")]
        String,
        #[oai(header = "Cache-Control")] String,
    ),
}

const CREATE: u128 = BODY | KEYED;
const LIST: u128 = any_of(&[Kind::MalformedParameter, Kind::DamagedData]);
const GET: u128 = LIST | any_of(&[Kind::NoSuchKey]);

/// The routes.
pub(crate) struct ApiKeysApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Accounts")]
impl ApiKeysApi {
    /// Make an API key
    #[oai(path = "/v1/api-keys", method = "post", operation_id = "create_api_key")]
    async fn create(&self, asked: Asked, body: JsonBody<NewApiKey>) -> Result<Made, Refused<CREATE>> {
        let NewApiKey { name, role: Text(role), scopes, expires_at } = body.0;
        let scopes = scopes.unwrap_or_default().into_iter().map(|scope| scope.0).collect();
        let spec = KeySpec { name, role, scopes, expires_at };
        let (context, accounts) = (asked.context(asked.tenant()), &self.0.services.accounts);
        let made = accounts.create_key(&context, asked.role(), asked.planned(), spec).await?;
        let location = format!("/v1/api-keys/{}", made.row.key);
        let revealed = RevealedApiKey { key: made.row.into(), secret: made.secret };
        Ok(Made::Key(JsonBody(revealed), location, "no-store".to_owned()))
    }

    /// List API keys
    #[oai(path = "/v1/api-keys", method = "get", operation_id = "list_api_keys")]
    async fn list(
        &self,
        /// The `next_cursor` of the page before.
        cursor: Query<Option<Text<ApiKeyId>>>,
        /// How many keys a page has at most.
        #[oai(default)]
        limit: Query<Text<PageSize<200>>>,
        asked: Asked,
    ) -> Result<JsonBody<ApiKeyList>, Refused<LIST>> {
        let (before, limit) = (cursor.0.map(|id| id.0), limit.0.0.get());
        let read = self.0.services.accounts.keys(asked.tenant(), before, limit + 1).await?;
        let (keys, next_cursor) = page::cut(read, limit, |row| row.key.to_string());
        Ok(JsonBody(ApiKeyList { keys: keys.into_iter().map(ApiKey::from).collect(), next_cursor }))
    }

    /// Get an API key
    #[oai(path = "/v1/api-keys/:id", method = "get", operation_id = "get_api_key")]
    async fn get(
        &self,
        /// The key's id.
        id: Path<Text<ApiKeyId>>,
        asked: Asked,
    ) -> Result<JsonBody<ApiKey>, Refused<GET>> {
        let row = self.0.services.accounts.key(asked.tenant(), id.0.0).await?;
        Ok(JsonBody(row.into()))
    }

    /// Take an API key back
    ///
    /// It is refused from now on.
    #[oai(path = "/v1/api-keys/:id", method = "delete", operation_id = "revoke_api_key")]
    async fn revoke(
        &self,
        /// The key's id.
        id: Path<Text<ApiKeyId>>,
        asked: Asked,
    ) -> Result<Done, Refused<GET>> {
        let context = asked.context(asked.tenant());
        self.0.services.accounts.revoke_key(&context, id.0.0).await?;
        Ok(Done::Done)
    }
}

impl From<KeyRow> for ApiKey {
    fn from(row: KeyRow) -> Self {
        let KeySpec { name, role, scopes, expires_at } = row.spec;
        Self {
            id: Text(row.key),
            name,
            hint: row.hint,
            role: Text(role),
            scopes: scopes.into_iter().map(Text).collect(),
            created_by: row.created_by,
            created_at: row.created_at,
            expires_at,
            revoked_at: row.revoked_at,
            used_at: row.used_at,
        }
    }
}
