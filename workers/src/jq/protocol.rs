//! The frames between the worker and a runner, over the runner's stdin and stdout.
//!
//! A request is a kind byte, a length (`u32`, like all numbers little-endian) and a payload. A
//! filter request sets the limits, the variables and the filter for the chunks that follow. A chunk request holds
//! many items. The runner answers a filter with one reply, and a chunk with one reply for each
//! item, in order. A reply is a code byte (0 for success, else an error class), the microseconds
//! that the filter ran, a length and a text.

use std::io::{self, Read, Write};

use bytes::Bytes;
use tokio::io::{AsyncRead, AsyncReadExt as _};

use super::error::{ErrorClass, ItemError, ItemResult};

const FILTER: u8 = 1;
const CHUNK: u8 = 2;

/// No reply's text is longer than this; a longer one means that the stream is broken.
const MAX_REPLY_BYTES: usize = 1 << 30;

/// What bounds a filter in its runner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limits {
    /// How much memory it may take, in bytes.
    pub(super) memory: u64,
    /// How large an item's outputs may be, in bytes.
    pub(super) output: u64,
}

/// What the worker asks of a runner.
#[derive(Debug)]
pub(super) enum Request {
    /// Compile this filter for the chunks that follow.
    Filter {
        /// What bounds it.
        limits: Limits,
        /// A JSON object of the values of its variables, or nothing if it uses none.
        variables: String,
        /// Its source.
        source: String,
    },
    /// Run the filter on these items.
    Chunk(Chunk),
}

/// Many items in one payload.
#[derive(Debug)]
pub(super) struct Chunk {
    payload: Vec<u8>,
}

impl Chunk {
    /// Whether each reply must be sent before the next item is begun.
    pub(super) fn flush_each(&self) -> bool {
        self.payload.first() == Some(&1)
    }

    /// The items, in order.
    pub(super) fn items(&self) -> impl Iterator<Item = &[u8]> {
        let mut rest = self.payload.get(1..).unwrap_or_default();
        std::iter::from_fn(move || {
            let (len, tail) = rest.split_first_chunk()?;
            let (item, tail) = tail.split_at_checked(u32::from_le_bytes(*len) as usize)?;
            rest = tail;
            Some(item)
        })
    }
}

/// Encodes a filter request.
pub(super) fn filter_frame(limits: Limits, variables: &str, source: &str) -> Vec<u8> {
    let mut frame = begin_frame(FILTER, 20 + variables.len() + source.len());
    frame.extend_from_slice(&limits.memory.to_le_bytes());
    frame.extend_from_slice(&limits.output.to_le_bytes());
    frame.extend_from_slice(&length(variables.len()).to_le_bytes());
    frame.extend_from_slice(variables.as_bytes());
    frame.extend_from_slice(source.as_bytes());
    end_frame(frame)
}

/// Encodes a chunk request.
pub(super) fn chunk_frame(items: &[Bytes], flush_each: bool) -> Vec<u8> {
    let mut frame = begin_frame(CHUNK, 1 + items.iter().map(|item| 4 + item.len()).sum::<usize>());
    frame.push(u8::from(flush_each));
    for item in items {
        frame.extend_from_slice(&length(item.len()).to_le_bytes());
        frame.extend_from_slice(item);
    }
    end_frame(frame)
}

fn begin_frame(kind: u8, payload: usize) -> Vec<u8> {
    let mut frame = Vec::with_capacity(5 + payload);
    frame.push(kind);
    frame.extend_from_slice(&[0; 4]);
    frame
}

fn end_frame(mut frame: Vec<u8>) -> Vec<u8> {
    let payload = length(frame.len() - 5);
    frame[1..5].copy_from_slice(&payload.to_le_bytes());
    frame
}

/// A length on the wire. The other side finds a length that does not fit to be a broken stream.
fn length(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

/// Reads the next request. `None` is the end of the stream.
pub(super) fn read_request(reader: &mut impl Read) -> io::Result<Option<Request>> {
    let mut head = [0; 5];
    match reader.read_exact(&mut head) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        read => read?,
    }
    let [kind, len @ ..] = head;
    let mut payload = vec![0; u32::from_le_bytes(len) as usize];
    reader.read_exact(&mut payload)?;
    match kind {
        FILTER => decode_filter(&payload).map(Some),
        CHUNK => Ok(Some(Request::Chunk(Chunk { payload }))),
        _ => Err(broken()),
    }
}

fn decode_filter(payload: &[u8]) -> io::Result<Request> {
    let (memory, rest) = payload.split_first_chunk().ok_or_else(broken)?;
    let (output, rest) = rest.split_first_chunk().ok_or_else(broken)?;
    let (len, rest) = rest.split_first_chunk().ok_or_else(broken)?;
    let (variables, source) = rest.split_at_checked(u32::from_le_bytes(*len) as usize).ok_or_else(broken)?;
    let limits = Limits { memory: u64::from_le_bytes(*memory), output: u64::from_le_bytes(*output) };
    let text = |bytes| std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| broken());
    Ok(Request::Filter { limits, variables: text(variables)?, source: text(source)? })
}

/// Writes a reply.
pub(super) fn write_reply(
    writer: &mut impl Write,
    micros: u32,
    result: Result<&str, &ItemError>,
) -> io::Result<()> {
    let (code, text) = match result {
        Ok(text) => (0, text),
        Err(error) => (code(error.class), error.message.as_str()),
    };
    let mut head = [code, 0, 0, 0, 0, 0, 0, 0, 0];
    head[1..5].copy_from_slice(&micros.to_le_bytes());
    head[5..].copy_from_slice(&length(text.len()).to_le_bytes());
    writer.write_all(&head)?;
    writer.write_all(text.as_bytes())
}

/// Reads a reply. It is not an error of the stream if the item failed.
pub(super) async fn read_reply(reader: &mut (impl AsyncRead + Unpin)) -> io::Result<ItemResult> {
    let code = reader.read_u8().await?;
    let micros = reader.read_u32_le().await?;
    let len = reader.read_u32_le().await? as usize;
    if len > MAX_REPLY_BYTES {
        return Err(broken());
    }
    let mut text = vec![0; len];
    reader.read_exact(&mut text).await?;
    let text = String::from_utf8(text).map_err(|_| broken())?;
    let result = match code {
        0 => Ok(text.into_boxed_str()),
        code => Err(ItemError { class: class(code).ok_or_else(broken)?, message: text }),
    };
    Ok(ItemResult { micros, result })
}

fn code(class: ErrorClass) -> u8 {
    // The position among seven classes fits a byte.
    ErrorClass::ALL.iter().position(|known| *known == class).map_or(0, |index| index as u8 + 1)
}

fn class(code: u8) -> Option<ErrorClass> {
    ErrorClass::ALL.get(usize::from(code).checked_sub(1)?).copied()
}

fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "the runner's stream is broken")
}
