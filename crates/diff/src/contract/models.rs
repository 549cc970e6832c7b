//! What messages of a route must fit.

use std::collections::BTreeMap;

use cfn::Tree;
use check::{Api, Route};

use super::{Notices, schema};

/// The key of the model that messages fit which select no other.
const DEFAULT: &str = "$default";

pub(super) fn compare(
    (old_api, old): (&Api<'_>, &Route<'_>),
    (new_api, new): (&Api<'_>, &Route<'_>),
    notices: &mut Notices,
) {
    let (id, route) = (old.resource.id, old.key.unwrap_or_default());
    let mut say = |message: String| notices.add(id, message);
    let Some(now) = Models::of(new_api, new) else {
        return;
    };
    let Some(was) = Models::of(old_api, old) else {
        return say(format!(
            "messages of `{route}` are refused unless they fit a model"
        ));
    };
    if was.expression != now.expression {
        say(format!(
            "messages of `{route}` select their model by `{}` instead of `{}`",
            now.expression, was.expression
        ));
    }
    for (key, old) in &was.by_key {
        match now.selected(key) {
            None => say(format!(
                "messages of `{route}` that select the model `{key}` are refused"
            )),
            Some(new) => old
                .stricter(new)
                .into_iter()
                .for_each(|reason| say(sentence(route, key, &reason))),
        }
    }
    // Messages that fitted the model of all others may have one of their own now.
    for (key, new) in now
        .by_key
        .iter()
        .filter(|(key, _)| !was.by_key.contains_key(*key))
    {
        let reasons = was.by_key.get(DEFAULT).map(|old| old.stricter(new));
        for reason in reasons.into_iter().flatten() {
            say(sentence(route, key, &reason));
        }
    }
}

fn sentence(route: &str, key: &str, reason: &str) -> String {
    match key {
        DEFAULT => format!("the model of `{route}` is stricter: {reason}"),
        key => format!("the model `{key}` of `{route}` is stricter: {reason}"),
    }
}

/// The models of a route that validates.
struct Models<'a> {
    /// What selects one of them.
    expression: &'a str,
    by_key: BTreeMap<&'a str, Model<'a>>,
}

impl<'a> Models<'a> {
    /// A route validates when it has models and an expression that selects one.
    fn of(api: &'a Api<'_>, route: &'a Route<'_>) -> Option<Self> {
        let expression = route.resource.text("ModelSelectionExpression")?;
        let models = route.resource.entries("RequestModels");
        let by_key: BTreeMap<_, _> = models
            .map(|(key, name)| (key, Model::named(api, name.as_str().unwrap_or_default())))
            .collect();
        (!by_key.is_empty()).then_some(Self { expression, by_key })
    }

    /// The model of messages that select this key.
    fn selected(&self, key: &str) -> Option<&Model<'a>> {
        self.by_key.get(key).or_else(|| self.by_key.get(DEFAULT))
    }
}

/// A model, as far as it is known.
struct Model<'a> {
    name: &'a str,
    schema: Option<Tree>,
}

impl<'a> Model<'a> {
    fn named(api: &Api<'_>, name: &'a str) -> Self {
        let mut models = api.models.iter();
        let found =
            models.find(|model| [model.text("Name"), Some(model.reference.as_str())].contains(&Some(name)));
        let schema = found.and_then(|model| match model.get("Schema")? {
            Tree::String(text) => Tree::from_json(text).ok(),
            schema => Some(schema.clone()),
        });
        Self { name, schema }
    }

    /// What another model refuses that this one may take.
    fn stricter(&self, other: &Self) -> Vec<String> {
        match (&self.schema, &other.schema) {
            (Some(old), Some(new)) => schema::stricter(old, new),
            _ if self.name == other.name => Vec::new(),
            _ => vec![format!(
                "it is `{}` instead of `{}`, and one of the two stands elsewhere",
                other.name, self.name
            )],
        }
    }
}
