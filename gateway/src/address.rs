//! Which address a request comes from, also where it came through proxies.

use std::net::{IpAddr, SocketAddr};

use http::{HeaderMap, HeaderName, header};
use ipnet::IpNet;
use serde::Deserialize;

pub(crate) const X_FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// The address of the client: of the connection, or what trusted proxies say of it. It is in a request's data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientAddress(pub IpAddr);

/// The header field in which proxies say whom they forward.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForwardedHeader {
    /// `X-Forwarded-For`.
    #[default]
    XForwardedFor,
    /// `Forwarded` (RFC 7239).
    Forwarded,
}

/// Whose word about the client is believed, and where they say it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Proxies {
    pub(crate) trusted: Vec<IpNet>,
    pub(crate) header: ForwardedHeader,
}

impl Proxies {
    pub(crate) fn trusts(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.trusted.iter().any(|network| network.contains(&address))
    }

    /// The client is the nearest one that is no proxy of ours: what it said itself stands further to the left.
    pub(crate) fn client(&self, peer: IpAddr, headers: &HeaderMap) -> ClientAddress {
        let mut client = peer.to_canonical();
        let mut said = self.said(headers).into_iter().rev();
        while self.trusts(client)
            && let Some(Some(address)) = said.next()
        {
            client = address;
        }
        ClientAddress(client)
    }

    /// The addresses that the header names, the nearest last. One that cannot be read is `None`.
    fn said(&self, headers: &HeaderMap) -> Vec<Option<IpAddr>> {
        let (name, read): (_, fn(&str) -> Option<IpAddr>) = match self.header {
            ForwardedHeader::XForwardedFor => (X_FORWARDED_FOR, read_node),
            ForwardedHeader::Forwarded => (header::FORWARDED, read_element),
        };
        let fields = headers.get_all(name).into_iter();
        let elements = fields.flat_map(|field| field.to_str().unwrap_or_default().split(','));
        elements.map(|element| read(element.trim())).collect()
    }
}

/// One element of `Forwarded`, such as `for="[2001:db8::1]:4711";proto=https`.
fn read_element(element: &str) -> Option<IpAddr> {
    let mut pairs = element.split(';').filter_map(|pair| pair.trim().split_once('='));
    let (_, node) = pairs.find(|(name, _)| name.eq_ignore_ascii_case("for"))?;
    read_node(node.trim().trim_matches('"'))
}

/// An address, with or without a port.
fn read_node(node: &str) -> Option<IpAddr> {
    let bare = node.trim_start_matches('[').trim_end_matches(']');
    let address = bare.parse().or_else(|_| node.parse().map(|address: SocketAddr| address.ip()));
    address.ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(header: ForwardedHeader, peer: &str, fields: &[(&'static str, &'static str)]) -> String {
        let trusted = vec!["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()];
        let mut headers = HeaderMap::new();
        for (name, value) in fields {
            headers.append(*name, value.parse().unwrap());
        }
        Proxies { trusted, header }.client(peer.parse().unwrap(), &headers).0.to_string()
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        let forwarded =
            |peer, list| client(ForwardedHeader::XForwardedFor, peer, &[("x-forwarded-for", list)]);
        assert_eq!(forwarded("10.0.0.1", "192.0.2.7"), "192.0.2.7");
        assert_eq!(forwarded("::ffff:10.0.0.1", "192.0.2.7"), "192.0.2.7");
        assert_eq!(forwarded("198.51.100.1", "192.0.2.7"), "198.51.100.1");
    }

    #[test]
    fn what_the_client_says_of_itself_is_not_believed() {
        let forwarded =
            |list| client(ForwardedHeader::XForwardedFor, "10.0.0.1", &[("x-forwarded-for", list)]);
        assert_eq!(forwarded("203.0.113.9, 192.0.2.7"), "192.0.2.7");
        assert_eq!(forwarded("203.0.113.9, 192.0.2.7, 10.9.9.9"), "192.0.2.7");
        assert_eq!(forwarded("203.0.113.9, nonsense, 10.9.9.9"), "10.9.9.9", "nothing beyond it is sure");
        assert_eq!(forwarded("10.1.1.1, 10.9.9.9"), "10.1.1.1");
        assert_eq!(forwarded("192.0.2.7:4711"), "192.0.2.7");
    }

    #[test]
    fn fields_of_one_name_are_one_list() {
        let fields = [("x-forwarded-for", "203.0.113.9"), ("x-forwarded-for", "192.0.2.7")];
        assert_eq!(client(ForwardedHeader::XForwardedFor, "10.0.0.1", &fields), "192.0.2.7");
    }

    #[test]
    fn forwarded_is_read_in_all_its_forms() {
        let forwarded = |list| client(ForwardedHeader::Forwarded, "fd00::1", &[("forwarded", list)]);
        assert_eq!(forwarded("for=192.0.2.7;proto=https;by=203.0.113.43"), "192.0.2.7");
        assert_eq!(forwarded(r#"For="[2001:db8::1]:4711""#), "2001:db8::1");
        assert_eq!(forwarded(r#"for=203.0.113.9, for="[2001:db8::1]", for=10.0.0.3"#), "2001:db8::1");
        assert_eq!(forwarded("for=_hidden"), "fd00::1");
    }

    #[test]
    fn the_other_header_is_the_clients_own() {
        let fields = [("forwarded", "for=203.0.113.9"), ("x-forwarded-for", "192.0.2.7")];
        assert_eq!(client(ForwardedHeader::XForwardedFor, "10.0.0.1", &fields), "192.0.2.7");
        assert_eq!(client(ForwardedHeader::Forwarded, "10.0.0.1", &fields), "203.0.113.9");
    }
}
