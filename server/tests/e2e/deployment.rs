//! A deployment of its own for each test: own databases, topics, keys, objects and port, on shared engines.

use std::fmt::Debug;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use domain::JobId;
use projections::job_view::JobSummary;
use server::cli::client::ApiClient;
use server::cli::wire::Submission;
use tempfile::TempDir;
use tokio::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};

/// How long a test waits for a fact.
const LIMIT: Duration = Duration::from_secs(120);
/// Who stops an engine needs the engines alone.
static ENGINES: RwLock<()> = RwLock::const_new(());

/// A right to the engines: beside other tests, or alone.
pub(crate) enum Share {
    With(#[expect(dead_code, reason = "held for its drop")] RwLockReadGuard<'static, ()>),
    Alone(#[expect(dead_code, reason = "held for its drop")] RwLockWriteGuard<'static, ()>),
}

/// A config of its own, and the processes that were started with it.
pub(crate) struct Deployment {
    folder: TempDir,
    postgres: String,
    databases: Vec<String>,
    address: String,
    environment: Vec<(&'static str, String)>,
    processes: Vec<Child>,
    _share: Share,
}

impl Deployment {
    /// A deployment that shares the engines, migrated and with all roles in one process.
    pub(crate) async fn start() -> Self {
        let mut deployment = Self::prepare(Share::With(ENGINES.read().await)).await;
        deployment.serve(&[]).await;
        deployment
    }

    /// A deployment that has the engines for itself and may stop them.
    pub(crate) async fn start_alone() -> Self {
        let mut deployment = Self::prepare(Share::Alone(ENGINES.write().await)).await;
        deployment.serve(&[]).await;
        deployment
    }

    /// A deployment that shares the engines, migrated, without a process.
    pub(crate) async fn idle() -> Self {
        Self::prepare(Share::With(ENGINES.read().await)).await
    }

    async fn prepare(share: Share) -> Self {
        let base = std::fs::read_to_string(config_file())
            .expect("no config of the test engines: run `make test`, or `STACK=test dev/stack up` once");
        let mut config: toml::Table = base.parse().unwrap();
        let namespace = format!("t{}", uuid::Uuid::now_v7().simple());
        let postgres = config["postgres"]["shards"][0].as_str().unwrap().replace("dbname=shard_0", "");
        let databases: Vec<String> = (0..2).map(|shard| format!("{namespace}_{shard}")).collect();
        for database in &databases {
            admin(&postgres, &format!("CREATE DATABASE {database}")).await;
        }
        let address = format!("127.0.0.1:{}", free_port());
        config.insert("namespace".into(), namespace.into());
        config.insert("listen".into(), address.clone().into());
        let shards: Vec<_> = databases.iter().map(|name| format!("{postgres} dbname={name}")).collect();
        config["postgres"].as_table_mut().unwrap().insert("shards".into(), shards.into());
        // A lost lease costs a test two seconds.
        config.insert("worker".into(), toml::Table::from_iter([("lease_seconds".into(), 2.into())]).into());
        let folder = TempDir::new().unwrap();
        std::fs::write(folder.path().join("config.toml"), config.to_string()).unwrap();
        let deployment = Self {
            folder,
            postgres,
            databases,
            address,
            environment: vec![],
            processes: vec![],
            _share: share,
        };
        let migrated = deployment.run(&["migrate"]);
        assert!(migrated.status.success(), "{}", text(&migrated.stderr));
        deployment
    }

    /// Gives the processes that are started from now on a variable in their environment.
    pub(crate) fn set(&mut self, name: &'static str, value: &str) {
        self.environment.push((name, value.to_owned()));
    }

    /// Starts a process with these roles, or all, and waits until it is ready if it has the API.
    pub(crate) async fn serve(&mut self, roles: &[&str]) {
        let log = std::fs::File::options().create(true).append(true).open(self.log_file()).unwrap();
        let mut serve = self.command(&["serve"]);
        serve.envs(self.environment.iter().cloned());
        if !roles.is_empty() {
            serve.args(["--roles", &roles.join(",")]);
        }
        self.processes.push(serve.stdout(Stdio::null()).stderr(log).spawn().unwrap());
        if roles.is_empty() || roles.contains(&"api") {
            self.until("the server is ready", async || self.is_ready().await).await;
        }
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
        self.folder.path()
    }

    fn log_file(&self) -> PathBuf {
        self.folder.path().join("server.log")
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub(crate) fn client(&self) -> ApiClient {
        ApiClient::new(&self.url("")).unwrap()
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

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_thousandfold"));
        // What is set for the tests, or for another server, is no setting of this one.
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("THOUSANDFOLD_")) {
            command.env_remove(name);
        }
        command.arg("--config").arg(self.folder.path().join("config.toml"));
        command.args(["--server", &self.url("")]).args(arguments).current_dir(self.folder.path());
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
        let items =
            items.iter().map(|item| domain::raw_json::RawJson::parse(item.to_string()).unwrap()).collect();
        let submission = Submission { items: Some(items), ..Submission::jq(filter) };
        self.client().submit(&submission).await.unwrap().id
    }

    pub(crate) async fn until_ended(&self, job: JobId) -> JobSummary {
        let client = self.client();
        self.until_some("the job has ended", async || {
            client.job(job).await.ok().filter(|job| job.ended_at.is_some())
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
        let drops: Vec<_> =
            self.databases.iter().map(|name| format!("DROP DATABASE {name} WITH (FORCE)")).collect();
        let postgres = self.postgres.clone();
        let cleaning = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(async {
                for drop in &drops {
                    admin(&postgres, drop).await
                }
            });
        });
        let _ = cleaning.join();
    }
}

async fn admin(postgres: &str, statement: &str) {
    let address = format!("{postgres} dbname=postgres");
    let (client, connection) = tokio_postgres::connect(&address, tokio_postgres::NoTls).await.unwrap();
    let connection = tokio::spawn(connection);
    client.batch_execute(statement).await.unwrap();
    drop(client);
    let _ = connection.await;
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

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
