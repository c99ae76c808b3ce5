//! A real issuer on this machine, and the browser of who signs in there.

use std::fmt::Write as _;
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use reqwest::header::{CONTENT_TYPE, LOCATION};
use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::deployment::root;

/// How long it may take to start: the first time it is installed.
const LIMIT: Duration = Duration::from_secs(300);
/// The password of everybody there.
const PASSWORD: &str = "at the issuer";
/// Where it sends people back to.
pub(super) const REDIRECT: &str = "https://console.test/signed-in";
/// What proves to it that it is us. Nanoidp does not decode it as RFC 6749 says, so it has no spaces.
pub(super) const SECRET: &str = "between-the-two-of-us";

/// The issuer.
pub(super) struct Issuer {
    process: Child,
    pub(super) url: String,
    port: u16,
    folder: TempDir,
}

impl Issuer {
    /// Starts an issuer that knows people by these names and addresses.
    pub(super) async fn start(users: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let url = format!("http://127.0.0.1:{port}");
        std::fs::write(folder.path().join("settings.yaml"), settings(&url, port)).unwrap();
        std::fs::write(folder.path().join("users.yaml"), people(users)).unwrap();
        let process = spawn(folder.path(), port);
        let mut issuer = Self { process, url, port, folder };
        issuer.until_ready().await;
        issuer
    }

    /// Has it sign with another key from now on.
    pub(super) async fn change_key(&mut self) {
        self.kill();
        std::fs::remove_dir_all(self.folder.path().join("keys")).unwrap();
        self.process = spawn(self.folder.path(), self.port);
        self.until_ready().await;
    }

    async fn until_ready(&mut self) {
        let (start, discovery) = (Instant::now(), format!("{}/.well-known/openid-configuration", self.url));
        while !reqwest::get(&discovery).await.is_ok_and(|answer| answer.status().is_success()) {
            let log = std::fs::read_to_string(self.folder.path().join("issuer.log")).unwrap_or_default();
            assert!(self.process.try_wait().unwrap().is_none(), "the issuer has stopped: {log}");
            assert!(start.elapsed() < LIMIT, "the issuer does not answer: {log}");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Signs somebody in on the issuer's page, and gives what they are sent back with.
    pub(super) async fn visit(&self, page: &str, user: &str) -> (String, String) {
        assert!(page.starts_with(&self.url), "{page}");
        let browser = Client::builder().redirect(Policy::none()).build().unwrap();
        let form = format!("username={user}&password={}", PASSWORD.replace(' ', "+"));
        let request = browser.post(page).header(CONTENT_TYPE, "application/x-www-form-urlencoded");
        let answer = request.body(form).send().await.unwrap();
        let location = answer.headers().get(LOCATION).map(|location| location.to_str().unwrap().to_owned());
        let back: Url = location.expect("the issuer sends nobody back").parse().unwrap();
        assert!(back.as_str().starts_with(REDIRECT), "{back}");
        let part = |name| back.query_pairs().find(|(known, _)| known == name).unwrap().1.into_owned();
        (part("code"), part("state"))
    }

    /// Ends it, as a crash does.
    pub(super) fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

impl Drop for Issuer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn spawn(folder: &Path, port: u16) -> Child {
    let log = std::fs::File::create(folder.join("issuer.log")).unwrap();
    let mut issuer = Command::new(root().join("dev/oidc-issuer"));
    issuer.arg("run").arg(folder).arg(port.to_string()).current_dir(folder);
    issuer.stdout(Stdio::null()).stderr(log).spawn().unwrap()
}

/// JSON is YAML too.
fn settings(url: &str, port: u16) -> String {
    let client = |id: &str, secret: Value| {
        let mut client = json!({"client_id": id, "redirect_uris": [REDIRECT]});
        let (name, value) = match secret {
            Value::Null => ("token_endpoint_auth_method", json!("none")),
            secret => ("client_secret", secret),
        };
        client[name] = value;
        client
    };
    let clients = [client("console", json!(SECRET)), client("public", Value::Null)];
    json!({
        "config_version": 1,
        "server": {"host": "127.0.0.1", "port": port},
        "oauth": {"issuer": url, "audience": "resources", "require_pkce": true, "clients": clients},
    })
    .to_string()
}

fn people(users: &[(&str, &str)]) -> String {
    let mut text = "config_version: 1\nusers:\n".to_owned();
    for (name, email) in users {
        writeln!(text, "  {name}: {}", json!({"password": PASSWORD, "email": email})).unwrap();
    }
    text
}
