//! Requests for tenants whose home is another region: they are sent on to it, or told where it is.

use std::collections::BTreeMap;
use std::io;

use commands::accounts::Caller;
use gateway::{ForwardError, Forwarder, Patience, came_via};
use poem::http::{HeaderValue, StatusCode, header};
use poem::{Request, Response};
use serde::Deserialize;

use crate::Shared;
use crate::browsers::is_origin;
use crate::permissions::Requirement;
use crate::problem::{Kind, Problem};

/// What follows the region in the name by which servers know each other in `Via`.
const SERVICE: &str = ".thousandfold";

/// What becomes of a request for a tenant of another region.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Elsewhere {
    /// This server sends it on, and its answer back.
    #[default]
    Forward,
    /// The client is told where to send it: status 307. Most clients send no credentials to where a redirect leads, so they have to
    /// be made for it.
    Redirect,
}

/// The regions as a server of one of them knows them.
#[derive(Debug)]
pub struct Regions {
    here: String,
    elsewhere: Elsewhere,
    addresses: BTreeMap<String, String>,
    forwarder: Forwarder,
}

impl Regions {
    /// A server in the region `here`. `addresses` are the others', such as `https://eu.example.org`.
    ///
    /// # Errors
    /// The region's name cannot stand in a header, or the system's certificates cannot be read.
    pub fn new(
        here: &str,
        elsewhere: Elsewhere,
        addresses: &BTreeMap<String, RegionAddress>,
    ) -> io::Result<Self> {
        let addresses = addresses.iter().map(|(region, address)| (region.clone(), address.0.clone()));
        Ok(Self {
            here: here.to_owned(),
            elsewhere,
            addresses: addresses.collect(),
            forwarder: Forwarder::new(&format!("{here}{SERVICE}"))?,
        })
    }

    /// Sends a request on to its tenant's home, or says where that is.
    pub(crate) async fn send_on(&self, home: &str, request: Request) -> Result<Response, Problem> {
        let away = |why: &str| Problem::new(Kind::RegionAway, format!("the tenant's home is {home}, {why}"));
        let Some(address) = self.addresses.get(home) else {
            return Err(away("whose address is not known in this region"));
        };
        if came_via(request.headers(), |name| name.ends_with(SERVICE)) {
            // Once is enough: if they do not agree on where a tenant lives, a request would never end.
            return Err(away("and another region sent the request here"));
        }
        match self.elsewhere {
            Elsewhere::Redirect => Ok(redirect(address, &request)),
            // A connection that changes its protocol cannot be sent on request by request: its client is told where to go.
            Elsewhere::Forward if is_socket(&request) => Ok(redirect(address, &request)),
            Elsewhere::Forward => {
                // The time is the other region's, and others may use it here.
                let _waiting = request.data::<Patience>().cloned().and_then(|patience| patience.waits());
                let answer = self.forwarder.forward(address, request).await;
                answer.map_err(|error: ForwardError| away("which does not answer").caused_by(error))
            }
        }
    }
}

/// Where the servers of a region are: a URL without a path.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct RegionAddress(String);

impl TryFrom<String> for RegionAddress {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let of_host = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
        match is_origin(&text, of_host) {
            true => Ok(Self(text)),
            false => Err(format!(
                "{text:?} is no address of a region: give one such as \"https://eu.example.org\""
            )),
        }
    }
}

/// The region to which a request belongs, if it is not this one, with what knows the way.
pub(crate) async fn elsewhere<'a>(
    shared: &'a Shared,
    requirement: Requirement,
    caller: Option<&Caller>,
) -> Result<Option<(&'a Regions, String)>, Problem> {
    let (Some(regions), Requirement::May(_)) = (&shared.config.regions, requirement) else {
        return Ok(None);
    };
    let Some(tenant) = caller.and_then(Caller::tenant) else { return Ok(None) };
    // One that has no home yet is placed here by what it asks for.
    let home = shared.services.homes.home_of(tenant).await?.filter(|home| *home != regions.here);
    Ok(home.map(|home| (&**regions, home)))
}

/// Whether a request asks for a WebSocket.
pub(crate) fn is_socket(request: &Request) -> bool {
    request.header(header::UPGRADE).is_some_and(|protocol| protocol.eq_ignore_ascii_case("websocket"))
}

fn redirect(address: &str, request: &Request) -> Response {
    let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
    let mut response = Response::builder().status(StatusCode::TEMPORARY_REDIRECT).finish();
    if let Ok(location) = HeaderValue::try_from(format!("{address}{target}")) {
        response.headers_mut().insert(header::LOCATION, location);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_no_path() {
        for good in ["https://eu.example.org", "http://127.0.0.1:8080", "http://[::1]:8080"] {
            assert!(RegionAddress::try_from(good.to_owned()).is_ok(), "{good}");
        }
        for bad in ["eu.example.org", "https://eu.example.org/", "https://a@b", "ftp://eu", "https://"] {
            assert!(RegionAddress::try_from(bad.to_owned()).is_err(), "{bad}");
        }
    }
}
