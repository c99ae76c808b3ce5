//! Who may do what: the table of roles and actions. The documentation and the test of every route are made from it.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use strum::VariantArray;

/// What somebody is in a tenant.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::Display,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
    strum::EnumMessage,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Role {
    /// May do everything, also make others owners. A tenant has at least one.
    Owner,
    /// May do everything but make owners.
    Admin,
    /// Submits jobs, and sees what comes of them.
    Developer,
    /// Keeps jobs and queues running, without seeing results.
    Operator,
    /// Reads jobs and results.
    Analyst,
    /// Reads histories and the audit trail for a time, without sensitive fields. Each of its reads is recorded.
    Auditor,
    /// Takes tasks from queues and reports them; for programs.
    Worker,
}

/// What can be done, as far as permissions tell it apart. These names are an API key's scopes.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
    strum::Display,
    strum::EnumString,
    strum::IntoStaticStr,
    strum::VariantArray,
    strum::EnumMessage,
)]
pub enum Action {
    /// See the tenant's name and settings.
    #[serde(rename = "tenant.read")]
    #[strum(serialize = "tenant.read")]
    TenantRead,
    /// Change them.
    #[serde(rename = "tenant.change")]
    #[strum(serialize = "tenant.change")]
    TenantChange,
    /// See who belongs to the tenant.
    #[serde(rename = "members.read")]
    #[strum(serialize = "members.read")]
    MembersRead,
    /// Invite members, change their roles, remove them.
    #[serde(rename = "members.manage")]
    #[strum(serialize = "members.manage")]
    MembersManage,
    /// See which API keys there are.
    #[serde(rename = "keys.read")]
    #[strum(serialize = "keys.read")]
    KeysRead,
    /// Make and revoke API keys.
    #[serde(rename = "keys.manage")]
    #[strum(serialize = "keys.manage")]
    KeysManage,
    /// See datasets.
    #[serde(rename = "datasets.read")]
    #[strum(serialize = "datasets.read")]
    DatasetsRead,
    /// Upload datasets.
    #[serde(rename = "datasets.write")]
    #[strum(serialize = "datasets.write")]
    DatasetsWrite,
    /// See jobs, how far they are, and why they wait.
    #[serde(rename = "jobs.read")]
    #[strum(serialize = "jobs.read")]
    JobsRead,
    /// Submit jobs.
    #[serde(rename = "jobs.submit")]
    #[strum(serialize = "jobs.submit")]
    JobsSubmit,
    /// Stop jobs, pause them, change how fast they go.
    #[serde(rename = "jobs.control")]
    #[strum(serialize = "jobs.control")]
    JobsControl,
    /// Read results, and the errors of tasks.
    #[serde(rename = "results.read")]
    #[strum(serialize = "results.read")]
    ResultsRead,
    /// Read histories: events with their data.
    #[serde(rename = "events.read")]
    #[strum(serialize = "events.read")]
    EventsRead,
    /// See queues.
    #[serde(rename = "queues.read")]
    #[strum(serialize = "queues.read")]
    QueuesRead,
    /// Pause queues, drain them, change their limits.
    #[serde(rename = "queues.manage")]
    #[strum(serialize = "queues.manage")]
    QueuesManage,
    /// Take tasks from queues, and report them.
    #[serde(rename = "queues.work")]
    #[strum(serialize = "queues.work")]
    QueuesWork,
    /// Read the audit trail.
    #[serde(rename = "audit.read")]
    #[strum(serialize = "audit.read")]
    AuditRead,
}

use Role::{Admin, Analyst, Auditor, Developer, Operator, Owner, Worker};

