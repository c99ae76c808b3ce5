//! A way to an engine that a test can cut.

use std::sync::Arc;

use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Notify, oneshot};

/// A way to Redis that can be cut.
pub(crate) async fn cuttable(address: String, cut: Arc<Notify>, port: oneshot::Sender<u16>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    port.send(listener.local_addr().unwrap().port()).unwrap();
    loop {
        let (mut near, _) = listener.accept().await.unwrap();
        let (address, cut) = (address.clone(), Arc::clone(&cut));
        tokio::spawn(async move {
            let mut far = TcpStream::connect(address).await.unwrap();
            tokio::select! {
                _ = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
                () = cut.notified() => {}
            }
        });
    }
}
