//! Who asks, for what, and from which buckets that takes.

use std::net::{IpAddr, Ipv6Addr};

use domain::TenantId;

use super::config::{Quota, Quotas};
use crate::ports::limits::{Bucket, BucketName};

/// What is asked for, as far as limits tell it apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Class {
    /// Looks at something.
    Read,
    /// Changes something.
    Write,
    /// What anybody may do without an account, and costs much: a new account, a message to an address.
    SignUp,
}

impl Class {
    /// The name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::SignUp => "sign-up",
        }
    }

    /// Whether it is refused while it cannot be counted.
    pub(super) fn fails_closed(self) -> bool {
        self == Self::SignUp
    }
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asker {
    /// From where.
    pub address: IpAddr,
    /// For which tenant, where that is known.
    pub tenant: Option<TenantId>,
    /// Which user or key, where that is known. When somebody signs in or up, this is the account that they name, by an id
    /// or a keyed hash: never an e-mail address, because it becomes part of a key.
    pub subject: Option<String>,
}

impl Asker {
    /// The buckets of a request, whose cost is 1.
    pub(super) fn buckets(&self, class: Class, quotas: &Quotas) -> Vec<Bucket> {
        let class = class.as_str();
        let tenant = self.tenant.as_ref().zip(quotas.tenant);
        let subject = self.subject.as_ref().zip(quotas.subject);
        let address = quotas.address.map(|quota| self.of_address(class, quota));
        let tenant = tenant.map(|(tenant, quota)| bucket(BucketName::Tenant, tenant.as_str(), class, quota));
        let subject = subject.map(|(subject, quota)| bucket(name_of(subject), subject, class, quota));
        [tenant, subject, address].into_iter().flatten().collect()
    }

    /// The bucket of where it comes from.
    pub(super) fn of_address(&self, class: &str, quota: Quota) -> Bucket {
        bucket(BucketName::Address, &self.network(), class, quota)
    }

    /// The address, or of IPv6 the /64, which one customer has whole: its addresses do not tell askers apart.
    pub(super) fn network(&self) -> String {
        match self.address.to_canonical() {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => {
                let [a, b, c, d, ..] = address.segments();
                format!("{}/64", Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
            }
        }
    }
}

fn name_of(subject: &str) -> BucketName {
    if subject.starts_with("key_") { BucketName::Key } else { BucketName::User }
}

/// A bucket from which one token is taken.
pub(super) fn bucket(name: BucketName, who: &str, what: &str, quota: Quota) -> Bucket {
    let key = format!("{name}/{who}/{what}");
    Bucket { name, key, quota: quota.requests, window: quota.window(), cost: 1 }
}
