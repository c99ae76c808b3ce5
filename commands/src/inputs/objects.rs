//! Objects that a tenant names by their keys.

use domain::TenantId;
use domain::dataset::{Compression, Format};
use domain::job::ObjectInput;

use crate::keys;

/// The most objects of a job.
pub const MAX_OBJECTS: usize = 10_000;
/// The longest key, in bytes: S3's own limit.
const MAX_KEY_BYTES: usize = 1_024;

/// An object as a tenant names it. What is left out, the key's ending says.
#[derive(Debug, Clone)]
pub struct NamedObject {
    /// The object.
    pub key: String,
    /// How its bytes are cut into items.
    pub format: Option<Format>,
    /// How its bytes are packed.
    pub compression: Option<Compression>,
}

/// Why objects were refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ObjectsError {
    /// None, or too many.
    #[error("there are {0} objects: give 1 to {MAX_OBJECTS}")]
    Count(usize),
    /// A key that cannot be the tenant's.
    #[error("the key {key:?} is not yours: yours begin with {prefix}")]
    Foreign {
        /// The key.
        key: String,
        /// What the tenant's keys begin with.
        prefix: String,
    },
    /// A key that cannot be one.
    #[error("a key has {0} bytes: {MAX_KEY_BYTES} at most can be")]
    LongKey(usize),
    /// A format that nobody named.
    #[error("the key {0:?} does not tell its format: give `format`")]
    UnknownFormat(String),
}

/// What the objects of `tenant` are.
///
/// # Errors
/// See [`ObjectsError`].
pub fn resolve(tenant: &TenantId, objects: Vec<NamedObject>) -> Result<Vec<ObjectInput>, ObjectsError> {
    if !(1..=MAX_OBJECTS).contains(&objects.len()) {
        return Err(ObjectsError::Count(objects.len()));
    }
    let prefix = keys::tenant(tenant);
    objects.into_iter().map(|object| resolve_one(&prefix, object)).collect()
}

fn resolve_one(prefix: &str, object: NamedObject) -> Result<ObjectInput, ObjectsError> {
    let NamedObject { key, format, compression } = object;
    if key.len() > MAX_KEY_BYTES {
        return Err(ObjectsError::LongKey(key.len()));
    }
    // Some stores take keys for paths.
    let climbs = key.split('/').any(|part| part == "..");
    if climbs || key.strip_prefix(prefix).is_none_or(str::is_empty) {
        return Err(ObjectsError::Foreign { key, prefix: prefix.to_owned() });
    }
    let (named_format, named_compression) = of_name(&key);
    match format.or(named_format) {
        Some(format) => {
            Ok(ObjectInput { key, format, compression: compression.unwrap_or(named_compression) })
        }
        None => Err(ObjectsError::UnknownFormat(key)),
    }
}

/// What a file's name says of its bytes.
#[must_use]
pub fn of_name(name: &str) -> (Option<Format>, Compression) {
    let name = name.to_ascii_lowercase();
    let packed = |ending, compression| Some((name.strip_suffix(ending)?, compression));
    let (inner, compression) = packed(".gz", Compression::Gzip)
        .or_else(|| packed(".zst", Compression::Zstd))
        .unwrap_or((&name, Compression::None));
    let format = match inner.rsplit_once('.').map(|(_, ending)| ending) {
        Some("csv") => Some(Format::Csv),
        Some("ndjson" | "jsonl") => Some(Format::Ndjson),
        Some("parquet") => Some(Format::Parquet),
        _ => None,
    };
    (format, compression)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(key: &str) -> NamedObject {
        NamedObject { key: key.to_owned(), format: None, compression: None }
    }

    fn resolved(key: &str) -> Result<ObjectInput, ObjectsError> {
        let one = resolve(&"acme".parse().unwrap(), vec![named(key)])?;
        Ok(one.into_iter().next().unwrap())
    }

    #[test]
    fn a_name_tells_format_and_compression() {
        assert_eq!(of_name("a.CSV"), (Some(Format::Csv), Compression::None));
        assert_eq!(of_name("a.b.jsonl.gz"), (Some(Format::Ndjson), Compression::Gzip));
        assert_eq!(of_name("a.parquet"), (Some(Format::Parquet), Compression::None));
        assert_eq!(of_name("a.zst"), (None, Compression::Zstd));
        assert_eq!(of_name("csv"), (None, Compression::None));
    }

    #[test]
    fn only_a_tenants_own_keys_are_taken() {
        let own = resolved("tenants/acme/in/a.csv.gz").unwrap();
        assert_eq!((own.format, own.compression), (Format::Csv, Compression::Gzip));
        for key in [
            "tenants/other/a.csv",
            "tenants/acme2/a.csv",
            "a.csv",
            "tenants/acme/",
            "tenants/acme/../o/a.csv",
        ] {
            assert!(matches!(resolved(key), Err(ObjectsError::Foreign { .. })), "{key}");
        }
        assert!(matches!(resolved("tenants/acme/a"), Err(ObjectsError::UnknownFormat(_))));
        assert_eq!(resolve(&"acme".parse().unwrap(), vec![]), Err(ObjectsError::Count(0)));
    }
}