/// The table.
const TABLE: &[(Action, &[Role])] = &[
    (Action::TenantRead, &[Owner, Admin, Developer, Operator, Analyst, Auditor, Worker]),
    (Action::TenantChange, &[Owner, Admin]),
    (Action::MembersRead, &[Owner, Admin, Developer, Operator, Auditor]),
    (Action::MembersManage, &[Owner, Admin]),
    (Action::KeysRead, &[Owner, Admin, Auditor]),
    (Action::KeysManage, &[Owner, Admin]),
    (Action::DatasetsRead, &[Owner, Admin, Developer, Operator, Analyst, Auditor]),
    (Action::DatasetsWrite, &[Owner, Admin, Developer]),
    (Action::JobsRead, &[Owner, Admin, Developer, Operator, Analyst, Auditor]),
    (Action::JobsSubmit, &[Owner, Admin, Developer]),
    (Action::JobsControl, &[Owner, Admin, Developer, Operator]),
    (Action::ResultsRead, &[Owner, Admin, Developer, Analyst, Auditor]),
    (Action::EventsRead, &[Owner, Admin, Developer, Operator, Auditor]),
    (Action::QueuesRead, &[Owner, Admin, Developer, Operator, Auditor, Worker]),
    (Action::QueuesManage, &[Owner, Admin, Operator]),
    (Action::QueuesWork, &[Owner, Admin, Developer, Worker]),
    (Action::AuditRead, &[Owner, Admin, Auditor]),
];

impl Action {
    /// The roles that may do it.
    #[must_use]
    pub fn roles(self) -> &'static [Role] {
        TABLE.iter().find(|(action, _)| *action == self).map_or(&[], |(_, roles)| roles)
    }

    /// Whether who does it sees payloads, or who did what: such reads are in the audit trail too.
    #[must_use]
    pub fn is_sensitive_read(self) -> bool {
        matches!(self, Self::ResultsRead | Self::EventsRead | Self::AuditRead)
    }
}

impl Role {
    /// Whether it may do this.
    #[must_use]
    pub fn may(self, action: Action) -> bool {
        action.roles().contains(&self)
    }

    /// Whether it may give this role to somebody, or take it away.
    #[must_use]
    pub fn may_grant(self, role: Self) -> bool {
        match self {
            Owner => true,
            Admin => role != Owner,
            _ => false,
        }
    }

    /// Whether it is only ever given for a time.
    #[must_use]
    pub fn is_for_a_time(self) -> bool {
        self == Auditor
    }
}

/// The table as Markdown.
#[must_use]
pub fn table() -> String {
    use strum::EnumMessage;
    let head: String = Role::VARIANTS.iter().map(|role| format!(" {role} |")).collect();
    let line: String = Role::VARIANTS.iter().map(|_| "---|").collect();
    let rows: String = Action::VARIANTS
        .iter()
        .map(|action| {
            let marks = Role::VARIANTS.iter().map(|role| if role.may(*action) { " ✓ |" } else { "  |" });
            let (marks, doc) = (marks.collect::<String>(), action.get_documentation().unwrap_or_default());
            format!("| `{action}` | {doc} |{marks}\n")
        })
        .collect();
    let roles: String = Role::VARIANTS
        .iter()
        .map(|role| format!("| {role} | {} |\n", role.get_documentation().unwrap_or_default()))
        .collect();
    format!("| role | |\n|---|---|\n{roles}\n| action | |{head}\n|---|---|{line}\n{rows}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_is_in_the_table_once() {
        for action in Action::VARIANTS {
            assert_eq!(TABLE.iter().filter(|(named, _)| named == action).count(), 1, "{action}");
            assert!(Owner.may(*action), "{action}");
            assert_eq!(action.to_string().parse(), Ok(*action));
            assert_eq!(serde_json::to_string(action).unwrap(), format!("\"{action}\""));
        }
    }

    #[test]
    fn an_auditor_changes_nothing() {
        let changing = [
            Action::TenantChange,
            Action::MembersManage,
            Action::KeysManage,
            Action::DatasetsWrite,
            Action::JobsSubmit,
            Action::JobsControl,
            Action::QueuesManage,
            Action::QueuesWork,
        ];
        assert!(changing.iter().all(|action| !Auditor.may(*action)));
    }

    #[test]
    fn only_an_owner_makes_owners() {
        assert!(Owner.may_grant(Owner) && Admin.may_grant(Admin));
        assert!(!Admin.may_grant(Owner) && !Developer.may_grant(Worker));
    }
}
