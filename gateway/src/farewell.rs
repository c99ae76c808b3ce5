//! What a client is told whose connection is about to be closed.

use std::fmt::Write as _;
use std::time::{Duration, SystemTime};

use bytes::Bytes;
use poem::Response;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::time::timeout;

/// How long a client has to take the last answer, and then to close.
const TIME: Duration = Duration::from_secs(1);
/// How much more is read of a client that goes on sending, in bytes.
const MOST_READ: usize = 1 << 20;

/// An answer that is written without hyper.
#[derive(Debug, Clone)]
pub(crate) struct Farewell {
    head: String,
    body: Bytes,
}

impl Farewell {
    pub(crate) async fn of(mut response: Response) -> Self {
        let body = response.take_body().into_bytes().await.unwrap_or_default();
        let mut head = format!("HTTP/1.1 {}\r\n", response.status());
        for (name, value) in response.headers() {
            if let Ok(value) = value.to_str() {
                let _ = write!(head, "{name}: {value}\r\n");
            }
        }
        let _ = write!(head, "content-length: {}\r\nconnection: close\r\n", body.len());
        Self { head, body }
    }

    /// The answer as it goes over the wire now.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let date = httpdate::fmt_http_date(SystemTime::now());
        let mut bytes = format!("{}date: {date}\r\n\r\n", self.head).into_bytes();
        bytes.extend_from_slice(&self.body);
        bytes
    }

    /// Tells the client, and closes the connection.
    pub(crate) async fn say(&self, mut stream: TcpStream) {
        if let Ok(Ok(())) = timeout(TIME, stream.write_all(&self.bytes())).await {
            close(stream).await;
        }
    }
}

/// Closes a connection such that the client gets the last answer: it would be lost if there was something unread.
pub(crate) async fn close(mut stream: TcpStream) {
    let reading = async {
        stream.shutdown().await?;
        let (mut buffer, mut left) = ([0; 4096], MOST_READ);
        while left > 0 {
            match stream.read(&mut buffer).await? {
                0 => break,
                read => left = left.saturating_sub(read),
            }
        }
        std::io::Result::Ok(())
    };
    // A client that does not close has to live with losing it.
    let _ = timeout(TIME, reading).await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn an_answer_is_written_as_http() {
        let response =
            Response::builder().status(poem::http::StatusCode::URI_TOO_LONG).content_type("a/b").body("c");
        let text = String::from_utf8(Farewell::of(response).await.bytes()).unwrap();
        let (head, rest) = text.split_once("date: ").unwrap();
        let expected = "content-type: a/b\r\ncontent-length: 1\r\nconnection: close\r\n";
        assert_eq!(head, format!("HTTP/1.1 414 URI Too Long\r\n{expected}"));
        assert!(rest.ends_with(" GMT\r\n\r\nc"), "{rest}");
    }
}
