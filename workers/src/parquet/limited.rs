//! Stops a reader at a row that has more values than a row can have: a few bytes can stand for billions of values.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use parquet::column::page::{Page, PageMetadata, PageReader};
use parquet::errors::{ParquetError, Result};

/// The most values in the pages of a repeated column that hold the rows of a step.
const MAX_VALUES: u64 = 8 << 20;

/// How many values were taken in this step.
#[derive(Debug, Clone, Default)]
pub(super) struct Budget(Arc<AtomicU64>);

impl Budget {
    /// Begins a step.
    pub(super) fn reset(&self) {
        self.0.store(0, Ordering::Relaxed);
    }
}

/// Counts what comes out of another reader. Pages of a column that is not repeated may have any number of values: they
/// are decoded row by row.
pub(super) struct Limited<P> {
    pages: P,
    repeated: bool,
    taken: Budget,
}

impl<P: PageReader> Limited<P> {
    pub(super) fn new(pages: P, repeated: bool, taken: Budget) -> Self {
        Self { pages, repeated, taken }
    }
}

impl<P: PageReader> PageReader for Limited<P> {
    fn get_next_page(&mut self) -> Result<Option<Page>> {
        let page = self.pages.get_next_page()?;
        if let Some(page) = page.as_ref().filter(|page| self.repeated && page.is_data_page()) {
            let values = u64::from(page.num_values());
            let before = self.taken.0.fetch_add(values, Ordering::Relaxed);
            if before + values > MAX_VALUES {
                return Err(ParquetError::General(format!("a few rows have more than {MAX_VALUES} values")));
            }
        }
        Ok(page)
    }

    fn peek_next_page(&mut self) -> Result<Option<PageMetadata>> {
        self.pages.peek_next_page()
    }

    fn skip_next_page(&mut self) -> Result<()> {
        self.pages.skip_next_page()
    }

    fn supports_deferred_dictionary(&self) -> bool {
        self.pages.supports_deferred_dictionary()
    }

    fn take_deferred_dictionary(&mut self) -> Result<Option<Page>> {
        self.pages.take_deferred_dictionary()
    }

    fn at_record_boundary(&mut self) -> Result<bool> {
        self.pages.at_record_boundary()
    }
}

impl<P: PageReader> Iterator for Limited<P> {
    type Item = Result<Page>;

    fn next(&mut self) -> Option<Self::Item> {
        self.get_next_page().transpose()
    }
}
