//! Unpacks gzip and zstd while the bytes stream by, in flat memory, and on a thread of its own: it burns processor time.

use std::io::{self, Read};
use std::sync::{Arc, Mutex};

use bytes::{Buf, Bytes};
use domain::dataset::Compression;
use flate2::read::MultiGzDecoder;
use futures::stream::BoxStream;
use futures::{Stream, StreamExt, stream};
use tokio::sync::mpsc;

/// How many bytes are unpacked at once.
const PIECE_BYTES: usize = 128 << 10;
/// How many pieces may wait on either side of the thread.
const PIECES: usize = 4;
/// The largest window of zstd, as a power of two: what its command line takes without being asked to take more.
const WINDOW_LOG: u32 = 27;

/// Why bytes were not unpacked.
#[derive(Debug, thiserror::Error)]
pub enum UnpackError<E> {
    /// The packed bytes could not be read.
    #[error("{0}")]
    Source(E),
    /// They are not what they are said to be, or end early.
    #[error("the bytes are not whole {compression} data ({message}): pack them again, or send them unpacked")]
    Corrupt {
        /// How they are said to be packed.
        compression: Compression,
        /// What was wrong.
        message: String,
    },
}

/// The bytes that are packed in `body`. Several gzip members, or zstd frames, one after the other are one body.
pub fn unpack<E: Send + 'static>(
    body: impl Stream<Item = Result<Bytes, E>> + Send + Unpin + 'static,
    compression: Compression,
) -> BoxStream<'static, Result<Bytes, UnpackError<E>>> {
    if compression == Compression::None {
        return body.map(|chunk| chunk.map_err(UnpackError::Source)).boxed();
    }
    let (packed, input) = mpsc::channel(PIECES);
    let (output, unpacked) = mpsc::channel(PIECES);
    tokio::spawn(feed(body, packed));
    tokio::task::spawn_blocking(move || decode(input, compression, &output));
    stream::unfold(unpacked, |mut unpacked| async { Some((unpacked.recv().await?, unpacked)) }).boxed()
}

/// Ends when the body does, or nobody wants more of it.
async fn feed<E>(
    mut body: impl Stream<Item = Result<Bytes, E>> + Unpin,
    packed: mpsc::Sender<Result<Bytes, E>>,
) {
    while let Some(chunk) = body.next().await {
        if packed.send(chunk).await.is_err() {
            return;
        }
    }
}

fn decode<E: Send + 'static>(
    packed: mpsc::Receiver<Result<Bytes, E>>,
    compression: Compression,
    output: &mpsc::Sender<Result<Bytes, UnpackError<E>>>,
) {
    let failed = Arc::new(Mutex::new(None));
    let input = Input { packed, chunk: Bytes::new(), failed: Arc::clone(&failed) };
    let unpacked = decoder(input, compression).and_then(|decoder| copy(decoder, output));
    let Err(error) = unpacked else {
        return;
    };
    let source = failed.lock().ok().and_then(|mut failed| failed.take());
    let error = match source {
        Some(error) => UnpackError::Source(error),
        None => UnpackError::Corrupt { compression, message: error.to_string() },
    };
    // Whoever does not listen any more does not miss it.
    let _ = output.blocking_send(Err(error));
}

fn decoder<E: Send + 'static>(input: Input<E>, compression: Compression) -> io::Result<Box<dyn Read>> {
    Ok(match compression {
        Compression::None => Box::new(input),
        Compression::Gzip => Box::new(MultiGzDecoder::new(input)),
        Compression::Zstd => {
            let mut decoder = zstd::stream::read::Decoder::new(input)?;
            decoder.window_log_max(WINDOW_LOG)?;
            Box::new(decoder)
        }
    })
}

fn copy<E>(
    mut decoder: Box<dyn Read>,
    output: &mpsc::Sender<Result<Bytes, UnpackError<E>>>,
) -> io::Result<()> {
    loop {
        let mut piece = vec![0; PIECE_BYTES];
        let length = match decoder.read(&mut piece) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            length => length?,
        };
        piece.truncate(length);
        if length == 0 || output.blocking_send(Ok(piece.into())).is_err() {
            return Ok(());
        }
    }
}

/// Reads chunks as they come. An error of their source is kept aside, since a reader's errors have another type.
struct Input<E> {
    packed: mpsc::Receiver<Result<Bytes, E>>,
    chunk: Bytes,
    failed: Arc<Mutex<Option<E>>>,
}

impl<E> Read for Input<E> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.chunk.is_empty() {
            match self.packed.blocking_recv() {
                None => return Ok(0),
                Some(Ok(chunk)) => self.chunk = chunk,
                Some(Err(error)) => {
                    if let Ok(mut failed) = self.failed.lock() {
                        *failed = Some(error);
                    }
                    return Err(io::Error::other("the source failed"));
                }
            }
        }
        let length = self.chunk.len().min(buffer.len());
        self.chunk.copy_to_slice(&mut buffer[..length]);
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use futures::TryStreamExt;

    use super::*;

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(vec![], flate2::Compression::fast());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn zstd(bytes: &[u8]) -> Vec<u8> {
        zstd::stream::encode_all(bytes, 1).unwrap()
    }

    async fn unpacked(packed: &[u8], compression: Compression) -> Result<Vec<u8>, UnpackError<&'static str>> {
        let chunks: Vec<_> = packed.chunks(7).map(|chunk| Ok(Bytes::copy_from_slice(chunk))).collect();
        let chunks: Vec<Bytes> = unpack(stream::iter(chunks), compression).try_collect().await?;
        Ok(chunks.concat())
    }

    #[tokio::test]
    async fn members_and_frames_are_one_body() {
        let text = b"{\"n\":1}\n".repeat(50_000);
        for (compression, pack) in [(Compression::Gzip, gzip as fn(&[u8]) -> _), (Compression::Zstd, zstd)] {
            let packed = [pack(&text), pack(b""), pack(b"2\n")].concat();
            let whole = unpacked(&packed, compression).await.unwrap();
            assert!(whole == [&text[..], b"2\n"].concat(), "{compression}");
        }
        assert_eq!(unpacked(b"1\n", Compression::None).await.unwrap(), b"1\n");
    }

    #[tokio::test]
    async fn what_is_cut_short_or_damaged_is_an_error() {
        let text = b"{\"n\":1}\n".repeat(5_000);
        for (compression, packed) in [(Compression::Gzip, gzip(&text)), (Compression::Zstd, zstd(&text))] {
            let cut_short = unpacked(&packed[..packed.len() - 3], compression).await;
            let other = unpacked(&text, compression).await;
            let mut damaged = packed;
            let middle = damaged.len() / 2;
            damaged[middle..].iter_mut().for_each(|byte| *byte ^= 0x55);
            for result in [cut_short, other, unpacked(&damaged, compression).await] {
                let error = result.unwrap_err();
                assert!(matches!(error, UnpackError::Corrupt { .. }), "{compression}: {error}");
            }
        }
    }

    #[tokio::test]
    async fn an_error_of_the_source_stays_what_it_is() {
        let packed = gzip(b"1\n2\n");
        let chunks = [Ok(Bytes::copy_from_slice(&packed[..12])), Err("reset")];
        let result: Result<Vec<Bytes>, _> =
            unpack(stream::iter(chunks), Compression::Gzip).try_collect().await;
        assert!(matches!(result, Err(UnpackError::Source("reset"))));
    }
}
