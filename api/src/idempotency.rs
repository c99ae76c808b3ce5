//! `Idempotency-Key`: a request that makes something is done once, however often it comes, also when a process dies in the middle.

use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use commands::accounts::Caller;
use commands::idempotency::{Answer, Answers, Asked};
use commands::ports::idempotency::RequestKey;
use domain::TenantId;
use futures::StreamExt;
use poem::http::{HeaderName, HeaderValue, StatusCode, header};
use poem::{Body, Request, Response};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::body;
use crate::consistency;
use crate::problem::{Kind, Problem, any_of};

/// The header of a request.
pub(crate) const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// The header of an answer that was given before.
pub(crate) const REPLAYED: HeaderName = HeaderName::from_static("idempotent-replayed");
/// The longest key, in characters.
pub(crate) const MAX_KEY: usize = 255;
/// The headers that belong to an answer.
static KEPT: [HeaderName; 5] =
    [header::CONTENT_TYPE, header::LOCATION, header::ETAG, header::CACHE_CONTROL, consistency::TOKEN];

/// The operations that make something, and so take a key.
pub(crate) const CREATING: &[&str] =
    &["create_tenant", "invite", "create_api_key", "upload_dataset", "submit_job", "redrive_job"];
/// Those whose bodies may have any size, and are hashed on their way.
const STREAMED: &[&str] = &["upload_dataset"];

/// What their routes may answer because of it.
pub(crate) const KEYED: u128 =
    any_of(&[Kind::MalformedParameter, Kind::IdempotencyKeyReused, Kind::IdempotencyKeyInFlight]);

/// A request that is claimed.
pub(crate) struct Claimed {
    key: RequestKey,
    body: Fingerprint,
}

/// What came of asking for a request.
pub(crate) enum Known {
    /// It is to be done; what it makes has this id.
    New(Claimed, Uuid),
    /// It was done before: this is the answer.
    Before(Response),
}

/// A hash over a request.
enum Fingerprint {
    /// Its body is read.
    Whole([u8; 32]),
    /// Its body is being read.
    Streamed(Arc<Mutex<Sha256>>),
}

impl Fingerprint {
    /// The hash, as far as it is known before the request is done.
    fn known(&self) -> Option<[u8; 32]> {
        match self {
            Self::Whole(hash) => Some(*hash),
            Self::Streamed(_) => None,
        }
    }

    fn get(&self) -> [u8; 32] {
        match self {
            Self::Whole(hash) => *hash,
            Self::Streamed(hasher) => {
                hasher.lock().unwrap_or_else(PoisonError::into_inner).clone().finalize().into()
            }
        }
    }
}

/// The key of a request that makes something, if it has one.
///
/// # Errors
/// It is no key.
pub(crate) fn key(
    request: &Request,
    operation: &str,
    caller: &Caller,
) -> Result<Option<RequestKey>, Problem> {
    if !CREATING.contains(&operation) {
        return Ok(None);
    }
    let Some(value) = request.headers().get(KEY) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    // The draft has it in quotes; most clients send it as it is.
    let text = text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).unwrap_or(text);
    let fits = (1..=MAX_KEY).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    if !fits {
        return Err(crate::text::malformed(
            "Idempotency-Key",
            format!("give 1 to {MAX_KEY} characters of ASCII without spaces, such as a UUID"),
        ));
    }
    Ok(Some(RequestKey {
        tenant: caller.tenant().cloned().unwrap_or_else(TenantId::accounts),
        scope: format!("{}/{operation}", caller.subject),
        key: text.to_owned(),
    }))
}

