//! How much somebody may ask for: which limits a request counts against, and what its answer says of them.

use std::net::IpAddr;

use commands::accounts::Caller;
use commands::limits::headers::{level_header, policy_header};
use commands::limits::{Asker, Class, SignIn};
use commands::ports::limits::{Level, Verdict};
use domain::UserId;
use poem::Request;
use poem::http::{HeaderMap, HeaderName, HeaderValue, Method};
use sha2::{Digest, Sha256};

use crate::Shared;
use crate::address;
use crate::problem::{Kind, Problem};

/// The headers of draft-ietf-httpapi-ratelimit-headers-11.
const LEVELS: HeaderName = HeaderName::from_static("ratelimit");
const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
/// What costs a mail, or makes an account: it is limited more than other requests, and not at all done while it cannot be counted.
const COSTLY: &[&str] = &["sign_up", "ask_verification", "ask_password_reset", "invite"];

/// Of which class an operation is.
pub(crate) fn class(operation: &str, request: &Request) -> Class {
    match *request.method() {
        _ if COSTLY.contains(&operation) => Class::SignUp,
        Method::GET | Method::HEAD => Class::Read,
        _ => Class::Write,
    }
}

/// Who asks, as limits know them.
pub(crate) fn asker(request: &Request, caller: Option<&Caller>) -> Asker {
    Asker {
        address: address::ip_of(request),
        tenant: caller.and_then(Caller::tenant).cloned(),
        subject: caller.map(|caller| caller.subject.to_string()),
    }
}

/// The answer to who asked for too much.
pub(crate) fn problem(verdict: &Verdict) -> Problem {
    let problem = match verdict.degraded {
        true => {
            Problem::new(Kind::RateLimited, "this cannot be counted now, so it is not done: ask again later")
        }
        false => Problem::new(
            Kind::RateLimited,
            "more was asked than may be in this time: `RateLimit` says how much may be, `Retry-After` when",
        ),
    };
    match verdict.retry_after {
        Some(pause) => problem.retried_after(pause),
        None => problem,
    }
}

/// Says in an answer how much may be asked still.
pub(crate) fn tell(levels: &[Level], headers: &mut HeaderMap) {
    if levels.is_empty() {
        return;
    }
    for (name, value) in [(LEVELS, level_header(levels)), (POLICY, policy_header(levels))] {
        if let Ok(value) = HeaderValue::try_from(value) {
            headers.insert(name, value);
        }
    }
}

/// Whose secret somebody tries to guess.
pub(crate) enum Guarded<'a> {
    /// Of whoever has this address.
    Email(&'a str),
    /// Of a user who signed in.
    User(UserId),
}

impl Shared {
    /// Lets somebody try a password or code, if there were not too many wrong ones lately. What is given back is to be told when
    /// the try succeeds.
    pub(crate) async fn try_secret(&self, address: IpAddr, whose: Guarded<'_>) -> Result<SignIn, Problem> {
        let subject = match whose {
            Guarded::Email(email) => {
                let digest = Sha256::digest(format!("account {}", email.to_lowercase()));
                format!("account_{}", hex::encode(&digest[..16]))
            }
            Guarded::User(user) => user.to_string(),
        };
        let asker = Asker { address, tenant: None, subject: Some(subject) };
        let attempt = self.services.limits.sign_in(&asker).await;
        match attempt.verdict.allowed {
            true => Ok(attempt),
            false => Err(problem(&attempt.verdict)),
        }
    }

    /// Counts a try as none, since it succeeded.
    pub(crate) async fn succeeded(&self, attempt: SignIn) {
        self.services.limits.signed_in(attempt).await;
    }
}
