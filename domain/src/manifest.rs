//! The manifest of a job's results: which bytes hold them, in which order, with their hashes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::ids::JobId;
use crate::results::Part;

/// All parts of a job's results, in item order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The job.
    pub job: JobId,
    /// How many tasks, and so lines, in all.
    pub tasks: u64,
    /// How many succeeded.
    pub succeeded: u64,
    /// How many failed.
    pub failed: u64,
    /// The parts of each batch, in the order of batches, each in ascending order of first task.
    pub batches: Vec<Vec<Part>>,
}

/// Where a manifest is, and what it must hash to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct ManifestRef {
    /// The object; without one, the manifest follows from the job's events, which hold the results too.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<String>,
    /// Its length in bytes.
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal.
    pub sha256: String,
}

impl Manifest {
    /// Whether some results are in objects, so that the manifest should be one too.
    #[must_use]
    pub fn has_objects(&self) -> bool {
        self.batches.iter().flatten().any(|part| part.key.is_some())
    }

    /// The manifest's bytes: JSON, the same for the same results.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).unwrap_or_default()
    }

    /// A reference to it, kept under `key`.
    #[must_use]
    pub fn reference(&self, key: Option<String>) -> ManifestRef {
        let bytes = self.to_bytes();
        ManifestRef { key, bytes: bytes.len() as u64, sha256: hex::encode(Sha256::digest(&bytes)) }
    }
}
