//! Seals what the vault has to read back. It is encrypted with a key that only the configuration has, and bound to where
//! it belongs: a row that is copied to another place does not open there.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// The first byte of what is sealed in this way.
const VERSION: u8 = 1;
const KEY_BYTES: usize = 32;
const ID_LENGTH: usize = 4;

/// A text that is no master key. It does not say the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "a master key is the base64 of exactly {KEY_BYTES} bytes; make one by `openssl rand -base64 {KEY_BYTES}`"
)]
pub struct InvalidMasterKey;

/// Why something was not sealed or not opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealError {
    /// There has to be one.
    #[error("there is no master key to seal with")]
    NoKey,
    /// The cipher refuses to work.
    #[error("it could not be sealed")]
    Cipher,
    /// It was not sealed here, or by a later version.
    #[error("this is not what a sealer makes")]
    Malformed,
    /// The key that sealed it is not among ours.
    #[error("this was sealed with a master key that is not configured")]
    UnknownKey,
    /// It was altered, or belongs elsewhere.
    #[error("this was altered, or sealed for another place")]
    Forged,
}

/// A key that seals, as the configuration names it. It is wiped when dropped.
#[derive(Clone)]
pub struct MasterKey(Zeroizing<[u8; KEY_BYTES]>);

impl MasterKey {
    /// Reads base64. Space around it does not matter, as files end with a line's end.
    ///
    /// # Errors
    /// If it is not the base64 of 32 bytes.
    pub fn parse(text: &str) -> Result<Self, InvalidMasterKey> {
        let bytes = Zeroizing::new(STANDARD.decode(text.trim()).map_err(|_| InvalidMasterKey)?);
        let key = bytes.as_slice().try_into().map_err(|_| InvalidMasterKey)?;
        Ok(Self(Zeroizing::new(key)))
    }

    fn id(&self) -> [u8; ID_LENGTH] {
        let hash = Sha256::digest(self.0.as_slice());
        [hash[0], hash[1], hash[2], hash[3]]
    }
}

impl fmt::Debug for MasterKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MasterKey")
    }
}

struct Key {
    id: [u8; ID_LENGTH],
    cipher: RandomizedNonceKey,
}

/// Seals with its first key, and opens with all: that is how a key is changed.
pub struct Sealer {
    first: Key,
    older: Vec<Key>,
}

impl Sealer {
    /// The first of `keys` seals.
    ///
    /// # Errors
    /// If there is none.
    pub fn new(keys: &[MasterKey]) -> Result<Self, SealError> {
        let mut ready = keys.iter().map(|key| {
            let cipher = RandomizedNonceKey::new(&AES_256_GCM, key.0.as_slice());
            Ok(Key { id: key.id(), cipher: cipher.map_err(|_| SealError::Cipher)? })
        });
        let first = ready.next().ok_or(SealError::NoKey)??;
        Ok(Self { first, older: ready.collect::<Result<_, _>>()? })
    }

    /// Version, key's id, nonce, then the ciphertext with its tag. It opens only with the same `context`: name in it the
    /// kind of thing and whose it is.
    ///
    /// # Errors
    /// If the cipher refuses, which it does only for gigabytes.
    pub fn seal(&self, context: &str, plain: &[u8]) -> Result<Vec<u8>, SealError> {
        // Room for the tag is made at once, so that no copy of the plain text is left behind.
        let mut text = Zeroizing::new(Vec::with_capacity(plain.len() + AES_256_GCM.tag_len()));
        text.extend_from_slice(plain);
        let sealing = self.first.cipher.seal_in_place_append_tag(Aad::from(context), &mut *text);
        let nonce = sealing.map_err(|_| SealError::Cipher)?;
        Ok([&[VERSION], &self.first.id[..], nonce.as_ref(), text.as_slice()].concat())
    }

    /// What was sealed with one of the keys, for the same context.
    ///
    /// # Errors
    /// See [`SealError`].
    pub fn open(&self, context: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, SealError> {
        let parts = || {
            let (version, rest) = sealed.split_first()?;
            let (id, rest) = rest.split_first_chunk::<ID_LENGTH>()?;
            let (nonce, text) = rest.split_first_chunk::<NONCE_LEN>()?;
            (*version == VERSION).then_some((id, nonce, text))
        };
        let (id, nonce, text) = parts().ok_or(SealError::Malformed)?;
        let mut answer = Err(SealError::UnknownKey);
        // Two keys may have one id, though that is rare.
        for key in self.keys().filter(|key| key.id == *id) {
            answer = open_with(key, context, *nonce, text);
            if answer.is_ok() {
                break;
            }
        }
        answer
    }

    /// Whether another key than the first sealed this: seal it anew, so that the older key can go.
    #[must_use]
    pub fn needs_reseal(&self, sealed: &[u8]) -> bool {
        sealed.get(1..=ID_LENGTH) != Some(&self.first.id[..])
    }

    fn keys(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.first).chain(&self.older)
    }
}

