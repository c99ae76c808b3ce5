//! `/v1/sign-up` and what follows by mail: addresses are verified, and forgotten passwords set anew. None of these answers tells
//! whether somebody has an account.

use std::sync::Arc;

use commands::accounts::SignUp;
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};

use super::BODY;
use super::answers::{Done, Mailed};
use crate::body::JsonBody;
use crate::problem::{Kind, Refused, any_of};
use crate::{Shared, Tag};

/// Who wants to sign up.
#[derive(Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewUser {
    /// Where you get mail.
    email: String,
    /// What you are called: 1 to 200 characters.
    name: String,
    /// 12 to 256 bytes that nobody guesses.
    password: String,
}

/// Where somebody gets mail.
#[derive(Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct Address {
    /// The address.
    email: String,
}

/// The secret of a link in a mail.
#[derive(Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinkToken {
    /// What follows `#` in the link.
    token: String,
}

/// A new password, by the secret of a link in a mail.
#[derive(Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasswordReset {
    /// What follows `#` in the link.
    token: String,
    /// 12 to 256 bytes that nobody guesses.
    password: String,
}

const SIGN_UP: u128 = BODY | any_of(&[Kind::SignUpClosed]);
const LINK: u128 = BODY | any_of(&[Kind::LinkOver]);

/// The routes.
pub(crate) struct SignUpApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Accounts")]
impl SignUpApi {
    /// Sign up
    ///
    /// A link to verify the address is sent to it. If somebody has an account with the address already, the answer is the same,
    /// and the mail says so.
    #[oai(path = "/v1/sign-up", method = "post", operation_id = "sign_up")]
    async fn sign_up(&self, body: JsonBody<NewUser>) -> Result<Mailed, Refused<SIGN_UP>> {
        let NewUser { email, name, password } = body.0;
        self.0.services.accounts.sign_up(SignUp { email, name, password }).await?;
        Ok(Mailed::Perhaps)
    }

    /// Verify an e-mail address
    #[oai(path = "/v1/email-verifications/confirm", method = "post", operation_id = "verify_email")]
    async fn verify(&self, body: JsonBody<LinkToken>) -> Result<Done, Refused<LINK>> {
        self.0.services.accounts.verify_email(&body.0.token).await?;
        Ok(Done::Done)
    }

    /// Ask for another link to verify an address
    #[oai(path = "/v1/email-verifications", method = "post", operation_id = "ask_verification")]
    async fn ask_verification(&self, body: JsonBody<Address>) -> Result<Mailed, Refused<BODY>> {
        self.0.services.accounts.ask_verification(&body.0.email).await?;
        Ok(Mailed::Perhaps)
    }

    /// Ask for a link to set a new password
    #[oai(path = "/v1/password-resets", method = "post", operation_id = "ask_password_reset")]
    async fn ask_reset(&self, body: JsonBody<Address>) -> Result<Mailed, Refused<BODY>> {
        self.0.services.accounts.ask_password_reset(&body.0.email).await?;
        Ok(Mailed::Perhaps)
    }

    /// Set a new password
    ///
    /// All sessions end. The address counts as verified: who has the link reads mail there.
    #[oai(path = "/v1/password-resets/confirm", method = "post", operation_id = "reset_password")]
    async fn reset(&self, body: JsonBody<PasswordReset>) -> Result<Done, Refused<LINK>> {
        let PasswordReset { token, password } = body.0;
        self.0.services.accounts.reset_password(&token, password).await?;
        Ok(Done::Done)
    }
}
