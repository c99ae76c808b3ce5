//! `/v1/me`: who signed in, their password and their one-time codes.

use std::sync::Arc;

use domain::UserId;
use poem_openapi::{Object, OpenApi};
use serde::{Deserialize, Serialize};

use super::BODY;
use super::answers::Done;
use crate::asked::SignedIn;
use crate::body::JsonBody;
use crate::limited::Guarded;
use crate::problem::{Kind, Refused, any_of};
use crate::text::Text;
use crate::{Shared, Tag};

/// Who signed in.
#[derive(Object, Serialize, Deserialize)]
pub(crate) struct Me {
    /// Your id.
    id: Text<UserId>,
    /// Where you get mail.
    email: String,
    /// What you are called.
    name: String,
    /// Whether you are asked for a one-time code when you sign in.
    totp: bool,
}

/// Another password.
#[derive(Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasswordChange {
    /// The one that you have.
    current: String,
    /// 12 to 256 bytes that nobody guesses.
    new: String,
}

/// A one-time code.
#[derive(Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct Code {
    /// Six digits from your app; or a recovery code, to switch codes off.
    code: String,
}

/// What an app needs to make codes.
#[derive(Object, Serialize, Deserialize)]
pub(crate) struct TotpSecret {
    /// To be typed into the app.
    secret: String,
    /// The same as a URI, to be shown as a QR code.
    uri: String,
}

/// Codes for when the app is lost. Each works once; they are not shown again.
#[derive(Object, Serialize, Deserialize)]
pub(crate) struct RecoveryCodes {
    /// The codes.
    codes: Vec<String>,
}

const GET: u128 = any_of(&[Kind::SessionOver, Kind::DamagedData]);
const PASSWORD: u128 = GET | BODY | any_of(&[Kind::WrongCredentials]);
const BEGIN: u128 = GET | any_of(&[Kind::TotpState]);
const CODE: u128 = GET | BODY | any_of(&[Kind::WrongCode, Kind::TotpState]);

/// The routes.
pub(crate) struct MeApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Accounts")]
impl MeApi {
    /// Get yourself
    #[oai(path = "/v1/me", method = "get", operation_id = "get_me")]
    async fn get(&self, by: SignedIn) -> Result<JsonBody<Me>, Refused<GET>> {
        let profile = self.0.services.accounts.profile(by.user).await?;
        Ok(JsonBody(Me {
            id: Text(profile.user),
            email: profile.email,
            name: profile.name,
            totp: profile.totp_enabled,
        }))
    }

    /// Change your password
    ///
    /// Your other sessions end.
    #[oai(path = "/v1/me/password", method = "post", operation_id = "change_password")]
    async fn change_password(
        &self,
        by: SignedIn,
        body: JsonBody<PasswordChange>,
    ) -> Result<Done, Refused<PASSWORD>> {
        let PasswordChange { current, new } = body.0;
        let attempt = self.0.try_secret(by.ip, Guarded::User(by.user)).await?;
        self.0.services.accounts.change_password(by.user, by.session, current, new).await?;
        self.0.succeeded(attempt).await;
        Ok(Done::Done)
    }

    /// Begin to set up one-time codes
    ///
    /// They are asked for once `POST /v1/me/totp/confirm` has a first one (RFC 6238: SHA-1, six digits, 30 seconds).
    #[oai(path = "/v1/me/totp", method = "post", operation_id = "begin_totp")]
    async fn begin_totp(&self, by: SignedIn) -> Result<JsonBody<TotpSecret>, Refused<BEGIN>> {
        let offer = self.0.services.accounts.begin_totp(by.user).await?;
        Ok(JsonBody(TotpSecret { secret: offer.secret, uri: offer.uri }))
    }

    /// Have one-time codes asked for from now on
    #[oai(path = "/v1/me/totp/confirm", method = "post", operation_id = "confirm_totp")]
    async fn confirm_totp(
        &self,
        by: SignedIn,
        body: JsonBody<Code>,
    ) -> Result<JsonBody<RecoveryCodes>, Refused<CODE>> {
        let attempt = self.0.try_secret(by.ip, Guarded::User(by.user)).await?;
        let codes = self.0.services.accounts.confirm_totp(by.user, &body.0.code).await?;
        self.0.succeeded(attempt).await;
        Ok(JsonBody(RecoveryCodes { codes }))
    }

    /// Have one-time codes asked for no more
    #[oai(path = "/v1/me/totp/disable", method = "post", operation_id = "disable_totp")]
    async fn disable_totp(&self, by: SignedIn, body: JsonBody<Code>) -> Result<Done, Refused<CODE>> {
        let attempt = self.0.try_secret(by.ip, Guarded::User(by.user)).await?;
        self.0.services.accounts.disable_totp(by.user, &body.0.code).await?;
        self.0.succeeded(attempt).await;
        Ok(Done::Done)
    }
}
