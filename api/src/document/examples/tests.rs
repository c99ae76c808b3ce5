//! Every example is there, fits its schema, and, where it is a request, is taken for what it is.

use domain::permission::Role;
use poem::http::Method;
use serde_json::{Value, json};

use super::super::tests::{document, operations};
use super::Examples;
use crate::permissions::{Requirement, requirement};
use crate::testing::{PROVIDER, Testing, json as answer, tenant};

/// Everything that is a body or an answer that went well: where it stands, its schema and its example.
fn bodies(operation: &Value) -> Vec<(String, &Value, &Value)> {
    let answers = operation["responses"].as_object().unwrap().iter();
    let good = answers.filter(|(status, _)| status.starts_with('2'));
    let places = good.map(|(status, answer)| (status.as_str(), answer));
    let body = operation.get("requestBody").map(|body| ("body", body));
    let mut found = vec![];
    for (place, body) in body.into_iter().chain(places) {
        for (media_type, content) in body["content"].as_object().into_iter().flatten() {
            if media_type == "application/json" {
                found.push((place.to_owned(), &content["schema"], &content["example"]));
            }
        }
    }
    found
}

#[test]
fn every_body_and_every_answer_has_an_example_that_fits() {
    let document = document();
    let mut examples = 0;
    for (name, operation) in operations(&document) {
        for (place, schema, example) in bodies(operation) {
            assert!(!example.is_null(), "{name}: {place} has no example");
            let wrong = misfit(&document, schema, example);
            assert_eq!(wrong, None, "{name}: {place}: {example}");
            examples += 1;
        }
    }
    assert!(examples > 60, "{examples}");
}

/// What of a value does not fit a schema, as far as our schemas say anything.
fn misfit(document: &Value, schema: &Value, value: &Value) -> Option<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        return misfit(document, document.pointer(&reference[1..]).unwrap(), value);
    }
    let mut parts = schema["allOf"].as_array().into_iter().flatten();
    if let Some(wrong) = parts.find_map(|part| misfit(document, part, value)) {
        return Some(wrong);
    }
    if let Some(names) = schema["enum"].as_array().filter(|names| !names.contains(value)) {
        return Some(format!("{value} is none of {names:?}"));
    }
    let fits = match (schema["type"].as_str(), schema["format"].as_str()) {
        (Some("object"), _) => return misfit_of_object(document, schema, value),
        (Some("array"), _) => {
            let Some(elements) = value.as_array() else { return Some(format!("{value} is no array")) };
            return elements.iter().find_map(|element| misfit(document, &schema["items"], element));
        }
        (Some("string"), Some("date-time")) => {
            value.as_str().is_some_and(|text| chrono::DateTime::parse_from_rfc3339(text).is_ok())
        }
        (Some("string"), _) => value.is_string(),
        (Some("integer"), _) => value.is_u64(),
        (Some("number"), _) => value.is_number(),
        (Some("boolean"), _) => value.is_boolean(),
        _ => true,
    };
    (!fits).then(|| format!("{value} is not of {schema}"))
}

fn misfit_of_object(document: &Value, schema: &Value, value: &Value) -> Option<String> {
    let Some(members) = value.as_object() else { return Some(format!("{value} is no object")) };
    let mut required = schema["required"].as_array().into_iter().flatten();
    if let Some(missing) = required.find(|name| !members.contains_key(name.as_str().unwrap())) {
        return Some(format!("{missing} is missing"));
    }
    members.iter().find_map(|(name, value)| match schema["properties"].get(name) {
        Some(schema) => misfit(document, schema, value),
        None if schema["properties"].is_object() => Some(format!("there is no member {name}")),
        None => None,
    })
}

#[tokio::test]
async fn every_example_of_a_body_is_taken_for_one() {
    let testing = Testing::default();
    let user = testing.client_of(&signed_in(&testing).await);
    let owner = testing.client_of(&testing.key(&tenant(), Role::Owner));
    let document = document();
    let hex = "0197f3a2c4d87e01b2c3d4e5f6a7b8c9";
    for (path, operations) in document["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let (name, method): (_, Method) =
                (operation["operationId"].as_str().unwrap(), method.to_uppercase().parse().unwrap());
            let example = &operation["requestBody"]["content"]["application/json"]["example"];
            if example.is_null() {
                continue;
            }
            let path = path
                .replace("{id}", &format!("job_{hex}"))
                .replace("{name}", "letters")
                .replace("{provider}", PROVIDER)
                .replace("{user}", &format!("user_{hex}"))
                .replace("{token}", &format!("batch_{hex}_0.lease_{hex}"));
            let request = match requirement(name).unwrap() {
                Requirement::May(_) => owner.request(method, &path),
                _ => user.request(method, &path),
            };
            let response = request.content_type("application/json").body(example.to_string()).send().await.0;
            let status = response.status().as_u16();
            let text = response.into_body().into_string().await.unwrap();
            assert!(!text.contains("/problems/malformed") && status < 500, "{name}: {status} {text}");
            assert!(!text.contains("/problems/invalid"), "{name}: {status} {text}");
        }
    }
}

/// An access token of somebody who signed up.
async fn signed_in(testing: &Testing) -> String {
    let client = testing.anonymous();
    let post = async |path: &str, body: Value| {
        let request = client.post(path).content_type("application/json").body(body.to_string());
        request.send().await
    };
    let (email, password) = ("example@example.org", "an example of a password");
    let sign_up = json!({ "email": email, "name": "Example", "password": password });
    post("/v1/sign-up", sign_up).await.assert_status(poem::http::StatusCode::ACCEPTED);
    let token = testing.mailbox.secret(email).await;
    let verified = post("/v1/email-verifications/confirm", json!({ "token": token })).await;
    verified.assert_status(poem::http::StatusCode::NO_CONTENT);
    let tokens = post("/v1/sessions", json!({ "email": email, "password": password })).await;
    answer(tokens, 201).await["access_token"].as_str().unwrap().to_owned()
}

#[test]
fn every_example_is_of_something() {
    let document = document().to_string();
    for name in Examples::read().0.keys() {
        assert!(document.contains(&format!("\"{name}\"")), "there is no {name}");
    }
}
