//! Writes an object in pieces, as its bytes come.

use bytes::Bytes;

use crate::ports::{ObjectError, Upload};

/// The object store takes pieces of this size at least; only the last may be smaller.
const PIECE_BYTES: usize = 8 << 20;
/// After so many pieces the size doubles: an object has 10,000 pieces at most, and no size is too large.
const PIECES_OF_A_SIZE: usize = 1_000;

/// Gathers bytes into pieces.
pub(crate) struct Pieces<'a> {
    object: &'a mut dyn Upload,
    piece: Vec<u8>,
    pieces: usize,
}

impl<'a> Pieces<'a> {
    pub(crate) fn new(object: &'a mut dyn Upload) -> Self {
        Self { object, piece: Vec::with_capacity(PIECE_BYTES), pieces: 0 }
    }

    pub(crate) async fn write(&mut self, chunk: &Bytes) -> Result<(), ObjectError> {
        self.piece.extend_from_slice(chunk);
        if self.piece.len() < PIECE_BYTES << (self.pieces / PIECES_OF_A_SIZE) {
            return Ok(());
        }
        let room = Vec::with_capacity(self.piece.capacity());
        self.pieces += 1;
        self.object.write(std::mem::replace(&mut self.piece, room).into()).await
    }

    /// Writes what is left. The object is not finished by this: its bytes may yet turn out to be wrong.
    pub(crate) async fn end(self) -> Result<(), ObjectError> {
        self.object.write(self.piece.into()).await
    }
}
