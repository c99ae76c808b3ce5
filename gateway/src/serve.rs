//! The loop that accepts connections, and how it ends.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::{http1, http2};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use poem::{Endpoint, Request, Response};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::address::Proxies;
use crate::body::Pace;
use crate::caps::{Caps, Seat};
use crate::config::GatewayConfig;
use crate::connection;
use crate::farewell::Farewell;
use crate::refusal::Refusal;
use crate::service::Ends;
use crate::shed::{Class, Shed};

/// How long to wait after the system could not accept a connection, such as for lack of descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);
/// How many refused connections are taken leave of at a time. With more, they are just closed.
const FAREWELLS: usize = 64;
/// How many header fields hyper takes without allocating.
const USUAL_MAX_HEADERS: usize = 100;

/// What the gateway is, besides what it serves.
#[derive(Debug, Clone)]
pub struct Gateway {
    /// What can be set.
    pub config: GatewayConfig,
    /// The answer to what is refused.
    pub refuse: fn(Refusal) -> Response,
    /// What kind of request it is.
    pub classify: fn(&Request) -> Class,
}

/// What all connections share.
pub(crate) struct Front<E> {
    pub(crate) endpoint: Shed<E>,
    pub(crate) config: GatewayConfig,
    pub(crate) refuse: fn(Refusal) -> Response,
    pub(crate) proxies: Proxies,
    pub(crate) pace: Pace,
    pub(crate) http1: http1::Builder,
    pub(crate) http2: http2::Builder<TokioExecutor>,
    pub(crate) stop: CancellationToken,
}

/// Serves `endpoint` until `stop` is cancelled, and then for at most `grace` until all connections have ended. One that
/// was upgraded ends when its handler ends it, so handlers of these should know `stop` too.
pub async fn serve<E>(
    listener: TcpListener,
    endpoint: E,
    gateway: Gateway,
    stop: CancellationToken,
    grace: Duration,
) where
    E: Endpoint<Output = Response> + 'static,
{
    let config = &gateway.config;
    let door = Door {
        caps: Arc::new(Caps::new(config.max_connections, config.max_connections_per_address)),
        refusals: Refusals::new(gateway.refuse).await,
        tracker: TaskTracker::new(),
        kill: CancellationToken::new(),
        front: Arc::new(Front::new(endpoint, gateway, stop.clone())),
    };
    let _ = stop.run_until_cancelled(door.accept(&listener)).await;
    drop(listener);
    door.close(grace).await;
}

/// Where connections come in.
struct Door<E> {
    caps: Arc<Caps>,
    refusals: Refusals,
    tracker: TaskTracker,
    kill: CancellationToken,
    front: Arc<Front<E>>,
}

impl<E: Endpoint<Output = Response> + 'static> Door<E> {
    async fn accept(&self, listener: &TcpListener) {
        loop {
            match listener.accept().await {
                Ok((stream, remote)) => {
                    if let Err(error) = self.let_in(stream, remote) {
                        tracing::debug!(%error, "a connection ended before it began");
                    }
                }
                Err(error) => {
                    tracing::warn!(%error, "a connection cannot be accepted");
                    tokio::time::sleep(ACCEPT_PAUSE).await;
                }
            }
        }
    }

    fn let_in(&self, stream: TcpStream, remote: SocketAddr) -> io::Result<()> {
        let trusted = self.front.proxies.trusts(remote.ip());
        match self.caps.take(remote.ip(), trusted) {
            Ok(seat) => {
                stream.set_nodelay(true)?;
                let ends = Ends { local: stream.local_addr()?, remote };
                self.spawn(stream, ends, seat);
            }
            Err(refusal) => self.refusals.refuse(refusal, stream),
        }
        Ok(())
    }

    fn spawn(&self, stream: TcpStream, ends: Ends, seat: Seat) {
        let (front, kill) = (Arc::clone(&self.front), self.kill.clone());
        self.tracker.spawn(async move {
            kill.run_until_cancelled(connection::serve(front, stream, ends, seat)).await;
        });
    }

    /// Waits until all connections have ended, or `grace` is over.
    async fn close(self, grace: Duration) {
        self.tracker.close();
        let ended = async {
            self.tracker.wait().await;
            self.caps.all_left().await;
        };
        if tokio::time::timeout(grace, ended).await.is_err() {
            tracing::warn!("connections are cut: they did not end in time");
            self.kill.cancel();
            self.tracker.wait().await;
        }
    }
}

/// How connections are refused, of which there can be very many.
struct Refusals {
    of_all: Farewell,
    of_address: Farewell,
    places: Arc<Semaphore>,
}

impl Refusals {
    async fn new(refuse: fn(Refusal) -> Response) -> Self {
        Self {
            of_all: Farewell::of(refuse(Refusal::TooManyConnections)).await,
            of_address: Farewell::of(refuse(Refusal::TooManyConnectionsOfAddress)).await,
            places: Arc::new(Semaphore::new(FAREWELLS)),
        }
    }

    fn refuse(&self, refusal: Refusal, stream: TcpStream) {
        refusal.count();
        if let Ok(place) = Arc::clone(&self.places).try_acquire_owned() {
            let farewell = match refusal {
                Refusal::TooManyConnectionsOfAddress => self.of_address.clone(),
                _ => self.of_all.clone(),
            };
            tokio::spawn(async move {
                farewell.say(stream).await;
                drop(place);
            });
        }
    }
}

impl<E> Front<E> {
    fn new(endpoint: E, gateway: Gateway, stop: CancellationToken) -> Self {
        let Gateway { config, refuse, classify } = gateway;
        Self {
            endpoint: Shed::new(endpoint, &config.shed, classify, refuse),
            refuse,
            proxies: Proxies { trusted: config.trusted_proxies.clone(), header: config.forwarded_header },
            pace: Pace::of(&config),
            http1: http1(&config),
            http2: http2(&config),
            config,
            stop,
        }
    }
}

/// Times are kept by `Activity`: hyper does not tell a header that comes slowly from a connection that rests.
fn http1(config: &GatewayConfig) -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder.timer(TokioTimer::new()).header_read_timeout(None).max_header_size(config.max_header_bytes);
    if config.max_headers != USUAL_MAX_HEADERS {
        builder.max_headers(config.max_headers);
    }
    builder
}

fn http2(config: &GatewayConfig) -> http2::Builder<TokioExecutor> {
    let http2 = &config.http2;
    let mut builder = http2::Builder::new(TokioExecutor::new());
    builder
        .timer(TokioTimer::new())
        .max_concurrent_streams(http2.max_concurrent_streams)
        .max_pending_accept_reset_streams(http2.max_pending_accept_reset_streams)
        .max_local_error_reset_streams(http2.max_local_error_reset_streams)
        .keep_alive_interval(Duration::from_millis(http2.keep_alive_interval_ms))
        .keep_alive_timeout(Duration::from_millis(http2.keep_alive_timeout_ms))
        // Beyond this, hyper answers by itself, and with nothing but a status.
        .max_header_list_size(http2.max_header_list_size.saturating_mul(4));
    builder
}
