//! One-time codes of an authenticator app: RFC 6238 with SHA-1, 6 digits and 30 seconds, as every app has it.

use std::fmt;

use chrono::{DateTime, Utc};
use rand::Rng;
use subtle::ConstantTimeEq;
use totp_rs::{Algorithm, TOTP};
use zeroize::Zeroizing;

const DIGITS: usize = 6;
const STEP_SECONDS: u64 = 30;
/// The code before and the code after count, too: clocks differ, and typing takes time.
const SKEW: u8 = 1;
/// What RFC 4226 advises.
const BYTES: usize = 20;

/// Bytes that are not a one-time code's secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the secret of one-time codes has {BYTES} bytes")]
pub struct InvalidTotpSecret;

/// What an authenticator app and we share. It is wiped when dropped.
#[derive(Clone)]
pub struct TotpSecret(Zeroizing<[u8; BYTES]>);

impl TotpSecret {
    /// A new one.
    #[must_use]
    pub fn generate() -> Self {
        let mut bytes = Zeroizing::new([0; BYTES]);
        crate::random().fill(&mut bytes[..]);
        Self(bytes)
    }

    /// One that was kept.
    ///
    /// # Errors
    /// If it is not as long as a secret.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, InvalidTotpSecret> {
        Ok(Self(Zeroizing::new(bytes.try_into().map_err(|_| InvalidTotpSecret)?)))
    }

    /// What is to be kept, sealed.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// What an app reads as a QR code.
    #[must_use]
    pub fn uri(&self, issuer: &str, account: &str) -> Zeroizing<String> {
        Zeroizing::new(self.codes(Some(issuer), account).get_url())
    }

    /// What a user types who cannot scan the QR code.
    #[must_use]
    pub fn base32(&self) -> Zeroizing<String> {
        Zeroizing::new(self.codes(None, "").get_secret_base32())
    }

    /// The step whose code this is, if it is later than `last_step`. Keep it as the next `last_step`, in one
    /// transaction with reading it: that is how a code works once.
    #[must_use]
    pub fn verify(&self, code: &str, at: DateTime<Utc>, last_step: Option<u64>) -> Option<u64> {
        let code: Zeroizing<String> = Zeroizing::new(code.split_whitespace().collect());
        let codes = self.codes(None, "");
        let now = u64::try_from(at.timestamp()).ok()? / STEP_SECONDS;
        let near = now.saturating_sub(SKEW.into())..=now + u64::from(SKEW);
        // The latest first: should two steps have one code, the later one must not work again.
        near.rev().filter(|step| last_step.is_none_or(|last| *step > last)).find(|step| {
            let expected = Zeroizing::new(codes.generate(step * STEP_SECONDS));
            expected.as_bytes().ct_eq(code.as_bytes()).into()
        })
    }

    fn codes(&self, issuer: Option<&str>, account: &str) -> TOTP {
        let issuer = issuer.map(str::to_owned);
        // It checks what our constants settle, and refuses a colon, which the URI escapes.
        TOTP::new_unchecked(
            Algorithm::SHA1,
            DIGITS,
            SKEW,
            STEP_SECONDS,
            self.0.to_vec(),
            issuer,
            account.to_owned(),
        )
    }
}

impl fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("TotpSecret")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    fn secret() -> TotpSecret {
        TotpSecret::from_bytes(b"12345678901234567890").unwrap()
    }

    #[test]
    fn codes_are_those_of_the_rfc() {
        // The last six digits of appendix B of RFC 6238.
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            let step = u64::try_from(seconds / 30).unwrap();
            assert_eq!(secret().verify(code, at(seconds), None), Some(step), "{seconds}");
        }
    }

    #[test]
    fn a_code_works_once() {
        let step = secret().verify("050471", at(1_111_111_111), None).unwrap();
        assert_eq!(secret().verify("050471", at(1_111_111_111), Some(step)), None);
        assert_eq!(secret().verify("050471", at(1_111_111_111), Some(step - 1)), Some(step));
        // The code before, too, once a later one was used.
        assert_eq!(secret().verify("081804", at(1_111_111_111), Some(step)), None);
    }

    #[test]
    fn a_code_is_good_one_step_early_and_one_late() {
        let good = |seconds| secret().verify("287082", at(seconds), None);
        assert_eq!(good(0), Some(1));
        assert_eq!(good(89), Some(1));
        assert_eq!(good(90), None);
        assert_eq!(secret().verify("081804", at(1_111_111_049), None), None);
        assert_eq!(good(-1), None);
    }

    #[test]
    fn what_is_not_the_code_is_refused_and_spaces_do_not_matter() {
        for wrong in ["", "28708", "2870822", "94287082", "287083", "２８７０８２", "+87082"] {
            assert_eq!(secret().verify(wrong, at(59), None), None, "{wrong}");
        }
        assert_eq!(secret().verify(" 287 082\n", at(59), None), Some(1));
    }

    #[test]
    fn a_secret_is_shared_as_uri_or_text_and_never_shown() {
        let uri = secret().uri("Thousand: fold", "a&b:c@example.org");
        let expected = "otpauth://totp/Thousand%3A%20fold:a%26b%3Ac%40example.org\
                        ?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Thousand%3A%20fold";
        assert_eq!(*uri, expected);
        assert_eq!(*secret().base32(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        assert_eq!(format!("{:?}", secret()), "TotpSecret");
    }

    #[test]
    fn secrets_are_different_and_read_back() {
        let (one, other) = (TotpSecret::generate(), TotpSecret::generate());
        assert_ne!(one.bytes(), other.bytes());
        assert_eq!(TotpSecret::from_bytes(one.bytes()).unwrap().bytes(), one.bytes());
        assert_eq!(TotpSecret::from_bytes(&[7; 19]).unwrap_err(), InvalidTotpSecret);
    }
}