fn open_with(
    key: &Key,
    context: &str,
    nonce: [u8; NONCE_LEN],
    text: &[u8],
) -> Result<Zeroizing<Vec<u8>>, SealError> {
    let mut text = Zeroizing::new(text.to_vec());
    let nonce = Nonce::assume_unique_for_key(nonce);
    let plain = key.cipher.open_in_place(nonce, Aad::from(context), &mut text);
    let length = plain.map_err(|_| SealError::Forged)?.len();
    text.truncate(length);
    Ok(text)
}

impl fmt::Debug for Sealer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ids: Vec<_> = self.keys().map(|key| hex::encode(key.id)).collect();
        f.debug_struct("Sealer").field("keys", &ids).finish()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn key(byte: u8) -> MasterKey {
        MasterKey::parse(&STANDARD.encode([byte; 32])).unwrap()
    }

    fn sealer(bytes: &[u8]) -> Sealer {
        Sealer::new(&bytes.iter().map(|byte| key(*byte)).collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn what_is_sealed_opens_in_its_place_only() {
        let sealed = sealer(&[1]).seal("totp/user_1", b"plain").unwrap();
        assert_eq!(sealer(&[1]).open("totp/user_1", &sealed).unwrap().as_slice(), b"plain");
        assert_eq!(sealer(&[1]).open("totp/user_2", &sealed), Err(SealError::Forged));
        assert_eq!(sealer(&[2]).open("totp/user_1", &sealed), Err(SealError::UnknownKey));
    }

    #[test]
    fn a_new_key_seals_while_the_old_one_still_opens() {
        let old = sealer(&[1]).seal("", b"plain").unwrap();
        let both = sealer(&[2, 1]);
        assert_eq!(both.open("", &old).unwrap().as_slice(), b"plain");
        assert!(both.needs_reseal(&old));
        let new = both.seal("", b"plain").unwrap();
        assert!(!both.needs_reseal(&new));
        assert_eq!(sealer(&[2]).open("", &new).unwrap().as_slice(), b"plain");
    }

    #[test]
    fn keys_that_share_an_id_are_both_tried() {
        let mut both = sealer(&[2, 1]);
        let mut sealed = sealer(&[1]).seal("", b"plain").unwrap();
        both.older[0].id = both.first.id;
        sealed[1..=ID_LENGTH].copy_from_slice(&both.first.id);
        assert_eq!(both.open("", &sealed).unwrap().as_slice(), b"plain");
    }

    #[test]
    fn the_form_of_what_is_sealed_never_changes() {
        // Made by Python's cryptography: AESGCM(bytes(32)).encrypt(bytes(12), b"plain", b"place").
        let sealed =
            hex::decode("0166687aad000000000000000000000000becb2154235d250d91fd9aa85ce6c18a911ddf2dc7")
                .unwrap();
        assert_eq!(sealer(&[0]).open("place", &sealed).unwrap().as_slice(), b"plain");
    }

    #[test]
    fn the_same_is_never_sealed_to_the_same() {
        let sealer = sealer(&[1]);
        assert_ne!(sealer.seal("", b"plain"), sealer.seal("", b"plain"));
        let empty = sealer.seal("", b"").unwrap();
        assert_eq!(empty.len(), 1 + 4 + 12 + 16);
        assert!(sealer.open("", &empty).unwrap().is_empty());
    }

    #[test]
    fn a_master_key_of_another_size_is_refused_with_how_to_make_one() {
        for wrong in ["", "secret", &STANDARD.encode([7; 31]), &STANDARD.encode([7; 33]), &"A".repeat(44)] {
            let error = MasterKey::parse(wrong).unwrap_err();
            assert!(error.to_string().contains("openssl rand -base64 32"), "{error}");
        }
        assert!(MasterKey::parse(&format!(" {}\n", STANDARD.encode([7; 32]))).is_ok());
        assert_eq!(Sealer::new(&[]).unwrap_err(), SealError::NoKey);
    }

    #[test]
    fn keys_are_not_shown() {
        assert_eq!(format!("{:?}", key(1)), "MasterKey");
        assert_eq!(format!("{:?}", sealer(&[0])), r#"Sealer { keys: ["66687aad"] }"#);
    }

    proptest! {
        #[test]
        fn a_flipped_bit_does_not_open(place in 0..38_usize, bit in 0..8_u8) {
            let sealer = sealer(&[1]);
            let mut sealed = sealer.seal("place", b"plain").unwrap();
            prop_assert_eq!(sealed.len(), 38);
            sealed[place] ^= 1 << bit;
            prop_assert!(sealer.open("place", &sealed).is_err());
        }

        #[test]
        fn no_bytes_make_it_panic(sealed in prop::collection::vec(any::<u8>(), 0..60)) {
            prop_assert!(sealer(&[1]).open("", &sealed).is_err());
            prop_assert!(sealer(&[1]).needs_reseal(&sealed));
        }
    }
}
