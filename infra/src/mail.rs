//! Mail: by SMTP; or, for development, into a folder.

use std::path::PathBuf;
use std::time::Duration;

use async_trait::async_trait;
use commands::ports::EngineError;
use commands::ports::mail::{Mail, Mailer};
use lettre::message::Mailbox;
use lettre::message::header::ContentType;
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use serde::Deserialize;
use uuid::Uuid;

/// How long the mail server may take.
const TIMEOUT: Duration = Duration::from_secs(20);

/// Where mail goes.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub enum MailConfig {
    /// To a mail server.
    Smtp {
        /// Its URL: `smtps://user:password@host`, or `smtp://host?tls=required`.
        url: String,
        /// Whom mail is from, such as `Thousandfold <no-reply@example.org>`.
        from: String,
    },
    /// Into files of this folder, one a mail.
    Folder(PathBuf),
}

impl Default for MailConfig {
    fn default() -> Self {
        Self::Folder(PathBuf::from("mail"))
    }
}

/// Sends mail as the config says.
pub enum ConfiguredMailer {
    /// To a mail server.
    Smtp(Box<SmtpMailer>),
    /// Into a folder.
    Folder(PathBuf),
}

/// Sends mail to a mail server.
pub struct SmtpMailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
}

impl ConfiguredMailer {
    /// Does not connect yet.
    ///
    /// # Errors
    /// The URL or the sender's address is none.
    pub fn new(config: &MailConfig) -> Result<Self, EngineError> {
        Ok(match config {
            MailConfig::Folder(folder) => Self::Folder(folder.clone()),
            MailConfig::Smtp { url, from } => Self::Smtp(Box::new(SmtpMailer {
                transport: AsyncSmtpTransport::<Tokio1Executor>::from_url(url)
                    .map_err(mail_error)?
                    .timeout(Some(TIMEOUT))
                    .build(),
                from: from.parse().map_err(mail_error)?,
            })),
        })
    }
}

#[async_trait]
impl Mailer for ConfiguredMailer {
    async fn send(&self, mail: &Mail) -> Result<(), EngineError> {
        match self {
            Self::Smtp(smtp) => smtp.send(mail).await,
            Self::Folder(folder) => {
                let text = format!("To: {}\nSubject: {}\n\n{}", mail.to, mail.subject, mail.text);
                tokio::fs::create_dir_all(folder).await.map_err(mail_error)?;
                // It appears with its name when it is complete: who waits for it reads all of it.
                let name = Uuid::now_v7().simple().to_string();
                let (part, whole) = (folder.join(format!(".{name}")), folder.join(format!("{name}.txt")));
                tokio::fs::write(&part, text).await.map_err(mail_error)?;
                tokio::fs::rename(&part, &whole).await.map_err(mail_error)
            }
        }
    }
}

impl SmtpMailer {
    async fn send(&self, mail: &Mail) -> Result<(), EngineError> {
        let message = Message::builder()
            .from(self.from.clone())
            .to(mail.to.parse().map_err(mail_error)?)
            .subject(&mail.subject)
            .header(ContentType::TEXT_PLAIN)
            .body(mail.text.clone())
            .map_err(mail_error)?;
        self.transport.send(message).await.map(drop).map_err(mail_error)
    }
}

fn mail_error(error: impl ToString) -> EngineError {
    EngineError { engine: "mail", message: error.to_string() }
}

#[cfg(test)]
mod tests;
