//! Sign-ins: whoever guesses passwords soon waits, and whoever they guess at does not.
//!
//! Every try is paid for before it is made, and gets its tokens back when it succeeds, so that what is spent are failures.
//! The more failures an account has seen lately, the more the next try costs it. An address from which the account has
//! signed in before pays from a bucket of its own, so that failures from elsewhere do not lock the true user out.

use super::asker::{Asker, bucket};
use super::config::{Quota, SignInQuotas};
use super::{Limiter, count};
use crate::ports::limits::{Bucket, BucketName, Verdict};

/// What the buckets are called.
const NAME: &str = "sign-in";
/// How many failures cost no more than 1 each.
const FREE: u32 = 3;
/// How many failures are remembered: no more can be made before the first ones are forgotten.
const REMEMBERED: u32 = 12;

/// A try to sign in.
#[derive(Debug)]
#[must_use = "it is to be told whether it succeeded"]
pub struct SignIn {
    /// Whether it may be made.
    pub verdict: Verdict,
    /// What it paid.
    taken: Vec<Bucket>,
    /// What makes the address known, if it succeeds.
    mark: Option<Bucket>,
}

/// The buckets of an account that somebody wants to sign in to.
struct Account {
    /// A bucket that a sign-in empties: while it is not full again, the address is known.
    mark: Bucket,
    /// Failures from known addresses, each of which has its own.
    known: Bucket,
    /// Failures from elsewhere.
    failures: Bucket,
    /// What those have cost.
    price: Bucket,
}

impl Account {
    fn new(subject: &str, asker: &Asker, quotas: &SignInQuotas) -> Self {
        let here = format!("{subject}/{}", asker.network());
        let failures =
            Quota { requests: REMEMBERED, seconds: quotas.forgiven_seconds.saturating_mul(REMEMBERED) };
        let days = quotas.known_days.max(1);
        let known = Quota { requests: days, seconds: days.saturating_mul(24 * 3_600) };
        let bucket = |who: &str, what: &str, quota| bucket(BucketName::User, who, what, quota);
        Self {
            mark: bucket(&here, "signed-in", known),
            known: bucket(&here, "failures", failures),
            failures: bucket(subject, "failures", failures),
            price: bucket(subject, NAME, quotas.account),
        }
    }
}

impl Limiter {
    /// Asks whether somebody may try to sign in to the account that is the asker's subject. If the try succeeds, it is to
    /// be handed to [`Limiter::signed_in`]; if not, it is dropped. While nothing can be counted, nobody may.
    pub async fn sign_in(&self, asker: &Asker) -> SignIn {
        let sign_in = self.try_sign_in(asker).await.unwrap_or_else(|| denied(self.closed()));
        count(NAME, &sign_in.verdict);
        sign_in
    }

    /// A try succeeded: it does not count, and where it came from is known from now on.
    pub async fn signed_in(&self, sign_in: SignIn) {
        // Not done, these only make later tries dearer.
        if let Err(error) = self.limits.give_back(&sign_in.taken).await {
            tracing::debug!(%error, "a sign-in is counted as if it had failed");
        }
        if let Some(mark) = sign_in.mark {
            let _ = self.ask(&[mark], &[]).await;
        }
    }

    async fn try_sign_in(&self, asker: &Asker) -> Option<SignIn> {
        let quotas = &self.config.sign_in;
        let address = asker.of_address(NAME, quotas.address);
        let Some(subject) = &asker.subject else {
            let verdict = self.ask(std::slice::from_ref(&address), &[]).await?;
            let taken = if verdict.allowed { vec![address] } else { vec![] };
            return Some(SignIn { verdict, taken, mark: None });
        };
        let account = Account::new(subject, asker, quotas);
        let look = [address.clone(), costing(&account.mark, 0), costing(&account.failures, 0)];
        let mut first = self.ask(&look, &[]).await?;
        let [_, mark, failures] = &first.levels[..] else { return None };
        let is_known = mark.remaining < mark.quota;
        let mark = costing(&account.mark, mark.remaining);
        let price = costing(&account.price, price(failures.quota - failures.remaining, quotas.account));
        // What an account's buckets have is nobody's business before they have signed in.
        first.levels.truncate(1);
        if !first.allowed {
            return Some(denied(first));
        }
        let buckets = if is_known { vec![account.known] } else { vec![account.failures, price] };
        let second = self.ask(&buckets, &[]).await?;
        if !second.allowed {
            return Some(denied(Verdict { levels: first.levels, ..second }));
        }
        let taken = [buckets, vec![address]].concat();
        Some(SignIn { verdict: first, taken, mark: Some(mark) })
    }
}

/// What a try costs after so many failures: 1, 1, 1, 2, 4, 8 and so on, up to everything.
fn price(failures: u32, account: Quota) -> u32 {
    let doubled = (failures + 1).saturating_sub(FREE);
    2_u32.saturating_pow(doubled).clamp(1, account.requests.max(1))
}

fn costing(bucket: &Bucket, cost: u32) -> Bucket {
    Bucket { cost, ..bucket.clone() }
}

fn denied(verdict: Verdict) -> SignIn {
    SignIn { verdict, taken: vec![], mark: None }
}
