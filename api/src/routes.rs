//! The table of routes: which pattern a path belongs to, and what can be done there. It is looked into once for a request, whose
//! data then has the route: metrics, spans and `Allow` speak of patterns and not of what a client made up.

use std::collections::HashMap;
use std::sync::Arc;

use poem::Request;
use poem::http::Method;
use poem_openapi::OpenApi;

use crate::meters::Meters;
use crate::permissions::{Requirement, requirement};

/// An operation, and what it asks of who wants it done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Operation {
    /// Its name in the document.
    pub(crate) name: &'static str,
    pub(crate) requirement: Requirement,
}

/// One path pattern.
#[derive(Debug)]
pub(crate) struct Route {
    /// The pattern, such as `/v1/jobs/{id}`.
    pub(crate) pattern: String,
    /// What is between its slashes; nothing where that is a parameter.
    parts: Vec<Option<String>>,
    methods: Vec<(Method, Option<Operation>)>,
    /// What is measured of its requests.
    pub(crate) meters: Meters,
}

/// All of them, by how many parts they have; those with the fewest parameters first, as the router has it where several fit.
pub(crate) struct Routes(HashMap<usize, Vec<Arc<Route>>>);

/// The route of a request, in its data.
#[derive(Clone)]
struct Matched(Option<Arc<Route>>);

impl Routes {
    /// The routes of `Api`, and `pages` that can only be read.
    ///
    /// # Panics
    /// An operation has no permission: the program must not start, for who should be kept out would be let in.
    pub(crate) fn of<Api: OpenApi>(pages: &[&str]) -> Self {
        let documented = Api::meta().into_iter().flat_map(|api| api.paths).map(|path| {
            let operations = path.operations.into_iter();
            let methods = operations.map(|operation| (operation.method, operation.operation_id.map(known)));
            Route::new(path.path, methods.collect())
        });
        let page = |page: &&str| Route::new((*page).to_owned(), vec![(Method::GET, None)]);
        Self::sorted(documented.chain(pages.iter().map(page)))
    }

    fn sorted(routes: impl Iterator<Item = Route>) -> Self {
        let mut all = HashMap::<_, Vec<_>>::new();
        for route in routes {
            all.entry(route.parts.len()).or_default().push(Arc::new(route));
        }
        for routes in all.values_mut() {
            routes.sort_by_key(|route| route.parts.iter().filter(|part| part.is_none()).count());
        }
        Self(all)
    }

    /// Finds the route of a request, and leaves it in its data.
    pub(crate) fn mark(&self, request: &mut Request) -> Option<Arc<Route>> {
        let route = self.find(request.uri().path());
        request.set_data(Matched(route.clone()));
        route
    }

    fn find(&self, path: &str) -> Option<Arc<Route>> {
        let segments: Vec<&str> = path.split('/').collect();
        self.0.get(&segments.len())?.iter().find(|route| route.matches(&segments)).cloned()
    }
}

/// The route of a request that was marked.
pub(crate) fn route_of(request: &Request) -> Option<Arc<Route>> {
    request.data::<Matched>()?.0.clone()
}

fn known(name: &'static str) -> Operation {
    let Some(requirement) = requirement(name) else {
        panic!("the operation {name} has no permission: give it one in permissions.rs");
    };
    Operation { name, requirement }
}

impl Route {
    fn new(pattern: String, methods: Vec<(Method, Option<Operation>)>) -> Self {
        let part = |part: &str| (!part.starts_with('{')).then(|| part.to_owned());
        let parts = pattern.split('/').map(part).collect();
        Self { pattern, parts, methods, meters: Meters::default() }
    }

    /// Whether a path of as many parts is one of these.
    fn matches(&self, segments: &[&str]) -> bool {
        // Paths differ at their ends more often than where they begin.
        self.parts.iter().zip(segments).rev().all(|(part, segment)| match part {
            Some(part) => part == segment,
            None => !segment.is_empty(),
        })
    }

    /// What a method does here. `HEAD` works wherever `GET` does.
    pub(crate) fn operation(&self, method: &Method) -> Option<Operation> {
        let method = if method == Method::HEAD { &Method::GET } else { method };
        self.methods.iter().find(|(known, _)| known == method)?.1
    }

    /// Whether everybody may read what is here.
    pub(crate) fn is_open(&self) -> bool {
        let reads = self.methods.iter().find(|(method, _)| method == Method::GET);
        reads.is_some_and(|(_, operation)| {
            operation.is_none_or(|operation| operation.requirement == Requirement::Public)
        })
    }

    /// The header `Allow`.
    pub(crate) fn allow(&self) -> String {
        let mut methods: Vec<&str> = self.methods.iter().map(|(method, _)| method.as_str()).collect();
        if methods.contains(&"GET") {
            methods.push("HEAD");
        }
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
        let methods = methods.iter().map(|method| (method.parse().unwrap(), None));
        Route::new(pattern.to_owned(), methods.collect())
    }

    #[test]
    fn a_pattern_matches_whole_paths() {
        let routes = Routes::sorted([route("/v1/jobs/{id}/tasks", &["GET"])].into_iter());
        let route = routes.find("/v1/jobs/x/tasks").unwrap();
        for path in ["/v1/jobs//tasks", "/v1/jobs/x", "/v1/jobs/x/tasks/", "/v1/jobs/x/y/tasks"] {
            assert!(routes.find(path).is_none(), "{path}");
        }
        assert_eq!(route.parameter("param0"), Some("id"));
        assert_eq!(route.parameter("param1"), None);
    }

    #[test]
    fn a_pattern_without_parameters_goes_first() {
        let both = [route("/v1/x/{id}", &["GET"]), route("/v1/x/accept", &["POST"])];
        let routes = Routes::sorted(both.into_iter());
        assert_eq!(routes.find("/v1/x/accept").unwrap().pattern, "/v1/x/accept");
        assert_eq!(routes.find("/v1/x/other").unwrap().pattern, "/v1/x/{id}");
    }

    #[test]
    fn head_is_allowed_where_get_is() {
        assert_eq!(route("/", &["POST", "GET"]).allow(), "POST, GET, HEAD");
        assert_eq!(route("/", &["POST"]).allow(), "POST");
    }
}
