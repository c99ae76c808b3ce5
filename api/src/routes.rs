//! The table of routes: which pattern a path belongs to, so that metrics, spans and `Allow` speak of
//! patterns and not of what a client made up.

use poem_openapi::OpenApi;

/// One path pattern.
#[derive(Debug)]
pub(crate) struct Route {
    /// The pattern, such as `/v1/jobs/{id}`.
    pub(crate) pattern: String,
    methods: Vec<String>,
}

/// All of them.
pub(crate) struct Routes(Vec<Route>);

impl Routes {
    /// The routes of `Api`, and `pages` that can only be read.
    pub(crate) fn of<Api: OpenApi>(pages: &[&str]) -> Self {
        let documented = Api::meta().into_iter().flat_map(|api| api.paths).map(|path| Route {
            methods: path.operations.iter().map(|operation| operation.method.to_string()).collect(),
            pattern: path.path,
        });
        let pages =
            pages.iter().map(|page| Route { pattern: (*page).to_owned(), methods: vec!["GET".to_owned()] });
        Self(documented.chain(pages).collect())
    }

    /// The route of a path: of several patterns that fit, the one with the fewest parameters, as the router has it.
    pub(crate) fn find(&self, path: &str) -> Option<&Route> {
        let fitting = self.0.iter().filter(|route| route.matches(path));
        fitting.min_by_key(|route| route.pattern.matches('{').count())
    }
}

impl Route {
    fn matches(&self, path: &str) -> bool {
        let (mut pattern, mut path) = (self.pattern.split('/'), path.split('/'));
        loop {
            match (pattern.next(), path.next()) {
                (None, None) => return true,
                (Some(part), Some(segment)) if part == segment => {}
                (Some(part), Some(segment)) if part.starts_with('{') && !segment.is_empty() => {}
                _ => return false,
            }
        }
    }

    /// The header `Allow`: `HEAD` works wherever `GET` does.
    pub(crate) fn allow(&self) -> String {
        let head = self.methods.iter().any(|method| method == "GET").then(|| "HEAD".to_owned());
        let methods: Vec<String> = self.methods.iter().cloned().chain(head).collect();
        methods.join(", ")
    }

    /// The documented name of a parameter that poem-openapi calls `param0`, `param1` …
    pub(crate) fn parameter(&self, name: &str) -> Option<&str> {
        let place: usize = name.strip_prefix("param")?.parse().ok()?;
        let part = self.pattern.split('/').filter(|part| part.starts_with('{')).nth(place)?;
        Some(part.trim_matches(['{', '}']))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn route(pattern: &str, methods: &[&str]) -> Route {
        Route {
            pattern: pattern.to_owned(),
            methods: methods.iter().map(|method| (*method).to_owned()).collect(),
        }
    }

    #[test]
    fn a_pattern_matches_whole_paths() {
        let route = route("/v1/jobs/{id}/tasks", &["GET"]);
        assert!(route.matches("/v1/jobs/x/tasks"));
        for path in ["/v1/jobs//tasks", "/v1/jobs/x", "/v1/jobs/x/tasks/", "/v1/jobs/x/y/tasks"] {
            assert!(!route.matches(path), "{path}");
        }
        assert_eq!(route.parameter("param0"), Some("id"));
        assert_eq!(route.parameter("param1"), None);
    }

    #[test]
    fn a_pattern_without_parameters_goes_first() {
        let routes = Routes(vec![route("/v1/x/{id}", &["GET"]), route("/v1/x/accept", &["POST"])]);
        assert_eq!(routes.find("/v1/x/accept").unwrap().pattern, "/v1/x/accept");
        assert_eq!(routes.find("/v1/x/other").unwrap().pattern, "/v1/x/{id}");
    }

    #[test]
    fn head_is_allowed_where_get_is() {
        assert_eq!(route("/", &["POST", "GET"]).allow(), "POST, GET, HEAD");
        assert_eq!(route("/", &["POST"]).allow(), "POST");
    }
}
