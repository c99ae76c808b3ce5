//! One connection, and sending a request on it.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

use bytes::Bytes;
use futures::future::poll_fn;
use http::{Request, Response};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::client::conn::{http1, http2};
use hyper::rt::Executor;
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::Notify;

/// How much a connection buffers: also the longest head of an answer.
const BUFFER_BYTES: usize = 64 << 10;

/// The longest head of an answer by HTTP/2.
const MAX_HEADER_BYTES: u32 = 16 << 10;

/// How many calls share a connection at most, though the server takes more: they also share its congestion.
const MOST_STREAMS: usize = 250;

/// The sender of an HTTP/1.1 connection, which serves one call at a time.
pub(super) type Single = http1::SendRequest<Full<Bytes>>;

/// An HTTP/2 connection, which serves many calls at once.
#[derive(Debug)]
pub(super) struct Shared {
    sender: http2::SendRequest<Full<Bytes>>,
    streams: AtomicUsize,
    /// How many calls the server takes at once.
    limit: Arc<AtomicUsize>,
    /// When a call on it ended last.
    used: Mutex<Instant>,
    /// It takes no more calls.
    retired: AtomicBool,
}

/// Runs what an HTTP/2 connection does, and tells whenever that did something. Nothing else tells that the server
/// takes more or fewer calls than before.
#[derive(Clone)]
struct Telling(Arc<Notify>);

impl<F> Executor<F> for Telling
where
    F: Future<Output: Send> + Send + 'static,
{
    fn execute(&self, future: F) {
        let (progress, mut future) = (Arc::clone(&self.0), Box::pin(future));
        tokio::spawn(poll_fn(move |context| {
            let polled = future.as_mut().poll(context);
            progress.notify_one();
            polled
        }));
    }
}

fn closed() -> io::Error {
    io::Error::new(io::ErrorKind::UnexpectedEof, "the server closed the connection at once")
}

/// A new connection.
pub(super) enum Connection {
    Single(Single),
    Shared(Arc<Shared>),
}

impl Connection {
    /// Begins to speak HTTP over a stream. The connection ends when nobody holds a part of it.
    pub(super) async fn open<T>(stream: T, http2: bool) -> io::Result<Self>
    where
        T: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let stream = TokioIo::new(stream);
        if http2 {
            return Shared::open(stream).await.map(Arc::new).map(Self::Shared);
        }
        let mut builder = http1::Builder::new();
        builder.max_buf_size(BUFFER_BYTES);
        let (sender, connection) = builder.handshake(stream).await.map_err(io::Error::other)?;
        tokio::spawn(async move { drop(connection.await) });
        Ok(Self::Single(sender))
    }
}

impl Shared {
    /// Begins to speak HTTP/2, and waits for the server to say how many calls it takes.
    async fn open<T>(stream: TokioIo<T>) -> io::Result<Self>
    where
        T: AsyncRead + AsyncWrite + Send + Unpin + 'static,
    {
        let progress = Arc::new(Notify::new());
        let mut builder = http2::Builder::new(Telling(Arc::clone(&progress)));
        builder.max_header_list_size(MAX_HEADER_BYTES).initial_max_send_streams(0);
        let (sender, mut connection) = builder.handshake(stream).await.map_err(io::Error::other)?;
        while connection.current_max_send_streams() == 0 {
            tokio::select! {
                ended = &mut connection => return Err(ended.map_or_else(io::Error::other, |()| closed())),
                () = progress.notified() => {}
            }
        }
        let limit = Arc::new(AtomicUsize::new(connection.current_max_send_streams()));
        let (streams, used, retired) =
            (AtomicUsize::new(0), Mutex::new(Instant::now()), AtomicBool::new(false));
        let shared = Self { sender, limit: Arc::clone(&limit), streams, used, retired };
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    // Whoever waits for an answer sees how it ends.
                    _ = &mut connection => return,
                    () = progress.notified() => limit.store(connection.current_max_send_streams(), Ordering::Relaxed),
                }
            }
        });
        Ok(shared)
    }

    /// A place for one more call, if the server takes one.
    pub(super) fn stream(self: &Arc<Self>) -> Option<Stream> {
        let limit = self.limit.load(Ordering::Relaxed).min(MOST_STREAMS);
        let free = self.streams.load(Ordering::Relaxed) < limit && self.is_open();
        free.then(|| {
            self.streams.fetch_add(1, Ordering::Relaxed);
            Stream(Arc::clone(self))
        })
    }

    pub(super) fn is_open(&self) -> bool {
        !self.retired.load(Ordering::Relaxed) && !self.sender.is_closed()
    }

    /// Since when nothing is under way on it, if so.
    pub(super) fn idle_since(&self) -> Option<Instant> {
        let used = *self.used.lock().unwrap_or_else(PoisonError::into_inner);
        (self.streams.load(Ordering::Relaxed) == 0).then_some(used)
    }
}

/// One call's place on a shared connection.
pub(super) struct Stream(Arc<Shared>);

impl Stream {
    fn retire(&self) {
        self.0.retired.store(true, Ordering::Relaxed);
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        *self.0.used.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        self.0.streams.fetch_sub(1, Ordering::Relaxed);
    }
}

/// What one call sends its request on.
pub(super) enum Lane {
    Single(Single),
    Shared(Stream),
}

/// A request that got no answer.
pub(super) struct Unanswered {
    pub(super) error: hyper::Error,
    /// Nothing of it has reached the server.
    pub(super) unsent: bool,
}

impl Lane {
    pub(super) fn is_http2(&self) -> bool {
        matches!(self, Self::Shared(_))
    }

    /// Sends a request and waits for the head of the answer.
    pub(super) async fn send(
        &mut self,
        request: Request<Full<Bytes>>,
    ) -> Result<Response<Incoming>, Unanswered> {
        let sent = match self {
            Self::Single(sender) => sender.try_send_request(request).await,
            Self::Shared(stream) => stream.0.sender.clone().try_send_request(request).await,
        };
        sent.map_err(|failed| Unanswered { unsent: failed.message().is_some(), error: failed.into_error() })
    }

    /// Sees to it that no other call waits on a connection on which this one waited in vain.
    pub(super) fn give_up(&self) {
        if let Self::Shared(stream) = self {
            stream.retire();
        }
    }
}
