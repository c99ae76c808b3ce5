//! Sends mail.

use async_trait::async_trait;

use super::EngineError;

/// A mail of plain text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// To whom.
    pub to: String,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub text: String,
}

/// Sends mail.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands a mail over to who delivers it.
    async fn send(&self, mail: &Mail) -> Result<(), EngineError>;
}
