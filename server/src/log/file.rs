//! A file that has its name only when it is whole, and ends with what verifies it.

use std::fs::{self, File, Permissions};
use std::io::{BufWriter, Write};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest, Sha256};
use tempfile::NamedTempFile;

use crate::cli::output::write_stdout;
use crate::cli::save::{check_target, is_stdout};

/// A file under a name of its own, until it is whole. It goes away if it never is.
type Part = BufWriter<NamedTempFile>;

enum Sink {
    Stdout,
    /// A device or a pipe: it cannot be renamed to, and nothing in it looks whole.
    Special(File),
    Plain(Part, PathBuf),
    Gzip(GzEncoder<Part>, PathBuf),
}

/// Where lines go.
pub(crate) struct LineFile {
    sink: Sink,
    hasher: Sha256,
    bytes: u64,
}

/// What was written so far: before compression, if there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Digested {
    pub(crate) bytes: u64,
    pub(crate) sha256: String,
}

impl LineFile {
    /// Begins `target`; `-` is stdout, and a name that ends with `.gz` is compressed.
    pub(crate) fn create(target: &Path) -> anyhow::Result<Self> {
        let sink = open(target).with_context(|| format!("{} cannot be written", target.display()))?;
        Ok(Self { sink, hasher: Sha256::new(), bytes: 0 })
    }

    /// Adds whole lines.
    pub(crate) fn write(&mut self, lines: &[u8]) -> anyhow::Result<()> {
        self.hasher.update(lines);
        self.bytes += lines.len() as u64;
        self.write_unhashed(lines)
    }

    /// What has been written.
    pub(crate) fn digest(&self) -> Digested {
        Digested { bytes: self.bytes, sha256: hex::encode(self.hasher.clone().finalize()) }
    }

    /// Ends the file with a line that its hash leaves out, and gives it its name when all of it is on disk.
    pub(crate) fn finish(mut self, end: &[u8]) -> anyhow::Result<()> {
        self.write_unhashed(end)?;
        match self.sink {
            Sink::Stdout => Ok(()),
            Sink::Special(mut file) => Ok(file.flush()?),
            Sink::Plain(part, target) => rename(part, &target),
            Sink::Gzip(encoder, target) => rename(encoder.finish()?, &target),
        }
    }

    fn write_unhashed(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        let written = match &mut self.sink {
            Sink::Stdout => return write_stdout(bytes),
            Sink::Special(file) => file.write_all(bytes),
            Sink::Plain(part, _) => part.write_all(bytes),
            Sink::Gzip(encoder, _) => encoder.write_all(bytes),
        };
        written.context("the file cannot be written")
    }
}

fn open(target: &Path) -> anyhow::Result<Sink> {
    if is_stdout(target) {
        return Ok(Sink::Stdout);
    }
    check_target(target)?;
    if fs::metadata(target).is_ok_and(|metadata| !metadata.is_file()) {
        return Ok(Sink::Special(File::options().write(true).open(target)?));
    }
    // Behind a link, the file is replaced and the link stays.
    let target = fs::canonicalize(target).unwrap_or_else(|_| target.to_owned());
    let folder = target.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // As any other file: what the umask leaves.
    let part = tempfile::Builder::new()
        .prefix(".part-")
        .permissions(Permissions::from_mode(0o666))
        .tempfile_in(folder)?;
    let part = BufWriter::with_capacity(1 << 16, part);
    if target.extension().is_some_and(|extension| extension == "gz") {
        return Ok(Sink::Gzip(GzEncoder::new(part, Compression::default()), target));
    }
    Ok(Sink::Plain(part, target))
}

fn rename(part: Part, target: &Path) -> anyhow::Result<()> {
    let cannot = || format!("{} cannot be completed", target.display());
    let part = part.into_inner().map_err(std::io::IntoInnerError::into_error).with_context(cannot)?;
    part.as_file().sync_all().with_context(cannot)?;
    part.persist(target).with_context(cannot)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn a_file_has_its_name_only_when_it_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("log.ndjson");
        let mut file = LineFile::create(&target).unwrap();
        file.write(b"1\n").unwrap();
        assert!(!target.exists());
        let digest = file.digest();
        file.finish(b"end\n").unwrap();
        assert_eq!(fs::read(&target).unwrap(), b"1\nend\n");
        assert_eq!(digest, Digested { bytes: 2, sha256: hex::encode(Sha256::digest(b"1\n")) });
    }

    #[test]
    fn a_file_that_is_given_up_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = LineFile::create(&folder.path().join("log.ndjson")).unwrap();
        file.write(b"1\n").unwrap();
        drop(file);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn a_name_that_ends_with_gz_is_compressed() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("log.ndjson.gz");
        let mut file = LineFile::create(&target).unwrap();
        file.write(b"1\n").unwrap();
        file.finish(b"end\n").unwrap();
        let mut text = String::new();
        flate2::read::GzDecoder::new(File::open(&target).unwrap()).read_to_string(&mut text).unwrap();
        assert_eq!(text, "1\nend\n");
    }

    #[test]
    fn a_folder_that_is_missing_is_told() {
        let error = LineFile::create(Path::new("/nowhere/log.ndjson")).err().unwrap();
        assert!(format!("{error:#}").contains("no directory /nowhere"), "{error:#}");
    }
}
