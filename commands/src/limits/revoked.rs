//! Who was revoked, as far as this process made or saw it. It holds also while the engine is away.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How many are remembered. Each lives no longer than an access token, so that more are hardly revoked meanwhile.
const MOST: usize = 100_000;
/// Nothing is remembered for longer, so that times can be added.
const LONGEST: Duration = Duration::from_secs(100 * 365 * 24 * 3_600);

#[derive(Clone, Copy)]
struct Entry {
    until: Instant,
    /// Whether the engine knows it.
    told: bool,
}

/// Who was revoked, and until when that has to be known.
#[derive(Default)]
pub(super) struct Revoked(Mutex<HashMap<String, Entry>>);

impl Revoked {
    /// Remembers one. Being revoked again never ends it sooner.
    pub(super) fn insert(&self, subject: &str, lasting: Duration, told: bool, now: Instant) {
        let mut entries = self.entries();
        make_room(&mut entries, now);
        let until = now + lasting.min(LONGEST);
        let entry = entries.entry(subject.to_owned()).or_insert(Entry { until, told });
        *entry = Entry { until: until.max(entry.until), told };
    }

    /// Remembers that one of these is revoked. Which one was not said, so it holds for who comes with all of them again.
    pub(super) fn learn(&self, subjects: &[String], lasting: Duration, now: Instant) {
        self.insert(&together(subjects), lasting, true, now);
    }

    /// Whether one of these is known to be revoked.
    pub(super) fn contains(&self, subjects: &[String], now: Instant) -> bool {
        let entries = self.entries();
        let holds = |subject: &str| entries.get(subject).is_some_and(|entry| now < entry.until);
        !entries.is_empty() && (subjects.iter().any(|subject| holds(subject)) || holds(&together(subjects)))
    }

    /// Those whom the engine does not know, and how long they last.
    pub(super) fn untold(&self, now: Instant) -> Vec<(String, Duration)> {
        let entries = self.entries();
        let untold = entries.iter().filter(|(_, entry)| !entry.told && now < entry.until);
        untold.map(|(subject, entry)| (subject.clone(), entry.until - now)).collect()
    }

    /// The engine knows it now.
    pub(super) fn told(&self, subject: &str) {
        if let Some(entry) = self.entries().get_mut(subject) {
            entry.told = true;
        }
    }

    fn entries(&self) -> MutexGuard<'_, HashMap<String, Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The name of all of them together. No subject has a line's end in it.
fn together(subjects: &[String]) -> String {
    subjects.join("\n")
}

/// Forgets those that are over, and then whoever would be over next.
fn make_room(entries: &mut HashMap<String, Entry>, now: Instant) {
    if entries.len() < MOST {
        return;
    }
    entries.retain(|_, entry| now < entry.until);
    if entries.len() >= MOST {
        let next = entries.iter().min_by_key(|(_, entry)| entry.until).map(|(subject, _)| subject.clone());
        next.and_then(|subject| entries.remove(&subject));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);

    fn subjects<const N: usize>(subjects: [&str; N]) -> Vec<String> {
        subjects.map(str::to_owned).to_vec()
    }

    #[test]
    fn it_ends_and_being_revoked_again_never_ends_it_sooner() {
        let (revoked, now) = (Revoked::default(), Instant::now());
        revoked.insert("key_1", 2 * MINUTE, false, now);
        revoked.insert("key_1", MINUTE, false, now);
        assert!(revoked.contains(&subjects(["user_1", "key_1"]), now + MINUTE));
        assert!(!revoked.contains(&subjects(["user_1", "key_1"]), now + 2 * MINUTE));
        revoked.insert("key_2", Duration::MAX, false, now);
        assert!(revoked.contains(&subjects(["key_2"]), now + 2 * MINUTE));
    }

    #[test]
    fn what_was_learnt_of_some_together_holds_for_none_alone() {
        let (revoked, now) = (Revoked::default(), Instant::now());
        revoked.learn(&subjects(["session_1", "member_1"]), MINUTE, now);
        assert!(revoked.contains(&subjects(["session_1", "member_1"]), now));
        assert!(!revoked.contains(&subjects(["session_2", "member_1"]), now));
        assert!(!revoked.contains(&subjects(["member_1"]), now));
        assert!(revoked.untold(now).is_empty(), "the engine said so itself");
    }

    #[test]
    fn it_keeps_no_more_than_the_most_and_those_that_last_longest() {
        let (revoked, now) = (Revoked::default(), Instant::now());
        revoked.insert("brief", MINUTE, false, now);
        for number in 0..MOST {
            revoked.insert(&number.to_string(), 2 * MINUTE, false, now);
        }
        assert_eq!(revoked.entries().len(), MOST);
        assert!(!revoked.contains(&subjects(["brief"]), now));
        assert!(revoked.contains(&subjects(["0"]), now));
    }
}
