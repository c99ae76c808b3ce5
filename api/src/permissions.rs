//! What each operation of the API asks of who makes the request. One that is not in this table does not start.

use domain::permission::Action;

mod page;

pub(crate) use page::page;

/// What an operation asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Requirement {
    /// Nothing: anybody may ask.
    Public,
    /// Nothing, and it is where secrets could be guessed: it is limited much more.
    Guarded,
    /// To be somebody who signed in.
    SignedIn,
    /// To be allowed to do this for a tenant.
    May(Action),
}

use Requirement::{Guarded, May, Public, SignedIn};

/// The table, by the operations' names in the document.
pub(crate) const REQUIREMENTS: &[(&str, Requirement)] = &[
    ("get_health", Public),
    ("get_readiness", Public),
    ("get_metrics", Public),
    ("list_projections", Public),
    ("get_jwks", Public),
    ("sign_up", Guarded),
    ("verify_email", Guarded),
    ("ask_verification", Guarded),
    ("sign_in", Guarded),
    ("list_providers", Public),
    ("begin_oidc", Guarded),
    ("finish_oidc", Guarded),
    ("refresh_session", Guarded),
    ("ask_password_reset", Guarded),
    ("reset_password", Guarded),
    ("get_me", SignedIn),
    ("change_password", SignedIn),
    ("begin_totp", SignedIn),
    ("confirm_totp", SignedIn),
    ("disable_totp", SignedIn),
    ("list_sessions", SignedIn),
    ("end_session", SignedIn),
    ("sign_out", SignedIn),
    ("accept_invitation", SignedIn),
    ("list_tenants", SignedIn),
    ("create_tenant", SignedIn),
    ("get_tenant", May(Action::TenantRead)),
    ("change_tenant", May(Action::TenantChange)),
    ("list_members", May(Action::MembersRead)),
    ("change_member", May(Action::MembersManage)),
    ("remove_member", May(Action::MembersManage)),
    ("list_invitations", May(Action::MembersManage)),
    ("invite", May(Action::MembersManage)),
    ("revoke_invitation", May(Action::MembersManage)),
    ("list_api_keys", May(Action::KeysRead)),
    ("get_api_key", May(Action::KeysRead)),
    ("create_api_key", May(Action::KeysManage)),
    ("revoke_api_key", May(Action::KeysManage)),
    ("upload_dataset", May(Action::DatasetsWrite)),
    ("get_dataset", May(Action::DatasetsRead)),
    ("submit_job", May(Action::JobsSubmit)),
    ("redrive_job", May(Action::JobsSubmit)),
    ("list_jobs", May(Action::JobsRead)),
    ("get_job_batches", May(Action::JobsRead)),
    ("get_job", May(Action::JobsRead)),
    ("open_live", May(Action::JobsRead)),
    ("stream_live_events", May(Action::JobsRead)),
    ("get_job_waiting", May(Action::JobsRead)),
    ("get_batch_waiting", May(Action::JobsRead)),
    ("change_job", May(Action::JobsControl)),
    ("cancel_job", May(Action::JobsControl)),
    ("pause_job", May(Action::JobsControl)),
    ("resume_job", May(Action::JobsControl)),
    ("get_results", May(Action::ResultsRead)),
    ("get_manifest", May(Action::ResultsRead)),
    ("list_tasks", May(Action::ResultsRead)),
    ("export_tasks", May(Action::ResultsRead)),
    ("chart_throughput", May(Action::JobsRead)),
    ("chart_failures", May(Action::JobsRead)),
    ("chart_latency", May(Action::JobsRead)),
    ("chart_waiting", May(Action::JobsRead)),
    ("chart_errors", May(Action::JobsRead)),
    ("chart_usage", May(Action::JobsRead)),
    ("export_chart", May(Action::JobsRead)),
    ("get_usage", May(Action::JobsRead)),
    ("list_events", May(Action::EventsRead)),
    ("get_queue", May(Action::QueuesRead)),
    ("change_queue", May(Action::QueuesManage)),
    ("pause_queue", May(Action::QueuesManage)),
    ("resume_queue", May(Action::QueuesManage)),
    ("drain_queue", May(Action::QueuesManage)),
    ("lease_tasks", May(Action::QueuesWork)),
    ("extend_lease", May(Action::QueuesWork)),
    ("report_tasks", May(Action::QueuesWork)),
    ("return_lease", May(Action::QueuesWork)),
    ("list_audit_records", May(Action::AuditRead)),
    ("export_audit_records", May(Action::AuditRead)),
];

/// What an operation asks for.
pub(crate) fn requirement(operation: &str) -> Option<Requirement> {
    REQUIREMENTS.iter().find(|(name, _)| *name == operation).map(|(_, requirement)| *requirement)
}
