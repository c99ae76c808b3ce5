//! How much each may ask for.

use std::time::Duration;

use serde::Deserialize;

use super::Class;

/// So many requests, which come back evenly over so many seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// How many may come at once.
    pub requests: u32,
    /// How long it takes until as many may come again.
    pub seconds: u32,
}

impl Quota {
    const fn new(requests: u32, seconds: u32) -> Self {
        Self { requests, seconds }
    }

    /// How long it takes until as many may come again.
    #[must_use]
    pub fn window(self) -> Duration {
        Duration::from_secs(self.seconds.max(1).into())
    }
}

/// What a class of requests is limited by. Where there is no quota, nothing is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quotas {
    /// Of each tenant.
    pub tenant: Option<Quota>,
    /// Of each user and each key.
    pub subject: Option<Quota>,
    /// Of each address; of IPv6, each /64.
    pub address: Option<Quota>,
}

/// What sign-ins are limited by.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SignInQuotas {
    /// Sign-ins that failed, of each address.
    pub address: Quota,
    /// What failures cost an account: the first three cost 1 each, each further one twice as much as the one before, up
    /// to all of it. So nobody is locked out for longer than these seconds.
    pub account: Quota,
    /// After how many seconds one failure is forgotten. Nobody has to wait longer for the next try.
    pub forgiven_seconds: u32,
    /// For how many days an address from which an account signed in is known: there, failures from elsewhere do not
    /// count.
    pub known_days: u32,
}

impl Default for SignInQuotas {
    fn default() -> Self {
        Self {
            address: Quota::new(20, 60),
            account: Quota::new(60, 900),
            forgiven_seconds: 900,
            known_days: 30,
        }
    }
}

/// All limits of requests.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(from = "Written")]
pub struct LimitsConfig {
    /// Of [`Class::Read`].
    pub read: Quotas,
    /// Of [`Class::Write`].
    pub write: Quotas,
    /// Of [`Class::SignUp`].
    pub sign_up: Quotas,
    /// Of sign-ins.
    pub sign_in: SignInQuotas,
    /// How long after a failure the engine is not asked, in milliseconds.
    pub pause_ms: u64,
    /// How long somebody is remembered whom the engine said to be revoked: as long as an access token lives.
    pub revoked_seconds: u64,
}

impl LimitsConfig {
    pub(super) fn quotas(&self, class: Class) -> &Quotas {
        match class {
            Class::Read => &self.read,
            Class::Write => &self.write,
            Class::SignUp => &self.sign_up,
        }
    }
}

impl Default for LimitsConfig {
    fn default() -> Self {
        // A tenant may ask with one key and from one address only, so those have no less.
        let all =
            |tenant, address| Quotas { tenant: Some(tenant), subject: Some(tenant), address: Some(address) };
        Self {
            read: all(Quota::new(1_000, 1), Quota::new(2_000, 1)),
            write: all(Quota::new(2_000, 1), Quota::new(4_000, 1)),
            sign_up: Quotas {
                tenant: None,
                subject: Some(Quota::new(5, 900)),
                address: Some(Quota::new(30, 600)),
            },
            sign_in: SignInQuotas::default(),
            pause_ms: 1_000,
            revoked_seconds: 900,
        }
    }
}

/// The limits as they are written: what is left out is as it is without a config.
#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    read: WrittenQuotas,
    write: WrittenQuotas,
    sign_up: WrittenQuotas,
    sign_in: SignInQuotas,
    pause_ms: Option<u64>,
    revoked_seconds: Option<u64>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct WrittenQuotas {
    tenant: Option<Quota>,
    subject: Option<Quota>,
    address: Option<Quota>,
}

impl WrittenQuotas {
    fn or(self, default: Quotas) -> Quotas {
        Quotas {
            tenant: self.tenant.or(default.tenant),
            subject: self.subject.or(default.subject),
            address: self.address.or(default.address),
        }
    }
}

impl From<Written> for LimitsConfig {
    fn from(written: Written) -> Self {
        let default = Self::default();
        Self {
            read: written.read.or(default.read),
            write: written.write.or(default.write),
            sign_up: written.sign_up.or(default.sign_up),
            sign_in: written.sign_in,
            pause_ms: written.pause_ms.unwrap_or(default.pause_ms),
            revoked_seconds: written.revoked_seconds.unwrap_or(default.revoked_seconds),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_out_is_as_it_is_without_a_config() {
        let written = r#"{"read":{"tenant":{"requests":7,"seconds":60}},"sign_in":{"known_days":1}}"#;
        let config: LimitsConfig = serde_json::from_str(written).unwrap();
        let default = LimitsConfig::default();
        assert_eq!(config.read.tenant, Some(Quota::new(7, 60)));
        assert_eq!((config.read.address, config.write), (default.read.address, default.write));
        assert_eq!((config.sign_in.known_days, config.sign_in.account), (1, default.sign_in.account));
        assert_eq!(serde_json::from_str::<LimitsConfig>("{}").unwrap(), default);
    }

    #[test]
    fn a_limit_that_is_not_known_is_an_error() {
        let written = r#"{"read":{"tenants":{"requests":7,"seconds":60}}}"#;
        assert!(serde_json::from_str::<LimitsConfig>(written).unwrap_err().to_string().contains("tenants"));
    }
}
