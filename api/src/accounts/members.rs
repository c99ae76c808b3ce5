//! `/v1/members`: who belongs to the tenant, as what, and until when.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use commands::accounts::MemberProfile;
use domain::UserId;
use domain::permission::Role;
use domain::tenant::Member as Belonging;
use poem_openapi::param::{Header, Path, Query};
use poem_openapi::{ApiResponse, Object, OpenApi};
use serde::{Deserialize, Serialize};

use super::BODY;
use super::answers::Done;
use crate::asked::Asked;
use crate::body::JsonBody;
use crate::etag::{self, IfMatch};
use crate::problem::{Kind, Refused, any_of};
use crate::text::{PageSize, Text};
use crate::{Shared, Tag, page};

/// Somebody who belongs to the tenant.
#[derive(Object, Serialize, Deserialize)]
pub(crate) struct Member {
    /// Who.
    user: Text<UserId>,
    /// Where they get mail; nothing if they erased their account.
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    /// What they are called; nothing if they erased their account.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    /// As what they belong to the tenant.
    role: Text<Role>,
    /// Until when, where it is for a time.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<DateTime<Utc>>,
}

/// A page of members.
#[derive(Object, Serialize, Deserialize)]
pub(crate) struct MemberList {
    /// By their ids.
    members: Vec<Member>,
    /// The `cursor` of the next page, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next_cursor: Option<String>,
}

/// What somebody becomes.
#[derive(Object, Serialize, Deserialize)]
#[oai(deny_unknown_fields)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewRole {
    /// As what they belong to the tenant.
    role: Text<Role>,
    /// Until when; an auditor is one for 90 days at most.
    #[serde(default)]
    until: Option<DateTime<Utc>>,
}

/// Members at a version of the tenant.
#[derive(ApiResponse)]
enum Listed {
    /// The members. The `ETag` is the tenant's.
    #[oai(status = 200)]
    Members(JsonBody<MemberList>, #[oai(header = "ETag")] String),
}

const LIST: u128 = any_of(&[Kind::MalformedParameter, Kind::NoSuchTenant, Kind::DamagedData]);
const REMOVE: u128 = LIST | any_of(&[Kind::LastOwner]);
const CHANGE: u128 = REMOVE | BODY | any_of(&[Kind::NoSuchMember, Kind::PreconditionFailed]);

/// The routes.
pub(crate) struct MembersApi(pub(crate) Arc<Shared>);

#[OpenApi(tag = "Tag::Accounts")]
impl MembersApi {
    /// List who belongs to the tenant
    #[oai(path = "/v1/members", method = "get", operation_id = "list_members")]
    async fn list(
        &self,
        /// The `next_cursor` of the page before.
        cursor: Query<Option<Text<UserId>>>,
        /// How many members a page has at most.
        #[oai(default)]
        limit: Query<Text<PageSize<200>>>,
        asked: Asked,
    ) -> Result<Listed, Refused<LIST>> {
        let (after, limit) = (cursor.0.map(|user| user.0), limit.0.0.get());
        let (read, version) = self.0.services.accounts.members(asked.tenant(), after, limit + 1).await?;
        let (members, next_cursor) = page::cut(read, limit, |member| member.user.to_string());
        let members = members.into_iter().map(Member::from).collect();
        Ok(Listed::Members(JsonBody(MemberList { members, next_cursor }), etag::of(version)))
    }

    /// Make a member something else
    ///
    /// What they were given as what they were is refused from now on.
    #[oai(path = "/v1/members/:user", method = "patch", operation_id = "change_member")]
    async fn change(
        &self,
        /// Whom.
        user: Path<Text<UserId>>,
        /// The `ETag` of what you read: if the tenant was changed since, nothing is done.
        #[oai(name = "If-Match")]
        if_match: Header<Option<Text<IfMatch>>>,
        asked: Asked,
        body: JsonBody<NewRole>,
    ) -> Result<JsonBody<Member>, Refused<CHANGE>> {
        let expected = etag::expected(if_match.0);
        let NewRole { role: Text(role), until } = body.0;
        let (context, member) = (asked.context(asked.tenant()), Belonging { role, until });
        let accounts = &self.0.services.accounts;
        let changed = accounts.change_member(&context, asked.role(), user.0.0, member, expected).await?;
        Ok(JsonBody(changed.into()))
    }

    /// Let a member go
    ///
    /// Their tokens for the tenant are refused from now on. Who is gone already stays gone.
    #[oai(path = "/v1/members/:user", method = "delete", operation_id = "remove_member")]
    async fn remove(
        &self,
        /// Whom.
        user: Path<Text<UserId>>,
        asked: Asked,
    ) -> Result<Done, Refused<REMOVE>> {
        let context = asked.context(asked.tenant());
        self.0.services.accounts.remove_member(&context, asked.role(), user.0.0).await?;
        Ok(Done::Done)
    }
}

impl From<MemberProfile> for Member {
    fn from(member: MemberProfile) -> Self {
        let MemberProfile { user, email, name, role, until } = member;
        Self { user: Text(user), email, name, role: Text(role), until }
    }
}
