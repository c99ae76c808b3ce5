//! Makes a client of the service at an address.

use std::fmt;
use std::time::Duration;

use reqwest::Url;
use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};

use crate::{Client, Error, Retry};

/// How long connecting may take.
const CONNECT: Duration = Duration::from_secs(5);

/// A client in the making.
#[derive(Clone)]
pub struct Builder {
    server: String,
    token: Option<String>,
    retry: Retry,
    user_agent: String,
}

impl Client {
    /// A client of the service at `server`, such as `http://127.0.0.1:18080`.
    #[must_use]
    pub fn builder(server: &str) -> Builder {
        Builder {
            server: server.to_owned(),
            token: None,
            retry: Retry::default(),
            user_agent: concat!("thousandfold-client/", env!("CARGO_PKG_VERSION")).to_owned(),
        }
    }
}

impl Builder {
    /// Says who asks: an API key, or an access token.
    #[must_use]
    pub fn token(self, token: impl Into<Option<String>>) -> Self {
        Self { token: token.into(), ..self }
    }

    /// How requests are sent again that may succeed then.
    #[must_use]
    pub fn retry(self, retry: Retry) -> Self {
        Self { retry, ..self }
    }

    /// What the program calls itself.
    #[must_use]
    pub fn user_agent(self, name: &str) -> Self {
        Self { user_agent: name.to_owned(), ..self }
    }

    /// The client. It does not connect yet. Clones of it share their connections.
    ///
    /// # Errors
    /// The address is none, the token is none that a header can have, or there is no TLS on this machine.
    pub fn build(self) -> Result<Client, Error> {
        let wrong = |reason: String| Error::Address { server: self.server.clone(), reason };
        check(&self.server).map_err(wrong)?;
        let mut headers = HeaderMap::new();
        if let Some(token) = &self.token {
            let bearer = HeaderValue::try_from(format!("Bearer {token}"));
            let mut bearer = bearer.map_err(|_| wrong("the API key, or token, is none".to_owned()))?;
            bearer.set_sensitive(true);
            headers.insert(AUTHORIZATION, bearer);
        }
        let http = reqwest::Client::builder()
            .connect_timeout(CONNECT)
            .user_agent(&self.user_agent)
            .default_headers(headers)
            .build()
            .map_err(|error| wrong(error.to_string()))?;
        Ok(Client::new_with_client(self.server.trim_end_matches('/'), http, self.retry))
    }
}

fn check(server: &str) -> Result<(), String> {
    let url = Url::parse(server).map_err(|error| format!("{error}; give a URL such as http://host:18080"))?;
    match (url.scheme(), url.host()) {
        ("http", Some(_)) => Ok(()),
        ("https", Some(_)) if cfg!(feature = "https") => Ok(()),
        _ => Err("give a URL such as http://host:18080; TLS ends before the server".to_owned()),
    }
}

/// Without the token.
impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder").field("server", &self.server).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_urls_that_can_be_called_are_addresses() {
        assert!(Client::builder("http://127.0.0.1:18080/").build().is_ok());
        for server in ["127.0.0.1:18080", "localhost:18080", "ftp://example.com", ""] {
            assert!(Client::builder(server).build().is_err(), "{server}");
        }
        assert_eq!(Client::builder("https://example.com").build().is_ok(), cfg!(feature = "https"));
    }

    #[test]
    fn paths_follow_the_address() {
        let client = Client::builder("http://127.0.0.1:18080/").build().unwrap();
        assert_eq!(client.baseurl, "http://127.0.0.1:18080");
    }

    #[test]
    fn a_token_is_shown_nowhere() {
        let builder = Client::builder("http://host").token("secret".to_owned());
        assert!(!format!("{builder:?}").contains("secret"));
        assert!(!format!("{:?}", builder.build().unwrap()).contains("secret"));
        let error = Client::builder("http://host").token("secret\n".to_owned()).build().unwrap_err();
        assert!(!error.to_string().contains("secret"));
    }
}
