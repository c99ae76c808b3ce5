//! Invitations: who has the link that was mailed may accept it, with whichever account they have.

use auth::{Purpose, Secret};
use chrono::{TimeDelta, Utc};
use domain::invitation::{Invitation, InvitationCommand};
use domain::permission::Role;
use domain::tenant::{Member, Tenant, TenantCommand};
use domain::{InvitationId, TenantId, UserId};
use uuid::Uuid;

use super::sign_up::check_email;
use super::{AccountError, Accounts};
use crate::executor::CommandContext;
use crate::ports::mail::Mail;
use crate::ports::vault::InvitationRow;

/// How long an invitation can be accepted.
const LASTING: TimeDelta = TimeDelta::days(7);

/// Whom to invite.
#[derive(Debug, Clone)]
pub struct NewInvitation {
    /// Where they get mail.
    pub email: String,
    /// As what they would belong to the tenant.
    pub member: Member,
}

impl Accounts {
    /// Invites somebody.
    ///
    /// # Errors
    /// The address cannot be one, or the role may not be given.
    pub async fn invite(
        &self,
        context: &CommandContext,
        by: Role,
        id: Option<Uuid>,
        whom: NewInvitation,
    ) -> Result<InvitationRow, AccountError> {
        let NewInvitation { email, member } = whom;
        check_email(&email)?;
        let (at, secret) = (Utc::now(), Secret::generate(Purpose::Invitation));
        let row = InvitationRow {
            invitation: InvitationId(id.unwrap_or_else(Uuid::now_v7)),
            tenant: context.tenant.clone(),
            email,
            member: member.clone(),
            sent_by: context.actor.clone(),
            sent_at: at,
            expires_at: at + LASTING,
        };
        let command = InvitationCommand::Send { member, by, expires_at: row.expires_at, at };
        let executor = &self.stores.executor;
        executor.execute::<Invitation>(context, &row.invitation, command).await?;
        self.stores.vault.add_invitation(&row, &secret.hash()).await?;
        self.mail(Mail {
            to: row.email.clone(),
            subject: format!("You are invited to {}", row.tenant),
            text: format!(
                "You are invited to the tenant {} of Thousandfold, as {}. To accept:\n\n{}/accept-invitation#{}\n\n\
                 The link works once, until {} UTC.\n",
                row.tenant,
                row.member.role,
                self.config.links,
                secret.reveal(),
                row.expires_at.format("%Y-%m-%d %H:%M"),
            ),
        });
        Ok(row)
    }

    /// A page of a tenant's open invitations.
    ///
    /// # Errors
    /// An engine is away.
    pub async fn invitations(
        &self,
        tenant: &TenantId,
        before: Option<InvitationId>,
        limit: usize,
    ) -> Result<Vec<InvitationRow>, AccountError> {
        Ok(self.stores.vault.invitations(tenant, before, limit).await?)
    }

    /// Accepts an invitation. Doing it again is fine, for who did.
    ///
    /// # Errors
    /// The link is over, or they are a member in another way.
    pub async fn accept_invitation(&self, user: UserId, token: &str) -> Result<TenantId, AccountError> {
        let secret = Secret::parse(token, Purpose::Invitation)?;
        let row = self.stores.vault.invitation_by_hash(&secret.hash()).await?;
        let row = row.ok_or(AccountError::LinkOver)?;
        let context = CommandContext::new(row.tenant.clone(), user, row.invitation);
        let executor = &self.stores.executor;
        // Whether they can become a member is asked first: who cannot should not use it up.
        let tenant = self.tenant(&row.tenant).await?;
        let add = TenantCommand::AddMember { user, member: row.member.clone(), at: Utc::now() };
        tenant.state.decide(add.clone()).map_err(crate::executor::ExecuteError::Refused)?;
        let accept = InvitationCommand::Accept { user, at: Utc::now() };
        executor.execute::<Invitation>(&context, &row.invitation, accept).await?;
        let done = executor.execute::<Tenant>(&context, &row.tenant, add).await?;
        self.keep_member(&row.tenant, user, &done.aggregate).await?;
        Ok(row.tenant)
    }

    /// Takes an invitation back.
    ///
    /// # Errors
    /// There is none such, or it was accepted.
    pub async fn revoke_invitation(
        &self,
        context: &CommandContext,
        id: InvitationId,
    ) -> Result<(), AccountError> {
        let command = InvitationCommand::Revoke { at: Utc::now() };
        self.stores.executor.execute::<Invitation>(context, &id, command).await?;
        Ok(self.stores.vault.drop_invitation(&context.tenant, id).await?)
    }
}
