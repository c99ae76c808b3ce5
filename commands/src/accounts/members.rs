//! Members of a tenant: who they are, as what, and until when.

use chrono::{DateTime, Utc};
use domain::permission::Role;
use domain::tenant::{Belonging, Member, Organisation, Tenant, TenantCommand};
use domain::{TenantId, UserId};

use super::tenants::check_version;
use super::{AccountError, Accounts};
use crate::executor::{CommandContext, Loaded};

/// A member with what names them.
#[derive(Debug, Clone)]
pub struct MemberProfile {
    /// Who.
    pub user: UserId,
    /// Where they get mail; none if they were erased.
    pub email: Option<String>,
    /// What they are called.
    pub name: Option<String>,
    /// As what they belong to the tenant.
    pub role: Role,
    /// Until when, where it is for a time.
    pub until: Option<DateTime<Utc>>,
}

impl Accounts {
    /// A page of the members of a tenant, by their ids, those after `after`; and the version of the tenant.
    ///
    /// # Errors
    /// There is no such tenant, or an engine is away.
    pub async fn members(
        &self,
        tenant: &TenantId,
        after: Option<UserId>,
        limit: usize,
    ) -> Result<(Vec<MemberProfile>, u64), AccountError> {
        let loaded = self.tenant(tenant).await?;
        let all = loaded.state.created().map(|tenant| tenant.members.clone()).unwrap_or_default();
        let is_after = |user: &UserId| after.is_none_or(|after| *user > after);
        let page: Vec<_> = all.into_iter().filter(|(user, _)| is_after(user)).take(limit).collect();
        let ids: Vec<UserId> = page.iter().map(|(user, _)| *user).collect();
        let profiles = self.stores.vault.users(&ids).await?;
        let named = page.into_iter().map(|(user, Belonging { member: Member { role, until }, .. })| {
            let profile = profiles.iter().find(|profile| profile.user == user);
            let (email, name) = profile.map(|profile| (profile.email.clone(), profile.name.clone())).unzip();
            MemberProfile { user, email, name, role, until }
        });
        Ok((named.collect(), loaded.version))
    }

    /// Makes a member something else. The tokens that say otherwise are refused from now on.
    ///
    /// # Errors
    /// The tenant is at another version than `expected`, or a rule refuses it.
    pub async fn change_member(
        &self,
        context: &CommandContext,
        by: Role,
        user: UserId,
        member: Member,
        expected: Option<u64>,
    ) -> Result<MemberProfile, AccountError> {
        let tenant = self.tenant(&context.tenant).await?;
        check_version(expected, tenant.version)?;
        let before = tenant.state.created().and_then(|tenant| tenant.members.get(&user)).cloned();
        let command = TenantCommand::ChangeMember { user, member: member.clone(), by, at: Utc::now() };
        let done = self.stores.executor.execute::<Tenant>(context, &context.tenant, command).await?;
        self.keep_member(&context.tenant, user, &done.aggregate).await?;
        if done.appended.is_some() {
            self.revoke_member(&context.tenant, user, before.as_ref()).await?;
        }
        let profile = self.stores.vault.users(&[user]).await?.into_iter().next();
        let (email, name) = profile.map(|profile| (profile.email, profile.name)).unzip();
        Ok(MemberProfile { user, email, name, role: member.role, until: member.until })
    }

    /// Lets a member go. Their tokens for the tenant are refused from now on.
    ///
    /// # Errors
    /// They are the last owner, or a rule refuses it.
    pub async fn remove_member(
        &self,
        context: &CommandContext,
        by: Role,
        user: UserId,
    ) -> Result<(), AccountError> {
        let tenant = self.tenant(&context.tenant).await?;
        let before = tenant.state.created().and_then(|tenant| tenant.members.get(&user)).cloned();
        let command = TenantCommand::RemoveMember { user, by, at: Utc::now() };
        let done = self.stores.executor.execute::<Tenant>(context, &context.tenant, command).await?;
        self.keep_member(&context.tenant, user, &done.aggregate).await?;
        self.revoke_member(&context.tenant, user, before.as_ref()).await
    }

    /// Has the vault know whether somebody belongs to a tenant.
    pub(super) async fn keep_member(
        &self,
        tenant: &TenantId,
        user: UserId,
        loaded: &Loaded<Tenant>,
    ) -> Result<(), AccountError> {
        let member = loaded.state.created().and_then(|tenant: &Organisation| tenant.members.get(&user));
        let member = member.map(|known| &known.member);
        Ok(self.stores.vault.set_member(tenant, user, member, loaded.version).await?)
    }
}
