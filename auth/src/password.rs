//! Passwords: which are too weak, and their Argon2id hashes. Hashing and verifying block their thread for 15 to 40 ms and
//! take 19 MiB: call them where blocking is allowed, and only so many at once. A debug build takes a second.

use argon2::password_hash::phc::PasswordHash;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};

/// Shorter ones can be guessed too fast.
const MIN_BYTES: usize = 12;
/// Longer ones only keep the server busy.
const MAX_BYTES: usize = 256;
/// Fewer different characters are a pattern.
const MIN_DIFFERENT: usize = 5;

/// What OWASP advises for Argon2id: 19 MiB, 2 passes, 1 lane.
const PARAMS: Params = match Params::new(19 * 1024, 2, 1, None) {
    Ok(params) => params,
    Err(_) => panic!("the parameters are legal"),
};

/// No password is known to have this hash. It is made with [`PARAMS`], as a test shows.
const DUMMY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$cJVcegpvoRMbjT6b64pRTQ$lAS6EOI2qOsNhDvx9UyyrQZ+QYL7lZxLgImwgT6IrNE";

/// What is tried first, in lower case. What follows the last letter does not make it better.
const COMMON: [&str; 24] = [
    "123456789012",
    "1234567890123",
    "123456123456",
    "1234567890",
    "012345678901",
    "987654321098",
    "1q2w3e4r5t6y",
    "1qaz2wsx3edc",
    "abcdefghijkl",
    "administrator",
    "changeme",
    "changemechangeme",
    "correcthorsebatterystaple",
    "iloveyou",
    "letmein",
    "letmeinletmein",
    "passw0rd",
    "password",
    "passwordpassword",
    "qwertyuiop",
    "qwertyuiopas",
    "thousandfold",
    "trustno",
    "welcome",
];

/// Why a password is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// It has too few bytes.
    #[error("the password is too short: take at least {MIN_BYTES} characters, such as four words")]
    TooShort,
    /// It has too many bytes.
    #[error("the password is too long: take at most {MAX_BYTES} bytes")]
    TooLong,
    /// It repeats a few characters.
    #[error("the password repeats a few characters: take at least {MIN_DIFFERENT} different ones")]
    Repetitive,
    /// Everybody tries it first.
    #[error("the password is one of the commonest: take one that nobody else would think of")]
    Common,
}

/// A password could not be hashed, for want of memory or of random numbers.
#[derive(Debug, Clone, thiserror::Error)]
#[error("the password could not be hashed: {0}")]
pub struct HashError(argon2::password_hash::Error);

/// Whether a new password is good enough.
///
/// # Errors
/// What to change: see [`WeakPassword`].
pub fn check_password(password: &str) -> Result<(), WeakPassword> {
    let lower = password.to_lowercase();
    let stem = lower.trim_end_matches(|letter: char| !letter.is_alphabetic());
    match password.len() {
        ..MIN_BYTES => Err(WeakPassword::TooShort),
        length if length > MAX_BYTES => Err(WeakPassword::TooLong),
        _ if COMMON.contains(&lower.as_str()) || COMMON.contains(&stem) => Err(WeakPassword::Common),
        _ if different_characters(password) < MIN_DIFFERENT => Err(WeakPassword::Repetitive),
        _ => Ok(()),
    }
}

fn different_characters(text: &str) -> usize {
    text.chars().collect::<std::collections::BTreeSet<_>>().len()
}

fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, PARAMS)
}

/// The password's hash as a PHC string, with a salt of its own. It blocks, see above.
///
/// # Errors
/// If the system lacks memory or random numbers.
pub fn hash_password(password: &str) -> Result<String, HashError> {
    let hash: PasswordHash = hasher().hash_password(password.as_bytes()).map_err(HashError)?;
    Ok(hash.to_string())
}

/// Whether `password` has the hash `phc`. Without a hash the answer is no, but takes as long: a caller cannot tell a user
/// that there is not from a wrong password. It blocks, see above.
#[must_use]
pub fn verify_password(password: &str, phc: Option<&str>) -> bool {
    let known = phc.and_then(|phc| PasswordHash::new(phc).ok());
    let exists = known.is_some();
    let Some(hash) = known.or_else(|| PasswordHash::new(DUMMY).ok()) else { return false };
    let same = hasher().verify_password(password.as_bytes(), &hash).is_ok();
    same && exists
}

/// Whether a hash was made in another way than new ones are: make it anew when its user next signs in.
#[must_use]
pub fn needs_rehash(phc: &str) -> bool {
    let Ok(hash) = PasswordHash::new(phc) else { return true };
    let same_way = hash.algorithm.as_str() == Algorithm::Argon2id.as_str()
        && hash.version == Some(Version::V0x13.into())
        && Params::try_from(&hash).is_ok_and(|params| costs(&params) == costs(&PARAMS));
    !same_way
}

fn costs(params: &Params) -> (u32, u32, u32) {
    (params.m_cost(), params.t_cost(), params.p_cost())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_has_its_hash_and_no_other_has() {
        let hash = hash_password("a good long password").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(verify_password("a good long password", Some(&hash)));
        assert!(!verify_password("a good long passwore", Some(&hash)));
        assert_ne!(hash, hash_password("a good long password").unwrap());
    }

    #[test]
    fn nobody_has_the_password_of_a_user_that_there_is_not() {
        assert!(!verify_password("", None));
        assert!(!verify_password("a good long password", Some("")));
        assert!(!verify_password("a good long password", Some("$argon2id$v=19$m=19456,t=2,p=1$")));
    }

    #[test]
    fn the_hash_of_nobody_costs_as_much_as_a_new_one() {
        assert!(PasswordHash::new(DUMMY).unwrap().hash.is_some_and(|hash| hash.len() == 32));
        assert!(!needs_rehash(DUMMY));
        assert!(!needs_rehash(&hash_password("a good long password").unwrap()));
    }

    #[test]
    fn a_hash_that_was_made_in_another_way_is_made_anew() {
        assert!(needs_rehash("not a hash"));
        assert!(needs_rehash(&DUMMY.replace("m=19456", "m=4096")));
        assert!(needs_rehash(&DUMMY.replace("t=2", "t=1")));
        assert!(needs_rehash(&DUMMY.replace("argon2id", "argon2i")));
        assert!(needs_rehash(&DUMMY.replace("v=19", "v=16")));
    }

    #[test]
    fn a_weak_password_is_refused_with_what_to_change() {
        let refused = |password: &str| check_password(password).unwrap_err();
        assert_eq!(refused("elevenbytes"), WeakPassword::TooShort);
        assert_eq!(refused(&"long".repeat(65)), WeakPassword::TooLong);
        assert_eq!(refused("aaaaaaaaaaaa"), WeakPassword::Repetitive);
        assert_eq!(refused("abcabcabcabc"), WeakPassword::Repetitive);
        assert_eq!(refused("Password2026!"), WeakPassword::Common);
        assert_eq!(refused("123456789012"), WeakPassword::Common);
        assert_eq!(refused("1Q2w3e4r5t6y"), WeakPassword::Common);
        assert!(WeakPassword::TooShort.to_string().contains("at least 12"));
    }

    #[test]
    fn a_password_may_have_any_characters() {
        assert_eq!(check_password("four plain words here"), Ok(()));
        assert_eq!(check_password("密碼很長而且難猜"), Ok(()));
        assert_eq!(check_password(&"longer".repeat(42)), Ok(()));
    }
}
