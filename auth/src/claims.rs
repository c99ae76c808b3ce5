//! What an access token says.

use domain::TenantId;
use serde::{Deserialize, Serialize};

/// The claims of an access token (RFC 9068). All of them are required, but for those of a tenant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessClaims {
    /// Who made the token.
    pub iss: String,
    /// Whom it is for.
    pub aud: String,
    /// Who asks: `user_…`.
    pub sub: String,
    /// In which tenant, if they chose one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tid: Option<TenantId>,
    /// The member's role there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// Since when they are a member in this way, in microseconds since 1970: what was given to them as what they were before is
    /// told apart by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<i64>,
    /// The session that the token belongs to, by which it is revoked.
    pub sid: String,
    /// When it was made, in seconds since 1970.
    pub iat: i64,
    /// Until when it is good, in seconds since 1970.
    pub exp: i64,
    /// The token's own id.
    pub jti: String,
    /// How the user proved who asks: `pwd`, `otp` … (RFC 8176).
    pub amr: Vec<String>,
}
