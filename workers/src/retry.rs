//! When to try again what failed, and when not.

use std::time::Duration;

use commands::ExecuteError;
use domain::batch::BatchError;

/// How long the worker waits before it tries again what failed; doubled up to [`LONGEST_PAUSE`].
pub(crate) const FIRST_PAUSE: Duration = Duration::from_millis(50);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// Whether the same command may succeed later.
pub(crate) fn is_transient(error: &ExecuteError<BatchError>) -> bool {
    matches!(error, ExecuteError::Contended(_) | ExecuteError::Overloaded | ExecuteError::Unavailable(_))
}

/// Waits, and answers how long to wait next time.
pub(crate) async fn wait(pause: Duration) -> Duration {
    tokio::time::sleep(pause).await;
    (pause * 2).min(LONGEST_PAUSE)
}
