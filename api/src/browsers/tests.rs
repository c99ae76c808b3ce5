//! What pages of allowed, of other and of the server's own origin get.

use domain::permission::Role;
use poem::http::Method;
use poem::test::{TestClient, TestResponse};
use poem::{Endpoint, Response};

use super::WebOrigin;
use crate::ApiConfig;
use crate::testing::{Testing, json, problem, tenant};

const CONSOLE: &str = "https://console.example.org";
const OTHERS: [&str; 7] = [
    "https://evil.example",
    "https://console.example.org.evil.example",
    "https://console.example.org:8443",
    "http://console.example.org",
    "https://CONSOLE.example.org",
    "null",
    "",
];

/// An owner, whose browser shows a page of the console or another.
fn client(testing: &Testing) -> TestClient<impl Endpoint<Output = Response> + use<>> {
    let origins = vec![CONSOLE.to_owned().try_into().unwrap()];
    let key = testing.key(&tenant(), Role::Owner);
    TestClient::new(testing.app(ApiConfig { origins, ..ApiConfig::default() }))
        .default_header("authorization", format!("Bearer {key}"))
        .default_header("host", "api.example.org")
}

/// Which page may read the answer, if it is said.
fn reader(response: &TestResponse) -> Option<&str> {
    response.0.header("access-control-allow-origin")
}

fn assert_varies(response: &TestResponse) {
    let varies = response.0.headers().get_all("vary");
    assert_eq!(varies.iter().filter(|value| *value == "Origin").count(), 1);
}

#[tokio::test]
async fn a_page_that_is_allowed_may_ask_and_read() {
    let testing = Testing::default();
    let client = client(&testing);
    let response = client.get("/v1/jobs").header("origin", CONSOLE).send().await;
    assert_eq!(reader(&response), Some(CONSOLE));
    assert_varies(&response);
    response.assert_header("access-control-allow-credentials", "true");
    let exposed = response.0.header("access-control-expose-headers").unwrap().to_owned();
    for name in ["x-request-id", "location", "etag", "retry-after", "ratelimit", "server-timing"] {
        assert!(exposed.split(", ").any(|exposed| exposed == name), "{name} is not in {exposed}");
    }
    json(response, 200).await;
}

#[tokio::test]
async fn a_page_that_is_allowed_may_read_problems_too() {
    let testing = Testing::default();
    let client = client(&testing);
    for (path, status, slug) in [
        ("/v1/jobs/x", 400, "malformed-parameter"),
        ("/v1/sessions", 403, "not-for-keys"),
        ("/no/such/path", 404, "no-such-path"),
    ] {
        let response = client.get(path).header("origin", CONSOLE).send().await;
        assert_eq!(reader(&response), Some(CONSOLE), "{path}");
        problem(response, status, slug).await;
    }
}

#[tokio::test]
async fn a_browser_that_asks_first_is_told_what_may_be_sent() {
    let testing = Testing::default();
    let preflight = client(&testing);
    let response = preflight
        .request(Method::OPTIONS, "/v1/jobs")
        .header("origin", CONSOLE)
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "authorization,idempotency-key")
        .send()
        .await;
    response.assert_status(poem::http::StatusCode::NO_CONTENT);
    assert_eq!(reader(&response), Some(CONSOLE));
    assert_varies(&response);
    let header = |name| response.0.header(name).unwrap().to_owned();
    let taken = header("access-control-allow-headers");
    for name in ["authorization", "content-type", "idempotency-key", "if-match", "prefer", "traceparent"] {
        assert!(taken.split(", ").any(|taken| taken == name), "{name} is not in {taken}");
    }
    let methods = header("access-control-allow-methods");
    assert!(["GET", "POST", "PATCH", "DELETE"].iter().all(|method| methods.contains(method)));
    assert!(header("access-control-max-age").parse::<u32>().unwrap() > 0);
}

#[tokio::test]
async fn a_page_of_another_origin_is_refused() {
    let testing = Testing::default();
    let client = client(&testing);
    for origin in OTHERS {
        for (method, path) in [
            (Method::GET, "/v1/jobs"),
            (Method::POST, "/v1/jobs"),
            (Method::POST, "/v1/sessions"),
            (Method::OPTIONS, "/v1/jobs"),
            (Method::POST, "/docs"),
        ] {
            let request = client.request(method, path).header("origin", origin);
            let response = request.header("access-control-request-method", "POST").send().await;
            assert_eq!(reader(&response), None, "{origin} {path}");
            assert_varies(&response);
            problem(response, 403, "forbidden-origin").await;
        }
    }
    assert!(testing.engines.events.lock().unwrap().is_empty());
}

#[tokio::test]
async fn any_page_may_read_what_is_public_but_not_by_a_websocket() {
    let testing = Testing::default();
    let client = client(&testing);
    for path in ["/docs", "/openapi.json", "/healthz", "/.well-known/jwks.json"] {
        let response = client.get(path).header("origin", "https://other.example").send().await;
        response.assert_status_is_ok();
        assert_eq!(reader(&response), None, "{path}");
        let socket =
            client.get(path).header("origin", "https://other.example").header("upgrade", "websocket");
        problem(socket.send().await, 403, "forbidden-origin").await;
    }
}

#[tokio::test]
async fn the_servers_own_pages_and_programs_are_not_asked() {
    let testing = Testing::default();
    let client = client(&testing);
    for origin in ["https://api.example.org", "http://api.example.org", "https://api.example.org:443"] {
        json(client.get("/v1/jobs").header("origin", origin).send().await, 200).await;
    }
    let program = client.get("/v1/jobs").send().await;
    assert_varies(&program);
    assert_eq!(reader(&program), None);
    json(program, 200).await;
}

#[tokio::test]
async fn nobody_is_allowed_unless_somebody_says_so() {
    let client = Testing::default().client();
    let response = client.get("/v1/jobs").header("origin", CONSOLE).send().await;
    problem(response, 403, "forbidden-origin").await;
}

#[test]
fn an_origin_is_exact() {
    for good in [CONSOLE, "http://localhost:3000", "http://[::1]:3000"] {
        assert!(WebOrigin::try_from(good.to_owned()).is_ok(), "{good}");
    }
    for bad in [
        "*",
        "https://*.example.org",
        "https://a.org/",
        "a.org",
        "HTTPS://a.org",
        "https://A.org",
        "null",
        "https://",
    ] {
        assert!(WebOrigin::try_from(bad.to_owned()).is_err(), "{bad}");
    }
}
