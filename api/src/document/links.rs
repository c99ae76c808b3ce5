//! Where an answer leads: which operations take what is in it.

use serde_json::json;

use super::tree::Node;

/// An answer that leads somewhere.
struct Link {
    /// The operation whose answer it is.
    from: &'static str,
    /// The statuses of the answer.
    statuses: &'static [&'static str],
    /// Which parameter it gives, and from where.
    gives: &'static [(&'static str, &'static str)],
    /// The operations that take it.
    to: &'static [&'static str],
}

const ID: &[(&str, &str)] = &[("id", "$response.body#/id")];
const NEXT: &[(&str, &str)] = &[("cursor", "$response.body#/next_cursor")];
const OF_JOB: &[&str] = &[
    "get_job",
    "change_job",
    "pause_job",
    "resume_job",
    "get_job_batches",
    "get_job_waiting",
    "list_events",
    "list_tasks",
    "cancel_job",
    "get_results",
    "get_manifest",
    "redrive_job",
];

/// The table.
const LINKS: &[Link] = &[
    Link { from: "submit_job", statuses: &["200", "202"], gives: ID, to: OF_JOB },
    Link { from: "redrive_job", statuses: &["200", "202"], gives: ID, to: OF_JOB },
    Link { from: "upload_dataset", statuses: &["201"], gives: ID, to: &["get_dataset"] },
    Link { from: "invite", statuses: &["201"], gives: ID, to: &["revoke_invitation"] },
    Link {
        from: "create_api_key",
        statuses: &["201"],
        gives: &[("id", "$response.body#/key/id")],
        to: &["get_api_key", "revoke_api_key"],
    },
    Link {
        from: "lease_tasks",
        statuses: &["200"],
        gives: &[("token", "$response.body#/leases/0/token")],
        to: &["extend_lease", "report_tasks", "return_lease"],
    },
    Link {
        from: "get_tenant",
        statuses: &["200"],
        gives: &[("If-Match", "$response.header.ETag")],
        to: &["change_tenant"],
    },
    Link { from: "list_jobs", statuses: &["200"], gives: NEXT, to: &["list_jobs"] },
    Link { from: "list_members", statuses: &["200"], gives: NEXT, to: &["list_members"] },
    Link { from: "list_invitations", statuses: &["200"], gives: NEXT, to: &["list_invitations"] },
    Link { from: "list_api_keys", statuses: &["200"], gives: NEXT, to: &["list_api_keys"] },
    Link { from: "list_audit_records", statuses: &["200"], gives: NEXT, to: &["list_audit_records"] },
    Link {
        from: "list_tasks",
        statuses: &["200"],
        gives: &[("id", "$request.path.id"), ("cursor", "$response.body#/next_cursor")],
        to: &["list_tasks"],
    },
    Link {
        from: "list_events",
        statuses: &["200"],
        gives: &[("id", "$request.path.id"), ("after", "$response.body#/next_cursor")],
        to: &["list_events"],
    },
];

/// Adds to an operation's answers where they lead.
pub(super) fn add(operation: &mut Node) {
    let name = operation.get("operationId").and_then(Node::text).unwrap_or_default().to_owned();
    for link in LINKS.iter().filter(|link| link.from == name) {
        for status in link.statuses {
            let answer = operation.get_mut("responses").and_then(|answers| answers.get_mut(status));
            let Some(links) = answer.and_then(|answer| answer.object("links")) else { continue };
            for to in link.to {
                let gives: serde_json::Map<_, _> =
                    link.gives.iter().map(|(name, place)| ((*name).to_owned(), json!(place))).collect();
                links.set(to, json!({ "operationId": to, "parameters": gives }));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LINKS;
    use crate::document::tests::{document, operations};

    #[test]
    fn every_link_leads_from_an_answer_to_parameters() {
        let document = document();
        let operations = operations(&document);
        let named = |wanted: &str| operations.iter().find(|(name, _)| *name == wanted).unwrap().1;
        for link in LINKS {
            for status in link.statuses {
                let links = &named(link.from)["responses"][*status]["links"];
                for to in link.to {
                    assert_eq!(links[*to]["operationId"], *to, "{} {status}", link.from);
                    let parameters = named(to)["parameters"].as_array().unwrap();
                    for (name, _) in link.gives {
                        assert!(
                            parameters.iter().any(|known| known["name"] == *name),
                            "{to} takes no {name}"
                        );
                    }
                }
            }
        }
    }
}
