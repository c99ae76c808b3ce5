//! `/v1/invitations`: who is asked to belong to the tenant, and how they accept.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use commands::accounts::NewInvitation as Whom;
use commands::ports::vault::InvitationRow;
use domain::permission::Role;
use domain::tenant::Member;
use domain::{InvitationId, TenantId};
use poem_openapi::param::{Path, Query};
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde::{Deserialize, Serialize};

use super::BODY;
use super::answers::Done;
use crate::asked::{Asked, SignedIn};
use crate::body::JsonBody;
use crate::idempotency::KEYED;
use crate::problem::{Kind, Refused, any_of};
use crate::text::{PageSize, Text};
use crate::{Shared, Tag, page};

/// Whom to invite.
#[derive(Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewInvitation {
    /// Where they get mail.
    email: String,
    /// As what they would belong to the tenant.
    role: Text<Role>,
    /// Until when they would; an auditor is one for 90 days at most.
    #[serde(default)]
    until: Option<DateTime<Utc>>,
}

/// An invitation that can be accepted.
#[derive(Object, Serialize, Deserialize)]
pub(crate) struct Invitation {
    /// Its id.
    id: Text<InvitationId>,
    /// To whom it was sent.
    email: String,
    /// As what they would belong to the tenant.
    role: Text<Role>,
    /// Until when they would, where it is for a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<DateTime<Utc>>,
    /// Who sent it: a user or an API key.
    sent_by: String,
    /// When.
    sent_at: DateTime<Utc>,
    /// Until when it can be accepted.
    expires_at: DateTime<Utc>,
}

/// A page of invitations.
#[derive(Object, Serialize, Deserialize)]
pub(crate) struct InvitationList {
    /// The newest first.
    invitations: Vec<Invitation>,
    /// The `cursor` of the next page, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// The secret of an invitation.
#[derive(Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct InvitationToken {
    /// What follows `#` in the link that was mailed.
    token: String,
}

/// The tenant that somebody belongs to now.
#[derive(Object, Serialize, Deserialize)]
pub(crate) struct Joined {
    /// Its id. Refresh your access token with it to act for it.
    tenant: Text<TenantId>,
}

/// An invitation that was just sent.
#[derive(ApiResponse)]
enum Sent {
    /// It is on its way.
    #[oai(status = 201)]
    Invitation(JsonBody<Invitation>),
}

const LIST: u128 = any_of(&[Kind::MalformedParameter, Kind::DamagedData]);
const INVITE: u128 = BODY | KEYED;
const REVOKE: u128 = LIST | any_of(&[Kind::NoSuchInvitation, Kind::LinkOver]);
const ACCEPT: u128 = BODY | any_of(&[Kind::LinkOver, Kind::MemberAlready, Kind::NoSuchTenant]);

/// The routes.
pub(crate) struct InvitationsApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Accounts")]
impl InvitationsApi {
    /// Invite somebody to the tenant
    ///
    /// They get a link by mail, which works for seven days.
    #[oai(path = "/v1/invitations", method = "post", operation_id = "invite")]
    async fn invite(&self, asked: Asked, body: JsonBody<NewInvitation>) -> Result<Sent, Refused<INVITE>> {
        let NewInvitation { email, role: Text(role), until } = body.0;
        let whom = Whom { email, member: Member { role, until } };
        let (context, accounts) = (asked.context(asked.tenant()), &self.0.services.accounts);
        let row = accounts.invite(&context, asked.role(), asked.planned(), whom).await?;
        Ok(Sent::Invitation(JsonBody(row.into())))
    }

    /// List invitations that can be accepted
    #[oai(path = "/v1/invitations", method = "get", operation_id = "list_invitations")]
    async fn list(
        &self,
        /// The `next_cursor` of the page before.
        cursor: Query<Option<Text<InvitationId>>>,
        /// How many invitations a page has at most.
        #[oai(default)]
        limit: Query<Text<PageSize<200>>>,
        asked: Asked,
    ) -> Result<JsonBody<InvitationList>, Refused<LIST>> {
        let (before, limit) = (cursor.0.map(|id| id.0), limit.0.0.get());
        let read = self.0.services.accounts.invitations(asked.tenant(), before, limit + 1).await?;
        let (invitations, next_cursor) = page::cut(read, limit, |row| row.invitation.to_string());
        Ok(JsonBody(InvitationList {
            invitations: invitations.into_iter().map(Invitation::from).collect(),
            next_cursor,
        }))
    }

    /// Take an invitation back
    #[oai(path = "/v1/invitations/:id", method = "delete", operation_id = "revoke_invitation")]
    async fn revoke(
        &self,
        /// The invitation's id.
        id: Path<Text<InvitationId>>,
        asked: Asked,
    ) -> Result<Done, Refused<REVOKE>> {
        let context = asked.context(asked.tenant());
        self.0.services.accounts.revoke_invitation(&context, id.0.0).await?;
        Ok(Done::Done)
    }

    /// Accept an invitation
    #[oai(path = "/v1/invitations/accept", method = "post", operation_id = "accept_invitation")]
    async fn accept(
        &self,
        by: SignedIn,
        body: JsonBody<InvitationToken>,
    ) -> Result<JsonBody<Joined>, Refused<ACCEPT>> {
        let tenant = self.0.services.accounts.accept_invitation(by.user, &body.0.token).await?;
        Ok(JsonBody(Joined { tenant: Text(tenant) }))
    }
}

impl From<InvitationRow> for Invitation {
    fn from(row: InvitationRow) -> Self {
        Self {
            id: Text(row.invitation),
            email: row.email,
            role: Text(row.member.role),
            until: row.member.until,
            sent_by: row.sent_by,
            sent_at: row.sent_at,
            expires_at: row.expires_at,
        }
    }
}
