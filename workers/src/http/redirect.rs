//! Where a redirect leads, and what is sent there.

use http::header::{
    AUTHORIZATION, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LOCATION, CONTENT_TYPE, COOKIE, LOCATION,
};
use http::{HeaderMap, Method, StatusCode};

use super::failure::CallFailure;
use super::prepared::{self, Prepared};
use super::target::Target;

/// Whether an answer sends the caller elsewhere.
pub(super) fn is_redirect(status: StatusCode, headers: &HeaderMap) -> bool {
    matches!(status.as_u16(), 301 | 302 | 303 | 307 | 308) && headers.contains_key(LOCATION)
}

/// The request that follows a redirect, by RFC 9110, section 15.4.
pub(super) fn follow(
    mut from: Prepared,
    status: StatusCode,
    headers: &HeaderMap,
) -> Result<Prepared, CallFailure> {
    let location = headers.get(LOCATION).and_then(|location| location.to_str().ok()).unwrap_or_default();
    if from.followed == from.redirects {
        let message = format!("more than {} redirects", from.redirects);
        return Err(CallFailure::at("too_many_redirects", &from.target, message));
    }
    let wrong = |message: &str| {
        let message = format!("it redirects to where no call can go: {message}");
        CallFailure::at("invalid_request", &from.target, message)
    };
    let url = from.url.join(location).map_err(|error| wrong(&error.to_string()))?;
    let url = prepared::url(url.as_str()).map_err(|failure| wrong(&failure.message))?;
    let target = Target::of(&url)?;
    if target != from.target {
        from.headers.remove(AUTHORIZATION);
        from.headers.remove(COOKIE);
    }
    if becomes_get(status, &from.method) {
        from.method = Method::GET;
        from.body = None;
        for name in [CONTENT_TYPE, CONTENT_ENCODING, CONTENT_LANGUAGE, CONTENT_LOCATION] {
            from.headers.remove(name);
        }
    }
    Ok(Prepared { url, target, followed: from.followed + 1, ..from })
}

fn becomes_get(status: StatusCode, method: &Method) -> bool {
    match status {
        StatusCode::SEE_OTHER => *method != Method::HEAD,
        StatusCode::MOVED_PERMANENTLY | StatusCode::FOUND => *method == Method::POST,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::*;
    use crate::http::Raw;

    fn prepared(method: &str) -> Prepared {
        let headers = [(AUTHORIZATION, "a"), (COOKIE, "c"), (CONTENT_TYPE, "text/csv")];
        Prepared::new(Raw {
            method: method.into(),
            url: "https://example.org/a/b?q".into(),
            headers: headers.map(|(name, value)| (name, value.to_owned())).into(),
            body: Some(Bytes::from_static(b"x")),
            redirects: 2,
            ..Raw::default()
        })
        .unwrap()
    }

    fn followed(method: &str, status: u16, location: &'static str) -> Result<Prepared, CallFailure> {
        let headers = HeaderMap::from_iter([(LOCATION, http::HeaderValue::from_static(location))]);
        follow(prepared(method), StatusCode::from_u16(status).unwrap(), &headers)
    }

    #[test]
    fn the_method_and_the_body_follow_the_rules() {
        for (method, status, becomes) in [
            ("POST", 301, "GET"),
            ("POST", 302, "GET"),
            ("PUT", 302, "PUT"),
            ("PUT", 303, "GET"),
            ("HEAD", 303, "HEAD"),
            ("POST", 307, "POST"),
            ("POST", 308, "POST"),
        ] {
            let next = followed(method, status, "c").unwrap();
            assert_eq!(next.method.as_str(), becomes, "{method} {status}");
            assert_eq!(next.body.is_some(), becomes == method, "{method} {status}");
            assert_eq!(next.headers.contains_key(CONTENT_TYPE), becomes == method);
            assert_eq!(next.url.as_str(), "https://example.org/a/c");
            assert_eq!(next.followed, 1);
        }
    }

    #[test]
    fn secrets_do_not_follow_to_another_origin() {
        let stays = followed("GET", 307, "https://example.org:443/other").unwrap();
        assert!(stays.headers.contains_key(AUTHORIZATION) && stays.headers.contains_key(COOKIE));
        for elsewhere in ["http://example.org/", "https://example.org:444/", "//example.com/"] {
            let leaves = followed("GET", 307, elsewhere).unwrap();
            assert!(!leaves.headers.contains_key(AUTHORIZATION), "{elsewhere}");
            assert!(!leaves.headers.contains_key(COOKIE), "{elsewhere}");
        }
    }

    #[test]
    fn redirects_come_to_an_end() {
        let headers = HeaderMap::from_iter([(LOCATION, http::HeaderValue::from_static("/"))]);
        let next = |from| follow(from, StatusCode::FOUND, &headers);
        let failure = next(next(next(prepared("GET")).unwrap()).unwrap()).unwrap_err();
        assert_eq!(failure.class, "too_many_redirects");
        assert_eq!(failure.message, "https://example.org: more than 2 redirects");
    }

    #[test]
    fn a_redirect_to_what_is_not_a_plain_web_address_fails() {
        for wrong in ["file:///etc/passwd", "http://a:b@example.org/", "http://[::1", "gopher://x/"] {
            assert_eq!(followed("GET", 302, wrong).unwrap_err().class, "invalid_request", "{wrong}");
        }
    }
}
