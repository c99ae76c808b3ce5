//! The gate: the one place where it is decided who a request is from and whether they may make it, before any handler.

use std::sync::Arc;
use std::time::Instant;

use chrono::{SubsecRound, Utc};
use commands::accounts::{AccountError, Caller};
use commands::executor::Appends;
use commands::limits::Class;
use commands::ports::limits::Level;
use domain::TenantId;
use domain::access::AccessRecord;
use domain::permission::{Action, Role};
use gateway::Patience;
use poem::http::{Method, header};
use poem::{Endpoint, Request, Response, Result};

use crate::Shared;
use crate::asked::{Asked, Origin, SignedIn};
use crate::consistency;
use crate::deprecation::{self, DEPRECATED};
use crate::idempotency::{self, Known};
use crate::limited;
use crate::live::offered_credential;
use crate::permissions::Requirement;
use crate::problem::{self, Kind, Problem, Slug};
use crate::regions;
use crate::routes::{Operation, route_of};
use crate::telemetry::{Incoming, RequestId, TraceHooks};
use crate::timing::Parts;

/// The gate before the API.
pub(crate) struct Gate(pub(crate) Arc<Shared>);

impl Gate {
    /// Lets a request in, or says why not; and keeps what became of it.
    pub(crate) async fn pass(
        self: Arc<Self>,
        next: Arc<impl Endpoint<Output = Response>>,
        request: Request,
        hooks: TraceHooks,
    ) -> Result<Response> {
        let route = route_of(&request);
        let operation = route.as_ref().and_then(|route| route.operation(request.method()));
        let Some(operation) = operation else {
            // A page of the documentation, or nothing at all.
            return next.call(request).await;
        };
        let (mut origin, target) = (Arc::new(origin(&request, hooks)), request_target(&request));
        let began = Instant::now();
        let caller = self.caller(operation, &request).await;
        let known = caller.as_ref().ok().and_then(Option::as_ref);
        if let Some((regions, home)) = regions::elsewhere(&self.0, operation.requirement, known).await? {
            // Its home does all else: it counts the request, and keeps it.
            return Ok(regions.send_on(&home, request).await?);
        }
        let Admission { caller, levels, admitted } = self.admit(operation, caller, &request).await;
        let gate = began.elapsed();
        let answer = match admitted {
            Ok(()) => self.once(next, operation, caller.clone(), &mut origin, request).await,
            Err(problem) => Err(problem.into()),
        };
        let mut response = problem::as_problem(answer, route.as_deref());
        limited::tell(&levels, response.headers_mut());
        response.extensions_mut().insert(Parts { gate, handler: began.elapsed().saturating_sub(gate) });
        if let Some(deprecated) = deprecation::find(DEPRECATED, operation.name) {
            deprecated.tell(&mut response);
        }
        self.keep(operation, caller.as_deref(), &origin, &target, response).await
    }

    /// Has a request done: once, where it says that it may come again.
    async fn once(
        &self,
        next: Arc<impl Endpoint<Output = Response>>,
        operation: Operation,
        caller: Option<Arc<Caller>>,
        origin: &mut Arc<Origin>,
        mut request: Request,
    ) -> Result<Response> {
        let key = match &caller {
            Some(caller) => idempotency::key(&request, operation.name, caller)?,
            None => None,
        };
        let Some(key) = key else {
            consistency::wait(&self.0, operation.name, origin, &request).await?;
            tell(&mut request, caller.as_ref(), origin);
            return next.call(request).await.map(|response| consistency::tell(&origin.appends, response));
        };
        let answers = &self.0.services.answers;
        match idempotency::claim(answers, key, operation.name, &mut request).await? {
            Known::Before(response) => Ok(response),
            Known::New(claimed, id) => {
                Arc::make_mut(origin).planned = Some(id);
                tell(&mut request, caller.as_ref(), origin);
                let doing = answers.keeping(claimed.key(), next.call(request));
                let response = problem::as_problem(doing.await, None);
                let response = consistency::tell(&origin.appends, response);
                Ok(idempotency::finish(answers, claimed, response).await)
            }
        }
    }

