//! One connection, from its first byte to its last.

use std::convert::Infallible;
use std::future::Future;
use std::pin::pin;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use poem::{Endpoint, Response};
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;

use crate::activity::{Activity, Allowed, Overdue};
use crate::body::Answer;
use crate::caps::Seat;
use crate::farewell::{self, Farewell};
use crate::refusal::Refusal;
use crate::serve::Front;
use crate::service::Ends;
use crate::tap::Tap;

/// What a client sends first that knows that the server speaks HTTP/2.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// Serves one connection. Its seat is kept until it ends, which may be long after an upgrade.
pub(crate) async fn serve<E>(front: Arc<Front<E>>, mut stream: TcpStream, ends: Ends, seat: Seat)
where
    E: Endpoint<Output = Response> + 'static,
{
    let activity = Activity::new();
    let mut ahead = BytesMut::new();
    let beginning = tokio::select! {
        beginning = read_beginning(&mut stream, &mut ahead) => beginning,
        _ = activity.overdue(Allowed::of(&front.config)) => Beginning::Late,
        () = front.stop.cancelled() => Beginning::Nothing,
    };
    match beginning {
        Beginning::Http1 => {
            http1(front, Tap::new(stream, ahead.freeze(), activity.clone(), seat), activity, ends).await
        }
        Beginning::Http2 => {
            http2(front, stream, ahead.freeze(), activity, ends).await;
            drop(seat);
        }
        // Many clients open connections that they do not need.
        Beginning::Late if !ahead.is_empty() => say(&front, Refusal::HeaderTimeout, stream).await,
        Beginning::Late | Beginning::Nothing => {}
    }
}

/// What a connection begins with.
enum Beginning {
    Http1,
    Http2,
    /// Something, but not in time.
    Late,
    Nothing,
}

async fn read_beginning(stream: &mut TcpStream, ahead: &mut BytesMut) -> Beginning {
    loop {
        match stream.read_buf(ahead).await {
            Ok(0) if ahead.is_empty() => return Beginning::Nothing,
            Ok(0) => return Beginning::Http1,
            Err(_) => return Beginning::Nothing,
            Ok(_) if ahead.starts_with(PREFACE) => return Beginning::Http2,
            Ok(_) if PREFACE.starts_with(ahead) => {}
            Ok(_) => return Beginning::Http1,
        }
    }
}

async fn http1<E>(front: Arc<Front<E>>, tap: Tap, activity: Arc<Activity>, ends: Ends)
where
    E: Endpoint<Output = Response> + 'static,
{
    let service = service_fn(|request| respond(&front, &activity, ends, request));
    let mut connection = front.http1.serve_connection(TokioIo::new(tap), service).with_upgrades();
    let mut overdue = pin!(activity.overdue(Allowed::of(&front.config)));
    let mut stopped = pin!(front.stop.cancelled());
    let mut stops = false;
    let ended = loop {
        tokio::select! {
            ended = &mut connection => break Ok(ended),
            overdue = &mut overdue => break Err(overdue),
            () = &mut stopped, if !stops => {
                stops = true;
                std::pin::Pin::new(&mut connection).graceful_shutdown();
            }
        }
    };
    let Some(parts) = connection.into_parts() else { return };
    let (tap, unread) = (parts.io.into_inner(), parts.read_buf);
    let refusal = match ended {
        Ok(Ok(())) => None,
        Ok(Err(error)) => refusal_of(&error, &unread, front.config.max_request_target_bytes),
        Err(Overdue::Header) => Some(Refusal::HeaderTimeout),
        Err(Overdue::Idle | Overdue::Stalled) => return,
    };
    let (silent, over) = (tap.is_between_requests(), tap.is_ended() || stops);
    let (stream, _seat) = tap.into_parts();
    match refusal {
        Some(refusal) if silent => say(&front, refusal, stream).await,
        _ if over => {}
        _ => farewell::close(stream).await,
    }
}

/// What hyper would have answered.
fn refusal_of(error: &hyper::Error, unread: &Bytes, max_target: usize) -> Option<Refusal> {
    let line = unread.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty());
    match error.is_parse_too_large() {
        true if line.is_some_and(|line| line.len() > max_target) => Some(Refusal::TargetTooLong),
        true => Some(Refusal::HeadersTooLarge),
        false => error.is_parse().then_some(Refusal::MalformedRequest),
    }
}

async fn http2<E>(front: Arc<Front<E>>, stream: TcpStream, ahead: Bytes, activity: Arc<Activity>, ends: Ends)
where
    E: Endpoint<Output = Response> + 'static,
{
    activity.is_http2();
    let (reading, writing) = stream.into_split();
    let stream = tokio::io::join(std::io::Cursor::new(ahead).chain(reading), writing);
    let service = {
        let (front, activity) = (Arc::clone(&front), Arc::clone(&activity));
        service_fn(move |request| respond(&front, &activity, ends, request))
    };
    let mut connection = pin!(front.http2.serve_connection(TokioIo::new(stream), service));
    let stopped = async {
        tokio::select! {
            _ = activity.overdue(Allowed::of(&front.config)) => {}
            () = front.stop.cancelled() => {}
        }
    };
    tokio::select! {
        _ = &mut connection => return,
        () = stopped => connection.as_mut().graceful_shutdown(),
    }
    // The client is told that it is over, and may still take the answers that are under way.
    let allowed = Allowed::of(&front.config);
    tokio::select! {
        _ = connection => {}
        _ = activity.overdue(Allowed { idle: allowed.header, ..allowed }) => {}
    }
}

/// Answers a request. It is under way from the moment that hyper hands it over.
fn respond<E>(
    front: &Arc<Front<E>>,
    activity: &Arc<Activity>,
    ends: Ends,
    request: http::Request<Incoming>,
) -> impl Future<Output = Result<http::Response<Answer>, Infallible>> + Send + use<E>
where
    E: Endpoint<Output = Response> + 'static,
{
    let (front, activity, under_way) = (Arc::clone(front), Arc::clone(activity), activity.begin());
    async move { Ok(front.answer(ends, activity, under_way, request).await) }
}

async fn say<E>(front: &Front<E>, refusal: Refusal, stream: TcpStream) {
    refusal.count();
    Farewell::of((front.refuse)(refusal)).await.say(stream).await;
}
