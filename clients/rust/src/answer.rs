//! What goes into a call, and what comes out.

use progenitor_client::ResponseValue;

use crate::Error;

/// What the service answered: `answer(client.get_job().id(id).send().await)?` is a job.
///
/// # Errors
/// The call failed: see [`Error`].
pub fn answer<T>(sent: Result<ResponseValue<T>, progenitor_client::Error>) -> Result<T, Error> {
    Ok(sent?.into_inner())
}

/// A call with a parameter, if there is a value for it: `with(client.list_jobs(), state, ListJobs::state)`.
pub fn with<B, V>(call: B, value: Option<V>, set: impl FnOnce(B, V) -> B) -> B {
    match value {
        Some(value) => set(call, value),
        None => call,
    }
}
