//! Reads a range of the log page by page, with the next page asked for ahead.

use chrono::{DateTime, Utc};
use commands::ports::EngineError;
use domain::{RecordedEvent, TenantId};
use tokio::task::JoinHandle;
use uuid::Uuid;

use super::engine_error;
use super::shard::Shard;

/// How many events a page has at most. Large enough to be quick, and small enough to be little memory.
const PAGE: u64 = 5_000;
/// How many positions are looked through for one page of events that a filter chose.
const WINDOW: u64 = 50_000;

/// Which events are wanted: those for which everything that is named here is so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Whose they are.
    pub tenant: Option<TenantId>,
    /// Their type: any of these, unless there are none.
    pub types: Vec<String>,
    /// The kind of aggregate.
    pub aggregate_type: Option<String>,
    /// The aggregate's id.
    pub aggregate_id: Option<String>,
    /// Recorded at this instant or later.
    pub since: Option<DateTime<Utc>>,
    /// Recorded before this instant.
    pub before: Option<DateTime<Utc>>,
    /// What they belong to.
    pub correlation: Option<String>,
    /// The event that led to them.
    pub causation: Option<Uuid>,
    /// The event's own id.
    pub event_id: Option<Uuid>,
    /// Who asked.
    pub actor: Option<String>,
    /// The command that they came from.
    pub command: Option<String>,
    /// The trace that they belong to, by its id.
    pub trace: Option<String>,
    /// The version of the program that decided.
    pub build: Option<String>,
}

/// In which order a range is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By position.
    Forwards,
    /// The last one first.
    Backwards,
}

/// Events of a range, and how far it has been read.
#[derive(Debug)]
pub struct Page {
    /// The events that the filter chose.
    pub events: Vec<RecordedEvent>,
    /// The last position that was looked at: all events of the range up to it have been given out, or, backwards, from it on.
    pub reached: u64,
}

/// A range of the log that is being read.
pub struct Scan {
    shard: Shard,
    filter: Filter,
    order: Order,
    /// What lies between is still to be asked for: after the first, up to the second.
    left: (u64, u64),
    next: Option<JoinHandle<Result<Page, EngineError>>>,
}

impl Scan {
    pub(super) fn new(shard: Shard, after: u64, through: u64, filter: Filter, order: Order) -> Self {
        Self { shard, filter, order, left: (after, through), next: None }
    }

    /// The next page; none when the whole range has been read. A page may be empty where the filter chose nothing.
    ///
    /// # Errors
    /// The shard cannot be reached, the connection died while reading, or an event of the range is not there.
    pub async fn next(&mut self) -> Result<Option<Page>, EngineError> {
        let asked = self.next.take().or_else(|| self.ask());
        let Some(asked) = asked else {
            return Ok(None);
        };
        let page = asked.await.map_err(engine_error)??;
        match self.order {
            Order::Forwards => self.left.0 = page.reached,
            Order::Backwards => self.left.1 = page.reached - 1,
        }
        self.next = self.ask();
        Ok(Some(page))
    }

    /// Asks for the page that comes next.
    fn ask(&self) -> Option<JoinHandle<Result<Page, EngineError>>> {
        let (after, through) = self.left;
        if after >= through {
            return None;
        }
        let (shard, filter, order) = (self.shard.clone(), self.filter.clone(), self.order);
        Some(tokio::spawn(async move { read(&shard, &filter, order, (after, through)).await }))
    }
}

impl Drop for Scan {
    fn drop(&mut self) {
        if let Some(asked) = &self.next {
            asked.abort();
        }
    }
}

/// Reads the first page of what lies after `after` and up to `through`.
async fn read(
    shard: &Shard,
    filter: &Filter,
    order: Order,
    (after, through): (u64, u64),
) -> Result<Page, EngineError> {
    let everything = *filter == Filter::default();
    let size = if everything { PAGE } else { WINDOW };
    let range = match order {
        Order::Forwards => (after, through.min(after + size)),
        Order::Backwards => (after.max(through.saturating_sub(size)), through),
    };
    let (events, is_whole) = if everything {
        let events = shard.page(order, range, PAGE).await?;
        if events.is_empty() {
            let missing = if order == Order::Forwards { after + 1 } else { through };
            return Err(shard.hole(missing));
        }
        (events, false)
    } else {
        shard.filtered_page(order, range, PAGE, filter).await?
    };
    let end = match order {
        Order::Forwards => range.1,
        Order::Backwards => range.0 + 1,
    };
    // A page that was full left something of the range behind.
    let reached = events.last().filter(|_| !is_whole).map_or(end, |event| event.position);
    Ok(Page { events, reached })
}
