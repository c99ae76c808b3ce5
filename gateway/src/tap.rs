//! The stream of an HTTP/1 connection, on which hyper's own answers to broken requests are not heard.
//!
//! hyper answers what it cannot parse by itself, and with nothing but a status. It does so only between requests, after
//! all answers have been written out. What it writes then is kept back, and the connection's end says what to answer.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use crate::activity::Activity;
use crate::caps::Seat;

/// The stream of an HTTP/1 connection. It holds the connection's seat, also after an upgrade.
#[derive(Debug)]
pub(crate) struct Tap {
    stream: TcpStream,
    /// What was read to see which protocol it is.
    ahead: Bytes,
    activity: Arc<Activity>,
    /// Whether the client sends nothing more.
    ended: bool,
    seat: Seat,
}

impl Tap {
    pub(crate) fn new(stream: TcpStream, ahead: Bytes, activity: Arc<Activity>, seat: Seat) -> Self {
        Self { stream, ahead, activity, ended: false, seat }
    }

    /// Whether no answer is under way: all that may be written now is one that hyper makes up.
    pub(crate) fn is_between_requests(&self) -> bool {
        self.activity.is_between_requests()
    }

    /// Whether the client sends nothing more.
    pub(crate) fn is_ended(&self) -> bool {
        self.ended
    }

    pub(crate) fn into_parts(self) -> (TcpStream, Seat) {
        (self.stream, self.seat)
    }
}

impl AsyncRead for Tap {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        if self.ahead.has_remaining() {
            let length = self.ahead.len().min(buffer.remaining());
            buffer.put_slice(&self.ahead.split_to(length));
        } else {
            ready!(Pin::new(&mut self.stream).poll_read(context, buffer))?;
        }
        match buffer.filled().len() > before {
            true => self.activity.received(),
            false => self.ended = true,
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Tap {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        data: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.is_between_requests() {
            return Poll::Ready(Ok(data.len()));
        }
        let written = ready!(Pin::new(&mut self.stream).poll_write(context, data));
        self.activity.sent();
        Poll::Ready(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        data: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if self.is_between_requests() {
            return Poll::Ready(Ok(data.iter().map(|piece| piece.len()).sum()));
        }
        let written = ready!(Pin::new(&mut self.stream).poll_write_vectored(context, data));
        self.activity.sent();
        Poll::Ready(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// hyper flushes when it has written all that it had.
    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.activity.sent_all();
        Pin::new(&mut self.stream).poll_flush(context)
    }

    /// The connection's end closes it, after it has said why.
    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.activity.is_upgraded() {
            true => Pin::new(&mut self.stream).poll_shutdown(context),
            false => Poll::Ready(Ok(())),
        }
    }
}
