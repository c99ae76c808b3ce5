//! Opaque secrets: refresh tokens, API keys and what is sent by mail. A secret is known by its hash only. Its prefix and
//! its checksum let a scanner find one that leaked, and tell a typing error from a wrong secret.

use std::fmt;

use rand::Rng;
use rand::distr::Alphanumeric;
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

/// 43 of 62 characters are 256 bits.
const RANDOM_LENGTH: usize = 43;
/// 6 of 62 characters hold any CRC-32.
const CHECKSUM_LENGTH: usize = 6;
const HINT_LENGTH: usize = 4;
const BASE62: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// What a secret is for. One for something else is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// To get new access tokens.
    Refresh,
    /// To become a tenant's member.
    Invitation,
    /// To show that an e-mail address is one's own.
    EmailVerification,
    /// To choose a new password.
    PasswordReset,
    /// To let a program in.
    ApiKey,
}

impl Purpose {
    /// What its secrets begin with, before an underscore.
    #[must_use]
    pub fn prefix(self) -> &'static str {
        match self {
            Self::Refresh => "tfr",
            Self::Invitation => "tfi",
            Self::EmailVerification => "tfv",
            Self::PasswordReset => "tfp",
            Self::ApiKey => "tfk",
        }
    }
}

/// Why a text is no secret of the kind that was asked for. It does not say the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MalformedSecret {
    /// It is something else, or for something else.
    #[error("this does not begin with {}_", .0.prefix())]
    Prefix(Purpose),
    /// A part is missing, or there is too much.
    #[error("this is not as long as it should be: copy all of it")]
    Length,
    /// It was mistyped, or made up.
    #[error("this has a typing error: copy it once more")]
    Checksum,
}

/// A secret, wiped when dropped.
#[derive(Clone)]
pub struct Secret {
    purpose: Purpose,
    text: Zeroizing<String>,
}

impl Secret {
    /// A new one.
    #[must_use]
    pub fn generate(purpose: Purpose) -> Self {
        // The room is made at once, so that no copy is left behind by a text that grows.
        let length = purpose.prefix().len() + 1 + RANDOM_LENGTH + CHECKSUM_LENGTH;
        let mut text = Zeroizing::new(String::with_capacity(length));
        text.push_str(purpose.prefix());
        text.push('_');
        text.extend(crate::random().sample_iter(Alphanumeric).take(RANDOM_LENGTH).map(char::from));
        let checksum = checksum(&text);
        text.extend(checksum);
        Self { purpose, text }
    }

    /// One that somebody showed. Whether it was ever given out, its hash tells.
    ///
    /// # Errors
    /// If it is not a secret for this.
    pub fn parse(text: &str, purpose: Purpose) -> Result<Self, MalformedSecret> {
        let rest = text.strip_prefix(purpose.prefix()).and_then(|rest| rest.strip_prefix('_'));
        let rest = rest.ok_or(MalformedSecret::Prefix(purpose))?;
        if rest.len() != RANDOM_LENGTH + CHECKSUM_LENGTH {
            return Err(MalformedSecret::Length);
        }
        let legal = rest.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let split = text.split_at_checked(text.len() - CHECKSUM_LENGTH);
        let same = split.is_some_and(|(before, sum)| sum.chars().eq(checksum(before)));
        if !(legal && same) {
            return Err(MalformedSecret::Checksum);
        }
        Ok(Self { purpose, text: Zeroizing::new(text.to_owned()) })
    }

    /// What is kept, and looked up. A secret has 256 bits, so that nobody can search for it, and needs no salt.
    #[must_use]
    pub fn hash(&self) -> [u8; 32] {
        Sha256::digest(self.reveal()).into()
    }

    /// The secret itself, for the answer or mail that hands it over.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.text
    }

    /// By what its owner knows it again in a list. The characters are of its checksum, so nothing is given away.
    #[must_use]
    pub fn hint(&self) -> String {
        format!("{}_…{}", self.purpose.prefix(), &self.text[self.text.len() - HINT_LENGTH..])
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Secret").field("purpose", &self.purpose).finish_non_exhaustive()
    }
}

