//! Somebody with a browser and a mailbox.

use reqwest::{Client, Method, Response};
use serde_json::{Value, json};

use crate::deployment::Deployment;

/// A password that is good enough.
pub(crate) const PASSWORD: &str = "a long walk by the sea";

/// Somebody who asks a deployment's API.
pub(crate) struct Person<'a> {
    deployment: &'a Deployment,
    pub(crate) email: String,
    http: Client,
}

impl<'a> Person<'a> {
    /// Somebody whom nobody knows yet.
    pub(crate) fn new(deployment: &'a Deployment, name: &str) -> Self {
        Self { deployment, email: format!("{name}@example.org"), http: Client::new() }
    }

    /// Somebody who signed up and verified their address.
    pub(crate) async fn known(deployment: &'a Deployment, name: &str) -> Self {
        let person = Self::new(deployment, name);
        let new = json!({"email": person.email, "name": name, "password": PASSWORD});
        assert_eq!(person.post(None, "/v1/sign-up", new).await.status(), 202);
        let token = person.secret().await;
        let verified = person.post(None, "/v1/email-verifications/confirm", json!({"token": token})).await;
        assert_eq!(verified.status(), 204);
        person
    }

    /// Asks for something, as who brings this token.
    pub(crate) async fn ask(
        &self,
        token: Option<&str>,
        method: Method,
        path: &str,
        body: Option<Value>,
    ) -> Response {
        let mut request = self.http.request(method, self.deployment.url(path));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        request.send().await.unwrap()
    }

    pub(crate) async fn post(&self, token: Option<&str>, path: &str, body: Value) -> Response {
        self.ask(token, Method::POST, path, Some(body)).await
    }

    pub(crate) async fn get(&self, token: &str, path: &str) -> Response {
        self.ask(Some(token), Method::GET, path, None).await
    }

    pub(crate) async fn delete(&self, token: &str, path: &str) -> Response {
        self.ask(Some(token), Method::DELETE, path, None).await
    }

    /// Signs in, with whatever else is needed.
    pub(crate) async fn try_to_sign_in(&self, more: Value) -> Response {
        let mut credentials = json!({"email": self.email, "password": PASSWORD});
        let more = more.as_object().cloned().unwrap_or_default();
        credentials.as_object_mut().unwrap().extend(more);
        self.post(None, "/v1/sessions", credentials).await
    }

    /// Signs in.
    pub(crate) async fn sign_in(&self) -> Value {
        json_of(self.try_to_sign_in(json!({})).await, 201).await
    }

    pub(crate) async fn refresh(&self, tokens: &Value, more: Value) -> Response {
        let mut body = json!({"refresh_token": tokens["refresh_token"]});
        body.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
        self.post(None, "/v1/sessions/refresh", body).await
    }

    /// The secret in the next mail to them; the mail is thrown away then.
    pub(crate) async fn secret(&self) -> String {
        let mail = self.mail().await;
        let link = mail.lines().find_map(|line| line.split_once('#')).expect("a mail with a link");
        link.1.to_owned()
    }

    /// The next mail to them, which is thrown away then.
    pub(crate) async fn mail(&self) -> String {
        let folder = self.deployment.folder().join("mail");
        let to = format!("To: {}\n", self.email);
        self.deployment
            .until_some("a mail comes", async || {
                let files = std::fs::read_dir(&folder).ok()?;
                let mut paths: Vec<_> = files.map(|file| file.unwrap().path()).collect();
                paths.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
                paths.sort();
                let texts = paths.iter().map(|path| std::fs::read_to_string(path).unwrap());
                let (path, text) = paths.iter().zip(texts).find(|(_, text)| text.starts_with(&to))?;
                std::fs::remove_file(path).unwrap();
                Some(text)
            })
            .await
    }
}

/// The JSON of an answer, which must have this status.
pub(crate) async fn json_of(answer: Response, status: u16) -> Value {
    let got = answer.status();
    let text = answer.text().await.unwrap();
    assert_eq!(got, status, "{text}");
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// The problem in an answer: its status and the last part of its type.
pub(crate) async fn problem_of(answer: Response) -> (u16, String) {
    let status = answer.status().as_u16();
    assert_eq!(answer.headers()["content-type"], "application/problem+json", "{status}");
    let problem: Value = answer.json().await.unwrap();
    (status, problem["type"].as_str().unwrap().rsplit('/').next().unwrap().to_owned())
}

/// What `problem_of` gives.
pub(crate) fn problem(status: u16, slug: &str) -> (u16, String) {
    (status, slug.to_owned())
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text"))
}