    /// Whether who makes the request may: whether what they brought was revoked, how much they asked for lately, and what the table
    /// of permissions says.
    async fn admit(
        &self,
        operation: Operation,
        caller: Result<Option<Caller>, Problem>,
        request: &Request,
    ) -> Admission {
        if operation.requirement == Requirement::Public {
            return Admission::default();
        }
        let caller = match caller {
            Ok(caller) => caller.map(Arc::new),
            Err(problem) => return self.refuse(request, problem).await,
        };
        let limits = &self.0.services.limits;
        let asker = limited::asker(request, caller.as_deref());
        let revocable = caller.as_deref().map(Caller::revocable).unwrap_or_default();
        let verdict = limits.take(limited::class(operation.name, request), &asker, &revocable).await;
        let admitted = match &caller {
            _ if verdict.revoked => Err(AccountError::Revoked.into()),
            _ if !verdict.allowed => Err(limited::problem(&verdict)),
            Some(caller) => may(operation.requirement, caller),
            None => Ok(()),
        };
        Admission { caller, levels: verdict.levels, admitted }
    }

    /// Who guesses at tokens and keys is counted by their address.
    async fn refuse(&self, request: &Request, problem: Problem) -> Admission {
        let limits = &self.0.services.limits;
        let verdict = limits.take(Class::Write, &limited::asker(request, None), &[]).await;
        let problem = if verdict.allowed { problem } else { limited::problem(&verdict) };
        Admission { caller: None, levels: verdict.levels, admitted: Err(problem) }
    }

    /// Who makes the request, by what they bring.
    async fn caller(&self, operation: Operation, request: &Request) -> Result<Option<Caller>, Problem> {
        if matches!(operation.requirement, Requirement::Public | Requirement::Guarded) {
            return Ok(None);
        }
        Ok(Some(self.0.services.accounts.authenticate(credential(request)?).await?))
    }

    /// Keeps a command, and a read of what is sensitive, in the audit trail. What an auditor reads is kept before they see it.
    async fn keep(
        &self,
        operation: Operation,
        caller: Option<&Caller>,
        origin: &Origin,
        target: &Target,
        response: Response,
    ) -> Result<Response> {
        let is_auditor = caller.and_then(Caller::role) == Some(Role::Auditor);
        if !is_kept(operation, target, caller, is_auditor) {
            return Ok(response);
        }
        let tenant = caller.and_then(Caller::tenant).cloned().unwrap_or_else(TenantId::accounts);
        let record = AccessRecord {
            // To the microsecond, as the tables keep it: a record is found again by its time.
            at: Utc::now().trunc_subsecs(6),
            actor: caller.map_or_else(|| "anonymous".to_owned(), |caller| caller.subject.to_string()),
            role: caller.and_then(Caller::role).map(|role| role.to_string()),
            address: origin.address.clone(),
            operation: operation.name.to_owned(),
            target: target.path.clone(),
            status: response.status().as_u16(),
            problem: response.extensions().get().map(|Slug(slug)| (*slug).to_owned()),
            request: origin.request.clone(),
            session: caller.and_then(|caller| caller.session).map(|session| session.to_string()),
        };
        let trail = &self.0.services.trail;
        match is_auditor {
            true => trail.record_now(tenant, record).await.map_err(Problem::from)?,
            false => trail.record(tenant, record).await,
        }
        Ok(response)
    }
}

/// Leaves what handlers get with a request.
fn tell(request: &mut Request, caller: Option<&Arc<Caller>>, origin: &Arc<Origin>) {
    if let Some(caller) = caller {
        if let Some(asked) = Asked::new(caller, origin) {
            request.set_data(asked);
        }
        if let Some(user) = caller.user() {
            request.set_data(SignedIn { user, session: caller.session, ip: origin.ip });
        }
    }
    request.set_data(Arc::clone(origin));
}