/// The CRC-32 of a text in base 62, the lowest digit last.
fn checksum(text: &str) -> [char; CHECKSUM_LENGTH] {
    let mut rest = crc32fast::hash(text.as_bytes()) as usize;
    let mut digits = [' '; CHECKSUM_LENGTH];
    for digit in digits.iter_mut().rev() {
        *digit = char::from(BASE62[rest % BASE62.len()]);
        rest /= BASE62.len();
    }
    digits
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: [Purpose; 5] = [
        Purpose::Refresh,
        Purpose::Invitation,
        Purpose::EmailVerification,
        Purpose::PasswordReset,
        Purpose::ApiKey,
    ];

    #[test]
    fn a_secret_is_read_back_for_its_purpose_and_no_other() {
        for purpose in ALL {
            let secret = Secret::generate(purpose);
            assert_eq!(secret.reveal().len(), 53);
            for other in ALL {
                let read = Secret::parse(secret.reveal(), other);
                assert_eq!(read.is_ok(), other == purpose);
                assert!(read.is_ok_and(|read| read.hash() == secret.hash()) || other != purpose);
            }
        }
    }

    #[test]
    fn the_form_of_a_secret_never_changes() {
        // Secrets that were given out must be read for as long as they live.
        let text = "tfk_AbCdEfGhIjKlMnOpQrStUvWxYz0123456789aBcDeFg2azL40";
        let secret = Secret::parse(text, Purpose::ApiKey).unwrap();
        assert_eq!(secret.hint(), "tfk_…zL40");
        let hash = "a69d850dc985a6f230fa975c2d826774c197d4d0747878ee215ac5de409e914e";
        assert_eq!(hex::encode(secret.hash()), hash);
    }

    #[test]
    fn a_secret_is_not_shown_by_accident() {
        let secret = Secret::generate(Purpose::ApiKey);
        assert_eq!(format!("{secret:?}"), "Secret { purpose: ApiKey, .. }");
        let error = Secret::parse("hunter2 is my password", Purpose::ApiKey).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("hunter2"));
    }

    #[test]
    fn secrets_are_different() {
        assert_ne!(Secret::generate(Purpose::Refresh).hash(), Secret::generate(Purpose::Refresh).hash());
    }

    #[test]
    fn what_is_too_short_or_too_long_is_told_from_a_typing_error() {
        let secret = Secret::generate(Purpose::Refresh);
        let text = secret.reveal();
        let refused = |text: &str| Secret::parse(text, Purpose::Refresh).unwrap_err();
        assert_eq!(refused(&text[..52]), MalformedSecret::Length);
        assert_eq!(refused(&format!("{text}0")), MalformedSecret::Length);
        assert_eq!(refused(&format!(" {text}")), MalformedSecret::Prefix(Purpose::Refresh));
        assert_eq!(refused("tfr"), MalformedSecret::Prefix(Purpose::Refresh));
        assert_eq!(refused("tfr_"), MalformedSecret::Length);
        assert_eq!(refused(&format!("tfr_{}é", &text[4..51])), MalformedSecret::Checksum);
    }

    proptest! {
        #[test]
        fn one_wrong_character_is_found(place in 4..53_usize, wrong in "[0-9A-Za-z]") {
            let secret = Secret::generate(Purpose::Invitation);
            let mut text = secret.reveal().to_owned();
            prop_assume!(text[place..=place] != wrong);
            text.replace_range(place..=place, &wrong);
            prop_assert_eq!(Secret::parse(&text, Purpose::Invitation).unwrap_err(), MalformedSecret::Checksum);
        }

        #[test]
        fn no_text_makes_it_panic(text in "(tfr_)?\\PC{0,60}") {
            prop_assert!(Secret::parse(&text, Purpose::Refresh).is_err());
        }
    }
}
