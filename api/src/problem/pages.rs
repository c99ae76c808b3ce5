//! Pages that say what each problem means and what to do about it, for who follows the name in its `type`.

use bytes::Bytes;
use poem::http::StatusCode;
use strum::{EnumMessage, VariantArray};

use super::{Kind, Problem};

/// The page of all problems.
pub(crate) fn index() -> Bytes {
    let rows = named().map(|kind| {
        let (slug, status) = (slug(kind), kind.status().as_u16());
        let title = escape(kind.title());
        format!("<tr><td>{status}<td><a href=\"/problems/{slug}\">{slug}</a><td>{title}\n")
    });
    let rows: String = rows.collect();
    let body = format!(
        "<p>Every error of the API is one of these, as <code>application/problem+json</code> (RFC 9457).\n\
         <table><tr><th>status<th>problem<th>what it is\n{rows}</table>"
    );
    page("Problems", &body)
}

/// The page of one problem.
///
/// # Errors
/// There is no such problem.
pub(crate) fn one(wanted: &str) -> Result<Bytes, Problem> {
    let kind = named().find(|kind| slug(*kind) == wanted).ok_or_else(|| {
        Problem::new(Kind::NoSuchPath, "no problem is called so: /problems has those that there are")
    })?;
    let (status, uri) = (kind.status(), kind.uri());
    let meaning = code(&escape(kind.get_documentation().unwrap_or_default()));
    let body = format!(
        "<p>Status {status}. Its <code>type</code> is <code>{uri}</code>.\n\
         <h2>What it means</h2>\n<p>{meaning}\n\
         <h2>What to do</h2>\n<p>{}\n\
         <p><a href=\"/problems\">All problems</a>",
        code(&advice(kind))
    );
    Ok(page(kind.title(), &body))
}

/// All kinds that have names.
fn named() -> impl Iterator<Item = Kind> {
    Kind::VARIANTS.iter().copied().filter(|kind| *kind != Kind::Other)
}

fn slug(kind: Kind) -> &'static str {
    kind.into()
}

/// What to do about problems of a kind, which follows from its status: the problem's own `detail` says more.
fn advice(kind: Kind) -> String {
    let advice = match kind.status() {
        _ if kind.retry_after().is_some() => {
            "Send the same request again after as many seconds as `Retry-After` says, and wait longer each time that it does \
             not help. With an `Idempotency-Key` it is done once, also where an answer does not tell whether it was."
        }
        StatusCode::UNAUTHORIZED => {
            "Refresh the access token, or sign in again, or use another API key; then send the request again."
        }
        StatusCode::FORBIDDEN => {
            "Sending it again does not help. Ask an owner or admin of the tenant for another role or for a key with other \
             scopes; `detail` says what was missing."
        }
        StatusCode::NOT_FOUND => {
            "Look at the id and the path, and at the tenant that you act for: what is another tenant's is not found either."
        }
        StatusCode::METHOD_NOT_ALLOWED => "Use a method that the header `Allow` names.",
        StatusCode::REQUEST_TIMEOUT => {
            "Send the request again, over a faster connection or in smaller pieces."
        }
        StatusCode::PRECONDITION_FAILED => {
            "Read it again, look whether you still want the change, and send that `ETag`."
        }
        StatusCode::CONFLICT => {
            "Read what is there now, and decide anew: the same request fails until that changes."
        }
        status if status.is_server_error() => {
            "It is not your doing, and not known to pass by itself. Report it with the answer's `x-request-id`."
        }
        _ => "Change the request as `detail` says. Sending it again as it is gives the same answer.",
    };
    advice.to_owned()
}

fn page(title: &str, body: &str) -> Bytes {
    let title = escape(title);
    let style = "body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}\
                 td,th{text-align:left;padding:.2rem 1rem .2rem 0;vertical-align:top}";
    format!(
        "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title} – Thousandfold</title>\n\
         <style>{style}</style>\n<h1>{title}</h1>\n{body}\n</html>\n"
    )
    .into()
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Has what stands between backticks shown as code.
fn code(text: &str) -> String {
    let pieces = text.split('`').enumerate();
    pieces
        .map(|(n, piece)| if n % 2 == 1 { format!("<code>{piece}</code>") } else { piece.to_owned() })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Testing, problem};

    #[tokio::test]
    async fn every_problem_has_a_page_that_needs_nothing_from_elsewhere() {
        let client = Testing::default().anonymous();
        let all = client.get("/problems").send().await;
        all.assert_status_is_ok();
        let all = all.0.into_body().into_string().await.unwrap();
        for kind in named() {
            let path = format!("/problems/{}", slug(kind));
            assert!(all.contains(&format!("<a href=\"{path}\">")), "{path}");
            let one = client.get(&path).send().await;
            one.assert_status_is_ok();
            one.assert_header("content-type", "text/html; charset=utf-8");
            let policy = one.0.header("content-security-policy").unwrap();
            assert!(policy.starts_with("default-src 'none'") && !policy.contains("script-src"), "{policy}");
            let html = one.0.into_body().into_string().await.unwrap();
            assert!(html.contains(&kind.uri()) && html.contains(kind.title()), "{html}");
            assert!(!html.contains('`') && !html.contains("<p>\n"), "{html}");
        }
    }

    #[tokio::test]
    async fn a_problem_that_there_is_not_is_a_problem() {
        let client = Testing::default().anonymous();
        for path in ["/problems/x", "/problems/Conflict", "/problems/other"] {
            problem(client.get(path).send().await, 404, "no-such-path").await;
        }
    }
}
