//! The address that a request came from, which the server's front knows: it may have come through proxies that are trusted.

use std::net::IpAddr;

use gateway::ClientAddress;
use poem::Request;

/// The address as text; that of the connection where nobody knows better.
pub(crate) fn of(request: &Request) -> String {
    match ip_of(request) {
        Some(ip) => ip.to_string(),
        None => "unknown".to_owned(),
    }
}

/// The address.
pub(crate) fn ip_of(request: &Request) -> Option<IpAddr> {
    let known = request.data::<ClientAddress>().map(|address| address.0);
    known.or_else(|| request.remote_addr().as_socket_addr().map(|address| address.ip()))
}
