//! A bare poem handler, in a process of its own as the server is: what that costs whoever asks is then the same on both sides.

use std::io::{BufRead as _, BufReader, Read as _, Write as _, stdin, stdout};
use std::process::{Child, Command, ExitCode, Stdio};

use anyhow::Context as _;
use bytes::Bytes;
use poem::listener::{Acceptor as _, Listener as _, TcpListener};
use poem::{EndpointExt as _, Response, Route, Server, get, handler, web::Data};

/// The argument that makes this program the handler.
pub(crate) const BARE_HANDLER: &str = "bare-handler";

/// The process of a handler. It ends with this.
pub(super) struct Bare {
    process: Child,
    pub(super) url: String,
}

impl Bare {
    /// Starts one that always gives this answer.
    pub(super) fn start(answer: &[u8]) -> anyhow::Result<Self> {
        let mut bare = Command::new("/proc/self/exe");
        bare.arg(BARE_HANDLER).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut bare = Self { process: bare.spawn()?, url: String::new() };
        // Its end is the end of the answer.
        bare.process.stdin.take().context("it has no input")?.write_all(answer)?;
        let mut output = BufReader::new(bare.process.stdout.take().context("it has no output")?);
        output.read_line(&mut bare.url)?;
        bare.url.truncate(bare.url.trim_end().len());
        Ok(bare)
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        // One that has ended already cannot be killed, which is fine.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// The main function of the handler: reads the answer, says where it is to be had, and gives it.
pub(crate) fn main() -> anyhow::Result<ExitCode> {
    let mut answer = vec![];
    stdin().read_to_end(&mut answer)?;
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(serve(answer.into()))?;
    Ok(ExitCode::SUCCESS)
}

async fn serve(answer: Bytes) -> anyhow::Result<()> {
    let acceptor = TcpListener::bind("127.0.0.1:0").into_acceptor().await?;
    let address = acceptor.local_addr().first().and_then(|address| address.as_socket_addr().copied());
    writeln!(stdout(), "http://{}/", address.context("it has no address")?)?;
    Ok(Server::new_with_acceptor(acceptor).run(Route::new().at("/", get(same)).data(answer)).await?)
}

#[handler]
fn same(answer: Data<&Bytes>) -> Response {
    Response::builder().content_type("application/json; charset=utf-8").body(answer.clone())
}
