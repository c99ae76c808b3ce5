//! Seals secrets that have to be read back. What was sealed opens for the same purpose only.

use aws_lc_rs::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rand::Rng;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// The version of the form: 1, the key's id, the nonce, what is sealed and its tag.
const VERSION: u8 = 1;
/// How many bytes tell keys apart.
const KEY_ID: usize = 4;
/// How many bytes a key has.
const KEY: usize = 32;

/// A key that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a secret is base64 of 32 bytes: make one with `openssl rand -base64 32`")]
pub struct InvalidMasterKey;

/// A key that seals.
#[derive(Clone)]
pub struct MasterKey(Zeroizing<[u8; KEY]>);

impl MasterKey {
    /// Reads a key.
    ///
    /// # Errors
    /// It is not base64 of 32 bytes.
    pub fn parse(text: &str) -> Result<Self, InvalidMasterKey> {
        let bytes = Zeroizing::new(BASE64_STANDARD.decode(text.trim()).map_err(|_| InvalidMasterKey)?);
        let bytes = <[u8; KEY]>::try_from(bytes.as_slice()).map_err(|_| InvalidMasterKey)?;
        Ok(Self(Zeroizing::new(bytes)))
    }
}

/// Why something is not sealed or opened.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// There is no key at all.
    #[error("there is no secret: name at least one")]
    NoKey,
    /// It was sealed by a key that is not known here.
    #[error("it was sealed by a secret that is not known here: keep old secrets in the list")]
    UnknownKey,
    /// It is not what was sealed, or was sealed for something else.
    #[error("it is not what was sealed, or was sealed for something else")]
    Damaged,
}

/// Seals with one key, and opens with several, so that keys can be changed.
pub struct Sealer(Vec<([u8; KEY_ID], LessSafeKey)>);

impl Sealer {
    /// The first of these keys seals, all of them open.
    ///
    /// # Errors
    /// There is none.
    pub fn new(keys: &[MasterKey]) -> Result<Self, SealError> {
        let keys: Result<Vec<_>, _> = keys.iter().map(prepared).collect();
        Some(keys?).filter(|keys| !keys.is_empty()).map(Self).ok_or(SealError::NoKey)
    }

    /// Seals something for a purpose.
    ///
    /// # Errors
    /// It is too long.
    pub fn seal(&self, purpose: &str, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        let (id, key) = self.0.first().ok_or(SealError::NoKey)?;
        let nonce: [u8; NONCE_LEN] = crate::random().random();
        let mut text = plain.to_vec();
        key.seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(purpose), &mut text)
            .map_err(|_| SealError::Damaged)?;
        Ok([[VERSION].as_slice(), id, &nonce, &text].concat())
    }

    /// Opens what was sealed for a purpose.
    ///
    /// # Errors
    /// It was sealed by another key or for something else, or was changed.
    pub fn open(&self, purpose: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let (version, rest) = sealed.split_first().ok_or(SealError::Damaged)?;
        let (id, rest) = rest.split_first_chunk::<KEY_ID>().ok_or(SealError::Damaged)?;
        let (nonce, text) = rest.split_first_chunk::<NONCE_LEN>().ok_or(SealError::Damaged)?;
        if *version != VERSION {
            return Err(SealError::Damaged);
        }
        let key = self.0.iter().find(|(known, _)| known == id).ok_or(SealError::UnknownKey)?;
        let mut text = Zeroizing::new(text.to_vec());
        let opened = key.1.open_in_place(Nonce::assume_unique_for_key(*nonce), Aad::from(purpose), &mut text);
        let length = opened.map_err(|_| SealError::Damaged)?.len();
        text.truncate(length);
        Ok(text)
    }
}

fn prepared(key: &MasterKey) -> Result<([u8; KEY_ID], LessSafeKey), SealError> {
    let digest = Sha256::digest(key.0.as_slice());
    let id = digest.first_chunk::<KEY_ID>().copied().ok_or(SealError::NoKey)?;
    let unbound = UnboundKey::new(&AES_256_GCM, key.0.as_slice()).map_err(|_| SealError::NoKey)?;
    Ok((id, LessSafeKey::new(unbound)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> MasterKey {
        MasterKey::parse(&BASE64_STANDARD.encode([byte; KEY])).unwrap()
    }

    #[test]
    fn what_was_sealed_opens_for_its_purpose_only() {
        let sealer = Sealer::new(&[key(1)]).unwrap();
        let sealed = sealer.seal("totp of ada", b"secret").unwrap();
        assert_eq!(sealer.open("totp of ada", &sealed).unwrap().as_slice(), b"secret");
        assert_eq!(sealer.open("totp of eve", &sealed), Err(SealError::Damaged));
        assert_ne!(sealed, sealer.seal("totp of ada", b"secret").unwrap());
    }

    #[test]
    fn each_changed_bit_is_noticed() {
        let sealer = Sealer::new(&[key(1)]).unwrap();
        let sealed = sealer.seal("p", b"secret").unwrap();
        for bit in 0..sealed.len() * 8 {
            let mut changed = sealed.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(sealer.open("p", &changed).is_err(), "bit {bit}");
        }
        for length in 0..sealed.len() {
            assert!(sealer.open("p", &sealed[..length]).is_err());
        }
    }

    #[test]
    fn an_old_key_still_opens_and_a_new_one_seals() {
        let old = Sealer::new(&[key(1)]).unwrap().seal("p", b"secret").unwrap();
        let both = Sealer::new(&[key(2), key(1)]).unwrap();
        assert_eq!(both.open("p", &old).unwrap().as_slice(), b"secret");
        let new = both.seal("p", b"secret").unwrap();
        assert_eq!(Sealer::new(&[key(1)]).unwrap().open("p", &new), Err(SealError::UnknownKey));
    }

    #[test]
    fn a_key_that_is_none_is_told_how_to_be_made() {
        for bad in ["", "x", &BASE64_STANDARD.encode([1; 31]), &hex::encode([1; 32])] {
            let error = MasterKey::parse(bad).err().unwrap().to_string();
            assert!(error.contains("openssl rand -base64 32"));
        }
        assert!(matches!(Sealer::new(&[]), Err(SealError::NoKey)));
    }
}
