//! A deployment of its own for each test: own databases, topics, keys, objects and port, on shared engines.

use std::fmt::Debug;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use domain::JobId;
use server::scratch::Scratch;
use thousandfold_client::types::{Job, SubmitJob};
use thousandfold_client::{Client, Json};
use tokio::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};

/// How long a test waits for a fact.
const LIMIT: Duration = Duration::from_secs(300);
/// Who stops an engine needs the engines alone.
static ENGINES: RwLock<()> = RwLock::const_new(());

/// A right to the engines: beside other tests, or alone.
pub(crate) enum Share {
    With(#[expect(dead_code, reason = "held for its drop")] RwLockReadGuard<'static, ()>),
    Alone(#[expect(dead_code, reason = "held for its drop")] RwLockWriteGuard<'static, ()>),
}

/// A config of its own, and the processes that were started with it.
pub(crate) struct Deployment {
    scratch: Scratch,
    environment: Vec<(&'static str, String)>,
    processes: Vec<Child>,
    _share: Option<Share>,
}

impl Deployment {
    /// A deployment that shares the engines, migrated and with all roles in one process.
    pub(crate) async fn start() -> Self {
        let mut deployment = Self::prepare(Some(Share::With(ENGINES.read().await))).await;
        deployment.serve(&[]).await;
        deployment
    }

    /// A deployment that has the engines for itself and may stop them.
    pub(crate) async fn start_alone() -> Self {
        let mut deployment = Self::prepare(Some(Share::Alone(ENGINES.write().await))).await;
        deployment.serve(&[]).await;
        deployment
    }

    /// A deployment that shares the engines, migrated, without a process.
    pub(crate) async fn idle() -> Self {
        Self::prepare(Some(Share::With(ENGINES.read().await))).await
    }

    /// A deployment that has the engines for itself, migrated, without a process.
    pub(crate) async fn idle_alone() -> Self {
        Self::prepare(Some(Share::Alone(ENGINES.write().await))).await
    }

    /// Another deployment, migrated, without a process. It may use the engines as long as this one lives.
    pub(crate) async fn another(&self) -> Self {
        Self::prepare(None).await
    }

    async fn prepare(share: Option<Share>) -> Self {
        // A lost lease costs a test two seconds.
        let settings = toml::toml! { worker = { lease_seconds = 2 } };
        let scratch = Scratch::create(&config_file(), settings)
            .await
            .expect("no engines: run `make test`, or `STACK=test dev/stack up` once");
        Self { scratch, environment: vec![], processes: vec![], _share: share }
    }

    /// Gives the processes that are started from now on a variable in their environment.
    pub(crate) fn set(&mut self, name: &'static str, value: &str) {
        self.environment.push((name, value.to_owned()));
    }

    /// Replaces sections of the config.
    pub(crate) async fn change(&mut self, settings: toml::Table) {
        self.scratch.change(settings).await.unwrap();
    }

    /// A section of the config.
    pub(crate) fn section(&self, name: &str) -> toml::Value {
        let config = std::fs::read_to_string(self.folder().join("config.toml")).unwrap();
        config.parse::<toml::Table>().unwrap()[name].clone()
    }

    /// Starts a process with these roles, or all, and waits until it is ready if it has the API.
    pub(crate) async fn serve(&mut self, roles: &[&str]) {
        self.scratch.open().await.unwrap();
        let process = self.spawn(roles);
        self.processes.push(process);
        if roles.is_empty() || roles.contains(&"api") || roles.contains(&"auth") {
            self.until("the server is ready", async || self.is_ready().await).await;
        }
    }

    /// Starts a process with this role in the place of one that was killed.
    pub(crate) async fn serve_nth(&mut self, number: usize, role: &str) {
        self.processes[number] = self.spawn(&[role]);
        if role == "api" {
            self.until("the server is ready", async || self.is_ready().await).await;
        }
    }

    fn spawn(&self, roles: &[&str]) -> Child {
        let log = std::fs::File::options().create(true).append(true).open(self.log_file()).unwrap();
        let mut serve = self.command(&["serve"]);
        serve.envs(self.environment.iter().cloned());
        if !roles.is_empty() {
            serve.args(["--roles", &roles.join(",")]);
        }
        serve.stdout(Stdio::null()).stderr(log).spawn().unwrap()
    }

    /// Ends a process as a crash does.
    pub(crate) fn kill_nth(&mut self, number: usize) {
        self.processes[number].kill().unwrap();
        self.processes[number].wait().unwrap();
    }

    /// Lets a process sleep until a lease of it is taken back, or nothing is left to do.
    pub(crate) async fn pause_beyond_a_lease(&self, number: usize, job: JobId) {
        let id = rustix::process::Pid::from_child(&self.processes[number]);
        let expired =
            || self.succeeds(&["log", "export", "--correlation", &job.to_string(), "--type", "LeaseExpired"]);
        let before = expired().lines().count();
        rustix::process::kill_process(id, rustix::process::Signal::STOP).unwrap();
        let client = self.client();
        self.until("a lease is taken back", async || {
            expired().lines().count() > before
                || client.job(&job.to_string()).await.is_ok_and(|job| job.ended_at.is_some())
        })
        .await;
        rustix::process::kill_process(id, rustix::process::Signal::CONT).unwrap();
    }

    /// Has Redis forget everything, also what other deployments have there.
    pub(crate) async fn flush_redis(&self) {
        let redis = self.section("redis");
        let url = redis["url"].as_str().unwrap();
        let mut connection =
            redis::Client::open(url).unwrap().get_multiplexed_async_connection().await.unwrap();
        redis::cmd("FLUSHALL").query_async::<()>(&mut connection).await.unwrap();
    }

    /// Ends the process that was started last, as a crash does.
    pub(crate) fn kill(&mut self) {
        let mut process = self.processes.pop().unwrap();
        process.kill().unwrap();
        process.wait().unwrap();
    }

    /// Tells the process that was started last to stop, and waits until it has.
    pub(crate) fn stop(&mut self) {
        let mut process = self.processes.pop().unwrap();
        let id = rustix::process::Pid::from_child(&process);
        rustix::process::kill_process(id, rustix::process::Signal::TERM).unwrap();
        let status = process.wait().unwrap();
        assert!(status.success(), "the server stopped with {status}");
    }

    pub(crate) fn folder(&self) -> &Path {
        self.scratch.folder()
    }

    fn log_file(&self) -> PathBuf {
        self.scratch.folder().join("server.log")
    }

    pub(crate) fn url(&self, path: &str) -> String {
        self.scratch.url(path)
    }

    pub(crate) fn client(&self) -> Client {
        server::cli::client(&self.url(""), Some(self.scratch.key().to_owned())).unwrap()
    }

    /// An HTTP client that may do everything for the deployment's tenant.
    pub(crate) fn http(&self) -> reqwest::Client {
        Scratch::http(self.scratch.key()).unwrap()
    }

    /// Has refresh tokens that were used have been used a while ago.
    pub(crate) async fn age_used_tokens(&self) {
        let postgres = self.section("postgres");
        let address = postgres["shards"][0].as_str().unwrap();
        let (client, connection) = tokio_postgres::connect(address, tokio_postgres::NoTls).await.unwrap();
        tokio::spawn(connection);
        let age = "UPDATE account_used_tokens SET used_at = used_at - interval '1 minute'";
        client.execute(age, &[]).await.unwrap();
    }

    /// An API key that may do everything for the deployment's tenant.
    pub(crate) fn key(&self) -> &str {
        self.scratch.key()
    }

    /// Where the API listens.
    pub(crate) fn address(&self) -> std::net::SocketAddr {
        self.url("").trim_start_matches("http://").parse().unwrap()
    }

    /// How much memory the process that was started last takes, in MiB.
    pub(crate) fn memory_mib(&self) -> u64 {
        let id = self.processes.last().unwrap().id();
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap();
        let kib = status.lines().find_map(|line| line.strip_prefix("VmRSS:")?.trim().strip_suffix(" kB"));
        kib.unwrap().trim().parse::<u64>().unwrap() / 1024
    }

    async fn is_ready(&self) -> bool {
        reqwest::get(self.url("/readyz")).await.is_ok_and(|answer| answer.status().is_success())
    }

    /// The engines that the server says are away.
    pub(crate) async fn engines_away(&self) -> String {
        match reqwest::get(self.url("/readyz")).await {
            Ok(answer) if answer.status() == 503 => answer.text().await.unwrap_or_default(),
            _ => String::new(),
        }
    }

    /// A run of the program, to be started.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.scratch.command(Path::new(env!("CARGO_BIN_EXE_thousandfold")), arguments);
        // What is set for the tests, or for another server, is no setting of this one.
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("THOUSANDFOLD_")) {
            command.env_remove(name);
        }
        if !self.scratch.key().is_empty() {
            command.env("THOUSANDFOLD_API_KEY", self.scratch.key());
        }
        command
    }

    /// Runs the program to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs the program, which must succeed; gives what it printed.
    pub(crate) fn succeeds(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        let server = std::fs::read_to_string(self.log_file()).unwrap_or_default();
        let tail: Vec<_> = server.lines().rev().take(30).collect();
        assert!(
            output.status.success(),
            "{arguments:?}\n{}\n{}\nserver, last first:\n{}",
            text(&output.stdout),
            text(&output.stderr),
            tail.join("\n")
        );
        text(&output.stdout)
    }

    /// All engines agree with the log.
    pub(crate) fn check(&self) {
        self.succeeds(&["check", "--within", "90"]);
    }

    /// Submits a job over items and gives its id.
    pub(crate) async fn submit(&self, items: &[serde_json::Value], filter: &str) -> JobId {
        let items = items.iter().map(|item| Json::of(item).unwrap());
        let accepted = self.client().submit(SubmitJob::jq(filter).over(items)).await.unwrap();
        accepted.id.parse().unwrap()
    }

    pub(crate) async fn until_ended(&self, job: JobId) -> Job {
        let client = self.client();
        self.until_some("the job has ended", async || {
            client.job(&job.to_string()).await.ok().filter(|job| job.ended_at.is_some())
        })
        .await
    }

    /// Waits for a fact.
    pub(crate) async fn until(&self, what: &str, fact: impl AsyncFn() -> bool) {
        self.until_some(what, async || fact().await.then_some(())).await;
    }

    /// Waits for a fact that comes with something.
    pub(crate) async fn until_some<T: Debug>(&self, what: &str, fact: impl AsyncFn() -> Option<T>) -> T {
        let start = Instant::now();
        loop {
            if let Some(found) = fact().await {
                return found;
            }
            if start.elapsed() > LIMIT {
                let log = std::fs::read_to_string(self.log_file()).unwrap_or_default();
                let tail: Vec<_> = log.lines().rev().take(40).collect();
                panic!("it never came that {what}; the server's log, last first:\n{}", tail.join("\n"));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

impl Drop for Deployment {
    fn drop(&mut self) {
        for process in &mut self.processes {
            let _ = process.kill();
            let _ = process.wait();
        }
        // What stays behind after a failure is of no use, and in no one's way.
        let destroy = || tokio::runtime::Handle::current().block_on(self.scratch.destroy());
        let _ = tokio::task::block_in_place(destroy);
    }
}

/// The config that `dev/stack` wrote for the test engines.
pub(crate) fn config_file() -> PathBuf {
    std::env::var_os("THOUSANDFOLD_TEST_CONFIG")
        .map_or_else(|| root().join(".dev/test/thousandfold.toml"), PathBuf::from)
}

/// The checkout.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
