//! Which columns of a job's items are wanted.

use std::sync::Arc;

use domain::dataset::Format;
use domain::job::Source;

use super::{Jobs, SubmitError};
use crate::inputs::parquet::{BadParquet, ObjectRanges, ReadError, Table, UnknownColumns};

/// Why a job's columns were refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ColumnsError {
    /// There are none to choose of.
    #[error("only items of Parquet have columns to choose: leave `columns` out")]
    NotParquet,
    /// None is chosen.
    #[error("`columns` names none: name one, or leave it out for all")]
    None,
    /// The dataset has no such columns.
    #[error(transparent)]
    Unknown(#[from] UnknownColumns),
    /// The dataset is no longer what was uploaded.
    #[error(transparent)]
    Unreadable(#[from] BadParquet),
}

impl Jobs {
    /// The same source with only some columns. Those of a dataset are looked up; those of objects when they are planned.
    pub(super) async fn project(
        &self,
        mut source: Source,
        chosen: Option<Vec<String>>,
    ) -> Result<Source, SubmitError> {
        let Some(chosen) = chosen else {
            return Ok(source);
        };
        if chosen.is_empty() {
            return Err(ColumnsError::None.into());
        }
        match &mut source {
            Source::Object { key, bytes, format: Format::Parquet, columns, .. } => {
                let ranges = ObjectRanges { objects: Arc::clone(&self.objects), key: key.clone() };
                let table = Table::read(&ranges, *bytes).await.map_err(|error| match error {
                    ReadError::Bad(bad) => SubmitError::Columns(bad.into()),
                    ReadError::Object(error) => error.into(),
                })?;
                table.check_columns(&chosen).map_err(ColumnsError::from)?;
                *columns = Some(chosen);
            }
            Source::Objects { objects, columns }
                if objects.iter().all(|object| object.format == Format::Parquet) =>
            {
                *columns = Some(chosen);
            }
            _ => return Err(ColumnsError::NotParquet.into()),
        }
        Ok(source)
    }
}