/// Whether a request is let in, who made it, and how much they may ask for still.
struct Admission {
    caller: Option<Arc<Caller>>,
    levels: Vec<Level>,
    admitted: Result<(), Problem>,
}

impl Default for Admission {
    /// Anybody is let in, and nothing is counted.
    fn default() -> Self {
        Self { caller: None, levels: vec![], admitted: Ok(()) }
    }
}

/// Whether somebody may do what asks for this.
fn may(requirement: Requirement, caller: &Caller) -> Result<(), Problem> {
    match requirement {
        Requirement::May(_) if caller.acting.is_none() => Err(no_tenant()),
        Requirement::May(action) => may_do(action, caller),
        Requirement::SignedIn if caller.user().is_none() => Err(not_for_keys()),
        _ => Ok(()),
    }
}

/// Whether somebody may do this. The gate asks before every handler; one that serves for long asks again for more than that.
pub(crate) fn may_do(action: Action, caller: &Caller) -> Result<(), Problem> {
    if caller.may(action) { Ok(()) } else { Err(forbidden(caller, action)) }
}

/// What a request was about.
struct Target {
    path: String,
    is_read: bool,
}

fn request_target(request: &Request) -> Target {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    Target { path: request.uri().path().to_owned(), is_read }
}

/// Whether the audit trail has such a request. Requests of nobody are kept only where somebody tries to become somebody: the
/// others could fill the log at will.
fn is_kept(operation: Operation, target: &Target, caller: Option<&Caller>, is_auditor: bool) -> bool {
    match operation.requirement {
        Requirement::Public => false,
        Requirement::Guarded => true,
        Requirement::SignedIn => caller.is_some() && !target.is_read,
        Requirement::May(action) => {
            caller.is_some() && (!target.is_read || action.is_sensitive_read() || is_auditor)
        }
    }
}

fn origin(request: &Request, hooks: TraceHooks) -> Origin {
    let text = |name| request.header(name).unwrap_or_default().to_owned();
    Origin {
        ip: crate::address::ip_of(request),
        address: crate::address::of(request),
        agent: text(header::USER_AGENT.as_str()),
        request: request.data::<RequestId>().map(|id| id.0.clone()).unwrap_or_default(),
        traceparent: Incoming::of(request).0,
        hooks,
        patience: request.data::<Patience>().cloned(),
        planned: None,
        appends: Appends::gathering(),
    }
}

/// What a request brings to show who makes it.
fn credential(request: &Request) -> Result<&str, Problem> {
    if let (None, Some(offered)) = (request.header(header::AUTHORIZATION), offered_credential(request)) {
        return Ok(offered);
    }
    let value = request.header(header::AUTHORIZATION).ok_or_else(|| {
        Problem::new(
            Kind::Unauthenticated,
            "send `Authorization: Bearer …` with an access token or an API key",
        )
    })?;
    let (scheme, credential) = value.split_once(' ').unwrap_or((value, ""));
    if !scheme.eq_ignore_ascii_case("bearer") || credential.trim().is_empty() {
        return Err(Problem::new(
            Kind::Unauthenticated,
            "the scheme of `Authorization` must be Bearer, with an access token or an API key after it",
        ));
    }
    Ok(credential.trim())
}

fn no_tenant() -> Problem {
    Problem::new(Kind::NoTenant, "the access token is for no tenant: refresh it with `tenant`")
}

fn not_for_keys() -> Problem {
    Problem::new(Kind::NotForKeys, "this is for people who signed in: an API key cannot do it")
}

fn forbidden(caller: &Caller, action: Action) -> Problem {
    let why = match caller.role() {
        Some(role) if role.may(action) => format!("the key's scopes do not have {action}"),
        Some(role) => format!("the role {role} may not do {action}"),
        None => format!("nobody without a role may do {action}"),
    };
    Problem::new(Kind::Forbidden, why).with(|details| details.action = Some(action.to_string()))
}

#[cfg(test)]
mod tests;
