//! Connects to a host, at an address that was checked.

use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{ClientConfig, RootCertStore, crypto};
use url::Host;

use super::allowed::Allowed;
use super::config::{HttpConfig, HttpConfigError};
use super::connection::Connection;
use super::failure::{CallFailure, reason};
use super::resolve::Resolver;
use super::target::Target;

/// What connecting needs.
pub(super) struct Dialer {
    resolver: Resolver,
    allowed: Allowed,
    connect_timeout: Duration,
    tls: TlsConnector,
}

impl Dialer {
    pub(super) fn new(config: &HttpConfig, resolver: Resolver) -> Result<Self, HttpConfigError> {
        Ok(Self {
            resolver,
            allowed: Allowed::parse(&config.allow)?,
            connect_timeout: Duration::from_millis(config.connect_timeout_ms),
            tls: TlsConnector::from(Arc::new(tls(config)?)),
        })
    }

    /// The addresses of a host, if every one of them may be called.
    pub(super) async fn addresses(&self, target: &Target) -> Result<Arc<[SocketAddr]>, CallFailure> {
        let (name, addresses) = match &target.host {
            Host::Domain(name) => (name.clone(), self.resolve(target, name).await?),
            Host::Ipv4(address) => (address.to_string(), vec![IpAddr::from(*address)]),
            Host::Ipv6(address) => (address.to_string(), vec![IpAddr::from(*address)]),
        };
        for address in &addresses {
            if let Some(kind) = self.allowed.refusal(&name, *address) {
                let message = format!("its address is {kind}, which calls may not reach");
                return Err(CallFailure::at("blocked_address", target, message));
            }
        }
        Ok(addresses.into_iter().map(|address| SocketAddr::new(address, target.port)).collect())
    }

    async fn resolve(&self, target: &Target, name: &str) -> Result<Vec<IpAddr>, CallFailure> {
        let failed = |message: String| {
            CallFailure::at("connect_error", target, format!("its name cannot be resolved: {message}"))
        };
        let found = timeout(self.connect_timeout, (self.resolver)(name.to_owned())).await;
        let found = found.map_err(|_| failed("it took too long".into()))?;
        match found.map_err(|error| failed(error.to_string()))? {
            none if none.is_empty() => Err(failed("it has no address".into())),
            some => Ok(some),
        }
    }

    /// Connects to the first of the addresses that answers.
    pub(super) async fn dial(
        &self,
        target: &Target,
        addresses: &[SocketAddr],
    ) -> Result<Connection, CallFailure> {
        // A dead address must leave time for the others.
        let share = self.connect_timeout / u32::try_from(addresses.len()).unwrap_or(u32::MAX).max(1);
        let mut last = "it has no address".to_owned();
        for address in addresses {
            match timeout(share, self.connect(target, *address)).await {
                Ok(Ok(connection)) => return Ok(connection),
                Ok(Err(error)) => last = reason(&error),
                Err(_) => last = format!("no connection within {} ms", share.as_millis()),
            }
        }
        Err(CallFailure::at("connect_error", target, last))
    }

    async fn connect(&self, target: &Target, address: SocketAddr) -> io::Result<Connection> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        if !target.https {
            return Connection::open(stream, false).await;
        }
        let stream = self.tls.connect(server_name(&target.host)?, stream).await?;
        let http2 = stream.get_ref().1.alpn_protocol() == Some(b"h2");
        Connection::open(stream, http2).await
    }
}

fn server_name(host: &Host<String>) -> io::Result<ServerName<'static>> {
    match host {
        Host::Domain(name) => ServerName::try_from(name.clone()).map_err(io::Error::other),
        Host::Ipv4(address) => Ok(IpAddr::from(*address).into()),
        Host::Ipv6(address) => Ok(IpAddr::from(*address).into()),
    }
}

fn tls(config: &HttpConfig) -> Result<ClientConfig, HttpConfigError> {
    let mut roots = RootCertStore::empty();
    let system = rustls_native_certs::load_native_certs();
    let (trusted, _) = roots.add_parsable_certificates(system.certs);
    if trusted == 0 {
        tracing::warn!("the system has no certificates of authorities: no https call can succeed with them");
    }
    if let Some(path) = &config.ca_file {
        let wrong = |message: String| HttpConfigError::CaFile { path: path.display().to_string(), message };
        for certificate in CertificateDer::pem_file_iter(path).map_err(|error| wrong(error.to_string()))? {
            let certificate = certificate.map_err(|error| wrong(error.to_string()))?;
            roots.add(certificate).map_err(|error| wrong(error.to_string()))?;
        }
    }
    let provider = Arc::new(crypto::aws_lc_rs::default_provider());
    let builder = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let mut tls = builder.with_root_certificates(roots).with_no_client_auth();
    tls.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(tls)
}
