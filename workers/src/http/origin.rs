//! The connections to one host.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use tokio::sync::{Mutex as AsyncMutex, Semaphore, SemaphorePermit};

use super::connection::{Connection, Lane, Shared, Single};
use super::dial::Dialer;
use super::failure::CallFailure;
use super::target::Target;

/// How long an unused HTTP/1.1 connection is kept. Many servers close theirs after five seconds.
const IDLE_SINGLE: Duration = Duration::from_secs(4);
/// How long an unused HTTP/2 connection is kept; a server says when it closes one.
const IDLE_SHARED: Duration = Duration::from_secs(30);
/// How long addresses are used without asking again, and how long it is believed that there are none.
const ADDRESSES: Duration = Duration::from_secs(5);
const NO_ADDRESSES: Duration = Duration::from_secs(1);

type Addresses = Result<Arc<[SocketAddr]>, CallFailure>;

/// One host: the calls that may be under way, and the connections that they use.
pub(super) struct Origin {
    pub(super) target: Target,
    places: Semaphore,
    open: Mutex<Open>,
    /// Held while connecting to a host that may speak HTTP/2, of which one connection may be enough.
    dialing: AsyncMutex<()>,
    /// What was found last, and until when it holds. Who asks meanwhile waits for the same answer.
    addresses: AsyncMutex<Option<(Instant, Addresses)>>,
}

#[derive(Default)]
struct Open {
    /// Whether the host speaks HTTP/2, once that is known.
    http2: Option<bool>,
    idle: Vec<(Single, Instant)>,
    shared: Vec<Arc<Shared>>,
}

impl Origin {
    pub(super) fn new(target: Target, places: usize) -> Self {
        // The parser of URLs knows http to be without TLS, and HTTP/2 is agreed upon in TLS.
        let open = Open { http2: (!target.https).then_some(false), ..Open::default() };
        Self {
            target,
            places: Semaphore::new(places),
            open: Mutex::new(open),
            dialing: AsyncMutex::default(),
            addresses: AsyncMutex::default(),
        }
    }

    /// Waits for a place among the calls that are under way.
    pub(super) async fn place(&self) -> Option<SemaphorePermit<'_>> {
        self.places.acquire().await.ok()
    }

    /// Gives an open connection, or connects. The flag says that it has been used before.
    pub(super) async fn lane(&self, dialer: &Dialer) -> Result<(Lane, bool), CallFailure> {
        if let Some(lane) = self.used().await {
            return Ok((lane, true));
        }
        if self.open().http2 == Some(false) {
            return self.dial(dialer).await;
        }
        if let Ok(_turn) = self.dialing.try_lock() {
            return self.dial(dialer).await;
        }
        let turn = self.dialing.lock().await;
        if let Some(lane) = self.used().await {
            return Ok((lane, true));
        }
        // If the host speaks HTTP/2, the next in turn may use this connection. If it does not, or if the one before
        // could not connect, waiting in turn gains nothing.
        let turn = (self.open().http2 == Some(true)).then_some(turn);
        let dialed = self.dial(dialer).await;
        drop(turn);
        dialed
    }

    async fn used(&self) -> Option<Lane> {
        if let Some(stream) = self.open().shared.iter().find_map(Shared::stream) {
            return Some(Lane::Shared(stream));
        }
        loop {
            let (mut sender, since) = self.open().idle.pop()?;
            if since.elapsed() < IDLE_SINGLE && sender.ready().await.is_ok() {
                return Some(Lane::Single(sender));
            }
        }
    }

    async fn dial(&self, dialer: &Dialer) -> Result<(Lane, bool), CallFailure> {
        let addresses = self.addresses(dialer).await?;
        let connection = dialer.dial(&self.target, &addresses).await?;
        let mut open = self.open();
        match connection {
            Connection::Single(sender) => {
                open.http2 = Some(false);
                Ok((Lane::Single(sender), false))
            }
            Connection::Shared(shared) => {
                open.http2 = Some(true);
                let stream = shared.stream();
                open.shared.push(shared);
                let refused = || CallFailure::at("connect_error", &self.target, "it takes no calls");
                Ok((Lane::Shared(stream.ok_or_else(refused)?), false))
            }
        }
    }

    async fn addresses(&self, dialer: &Dialer) -> Addresses {
        let mut known = self.addresses.lock().await;
        if let Some((until, addresses)) = &*known
            && Instant::now() < *until
        {
            return addresses.clone();
        }
        let addresses = dialer.addresses(&self.target).await;
        let life = if addresses.is_ok() { ADDRESSES } else { NO_ADDRESSES };
        *known = Some((Instant::now() + life, addresses.clone()));
        addresses
    }

    /// Keeps a connection for the next call. Its answer must have been read to the end.
    pub(super) fn keep(&self, lane: Lane) {
        if let Lane::Single(sender) = lane
            && !sender.is_closed()
        {
            self.open().idle.push((sender, Instant::now()));
        }
    }

    /// Closes connections that were not used for long. False means that none is left.
    pub(super) fn sweep(&self, now: Instant) -> bool {
        let mut open = self.open();
        open.idle.retain(|(sender, since)| !sender.is_closed() && now.duration_since(*since) < IDLE_SINGLE);
        open.shared.retain(|shared| {
            let is_old = |since| now.duration_since(since) >= IDLE_SHARED;
            shared.is_open() && !shared.idle_since().is_some_and(is_old)
        });
        !(open.idle.is_empty() && open.shared.is_empty())
    }

    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
