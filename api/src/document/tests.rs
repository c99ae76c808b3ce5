//! What holds for the document as it is served.

use serde_json::Value;

use crate::idempotency::CREATING;
use crate::openapi_document;

/// Those that answer 201 or 202, and make nothing that a second request would make twice: tokens, and mails.
const MAKES_NOTHING: &[&str] = &[
    "sign_in",
    "refresh_session",
    "sign_up",
    "ask_verification",
    "ask_password_reset",
    "begin_oidc",
    "finish_oidc",
];

pub(super) fn document() -> Value {
    serde_json::from_str(&openapi_document()).unwrap()
}

/// Every operation with its name.
pub(super) fn operations(document: &Value) -> Vec<(&str, &Value)> {
    let paths = document["paths"].as_object().unwrap().values();
    let operations = paths.flat_map(|path| path.as_object().unwrap().values());
    operations.map(|operation| (operation["operationId"].as_str().unwrap(), operation)).collect()
}

#[test]
fn every_operation_that_makes_something_takes_a_key() {
    let document = document();
    for (name, operation) in operations(&document) {
        let answers = operation["responses"].as_object().unwrap();
        let makes = ["201", "202"].iter().any(|status| answers.contains_key(*status));
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        let key = parameters.iter().find(|parameter| parameter["name"] == "Idempotency-Key");
        assert_eq!(key.is_some(), makes && !MAKES_NOTHING.contains(&name), "{name}");
        assert_eq!(key.is_some(), CREATING.contains(&name), "{name}");
        let Some(key) = key else { continue };
        assert_eq!((&key["in"], &key["required"]), (&"header".into(), &false.into()));
        assert_eq!(key["schema"]["maxLength"], 255);
        for status in ["201", "202"].iter().filter(|status| answers.contains_key(**status)) {
            assert!(answers[*status]["headers"]["Idempotent-Replayed"].is_object(), "{name}: {status}");
        }
        for (status, slug) in [
            ("400", "malformed-parameter"),
            ("409", "idempotency-key-in-flight"),
            ("422", "idempotency-key-reused"),
        ] {
            assert!(answers[status].to_string().contains(slug), "{name} does not declare {slug}");
        }
        assert!(answers["409"]["headers"]["RETRY-AFTER"].is_object(), "{name}");
    }
}
