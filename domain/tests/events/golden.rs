//! The golden files, and how they are held against today's events.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use domain::samples::Sample;
use domain::schema::{self, EventType};
use domain::{Metadata, RecordedEvent};
use sha2::{Digest, Sha256};

/// The name of the list of golden files, as `sha256sum` writes one.
const MANIFEST: &str = "versions.txt";
const UPDATE: &str = "run `UPDATE_GOLDEN=1 cargo test -p domain --test events`";

/// What is in the directory of golden files: `<aggregate>/<type>/<version>.json`, with the name of a case before
/// `.json` where there are several, and `<version>.schema.json` beside them.
#[derive(Clone, Default)]
pub(crate) struct Golden {
    pub(crate) files: BTreeMap<String, String>,
    /// The SHA-256 that each file had when it was written.
    pub(crate) manifest: BTreeMap<String, String>,
}

impl Golden {
    pub(crate) fn read(root: &Path) -> Self {
        let mut golden = Self::default();
        for directory in entries(root).iter().flat_map(|aggregate| entries(aggregate)) {
            for path in entries(&directory) {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap();
                golden.files.insert(name.to_owned(), fs::read_to_string(&path).unwrap());
            }
        }
        let manifest = fs::read_to_string(root.join(MANIFEST)).unwrap_or_default();
        let lines = manifest.lines().map(|line| line.split_once("  ").unwrap());
        golden.manifest = lines.map(|(hash, name)| (name.to_owned(), hash.to_owned())).collect();
        golden
    }

    /// Writes new files beside those that are there, and adds them to the manifest.
    pub(crate) fn write(&mut self, root: &Path, new: BTreeMap<String, String>) {
        for (name, content) in &new {
            let path = root.join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, content).unwrap();
        }
        self.add(new);
        let lines = self.manifest.iter().map(|(name, hash)| format!("{hash}  {name}\n"));
        fs::write(root.join(MANIFEST), lines.collect::<String>()).unwrap();
    }

    /// The files that today's events need, and that were never written.
    pub(crate) fn missing(&self, types: &[EventType], samples: &[Sample]) -> BTreeMap<String, String> {
        let schemas = types.iter().map(|event| (schema_file(event), schema_text(event)));
        let payloads = samples.iter().map(|sample| (sample_file(sample), format!("{}\n", sample.payload)));
        let needed = schemas.chain(payloads);
        let is_new = |name: &String| !self.manifest.contains_key(name) && !self.files.contains_key(name);
        needed.filter(|(name, _)| is_new(name)).collect()
    }

    pub(crate) fn add(&mut self, files: BTreeMap<String, String>) {
        for (name, content) in files {
            self.manifest.insert(name.clone(), sha256(&content));
            self.files.insert(name, content);
        }
    }

    /// All that is wrong, each with what to do about it.
    pub(crate) fn problems(&self, types: &[EventType], samples: &[Sample]) -> Vec<String> {
        let missing = self.missing(types, samples).into_keys();
        let mut problems: Vec<String> = missing.map(|name| format!("{name} is missing: {UPDATE}")).collect();
        problems.extend(self.untouched());
        problems.extend(types.iter().filter_map(|event| self.same_shape(event)));
        problems.extend(types.iter().filter_map(|event| has_sample(event, samples)));
        let payloads = self.files.iter().filter(|(name, _)| !name.ends_with(".schema.json"));
        problems.extend(payloads.filter_map(|(name, text)| readable(types, name, text.trim_end()).err()));
        problems
    }

    /// Files that are not what they were when they were written.
    fn untouched(&self) -> Vec<String> {
        let written = self.manifest.iter().filter_map(|(name, hash)| match self.files.get(name) {
            None => Some(format!("{name} is gone: bring it back, for events of this version are stored")),
            Some(content) if sha256(content) != *hash => {
                Some(format!("{name} was edited: bring it back as it was, for so it is stored"))
            }
            Some(_) => None,
        });
        let unknown = self.files.keys().filter(|name| !self.manifest.contains_key(*name));
        written
            .chain(unknown.map(|name| format!("{name} is not in {MANIFEST}: remove it, then {UPDATE}")))
            .collect()
    }

    fn same_shape(&self, event: &EventType) -> Option<String> {
        let (name, version) = (event.versions.event_type, event.versions.current);
        let committed = self.files.get(&schema_file(event))?;
        (*committed != schema_text(event)).then(|| {
            format!(
                "the shape of {name} is not that of {version} any more: give it a new version, an upcaster from \
                 {version} if that does not read as it is, and keep the golden files of {version}"
            )
        })
    }
}

