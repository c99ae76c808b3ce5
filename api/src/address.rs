//! The address that a request came from, which the server's front knows: it may have come through proxies that are trusted.

use std::net::{IpAddr, Ipv4Addr};

use gateway::ClientAddress;
use poem::Request;

/// The address as text, if it is known.
pub(crate) fn of(request: &Request) -> String {
    known(request).map_or_else(|| "unknown".to_owned(), |ip| ip.to_string())
}

/// The address; all that is not known is one and the same.
pub(crate) fn ip_of(request: &Request) -> IpAddr {
    known(request).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

/// The address that the front knows, or else that of the connection.
fn known(request: &Request) -> Option<IpAddr> {
    let told = request.data::<ClientAddress>().map(|address| address.0);
    told.or_else(|| request.remote_addr().as_socket_addr().map(|address| address.ip()))
}
