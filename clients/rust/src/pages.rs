//! Lists that are read page by page.

use futures::TryStreamExt as _;
use futures::stream::{self, Stream};

use crate::builder::{ListEvents, ListJobs, ListTasks};
use crate::types::{Attempt, Event, Job, Outcome};
use crate::{Client, Error, answer, with};

/// The pages of a list. `ask` asks for the page of a cursor, or for the first one, and gives what is on it and the next
/// page's cursor, if there is one.
pub fn pages<T, C>(
    ask: impl AsyncFn(Option<C>) -> Result<(Vec<T>, Option<C>), Error>,
) -> impl Stream<Item = Result<Vec<T>, Error>> {
    stream::try_unfold(Some((None, ask)), async |next| {
        let Some((cursor, ask)) = next else { return Ok(None) };
        let (items, cursor) = ask(cursor).await?;
        Ok(Some((items, cursor.map(|cursor| (Some(cursor), ask)))))
    })
}

/// What is on the pages of a list, one after the other.
pub fn items<T>(pages: impl Stream<Item = Result<Vec<T>, Error>>) -> impl Stream<Item = Result<T, Error>> {
    pages.map_ok(|page| stream::iter(page.into_iter().map(Ok))).try_flatten()
}

impl Client {
    /// Jobs, up to 200 a page: which ones and in which order `ask` says, such as `|list| list.state(JobState::Running)`. Without
    /// a word of it, the newest come first.
    pub fn job_pages<'a>(
        &'a self,
        size: u64,
        ask: impl Fn(ListJobs<'a>) -> ListJobs<'a> + 'a,
    ) -> impl Stream<Item = Result<Vec<Job>, Error>> + 'a {
        pages(async move |cursor: Option<String>| {
            let list = with(ask(self.list_jobs()).limit(size), cursor, ListJobs::cursor);
            let page = answer(list.send().await)?;
            Ok((page.jobs, page.next_cursor))
        })
    }

    /// Attempts at a job's tasks, in order of task and attempt, up to 1,000 a page. With `outcome`, only those that ended
    /// so.
    pub fn attempt_pages(
        &self,
        id: &str,
        outcome: Option<Outcome>,
        size: u64,
    ) -> impl Stream<Item = Result<Vec<Attempt>, Error>> + '_ {
        let id = id.to_owned();
        pages(async move |cursor: Option<String>| {
            let list = self.list_tasks().id(id.as_str()).limit(size);
            let list = with(list, cursor, ListTasks::cursor);
            let list = with(list, outcome, ListTasks::outcome);
            let page = answer(list.send().await)?;
            Ok((page.tasks, page.next_cursor))
        })
    }

    /// The events of a job, or of one of its batches, in the order in which they happened, up to 1,000 a page.
    pub fn event_pages(
        &self,
        id: &str,
        batch: Option<u64>,
        size: u64,
    ) -> impl Stream<Item = Result<Vec<Event>, Error>> + '_ {
        let id = id.to_owned();
        pages(async move |after: Option<u64>| {
            let list = self.list_events().id(id.as_str()).limit(size);
            let list = with(list, batch, ListEvents::batch);
            let list = with(list, after, ListEvents::after);
            let page = answer(list.send().await)?;
            Ok((page.events, page.next_cursor))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_list_goes_on_until_there_is_no_cursor() {
        let ask = async |cursor: Option<u8>| {
            let page = cursor.unwrap_or_default();
            Ok((vec![page, page], (page < 2).then_some(page + 1)))
        };
        let all: Vec<u8> = items(pages(ask)).try_collect().await.unwrap();
        assert_eq!(all, [0, 0, 1, 1, 2, 2]);
    }
}
