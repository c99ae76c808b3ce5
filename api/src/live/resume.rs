//! What a client has seen of a topic, and how that travels as a token: any server can tell from it what is new.

use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use domain::JobId;
use uuid::Uuid;

use super::topic::Topic;
use super::view::Version;

/// What a client has seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Seen {
    /// Nothing yet.
    #[default]
    Nothing,
    /// A job.
    Job(Version),
    /// Jobs of a list.
    List(Vec<(JobId, Version)>),
    /// A queue, by the digest of what was said of it.
    Queue(u32),
}

impl Seen {
    /// The token that says so.
    pub(super) fn token(&self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Job(Version { revision, digest }) => format!("{revision}.{digest:08x}"),
            Self::List(jobs) => BASE64_URL_SAFE_NO_PAD.encode(listed(jobs)),
            Self::Queue(digest) => format!("{digest:08x}"),
        }
    }

    /// What a token says of a topic. One that cannot be read says nothing: all is sent then.
    pub(super) fn of(topic: &Topic, token: &str) -> Self {
        let seen = match topic {
            Topic::Job(_) => token.split_once('.').and_then(|(revision, digest)| {
                Some(Self::Job(Version { revision: revision.parse().ok()?, digest: hexadecimal(digest)? }))
            }),
            Topic::List { .. } if token.is_empty() => None,
            Topic::List { .. } => {
                BASE64_URL_SAFE_NO_PAD.decode(token).ok().and_then(|bytes| unlisted(&bytes)).map(Self::List)
            }
            Topic::Queue(_) => hexadecimal(token).map(Self::Queue),
        };
        seen.unwrap_or_default()
    }
}

fn hexadecimal(text: &str) -> Option<u32> {
    u32::from_str_radix(text, 16).ok().filter(|_| text.len() == 8)
}

/// The jobs as bytes, behind one that says of which form they are: a list without jobs is something too.
fn listed(jobs: &[(JobId, Version)]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(1 + jobs.len() * 22);
    bytes.push(FORM);
    for (JobId(id), Version { revision, digest }) in jobs {
        bytes.extend_from_slice(id.as_bytes());
        bytes.extend_from_slice(&digest.to_be_bytes());
        let mut rest = *revision;
        while rest >= 0x80 {
            bytes.push(rest.to_le_bytes()[0] | 0x80);
            rest >>= 7;
        }
        bytes.push(rest.to_le_bytes()[0]);
    }
    bytes
}

/// The form of a list's token.
const FORM: u8 = 1;

fn unlisted(bytes: &[u8]) -> Option<Vec<(JobId, Version)>> {
    let (&FORM, mut rest) = bytes.split_first()? else { return None };
    let mut jobs = vec![];
    while !rest.is_empty() {
        let (id, after) = rest.split_first_chunk::<16>()?;
        let (digest, mut after) = after.split_first_chunk::<4>()?;
        let (mut revision, mut shift) = (0_u64, 0);
        loop {
            let (byte, left) = after.split_first()?;
            revision |= u64::from(byte & 0x7f).checked_shl(shift)?;
            (after, shift) = (left, shift + 7);
            if byte & 0x80 == 0 {
                break;
            }
        }
        let version = Version { revision, digest: u32::from_be_bytes(*digest) };
        jobs.push((JobId(Uuid::from_bytes(*id)), version));
        rest = after;
    }
    Some(jobs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(revision: u64, digest: u32) -> Version {
        Version { revision, digest }
    }

    #[test]
    fn a_token_says_what_was_seen() {
        let jobs = [(1, 0), (2, 127), (3, 128), (4, u64::MAX)];
        let jobs = jobs.map(|(id, revision)| (JobId(Uuid::from_u128(id)), version(revision, u32::MAX)));
        let (job, list) = (Topic::Job(JobId(Uuid::nil())), Topic::List { state: None, limit: 9 });
        let queue = Topic::Queue("slow".parse().unwrap());
        for (topic, seen) in [
            (&job, Seen::Nothing),
            (&job, Seen::Job(version(7, 0xab))),
            (&list, Seen::Nothing),
            (&list, Seen::List(vec![])),
            (&list, Seen::List(jobs.to_vec())),
            (&queue, Seen::Queue(0)),
        ] {
            assert_eq!(Seen::of(topic, &seen.token()), seen);
        }
    }

    #[test]
    fn what_is_no_token_says_nothing() {
        let (job, list) = (Topic::Job(JobId(Uuid::nil())), Topic::List { state: None, limit: 9 });
        for token in ["", "x", "7", "7.", "7.1", "-1.00000000", "7.0000000g", "AQ==", "AAAA", "AQEB"] {
            assert_eq!(Seen::of(&job, token), Seen::Nothing, "{token}");
            assert_eq!(Seen::of(&list, token), Seen::Nothing, "{token}");
        }
    }
}
