//! A PostgreSQL server of the test's own, from the binaries of the one that runs: a new one, or a replica of another.

use std::fs::File;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};

use super::{Place, Server, until};

/// A server. It is stopped, and its folder deleted, when it is dropped.
pub(crate) struct Cluster {
    binaries: PathBuf,
    folder: PathBuf,
    port: u16,
    process: Child,
}

impl Cluster {
    /// A new server, whose administrator is `app`.
    pub(crate) async fn new(place: &Place) -> Self {
        let binaries = binaries(place).await;
        Self::start(binaries, |data| {
            let mut initdb = vec!["initdb", "-U", "app", "-A", "trust", "-E", "UTF8", "--no-sync", "-D"];
            initdb.push(data);
            initdb.into_iter().map(str::to_owned).collect()
        })
        .await
    }

    /// A replica, which follows this server from now on.
    pub(crate) async fn replica(&self) -> Self {
        let port = self.port.to_string();
        Self::start(self.binaries.clone(), |data| {
            let from = ["pg_basebackup", "-h", "127.0.0.1", "-p", &port, "-U", "app"];
            let how = ["-R", "-X", "stream", "--checkpoint=fast", "--no-sync", "-D", data];
            from.into_iter().chain(how).map(str::to_owned).collect()
        })
        .await
    }

    async fn start(binaries: PathBuf, make: impl Fn(&str) -> Vec<String>) -> Self {
        let folder = std::env::temp_dir().join(format!("thousandfold-{}", uuid::Uuid::now_v7().simple()));
        std::fs::create_dir(&folder).unwrap();
        if is_root() {
            assert!(Command::new("chown").arg("postgres:").arg(&folder).status().unwrap().success());
        }
        let (data, log) = (folder.join("data"), File::create(folder.join("log")).unwrap());
        let data = data.to_str().unwrap();
        let make = make(data);
        let made = command(&binaries, &make[0])
            .args(&make[1..])
            .stdout(log.try_clone().unwrap())
            .stderr(log.try_clone().unwrap())
            .status();
        let said = || std::fs::read_to_string(folder.join("log")).unwrap_or_default();
        assert!(made.unwrap().success(), "{}: {}", make[0], said());
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off"];
        let process = command(&binaries, "postgres")
            .args(["-D", data, "-p", &port.to_string()])
            .args(settings.iter().flat_map(|setting| ["-c", setting]))
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        let cluster = Self { binaries, folder, port, process };
        let address = format!("{} dbname=postgres", cluster.address());
        until("the server answers", async || {
            tokio_postgres::connect(&address, tokio_postgres::NoTls).await.ok().map(drop)
        })
        .await;
        cluster
    }

    /// Its address, without a database.
    pub(crate) fn address(&self) -> String {
        format!("host=127.0.0.1 port={} user=app", self.port)
    }

    /// Stops it at once, as a failure of its machine would.
    pub(crate) fn stop(&mut self) {
        let data = self.folder.join("data");
        let stop =
            command(&self.binaries, "pg_ctl").args(["stop", "-m", "immediate", "-D"]).arg(data).output();
        let _ = (stop, self.process.kill(), self.process.wait());
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        self.stop();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").unwrap().uid() == 0
}

/// The server refuses to run as root: root runs it as the user `postgres`.
fn command(binaries: &Path, name: &str) -> Command {
    let program = binaries.join(name);
    let mut command = if is_root() {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--init-groups"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.current_dir("/");
    command
}

/// Where the binaries of the running server are.
async fn binaries(place: &Place) -> PathBuf {
    let server = Server::connect(&format!("{} dbname=postgres", place.server())).await;
    let pid = server.number("SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::bigint").await;
    let program = std::fs::read_link(format!("/proc/{pid}/exe"))
        .expect("the binaries of PostgreSQL cannot be found: it must run on this machine, and as this user unless this is root");
    program.parent().unwrap().to_owned()
}