/// Claims a request by its key, or gives the answer that it got before.
///
/// # Errors
/// Another request has the key, or this one is under way.
pub(crate) async fn claim(
    answers: &Answers,
    key: RequestKey,
    operation: &str,
    request: &mut Request,
) -> Result<Known, poem::Error> {
    let mut body = fingerprint(operation, request).await?;
    match answers.claim(&key, body.known()).await.map_err(Problem::from)? {
        Asked::Other => Err(reused().into()),
        Asked::New(id) => Ok(Known::New(Claimed { key, body }, id)),
        Asked::InFlight => Err(Problem::new(
            Kind::IdempotencyKeyInFlight,
            "a request with this Idempotency-Key is under way: send it again in a moment",
        )
        .into()),
        Asked::Before(fingerprint, answer) => {
            drain(&mut body, request).await?;
            if body.get() != fingerprint {
                return Err(reused().into());
            }
            Ok(Known::Before(replay(answer)))
        }
    }
}

fn reused() -> Problem {
    Problem::new(
        Kind::IdempotencyKeyReused,
        "this Idempotency-Key was used for another request: choose another key for this one",
    )
}

/// Keeps the answer to a request that was done, or lets it be asked again.
pub(crate) async fn finish(answers: &Answers, claimed: Claimed, response: Response) -> Response {
    let (key, status) = (&claimed.key, response.status());
    if !status.is_success() {
        // Who was told that it cannot be done so may do it otherwise with the same key. What became of an error of ours is not known.
        answers.release(key, status.is_client_error()).await;
        return response;
    }
    let (parts, body) = response.into_parts();
    let Ok(bytes) = body.into_bytes().await else {
        answers.release(key, false).await;
        return Response::from_parts(parts, Body::empty());
    };
    let kept = KEPT.iter().filter_map(|name| {
        let value = parts.headers.get(name)?.to_str().ok()?;
        Some((name.to_string(), value.to_owned()))
    });
    let answer = Answer {
        status: status.as_u16(),
        headers: kept.collect(),
        body: String::from_utf8_lossy(&bytes).into_owned(),
    };
    if let Err(error) = answers.finish(key, claimed.body.get(), &answer).await {
        tracing::warn!(%error, "an answer is not kept: the request would be done again, and come to the same");
        answers.release(key, false).await;
    }
    Response::from_parts(parts, Body::from_bytes(bytes))
}

impl Claimed {
    /// The key that it was claimed by.
    pub(crate) fn key(&self) -> &RequestKey {
        &self.key
    }
}

/// Hashes a request: at once, or while its body is read.
async fn fingerprint(operation: &str, request: &mut Request) -> Result<Fingerprint, poem::Error> {
    let mut hasher = Sha256::new();
    for part in [request.method().as_str(), &request.uri().to_string()] {
        hasher.update(part);
        hasher.update([0]);
    }
    if !STREAMED.contains(&operation) {
        let bytes = body::whole(request).await?;
        hasher.update(&bytes);
        request.set_body(bytes);
        return Ok(Fingerprint::Whole(hasher.finalize().into()));
    }
    let hasher = Arc::new(Mutex::new(hasher));
    let shared = Arc::clone(&hasher);
    let pieces = request.take_body().into_bytes_stream().inspect(move |piece| {
        if let Ok(bytes) = piece {
            shared.lock().unwrap_or_else(PoisonError::into_inner).update(bytes);
        }
    });
    request.set_body(Body::from_bytes_stream(pieces));
    Ok(Fingerprint::Streamed(hasher))
}

/// Reads what is left of a body, so that all of it is hashed.
async fn drain(body: &mut Fingerprint, request: &mut Request) -> Result<(), Problem> {
    if matches!(body, Fingerprint::Whole(_)) {
        return Ok(());
    }
    let mut pieces = request.take_body().into_bytes_stream();
    while let Some(piece) = pieces.next().await {
        let _: Bytes = piece.map_err(|error| Problem::new(Kind::IncompleteBody, error.to_string()))?;
    }
    Ok(())
}

fn replay(answer: Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let mut response = Response::builder().status(status).body(answer.body);
    for (name, value) in answer.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            response.headers_mut().insert(name, value);
        }
    }
    response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
    response
}

#[cfg(test)]
mod tests;
