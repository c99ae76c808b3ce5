//! What proves who asks: passwords, one-time codes, keys and tokens. Pure: it stores nothing, and times come in.

pub mod claims;
pub mod key_ring;
pub mod password;
pub mod recovery;
pub mod seal;
pub mod secret;
pub mod signing_key;
pub mod totp;

pub use claims::AccessClaims;
pub use key_ring::{KeyRing, MAX_TOKEN_BYTES, SignError, TokenError};
pub use password::{HashError, WeakPassword, check_password, hash_password, needs_rehash, verify_password};
pub use recovery::{recovery_codes, recovery_hash};
pub use seal::{InvalidMasterKey, MasterKey, SealError, Sealer};
pub use secret::{MalformedSecret, Purpose, Secret};
pub use signing_key::{InvalidLifetimes, KeyError, KeyTimes, Lifetimes, SKEW, SigningKey};
pub use totp::{InvalidTotpSecret, TotpSecret};

/// The system's random numbers. It panics if there are none, as no secret can be made without.
fn random() -> impl rand::Rng {
    rand::TryRngCore::unwrap_err(rand::rngs::OsRng)
}
