//! Calls by TLS, with HTTP/1.1 and HTTP/2.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use futures::future::join_all;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio::net::TcpListener;
use tokio::sync::Barrier;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::{ServerConfig, crypto};
use workers::http::{HttpClient, HttpConfig};

use crate::support::{AMPLE, answer, call, class, client, client_with, get, here};

struct Server {
    address: SocketAddr,
    certificate: tempfile::NamedTempFile,
    connections: Arc<AtomicUsize>,
}

fn acceptor(protocol: &str) -> (TlsAcceptor, String) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["tls.example".to_owned()]).expect("a certificate");
    let key = PrivateKeyDer::Pkcs8(signing_key.serialize_der().into());
    let provider = Arc::new(crypto::aws_lc_rs::default_provider());
    let builder = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = builder.expect("versions").with_no_client_auth();
    let mut config = builder.with_single_cert(vec![cert.der().clone()], key).expect("a server");
    config.alpn_protocols = vec![protocol.as_bytes().to_vec()];
    (TlsAcceptor::from(Arc::new(config)), cert.pem())
}

/// A server that answers nobody before so many wait; then with the version that it was called by.
async fn server(protocol: &'static str, at_once: usize, streams: u32) -> Server {
    let (acceptor, pem) = acceptor(protocol);
    let certificate = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(certificate.path(), pem).expect("a written file");
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let address = listener.local_addr().expect("an address");
    let connections = Arc::new(AtomicUsize::new(0));
    let (count, all) = (Arc::clone(&connections), Arc::new(Barrier::new(at_once)));
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (acceptor, count, all) = (acceptor.clone(), Arc::clone(&count), Arc::clone(&all));
            tokio::spawn(async move {
                let Ok(stream) = acceptor.accept(stream).await else {
                    return;
                };
                count.fetch_add(1, Ordering::Relaxed);
                let service = service_fn(move |request: http::Request<hyper::body::Incoming>| {
                    let all = Arc::clone(&all);
                    async move {
                        all.wait().await;
                        let seen = format!("{:?} {}", request.version(), request.uri());
                        Ok::<_, Infallible>(answer(200, seen))
                    }
                });
                let stream = TokioIo::new(stream);
                // How the connection ends is for the client to see.
                if protocol == "h2" {
                    let mut builder = hyper::server::conn::http2::Builder::new(TokioExecutor::new());
                    let _ = builder.max_concurrent_streams(streams).serve_connection(stream, service).await;
                } else {
                    let builder = hyper::server::conn::http1::Builder::new();
                    let _ = builder.serve_connection(stream, service).await;
                }
            });
        }
    });
    Server { address, certificate, connections }
}

fn trusting(server: &Server) -> HttpClient {
    let ca_file = Some(PathBuf::from(server.certificate.path()));
    client_with(HttpConfig { allow: vec!["127.0.0.1".into()], ca_file, ..HttpConfig::default() }, here())
}

#[tokio::test]
async fn both_versions_are_spoken() {
    for (protocol, says) in [("http/1.1", "HTTP/1.1 /a?b"), ("h2", "HTTP/2.0 https://tls.example:PORT/a?b")] {
        let server = server(protocol, 1, 100).await;
        let client = trusting(&server);
        let url = format!("https://tls.example:{}/a?b", server.address.port());
        for _ in 0..3 {
            let answer = call(&client, get(url.as_str()), AMPLE).await.expect("an answer");
            assert_eq!(answer.body, says.replace("PORT", &server.address.port().to_string()));
        }
        assert_eq!(server.connections.load(Ordering::Relaxed), 1, "{protocol}");
    }
}

#[tokio::test]
async fn calls_share_a_connection_as_far_as_the_server_takes_them() {
    let server = server("h2", 300, 60).await;
    let client = trusting(&server);
    let url = format!("https://tls.example:{}/", server.address.port());
    let calls = join_all((0..300).map(|_| call(&client, get(url.as_str()), AMPLE))).await;
    assert!(calls.iter().all(Result::is_ok));
    assert_eq!(server.connections.load(Ordering::Relaxed), 5);
}

#[tokio::test]
async fn a_certificate_must_be_trusted_and_be_the_hosts() {
    let server = server("h2", 1, 100).await;
    let port = server.address.port();
    let other_name = get(format!("https://other.example:{port}/"));
    assert_eq!(class(&trusting(&server), other_name, AMPLE).await, "connect_error");
    let failure = call(&client(), get(format!("https://tls.example:{port}/")), AMPLE).await.unwrap_err();
    assert_eq!(failure.class, "connect_error");
    assert!(failure.message.contains("certificate"), "{failure}");
}
