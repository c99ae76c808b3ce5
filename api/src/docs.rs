//! The documentation: the OpenAPI document, and a page that shows it and needs nothing from elsewhere.

use bytes::Bytes;
use poem_openapi::param::Path;
use poem_openapi::payload::Binary;
use poem_openapi::{ApiResponse, OpenApi, OpenApiService};

use crate::deprecation::DEPRECATED;
use crate::document;
use crate::problem::{Kind, pages};

/// The page may use nothing but itself: it works, and tells nobody, on a network without the internet.
const POLICY: &str = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; \
                      img-src 'self' data:; connect-src 'self'; frame-ancestors 'none'";

/// Pages of text need even less.
const TEXT_POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

/// The pages of the documentation, which it does not list.
pub(crate) struct DocsApi {
    page: Bytes,
    document: Bytes,
}

impl DocsApi {
    /// The pages of `service`.
    pub(crate) fn new<T: OpenApi>(service: &OpenApiService<T, ()>) -> Self {
        let spec = service.spec();
        let document = document::complete(&spec, DEPRECATED);
        // The page has the document within it.
        let page = service.swagger_ui_html().replacen(&spec, &document, 1);
        Self { page: page.into(), document: document.into() }
    }
}

#[derive(ApiResponse)]
enum Page {
    /// The page.
    #[oai(status = 200, content_type = "text/html; charset=utf-8")]
    Html(Binary<Bytes>, #[oai(header = "Content-Security-Policy")] String),
}

#[derive(ApiResponse)]
enum Document {
    /// The document.
    #[oai(status = 200, content_type = "application/json")]
    Json(Binary<Bytes>),
}

#[derive(ApiResponse)]
enum Elsewhere {
    /// Where the documentation is.
    #[oai(status = 307)]
    At(#[oai(header = "Location")] String),
}

#[OpenApi]
impl DocsApi {
    #[oai(path = "/", method = "get", hidden)]
    async fn root(&self) -> Elsewhere {
        Elsewhere::At("/docs".to_owned())
    }

    #[oai(path = "/docs", method = "get", hidden)]
    async fn page(&self) -> Page {
        Page::Html(Binary(self.page.clone()), POLICY.to_owned())
    }

    #[oai(path = "/openapi.json", method = "get", hidden)]
    async fn document(&self) -> Document {
        Document::Json(Binary(self.document.clone()))
    }

    #[oai(path = "/problems", method = "get", hidden)]
    async fn problems(&self) -> Page {
        Page::Html(Binary(pages::index()), TEXT_POLICY.to_owned())
    }

    #[oai(path = "/problems/:slug", method = "get", hidden)]
    async fn problem(&self, slug: Path<String>) -> poem::Result<Page> {
        Ok(Page::Html(Binary(pages::one(&slug.0)?), TEXT_POLICY.to_owned()))
    }
}

/// What the document begins with.
pub(crate) fn introduction() -> String {
    format!(
        "Thousandfold runs work in the thousands and remembers all of it. Submit a **job** over a dataset or a \
         list of items. It runs one **task** an item, thousands at once, and everything that happens is an event \
         that can be read back.\n\n\
         Ids are typed (`job_…`, `dataset_…`), times are UTC (RFC 3339), and names are snake_case. Lists are read \
         page by page: while an answer has `next_cursor`, there is more. `HEAD` works wherever `GET` does, and every \
         answer has an `x-request-id`. A request may bring a W3C `traceparent`; the events that it leads to name \
         its trace.\n\n\
         ## Errors\n\n\
         Every error is an `application/problem+json` document (RFC 9457). Its `type` is an identifier; the page \
         [`/problems/…`](/problems) with its last part says what it means and what to do:\n\n\
         {}",
        Kind::table()
    )
}

#[cfg(test)]
mod tests {
    use poem::http::StatusCode;

    use super::POLICY;
    use crate::openapi_document;
    use crate::testing::Testing;

    #[tokio::test]
    async fn the_root_leads_to_a_page_that_may_use_nothing_from_elsewhere() {
        let client = Testing::default().client();
        let root = client.get("/").send().await;
        root.assert_status(StatusCode::TEMPORARY_REDIRECT);
        root.assert_header("location", "/docs");
        let page = client.get("/docs").send().await;
        page.assert_header("content-security-policy", POLICY);
        let html = page.0.into_body().into_string().await.unwrap();
        assert!(html.contains("SwaggerUIBundle") && html.contains(&openapi_document()));
    }

    #[tokio::test]
    async fn the_document_is_served_as_it_is() {
        let response = Testing::default().client().get("/openapi.json").send().await;
        response.assert_header("content-type", "application/json");
        response.assert_text(openapi_document()).await;
    }
}
