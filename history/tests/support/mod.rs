//! Runs `history-check` as a user does, on the engines that `make test` starts.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What a run found. The event store must have kept all its promises.
pub(crate) fn clean_run(arguments: &[&str]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    // A folder of the run's own, which stays if something is wrong.
    let files = folder.path().join("run");
    let output = Command::new(env!("CARGO_BIN_EXE_history-check"))
        .args(["run", "--json", "--config"])
        .arg(config_file())
        .arg("--folder")
        .arg(&files)
        .args(arguments)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    let found: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    if !output.status.success() {
        let kept = folder.keep();
        panic!("{said}\nthe files are in {}: {:#}", kept.display(), found["violations"]);
    }
    assert_eq!(found["violations"], Value::Array(vec![]), "{said}");
    found
}

/// A number of what was found, by its path.
pub(crate) fn number(found: &Value, path: &str) -> u64 {
    let value = found.pointer(path).and_then(Value::as_u64);
    value.unwrap_or_else(|| panic!("there is no {path} in {found:#}"))
}

/// The config that `dev/stack` wrote for the test engines.
fn config_file() -> PathBuf {
    let checkout = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    std::env::var_os("THOUSANDFOLD_TEST_CONFIG")
        .map_or_else(|| checkout.join(".dev/test/thousandfold.toml"), PathBuf::from)
}
