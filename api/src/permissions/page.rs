//! `docs/permissions.md`: the tables of roles, actions and operations, as a page.

use poem_openapi::OpenApi;

use super::{Requirement, requirement};

/// The page, with the operations of `Api` in the document's order.
pub(crate) fn page<Api: OpenApi>() -> String {
    let mut rows = String::new();
    for path in Api::meta().into_iter().flat_map(|api| api.paths) {
        for operation in path.operations {
            let Some(name) = operation.operation_id else { continue };
            let asks = requirement(name).map(words).unwrap_or_default();
            rows.push_str(&format!("| `{name}` | {} `{}` | {asks} |\n", operation.method, path.path));
        }
    }
    let roles = domain::permission::table();
    format!(
        "# Who may do what\n\n\
         Made by `make permissions` from `domain/src/permission.rs` and `api/src/permissions.rs`; tests hold every operation, as \
         every role, against it. [accounts.md](accounts.md) says how a request is let in.\n\n\
         ## Roles and actions\n\n\
         The names of actions are the scopes of API keys, too: a key may do what its role and its scopes both allow.\n\n\
         {roles}\n\
         ## What operations ask for\n\n\
         | operation | | asks for |\n|---|---|---|\n{rows}"
    )
}

fn words(requirement: Requirement) -> String {
    match requirement {
        Requirement::Public => "nothing".to_owned(),
        Requirement::Guarded => "nothing, and is limited much more".to_owned(),
        Requirement::SignedIn => "somebody who signed in".to_owned(),
        Requirement::May(action) => format!("`{action}`"),
    }
}

#[cfg(test)]
mod tests {
    use crate::permissions_page;

    #[test]
    fn the_committed_page_is_this_one() {
        let committed = include_str!("../../../docs/permissions.md");
        assert!(committed == permissions_page(), "docs/permissions.md has drifted: run `make permissions`");
    }

    #[test]
    fn the_page_has_every_operation() {
        let page = permissions_page();
        for (name, _) in super::super::REQUIREMENTS {
            assert_eq!(page.matches(&format!("| `{name}` |")).count(), 1, "{name}");
        }
        assert!(page.contains("| `submit_job` | POST `/v1/jobs` | `jobs.submit` |"), "{page}");
    }
}
