//! Days of several processes that load the keys at different times, with clocks that differ: no token is ever refused.

use std::collections::{BTreeSet, VecDeque};

use auth::SKEW;

use super::*;

/// How often a process loads its ring, and how long a verifier elsewhere keeps the JWKS.
const COPY: TimeDelta = TimeDelta::minutes(5);
const STEP: TimeDelta = TimeDelta::minutes(1);

fn lifetimes() -> Lifetimes {
    Lifetimes::new(TimeDelta::minutes(10), TimeDelta::hours(3), COPY).unwrap()
}

/// Every second try to make a key fails.
struct Vault {
    keys: Vec<SigningKey>,
    tries: usize,
}

impl Vault {
    fn make_key(&mut self, now: DateTime<Utc>) {
        if self.tries.is_multiple_of(2) {
            self.keys.push(SigningKey::generate(now, &lifetimes()).unwrap());
        }
        self.tries += 1;
    }

    fn ring(&self) -> KeyRing {
        KeyRing::new(self.keys.clone(), ISSUER, AUDIENCE)
    }
}

/// One process, and somebody elsewhere who reads its JWKS.
struct Process {
    ahead: TimeDelta,
    makes_keys: bool,
    ring: KeyRing,
    loaded_at: DateTime<Utc>,
    kids_elsewhere: BTreeSet<String>,
}

impl Process {
    fn start(ahead: TimeDelta, makes_keys: bool, vault: &mut Vault) -> Self {
        let mut process =
            Self { ahead, makes_keys, ring: vault.ring(), loaded_at: NOW, kids_elsewhere: BTreeSet::new() };
        process.load(NOW, vault);
        process.read(NOW);
        process
    }

    /// Gets anew what is as old as a copy may be. The JWKS are read first, and so are of the oldest ring that may be.
    fn go_on(&mut self, time: DateTime<Utc>, vault: &mut Vault) {
        if time - self.loaded_at >= COPY {
            self.read(time);
            self.load(time, vault);
        }
    }

    fn load(&mut self, time: DateTime<Utc>, vault: &mut Vault) {
        let now = time + self.ahead;
        if self.makes_keys && vault.ring().needs_key(now) {
            vault.make_key(now);
        }
        self.ring = vault.ring();
        self.loaded_at = time;
    }

    fn read(&mut self, time: DateTime<Utc>) {
        let jwks = self.ring.jwks(time + self.ahead);
        let kids = jwks["keys"].as_array().unwrap().iter();
        self.kids_elsewhere = kids.map(|jwk| jwk["kid"].as_str().unwrap().to_owned()).collect();
    }

    fn sign(&self, time: DateTime<Utc>) -> (DateTime<Utc>, String, String) {
        let now = time + self.ahead;
        let token = self.ring.sign(&claims_at(now), now).unwrap();
        let kid = jsonwebtoken::decode_header(&token).unwrap().kid.unwrap();
        (now, kid, token)
    }

    fn must_accept(&self, time: DateTime<Utc>, (signed_at, kid, token): &(DateTime<Utc>, String, String)) {
        let now = time + self.ahead;
        let verified = self.ring.verify(token, now);
        assert!(verified.is_ok(), "{verified:?} at {now} of a token of {signed_at} by {kid}");
        assert!(
            self.kids_elsewhere.contains(kid),
            "at {now}, the JWKS lack {kid}, which signed at {signed_at}"
        );
    }
}

#[test]
fn keys_follow_each_other_and_no_token_is_refused() {
    let mut vault = Vault { keys: vec![], tries: 0 };
    // Only one makes keys, and its clock is behind: that is as late as it can be.
    let clocks = [-SKEW / 2, TimeDelta::zero(), SKEW / 2];
    let start = |(place, ahead): (usize, &TimeDelta)| Process::start(*ahead, place == 0, &mut vault);
    let mut processes: Vec<_> = clocks.iter().enumerate().map(start).collect();
    for (place, process) in (0_i32..).zip(&mut processes) {
        // Each loads at another time.
        process.loaded_at -= STEP * place * 2;
    }
    let (mut alive, mut signers) = (VecDeque::new(), BTreeSet::new());
    let mut time = NOW;
    while time < NOW + TimeDelta::days(2) {
        alive.extend(processes.iter().map(|process| process.sign(time)));
        alive.retain(|(signed_at, ..)| time < *signed_at + TimeDelta::minutes(10));
        for token in alive.iter().take(1).chain(alive.iter().rev().take(3)) {
            processes.iter().for_each(|process| process.must_accept(time, token));
        }
        signers.extend(alive.iter().map(|(_, kid, _)| kid.clone()));
        processes.iter_mut().for_each(|process| process.go_on(time, &mut vault));
        time += STEP;
    }
    // A key is not made more often than it has to be: it signs for three hours, of which the next one takes some.
    assert!((14..=18).contains(&signers.len()), "{} keys", signers.len());
    assert!(vault.keys.len() - signers.len() <= 1, "{} keys were made", vault.keys.len());
}
