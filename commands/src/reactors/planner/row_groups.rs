//! Cuts a Parquet file into batches by its row groups.

use std::sync::Arc;

use domain::batch::{BatchSpec, Input};
use domain::job::Plan;
use parquet::file::metadata::RowGroupMetaData;

use super::batches::MAX_BATCH_BYTES;
use super::{OPEN_TOGETHER, PlanError, Planner, Planning, unreadable_if_missing};
use crate::inputs::parquet::{ObjectRanges, Pages, ReadError, Table};

/// A Parquet file.
#[derive(Clone, Copy)]
pub(super) struct TableInput<'a> {
    pub(super) key: &'a str,
    pub(super) bytes: u64,
    pub(super) columns: Option<&'a [String]>,
    /// How many rows were found when it was uploaded.
    pub(super) items: Option<u64>,
}

impl Planner {
    pub(super) async fn plan_table(
        &self,
        job: &Planning<'_>,
        input: TableInput<'_>,
        opened: &mut Plan,
    ) -> Result<(), PlanError> {
        let ranges = ObjectRanges { objects: Arc::clone(&self.objects), key: input.key.to_owned() };
        let table = Table::read(&ranges, input.bytes).await.map_err(unreadable)?;
        if input.items.is_some_and(|items| items != table.rows()) {
            return Err(PlanError::Unreadable(format!("object {} is not what was uploaded", input.key)));
        }
        if let Some(columns) = input.columns {
            table.check_columns(columns).map_err(|unknown| PlanError::Unreadable(unknown.to_string()))?;
        }
        let leaves = table.leaves(input.columns);
        let mut ready = vec![];
        for (number, group) in (0..).zip(table.groups()) {
            check_rows(&ranges, number, group).await?;
            let mut first_row = 0;
            let (rows, most) =
                (group.num_rows().unsigned_abs(), batch_rows(group, &leaves, job.spec.batch_size));
            while first_row < rows {
                let tasks = most.min(rows - first_row);
                ready.push((number, first_row, tasks));
                first_row += tasks;
                if ready.len() == OPEN_TOGETHER {
                    self.open(job, specs(job, input, std::mem::take(&mut ready), opened), opened).await?;
                }
            }
        }
        self.open(job, specs(job, input, ready, opened), opened).await
    }
}

/// The batches of some parts of row groups: the group's number, the first row and how many.
fn specs(
    job: &Planning<'_>,
    input: TableInput<'_>,
    parts: Vec<(u32, u64, u64)>,
    opened: &Plan,
) -> Vec<(u64, BatchSpec)> {
    let mut first_task = opened.tasks;
    let spec = |(number, (row_group, first_row, tasks))| {
        let input = Input::RowGroup {
            key: input.key.to_owned(),
            bytes: input.bytes,
            row_group,
            first_row,
            columns: input.columns.map(<[String]>::to_vec),
        };
        let spec = BatchSpec::of(job.spec, first_task, tasks, input);
        first_task += tasks;
        (number, spec)
    };
    (opened.batches..).zip(parts).map(spec).collect()
}

/// So many rows that their bytes have a bound, as far as the footer tells their size.
fn batch_rows(group: &RowGroupMetaData, leaves: &[usize], batch_size: u64) -> u64 {
    let bytes: u64 = leaves.iter().map(|leaf| group.column(*leaf).uncompressed_size().unsigned_abs()).sum();
    let of_a_row = bytes / group.num_rows().unsigned_abs().max(1);
    batch_size.min(MAX_BATCH_BYTES / of_a_row.max(1)).max(1)
}

/// Refuses a row group that has other rows than the footer says, as far as the headers of its smallest column's pages
/// tell: tasks that have no row would fail only one by one.
async fn check_rows(ranges: &ObjectRanges, number: u32, group: &RowGroupMetaData) -> Result<(), PlanError> {
    let smallest = group
        .columns()
        .iter()
        .min_by_key(|column| (column.column_descr().max_rep_level() > 0, column.compressed_size()));
    let Some(column) = smallest else {
        return Ok(());
    };
    let pages = Pages::scan(ranges, column).await.map_err(unreadable)?;
    let said = group.num_rows().unsigned_abs();
    match pages.rows {
        Some(rows) if rows != said => Err(PlanError::Unreadable(format!(
            "the file is damaged: its footer says that row group {number} has {said} rows, and its pages have {rows}"
        ))),
        _ => Ok(()),
    }
}

fn unreadable(error: ReadError) -> PlanError {
    match error {
        ReadError::Bad(bad) => PlanError::Unreadable(bad.to_string()),
        ReadError::Object(error) => unreadable_if_missing(error),
    }
}
