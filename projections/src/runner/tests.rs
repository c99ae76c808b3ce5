//! The runner alone, between a source that never ends and a sink that remembers.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use domain::samples;
use tokio::sync::Notify;
use tokio::time::{sleep, timeout};

use super::*;

/// How long a fact is waited for.
const LIMIT: Duration = Duration::from_secs(60);
const POLICY: Policy = Policy { events: 100, bytes: 1 << 20, age: Duration::from_millis(1) };

/// Events of two shards, one of each in turn, with a pause after both.
#[derive(Default)]
struct Endless {
    turn: u64,
    places: BTreeMap<u16, u64>,
}

#[async_trait]
impl Source for Endless {
    async fn poll(&mut self, wait: Duration) -> Polled {
        self.turn += 1;
        let shard = match self.turn % 3 {
            _ if self.turn == 1 => return Polled::Assigned(BTreeSet::from([0, 1])),
            0 => 0,
            1 => 1,
            _ => {
                sleep(wait).await;
                return Polled::Idle;
            }
        };
        let place = self.places.entry(shard).or_default();
        *place += 1;
        let event = RecordedEvent { shard, position: *place, ..samples::all()[0].recorded() };
        Polled::Event(Box::new(event))
    }

    fn seek(&mut self, shard: u16, after: u64) {
        self.places.insert(shard, after);
    }

    async fn committed(&mut self, _: u16) -> Result<Committed, RunnerError> {
        Ok(Committed::default())
    }

    async fn commit(&mut self, _: u16, _: u64, _: &str) -> Result<(), RunnerError> {
        Ok(())
    }

    fn reached(&mut self, _: u16, _: u64) {}

    async fn park(&self, _: &str, _: &RecordedEvent, _: &str) {}
}

/// Takes a moment for each chunk, and fails as often as it is told.
#[derive(Clone, Default)]
struct Memory(Arc<Mutex<Remembered>>, Arc<Notify>);

#[derive(Default)]
struct Remembered {
    running: u16,
    most: u16,
    failures: BTreeMap<u16, Vec<RunnerError>>,
    written: BTreeMap<u16, Vec<(u64, u64)>>,
}

impl Memory {
    async fn until(&self, holds: impl Fn(&Remembered) -> bool) {
        let waits = async {
            while !holds(&self.0.lock().unwrap()) {
                self.1.notified().await;
            }
        };
        timeout(LIMIT, waits).await.expect("it never becomes so");
    }
}

#[async_trait]
impl Sink for Memory {
    fn name(&self) -> &'static str {
        "memory"
    }

    async fn resume(&self, shard: u16, _: Committed) -> Result<Resume, RunnerError> {
        let written = &self.0.lock().unwrap().written;
        let last = written.get(&shard).and_then(|chunks| chunks.last());
        Ok(Resume { after: last.map_or(0, |(_, through)| *through), chunk_end: None })
    }

    fn intent(&self, _: &Chunk) -> Option<String> {
        None
    }

    async fn is_at(&self, _: u16, _: u64) -> Result<bool, RunnerError> {
        Ok(true)
    }

    async fn write(&self, chunk: &Chunk) -> Result<Vec<Poison>, RunnerError> {
        {
            let mut memory = self.0.lock().unwrap();
            memory.running += 1;
            memory.most = memory.most.max(memory.running);
        }
        sleep(Duration::from_millis(2)).await;
        let mut memory = self.0.lock().unwrap();
        memory.running -= 1;
        self.1.notify_one();
        if let Some(error) = memory.failures.get_mut(&chunk.shard).and_then(Vec::pop) {
            return Err(error);
        }
        memory.written.entry(chunk.shard).or_default().push((chunk.after, chunk.through));
        Ok(vec![])
    }
}

#[tokio::test]
async fn shards_are_written_side_by_side() {
    let memory = Memory::default();
    tokio::select! {
        () = run(Endless::default(), memory.clone(), POLICY) => unreachable!(),
        () = memory.until(|memory| memory.most == 2) => {}
    }
}

#[tokio::test]
async fn what_fails_is_written_again_and_nothing_is_left_out() {
    let memory = Memory::default();
    let failures =
        vec![RunnerError::Away("for a moment".to_owned()), RunnerError::Rewind("it was lost".to_owned())];
    memory.0.lock().unwrap().failures.insert(1, failures);
    tokio::select! {
        () = run(Endless::default(), memory.clone(), POLICY) => unreachable!(),
        () = memory.until(|memory| [0, 1].iter().all(|shard| memory.written.get(shard).is_some_and(|all| all.len() > 5))) => {}
    }
    let memory = memory.0.lock().unwrap();
    assert!(memory.failures[&1].is_empty());
    for (shard, chunks) in &memory.written {
        assert_eq!(chunks[0].0, 0);
        assert!(chunks.is_sorted_by(|before, after| before.1 == after.0), "shard {shard}: {chunks:?}");
    }
}
