//! What the operator allows to be called although it is not public.

use std::net::IpAddr;

use ipnet::IpNet;

use super::address::inside;
use super::config::HttpConfigError;

/// What may be called.
#[derive(Debug, Default)]
pub(super) struct Allowed {
    networks: Vec<IpNet>,
    hosts: Vec<String>,
}

impl Allowed {
    /// Reads the operator's list.
    pub(super) fn parse(entries: &[String]) -> Result<Self, HttpConfigError> {
        let mut allowed = Self::default();
        for entry in entries {
            if let Ok(network) = entry.parse() {
                allowed.networks.push(network);
            } else if let Ok(address) = entry.parse::<IpAddr>() {
                allowed.networks.push(address.into());
            } else {
                allowed.hosts.push(host(entry).ok_or_else(|| HttpConfigError::Allow(entry.clone()))?);
            }
        }
        Ok(allowed)
    }

    /// Says what kind of address it is, unless it may be called under this name.
    pub(super) fn refusal(&self, host: &str, address: IpAddr) -> Option<&'static str> {
        let kind = inside(address)?;
        let address = address.to_canonical();
        let is_allowed = self.hosts.iter().any(|allowed| allowed == host)
            || self.networks.iter().any(|network| network.contains(&address));
        (!is_allowed).then_some(kind)
    }
}

/// A name as URLs have it.
fn host(entry: &str) -> Option<String> {
    match url::Host::parse(entry.trim_end_matches('.')).ok()? {
        url::Host::Domain(name) if !name.contains('*') => Some(name),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(entries: &[&str]) -> Allowed {
        let entries: Vec<_> = entries.iter().map(ToString::to_string).collect();
        Allowed::parse(&entries).unwrap()
    }

    fn is_allowed(allowed: &Allowed, host: &str, address: &str) -> bool {
        allowed.refusal(host, address.parse().unwrap()).is_none()
    }

    #[test]
    fn what_is_listed_is_allowed_and_nothing_else_inside() {
        let allowed = allowed(&["10.1.0.0/16", "127.0.0.1", "fd00::/8", "Crm.Internal."]);
        assert!(is_allowed(&allowed, "any.example", "10.1.2.3"));
        assert!(is_allowed(&allowed, "any.example", "::ffff:10.1.2.3"));
        assert!(is_allowed(&allowed, "any.example", "127.0.0.1"));
        assert!(is_allowed(&allowed, "any.example", "fd12::1"));
        assert!(is_allowed(&allowed, "crm.internal", "192.168.0.1"));
        assert!(is_allowed(&allowed, "any.example", "1.1.1.1"));
        assert!(!is_allowed(&allowed, "any.example", "10.2.0.1"));
        assert!(!is_allowed(&allowed, "any.example", "127.0.0.2"));
        assert!(!is_allowed(&allowed, "x.crm.internal", "192.168.0.1"));
    }

    #[test]
    fn an_entry_that_means_nothing_is_refused() {
        for entry in ["10.0.0.0/33", "*.internal", "a b", ""] {
            let error = Allowed::parse(&[entry.to_owned()]).unwrap_err();
            assert!(matches!(error, HttpConfigError::Allow(_)), "{entry}");
        }
    }
}
