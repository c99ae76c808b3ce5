//! From a request of hyper to one of poem, and back.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};

use bytes::Bytes;
use http::uri::Scheme;
use http::{HeaderMap, Method, StatusCode, Version};
use http_body_util::combinators::BoxBody;
use hyper::body::Incoming;
use poem::web::{LocalAddr, RemoteAddr};
use poem::{Body, Endpoint, Request, Response};

use crate::activity::{Activity, UnderWay};
use crate::body::{Answer, Paced};
use crate::refusal::Refusal;
use crate::serve::Front;

/// How much HTTP/2 counts for a header field besides its name and value, in bytes.
const FIELD_OVERHEAD: usize = 32;

/// Both ends of a connection.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Ends {
    pub(crate) local: SocketAddr,
    pub(crate) remote: SocketAddr,
}

impl<E: Endpoint<Output = Response>> Front<E> {
    /// Answers a request.
    pub(crate) async fn answer(
        &self,
        ends: Ends,
        activity: Arc<Activity>,
        under_way: UnderWay,
        request: http::Request<Incoming>,
    ) -> http::Response<Answer> {
        let (method, version) = (request.method().clone(), request.version());
        let response = match self.refusal(&request) {
            Some(refusal) => self.refused(refusal),
            None => self.pass_on(ends, request).await,
        };
        let response = http::Response::<BoxBody<Bytes, io::Error>>::from(response);
        if version <= Version::HTTP_11 && is_upgrade(&method, response.status()) {
            activity.upgrade();
        }
        response.map(|body| Answer::new(body, under_way))
    }

    fn refusal(&self, request: &http::Request<Incoming>) -> Option<Refusal> {
        let target = request.uri().path_and_query().map_or(0, |target| target.as_str().len());
        if target > self.config.max_request_target_bytes {
            return Some(Refusal::TargetTooLong);
        }
        // hyper looks at HTTP/1 by itself.
        let is_too_large = request.version() == Version::HTTP_2
            && size_of(request.headers()) > self.config.http2.max_header_list_size as usize;
        is_too_large.then_some(Refusal::HeadersTooLarge)
    }

    async fn pass_on(&self, ends: Ends, request: http::Request<Incoming>) -> Response {
        let (local, remote) = (LocalAddr(ends.local.into()), RemoteAddr(ends.remote.into()));
        let client = self.proxies.client(ends.remote.ip(), request.headers());
        let mut request = Request::from((request, local, remote, Scheme::HTTP));
        request.extensions_mut().insert(client);
        let timed_out = self.pace(&mut request);
        let response = self.endpoint.get_response(request).await;
        // Whatever the endpoint makes of a body that ends too soon, the client should know that it was too slow.
        match timed_out.is_some_and(|timed_out| timed_out.load(Relaxed)) && !response.status().is_success() {
            true => self.refused(Refusal::BodyTimeout),
            false => response,
        }
    }

    /// From now on the body has to come in time. What this gives says whether it did not.
    fn pace(&self, request: &mut Request) -> Option<Arc<AtomicBool>> {
        let body = request.take_body();
        if body.is_empty() {
            request.set_body(body);
            return None;
        }
        let (paced, timed_out) = Paced::new(body.into(), self.pace);
        request.set_body(Body::from(BoxBody::new(paced)));
        Some(timed_out)
    }

    fn refused(&self, refusal: Refusal) -> Response {
        refusal.count();
        (self.refuse)(refusal)
    }
}

fn size_of(headers: &HeaderMap) -> usize {
    headers.iter().map(|(name, value)| name.as_str().len() + value.len() + FIELD_OVERHEAD).sum()
}

fn is_upgrade(method: &Method, status: StatusCode) -> bool {
    status == StatusCode::SWITCHING_PROTOCOLS || *method == Method::CONNECT && status.is_success()
}
