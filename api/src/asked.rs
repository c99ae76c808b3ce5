//! Who asks, as handlers get it. Only the gate makes these, after it has looked whether they may: a handler has no other way to
//! a tenant.

use std::collections::BTreeSet;
use std::net::IpAddr;
use std::sync::Arc;

use commands::CommandContext;
use commands::accounts::{AccountError, Caller, Client};
use commands::executor::Appends;
use commands::limits::Asker;
use commands::ports::Appended;
use domain::permission::Role;
use domain::{SessionId, TenantId, UserId};
use gateway::{Patience, Waiting};
use poem::{Request, RequestBody, Result};
use poem_openapi::registry::{MetaSecurityScheme, Registry};
use poem_openapi::{ApiExtractor, ApiExtractorType, ExtractParamOptions};
use uuid::Uuid;

use crate::problem::{Kind, Problem};
use crate::telemetry::TraceHooks;
use crate::{Shared, mask};

/// What the document calls the way in which a request says who makes it.
const SCHEME: &str = "bearer";

/// Where a request comes from, and what it belongs to.
#[derive(Debug, Clone)]
pub(crate) struct Origin {
    /// The address that it came from.
    pub(crate) ip: IpAddr,
    /// The same as text.
    pub(crate) address: String,
    /// What the program that sent it calls itself.
    pub(crate) agent: String,
    /// The answer's `x-request-id`.
    pub(crate) request: String,
    /// The `traceparent` that came with it.
    pub(crate) traceparent: Option<String>,
    /// How spans join traces.
    pub(crate) hooks: TraceHooks,
    /// Leaves the front's limit to others while the request waits for something on purpose.
    pub(crate) patience: Option<Patience>,
    /// The id of what the request makes, where its `Idempotency-Key` says that it may come again.
    pub(crate) planned: Option<Uuid>,
    /// Where the events of its commands went.
    pub(crate) appends: Appends,
}

impl Origin {
    /// As sessions keep it.
    pub(crate) fn client(&self) -> Client {
        Client { address: self.address.clone(), agent: self.agent.clone() }
    }
}

/// Somebody who acts for a tenant.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    caller: Arc<Caller>,
    origin: Arc<Origin>,
    tenant: TenantId,
    role: Role,
}

impl Asked {
    /// Somebody who acts for a tenant, if they do.
    pub(crate) fn new(caller: &Arc<Caller>, origin: &Arc<Origin>) -> Option<Self> {
        let (tenant, role) = caller.acting.clone()?;
        Some(Self { caller: Arc::clone(caller), origin: Arc::clone(origin), tenant, role })
    }

    /// For which tenant.
    pub(crate) fn tenant(&self) -> &TenantId {
        &self.tenant
    }

    /// As what.
    pub(crate) fn role(&self) -> Role {
        self.role
    }

    /// Who.
    pub(crate) fn caller(&self) -> &Arc<Caller> {
        &self.caller
    }

    /// Who, as limits know them.
    pub(crate) fn asker(&self) -> Asker {
        Asker {
            address: self.origin.ip,
            tenant: Some(self.tenant.clone()),
            subject: Some(self.caller.subject.to_string()),
        }
    }

    /// To be held while the request waits on purpose: its place among those that are worked on is another's meanwhile. None where
    /// too many wait already: then the answer should come at once.
    pub(crate) fn waits(&self) -> Option<Option<Waiting>> {
        match &self.origin.patience {
            Some(patience) => patience.waits().map(Some),
            None => Some(None),
        }
    }

    /// The id of what is made, if the request says that it may come again.
    pub(crate) fn planned(&self) -> Option<Uuid> {
        self.origin.planned
    }

    /// The context of a command that the request leads to.
    pub(crate) fn context(&self, correlation: impl ToString) -> CommandContext {
        CommandContext {
            tenant: self.tenant.clone(),
            actor: self.caller.subject.to_string(),
            correlation: correlation.to_string(),
            causation: None,
            traceparent: (self.origin.hooks.current)().or_else(|| self.origin.traceparent.clone()),
            appends: self.origin.appends.clone(),
        }
    }

    /// What was appended before, by the same request when it came earlier, is what its answer is about too.
    pub(crate) fn found_appended(&self, appended: Appended) {
        self.origin.appends.add(appended);
    }
}

impl Shared {
    /// Whose values are hidden from who asks: from auditors, those that the tenant marked as sensitive.
    pub(crate) async fn hidden_from(&self, asked: &Asked) -> Result<Option<Arc<BTreeSet<String>>>, Problem> {
        if asked.role != Role::Auditor {
            return Ok(None);
        }
        let tenant = self.services.accounts.tenant(&asked.tenant).await?;
        Ok(tenant.state.created().and_then(|tenant| mask::names(&tenant.sensitive)))
    }
}

/// Somebody who signed in, whether or not they act for a tenant.
#[derive(Debug, Clone)]
pub(crate) struct SignedIn {
    /// Who.
    pub(crate) user: UserId,
    /// By which session.
    pub(crate) session: Option<SessionId>,
    /// From which address.
    pub(crate) ip: IpAddr,
}

/// Anybody at all.
pub(crate) struct Anybody(pub(crate) Arc<Origin>);

fn missing() -> poem::Error {
    Problem::new(Kind::InternalError, "a route asks for more than its permission gives")
        .caused_by(AccountError::NotMember)
        .into()
}

fn register(registry: &mut Registry) {
    registry.create_security_scheme(
        SCHEME,
        MetaSecurityScheme {
            ty: "http",
            description: Some(
                "An access token from `POST /v1/sessions`, or an API key, as `Authorization: Bearer …`.",
            ),
            name: None,
            key_in: None,
            scheme: Some("bearer"),
            bearer_format: Some("JWT, or an API key"),
            flows: None,
            openid_connect_url: None,
        },
    );
}

/// Gives a type that the gate leaves in a request's data to handlers, and says in the document that one has to sign in.
macro_rules! extracted {
    ($name:ty) => {
        impl<'a> ApiExtractor<'a> for $name {
            const TYPES: &'static [ApiExtractorType] = &[ApiExtractorType::SecurityScheme];
            type ParamType = ();
            type ParamRawType = ();

            fn register(registry: &mut Registry) {
                register(registry);
            }

            fn security_schemes() -> Vec<&'static str> {
                vec![SCHEME]
            }

            async fn from_request(
                request: &'a Request,
                _: &mut RequestBody,
                _: ExtractParamOptions<()>,
            ) -> Result<Self> {
                request.data::<Self>().cloned().ok_or_else(missing)
            }
        }
    };
}

extracted!(Asked);
extracted!(SignedIn);

impl<'a> poem::FromRequest<'a> for Anybody {
    async fn from_request(request: &'a Request, _: &mut RequestBody) -> Result<Self> {
        request.data::<Arc<Origin>>().cloned().map(Self).ok_or_else(missing)
    }
}
