//! Recovery codes: they let in a user who has lost the device that makes one-time codes, each of them once.

use rand::Rng;
use sha2::{Digest, Sha256};

/// Crockford's: no letter looks like a digit. 12 of these 32 are 60 bits.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
const GROUPS: usize = 3;
const GROUP_LENGTH: usize = 4;

/// New codes of the form `xxxx-xxxx-xxxx`. They are shown once, only their hashes are kept.
#[must_use]
pub fn recovery_codes(count: usize) -> Vec<String> {
    (0..count).map(|_| [(); GROUPS].map(|()| group()).join("-")).collect()
}

fn group() -> String {
    let mut random = crate::random();
    (0..GROUP_LENGTH).map(|_| char::from(ALPHABET[random.random_range(0..ALPHABET.len())])).collect()
}

/// The hash that a code is found by. Case, spaces and dashes do not matter, nor what is easily misread: `o` is zero, `i`
/// and `l` are one.
#[must_use]
pub fn recovery_hash(code: &str) -> [u8; 32] {
    let meant = code.chars().filter(|letter| !letter.is_whitespace() && *letter != '-');
    let plain: String = meant.map(|letter| misread(letter.to_ascii_lowercase())).collect();
    Sha256::digest(plain).into()
}

fn misread(letter: char) -> char {
    match letter {
        'o' => '0',
        'i' | 'l' => '1',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn codes_are_different_and_of_unambiguous_letters() {
        let codes = recovery_codes(10);
        assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), 10);
        for code in codes {
            let groups: Vec<_> = code.split('-').collect();
            assert_eq!(groups.len(), 3);
            assert!(groups.iter().all(|group| group.len() == 4), "{code}");
            assert!(code.bytes().all(|byte| byte == b'-' || ALPHABET.contains(&byte)), "{code}");
        }
    }

    #[test]
    fn a_code_may_be_typed_in_any_way() {
        let hash = recovery_hash("a0b1-c2d3-e4f5");
        assert_eq!(recovery_hash(" A0B1 C2D3 E4F5\n"), hash);
        assert_eq!(recovery_hash("aobic2d3e4f5"), hash);
        assert_ne!(recovery_hash("a0b1-c2d3-e4f6"), hash);
    }
}
