//! Whom a URL leads to.

use std::fmt;

use url::{Host, Url};

use super::failure::CallFailure;

/// A scheme, a host and a port: what calls share connections of.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Target {
    pub(super) https: bool,
    pub(super) host: Host<String>,
    pub(super) port: u16,
}

impl Target {
    /// Whom a URL leads to. The URL's parser has turned every way to write an address into one.
    pub(super) fn of(url: &Url) -> Result<Self, CallFailure> {
        let invalid = |message: &str| CallFailure::new("invalid_request", message);
        let https = match url.scheme() {
            "http" => false,
            "https" => true,
            other => return Err(invalid(&format!("the URL's scheme is `{other}`; use http or https"))),
        };
        if !url.username().is_empty() || url.password().is_some() {
            return Err(invalid("the URL has a user name or a password; use an Authorization header"));
        }
        let host = match url.host() {
            Some(Host::Domain(name)) => Host::Domain(name.trim_end_matches('.').to_owned()),
            Some(address) => address.to_owned(),
            None => return Err(invalid("the URL has no host")),
        };
        if host == Host::Domain(String::new()) {
            return Err(invalid("the URL's host is only dots"));
        }
        let port = url.port_or_known_default().unwrap_or(if https { 443 } else { 80 });
        Ok(Self { https, host, port })
    }

    /// The host, with the port if it is not the scheme's own: a `Host` header.
    pub(super) fn authority(&self) -> String {
        match (self.https, self.port) {
            (true, 443) | (false, 80) => self.host.to_string(),
            (_, port) => format!("{}:{port}", self.host),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = if self.https { "https" } else { "http" };
        write!(f, "{scheme}://{}", self.authority())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn target(url: &str) -> Result<String, String> {
        let url = Url::parse(url).map_err(|error| error.to_string())?;
        Target::of(&url).map(|target| target.to_string()).map_err(|failure| failure.message)
    }

    #[test]
    fn every_way_to_write_an_address_is_one() {
        for host in ["127.0.0.1", "127.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.0.0.1.", "127。0。0。1"]
        {
            assert_eq!(target(&format!("http://{host}/x")).as_deref(), Ok("http://127.0.0.1"), "{host}");
        }
        assert_eq!(target("http://[::FFFF:7f00:1]").as_deref(), Ok("http://[::ffff:7f00:1]"));
        assert_eq!(target("https://Example.ORG.:443/").as_deref(), Ok("https://example.org"));
        assert_eq!(target("https://example.org:80/").as_deref(), Ok("https://example.org:80"));
    }

    #[test]
    fn what_is_not_a_plain_web_address_is_refused() {
        assert!(target("ftp://example.org/").unwrap_err().contains("use http or https"));
        assert!(target("file:///etc/passwd").unwrap_err().contains("use http or https"));
        assert!(target("http://me@example.org/").unwrap_err().contains("Authorization"));
        assert!(target("http://:secret@example.org/").unwrap_err().contains("Authorization"));
        assert!(target("http://./").is_err());
    }
}
