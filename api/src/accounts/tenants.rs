//! `/v1/tenants`: those that somebody belongs to. `/v1/tenant`: the one that a request acts for.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use commands::executor::Loaded;
use domain::TenantId;
use domain::tenant::Tenant as Aggregate;
use poem_openapi::param::Header;
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde::{Deserialize, Serialize};

use super::BODY;
use crate::asked::{Asked, SignedIn};
use crate::body::JsonBody;
use crate::etag::{self, IfMatch};
use crate::idempotency::KEYED;
use crate::problem::{Kind, Problem, Refused, any_of};
use crate::text::Text;
use crate::{Shared, Tag};

/// A tenant to be made.
#[derive(Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewTenant {
    /// Its id, for ever: 1 to 40 of a-z, 0-9 and -.
    id: Text<TenantId>,
    /// Its name for people: 1 to 200 characters.
    name: String,
    /// Where its data lives; without it, the usual region.
    #[serde(default)]
    region: Option<String>,
}

/// What is to be changed of a tenant.
#[derive(Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct TenantPatch {
    /// Another name for people.
    #[serde(default)]
    name: Option<String>,
    /// Names of members of objects, wherever they stand in payloads, whose values auditors do not see; all of them.
    #[serde(default)]
    sensitive_fields: Option<Vec<String>>,
}

/// A tenant.
#[derive(Object, Serialize, Deserialize)]
pub(crate) struct Tenant {
    /// Its id.
    id: Text<TenantId>,
    /// Its name for people.
    name: String,
    /// Where its data lives.
    region: String,
    /// Names of members of objects whose values auditors do not see.
    sensitive_fields: Vec<String>,
    /// Since when it is.
    created_at: DateTime<Utc>,
}

/// Tenants that somebody belongs to.
#[derive(Object, Serialize, Deserialize)]
pub(crate) struct TenantList {
    /// Their ids, in order.
    tenants: Vec<Text<TenantId>>,
}

/// A tenant that was just made.
#[derive(ApiResponse)]
enum Created {
    /// You are its owner. Refresh your access token with its id to act for it.
    #[oai(status = 201)]
    Tenant(JsonBody<Tenant>, #[oai(header = "ETag")] String),
}

/// A tenant at a version.
#[derive(ApiResponse)]
enum Found {
    /// The tenant.
    #[oai(status = 200)]
    Tenant(JsonBody<Tenant>, #[oai(header = "ETag")] String),
}

const LIST: u128 = any_of(&[Kind::DamagedData]);
const CREATE: u128 = BODY | KEYED | any_of(&[Kind::TenantTaken]);
const GET: u128 = LIST | any_of(&[Kind::NoSuchTenant]);
const CHANGE: u128 = GET | BODY | any_of(&[Kind::PreconditionFailed, Kind::MalformedParameter]);

/// The routes.
pub(crate) struct TenantsApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Accounts")]
impl TenantsApi {
    /// Make a tenant
    ///
    /// You become its owner.
    #[oai(path = "/v1/tenants", method = "post", operation_id = "create_tenant")]
    async fn create(&self, by: SignedIn, body: JsonBody<NewTenant>) -> Result<Created, Refused<CREATE>> {
        let NewTenant { id: Text(id), name, region } = body.0;
        let made = self.0.services.accounts.create_tenant(by.user, &id, name, region).await?;
        Ok(Created::Tenant(JsonBody(Tenant::new(id, &made)?), etag::of(made.version)))
    }

    /// List the tenants that you belong to
    #[oai(path = "/v1/tenants", method = "get", operation_id = "list_tenants")]
    async fn list(&self, by: SignedIn) -> Result<JsonBody<TenantList>, Refused<LIST>> {
        let tenants = self.0.services.accounts.tenants_of(by.user).await?;
        Ok(JsonBody(TenantList { tenants: tenants.into_iter().map(Text).collect() }))
    }

    /// Get the tenant that you act for
    #[oai(path = "/v1/tenant", method = "get", operation_id = "get_tenant")]
    async fn get(&self, asked: Asked) -> Result<Found, Refused<GET>> {
        let tenant = self.0.services.accounts.tenant(asked.tenant()).await?;
        let version = etag::of(tenant.version);
        Ok(Found::Tenant(JsonBody(Tenant::new(asked.tenant().clone(), &tenant)?), version))
    }

    /// Change the tenant that you act for
    ///
    /// What is left out stays as it is (RFC 7396).
    #[oai(path = "/v1/tenant", method = "patch", operation_id = "change_tenant")]
    async fn change(
        &self,
        /// The `ETag` of what you read: if the tenant was changed since, nothing is done.
        #[oai(name = "If-Match")]
        if_match: Header<Option<Text<IfMatch>>>,
        asked: Asked,
        body: JsonBody<TenantPatch>,
    ) -> Result<Found, Refused<CHANGE>> {
        let expected = etag::expected(if_match.0);
        let TenantPatch { name, sensitive_fields } = body.0;
        let fields = sensitive_fields.map(|fields| fields.into_iter().collect::<BTreeSet<_>>());
        let context = asked.context(asked.tenant());
        let changed = self.0.services.accounts.change_tenant(&context, expected, name, fields).await?;
        let version = etag::of(changed.version);
        Ok(Found::Tenant(JsonBody(Tenant::new(context.tenant, &changed)?), version))
    }
}

impl Tenant {
    fn new(id: TenantId, loaded: &Loaded<Aggregate>) -> Result<Self, Problem> {
        let tenant = loaded.state.created().ok_or_else(|| {
            Problem::new(Kind::DamagedData, "the tenant is not what was recorded").caused_by(&id)
        })?;
        Ok(Self {
            id: Text(id),
            name: tenant.name.clone(),
            region: tenant.region.clone(),
            sensitive_fields: tenant.sensitive.iter().cloned().collect(),
            created_at: tenant.created_at,
        })
    }
}
