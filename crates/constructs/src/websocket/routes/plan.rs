//! What is known of a set of routes before any of it stands.

use std::collections::{BTreeMap, BTreeSet};

use cfn::Scope;

use super::Routes;
use crate::{
    FunctionRef, text,
    websocket::{StageName, route::KeyedRoute},
};

/// A set of routes, looked at once.
pub(super) struct Plan<'a> {
    pub(super) routes: &'a Routes,
    pub(super) all: Vec<Planned<'a>>,
    /// The integrations whose answer somebody waits for, by what makes two the same.
    answered: BTreeSet<String>,
}

/// A route, and what it is called.
pub(super) struct Planned<'a> {
    pub(super) route: &'a KeyedRoute,
    /// The beginning of its logical ids.
    pub(super) name: String,
    /// The logical id of its integration, where it is the first that runs it.
    pub(super) integration: String,
    /// What makes its integration the same as another's.
    pub(super) identity: String,
    /// Whether a route before it, with another key, has its ids.
    pub(super) shares_ids: bool,
}

impl<'a> Plan<'a> {
    pub(super) fn of(routes: &'a Routes) -> Self {
        let api = routes.stage.api();
        let mut names: BTreeMap<String, &str> = BTreeMap::new();
        let all = routes.all.iter().map(|route| {
            let name = format!("{}{}", routes.prefix, route.readable());
            let owner = *names.entry(name.clone()).or_insert(&route.key);
            let readable = route.readable();
            let integration = route.integration.name(&readable);
            Planned {
                route,
                name,
                integration: format!("{}{integration}Integration", routes.prefix),
                identity: route.integration.identity(api),
                shares_ids: owner != route.key,
            }
        });
        let all: Vec<_> = all.collect();
        let answered = all.iter().filter(|planned| planned.route.two_way);
        Self {
            answered: answered.map(|planned| planned.identity.clone()).collect(),
            routes,
            all,
        }
    }

    /// A logical id of theirs that stands already, that of another API's route mostly.
    pub(super) fn taken(&self, scope: &Scope<'_>) -> Option<String> {
        let routes = self.all.iter().map(|planned| format!("{}Route", planned.name));
        let integrations = self.all.iter().map(|planned| planned.integration.clone());
        routes.chain(integrations).find(|id| scope.contains(id))
    }

    /// Whether anybody waits for the answer of this route's integration.
    pub(super) fn is_answered(&self, planned: &Planned<'_>) -> bool {
        self.answered.contains(&planned.identity)
    }

    /// The functions behind the routes, and the routes to each.
    pub(super) fn functions(&self) -> BTreeMap<&'a str, (&'a FunctionRef, Vec<&Planned<'a>>)> {
        let mut functions = BTreeMap::new();
        for planned in &self.all {
            if let Some(function) = planned.route.integration.function() {
                let (_, routes) = functions
                    .entry(function.id())
                    .or_insert_with(|| (function, Vec::new()));
                routes.push(planned);
            }
        }
        functions
    }

    /// The stages that permissions name, and how logical ids tell them apart: the first needs no name of its own.
    pub(super) fn stages(&self) -> Vec<(&'a StageName, String)> {
        let others = self.routes.others.iter();
        let others = others.map(|stage| (stage, text::pascal(stage.name())));
        std::iter::once((&self.routes.stage, String::new()))
            .chain(others)
            .collect()
    }

    /// The resources of the stack without permissions: those that stand, and those that the routes bring, with a
    /// deployment and its stages.
    pub(super) fn resources(&self, scope: &Scope<'_>) -> usize {
        let mut seen = BTreeSet::new();
        let routes = self.all.iter().map(|planned| {
            let first = seen.insert(&planned.identity);
            let integration = &planned.route.integration;
            let integration = first.then(|| integration.resources(self.is_answered(planned)));
            1 + usize::from(planned.route.two_way) + integration.unwrap_or_default()
        });
        scope.resources().count() + routes.sum::<usize>() + 2 + self.routes.others.len()
    }
}
