//! Stands between the processes and PostgreSQL, and can lose answers: what a client asked for is done, and the
//! connection breaks before it is told.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use fastrand::Rng;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, copy};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;

/// One connection.
struct Line {
    /// By this port the server knows it.
    port: u16,
    /// What the server says is thrown away.
    mute: AtomicBool,
    broken: Notify,
}

/// A port that leads to the server.
pub(crate) struct Proxy {
    port: u16,
    lines: Arc<Mutex<Vec<Weak<Line>>>>,
}

impl Proxy {
    /// Opens a port that leads to `server`, a host and a port.
    pub(crate) async fn open(server: (String, u16)) -> std::io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let (port, lines) = (listener.local_addr()?.port(), Arc::default());
        tokio::spawn(accept(listener, server, Arc::clone(&lines)));
        Ok(Self { port, lines })
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// The connections that are open, by the ports by which the server knows them.
    pub(crate) fn connections(&self) -> Vec<i32> {
        let lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.iter().filter_map(Weak::upgrade).map(|line| i32::from(line.port)).collect()
    }

    /// Has one to three connections lose their answers for a moment, and then break. Says how many.
    pub(crate) fn lose_answers(&self, rng: &mut Rng) -> usize {
        let mut lines = self.lines.lock().unwrap_or_else(PoisonError::into_inner);
        rng.shuffle(&mut lines);
        let victims: Vec<_> = lines.iter().filter_map(Weak::upgrade).take(rng.usize(1..=3)).collect();
        for line in &victims {
            line.mute.store(true, Ordering::Release);
            let (line, moment) = (Arc::clone(line), Duration::from_micros(rng.u64(..30_000)));
            tokio::spawn(async move {
                tokio::time::sleep(moment).await;
                line.broken.notify_one();
            });
        }
        victims.len()
    }
}

async fn accept(listener: TcpListener, server: (String, u16), lines: Arc<Mutex<Vec<Weak<Line>>>>) {
    loop {
        let Ok((client, _)) = listener.accept().await else { continue };
        tokio::spawn(connect(client, server.clone(), Arc::clone(&lines)));
    }
}

async fn connect(client: TcpStream, server: (String, u16), lines: Arc<Mutex<Vec<Weak<Line>>>>) {
    // A server that is away is a connection that ends at once.
    let Ok(server) = TcpStream::connect(server).await else { return };
    let Ok(address) = server.local_addr() else { return };
    let line = Arc::new(Line { port: address.port(), mute: AtomicBool::new(false), broken: Notify::new() });
    {
        let mut lines = lines.lock().unwrap_or_else(PoisonError::into_inner);
        lines.retain(|line| line.strong_count() > 0);
        lines.push(Arc::downgrade(&line));
    }
    carry(&line, client, server).await;
}

/// Carries both ways until one side ends, or the line breaks.
async fn carry(line: &Line, client: TcpStream, server: TcpStream) {
    if client.set_nodelay(true).and(server.set_nodelay(true)).is_err() {
        return;
    }
    let (mut from_client, to_client) = client.into_split();
    let (from_server, mut to_server) = server.into_split();
    tokio::select! {
        _ = copy(&mut from_client, &mut to_server) => {}
        _ = answers(line, from_server, to_client) => {}
        () = line.broken.notified() => {}
    }
}

async fn answers(line: &Line, mut from: OwnedReadHalf, mut to: OwnedWriteHalf) -> std::io::Result<()> {
    let mut bytes = vec![0; 16 << 10];
    loop {
        let count = from.read(&mut bytes).await?;
        if count == 0 {
            return Ok(());
        }
        if !line.mute.load(Ordering::Acquire) {
            to.write_all(&bytes[..count]).await?;
        }
    }
}
