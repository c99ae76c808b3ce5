//! Answers that have no body.

use poem_openapi::ApiResponse;

/// It is done.
#[derive(ApiResponse)]
pub(super) enum Done {
    /// It is done.
    #[oai(status = 204)]
    Done,
}

/// It will be done: what comes of it comes by mail.
#[derive(ApiResponse)]
pub(super) enum Mailed {
    /// If there is something to send, it is on its way. The answer is the same if there is not.
    #[oai(status = 202)]
    Perhaps,
}