fn has_sample(event: &EventType, samples: &[Sample]) -> Option<String> {
    let (name, version) = (event.versions.event_type, event.versions.current);
    let mut found = samples.iter().filter(|sample| sample.event_type == name);
    (!found.any(|sample| sample.event_version == version && sample.case.is_none()))
        .then(|| format!("{name} {version} has no sample: add one to domain::samples, then {UPDATE}"))
}

/// What is in a directory; a file has nothing in it.
fn entries(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).into_iter().flatten();
    entries.map(|entry| entry.unwrap().path()).collect()
}

/// Whether a stored payload is still read, and, in the current version, written as it was.
fn readable(types: &[EventType], name: &str, payload: &str) -> Result<(), String> {
    let (aggregate, event_type, version) =
        parts(name).ok_or(format!("{name} does not begin with a version"))?;
    let known =
        types.iter().find(|known| known.aggregate == aggregate && known.versions.event_type == event_type);
    let known =
        known.ok_or(format!("{name} is of no event type any more: bring it back, for it is stored"))?;
    let event = recorded(aggregate, event_type, &version, payload);
    let rewritten = (known.rewrite)(&event).map_err(|error| format!("{name} cannot be read: {error}"))?;
    if version == known.versions.current && rewritten != payload {
        return Err(format!("{name} is written otherwise today: {rewritten}"));
    }
    Ok(())
}

/// The aggregate, the event type and the version that the name of a golden file says.
fn parts(name: &str) -> Option<(&str, &str, String)> {
    let [aggregate, event_type, file] = name.split('/').collect::<Vec<_>>().try_into().ok()?;
    let [major, minor, ..] = file.split('.').collect::<Vec<_>>()[..] else {
        return None;
    };
    Some((aggregate, event_type, format!("{major}.{minor}")))
}

pub(crate) fn recorded(
    aggregate: &str,
    event_type: &str,
    event_version: &str,
    payload: &str,
) -> RecordedEvent {
    RecordedEvent {
        shard: 0,
        position: 1,
        tenant: "dev".parse().unwrap(),
        aggregate_type: aggregate.to_owned(),
        aggregate_id: "golden".to_owned(),
        sequence: 1,
        event_type: event_type.to_owned(),
        event_version: event_version.to_owned(),
        payload: payload.to_owned(),
        metadata: Metadata {
            event_id: uuid::Uuid::nil(),
            correlation: "golden".to_owned(),
            causation: None,
            actor: "tester".to_owned(),
            command: "Read".to_owned(),
            traceparent: None,
            build: "test".to_owned(),
        },
        recorded_at: chrono::DateTime::UNIX_EPOCH,
    }
}

fn stem(aggregate: &str, event_type: &str, version: &str) -> String {
    format!("{aggregate}/{event_type}/{version}")
}

fn schema_file(event: &EventType) -> String {
    let stem = stem(event.aggregate, event.versions.event_type, event.versions.current);
    format!("{stem}.schema.json")
}

fn sample_file(sample: &Sample) -> String {
    let stem = stem(sample.aggregate, &sample.event_type, &sample.event_version);
    sample.case.map_or(format!("{stem}.json"), |case| format!("{stem}.{case}.json"))
}

/// The schema without its texts: those may change, and a golden file may not.
fn schema_text(event: &EventType) -> String {
    let mut shape = schema::shape(event.schema.clone());
    shape["$schema"] = "https://json-schema.org/draft/2020-12/schema".into();
    shape.sort_all_objects();
    format!("{shape:#}\n")
}

fn sha256(content: &str) -> String {
    hex::encode(Sha256::digest(content))
}
