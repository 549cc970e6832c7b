//! Access that no policy says: doors that are opened to everybody, and what a transform writes.

use cfn::{Template, Tree};
use check::{Model, Resource};

use crate::{Access, Reach, Verdict};

/// What everybody may reach now and could not before, without any policy that says so.
pub(super) fn to_everybody(old: &Model<'_>, new: &Model<'_>) -> Vec<Verdict> {
    let urls = new
        .of_type("AWS::Lambda::Url")
        .iter()
        .filter(|url| is_open(url, "AuthType"));
    let urls = urls.filter(|url| {
        let same = |old: &Resource<'_>| {
            is_open(old, "AuthType") && old.text("TargetFunctionArn") == url.text("TargetFunctionArn")
        };
        !old.resource(url.id).is_some_and(same)
    });
    let urls = urls.map(|url| {
        let message =
            "new public access: everybody may call the function at its address, `AuthType` is `NONE`";
        public(url, message, "lambda:InvokeFunctionUrl")
    });
    let connects = connect(new).filter(|route| is_open(route, "AuthorizationType"));
    let was_closed = |route: &&Resource<'_>| {
        let api = route.text("ApiId");
        let before = connect(old).find(|old| old.id == route.id || old.text("ApiId") == api);
        before.is_some_and(|route| !is_open(route, "AuthorizationType"))
    };
    let connects = connects.filter(was_closed).map(|route| {
        let message = "new public access: everybody may connect, `AuthorizationType` is `NONE`";
        public(route, message, "execute-api:Invoke")
    });
    let gone = connect(old).filter(|route| !is_open(route, "AuthorizationType"));
    let gone = gone.filter(|route| {
        let api = new
            .apis
            .iter()
            .find(|api| route.text("ApiId") == Some(api.resource.reference.as_str()));
        api.is_some_and(|api| api.route("$connect").is_none())
    });
    let gone = gone.map(|route| {
        let message = "new public access: everybody may connect, the route `$connect` is gone";
        public(route, message, "execute-api:Invoke")
    });
    urls.chain(connects).chain(gone).collect()
}

/// The routes that decide who may connect.
fn connect<'m>(model: &'m Model<'m>) -> impl Iterator<Item = &'m Resource<'m>> {
    model
        .apis
        .iter()
        .filter_map(|api| Some(api.route("$connect")?.resource))
}

/// Whether nobody is asked who comes.
fn is_open(resource: &Resource<'_>, property: &str) -> bool {
    resource.text(property).is_none_or(|text| text == "NONE")
}

fn public(resource: &Resource<'_>, message: &str, action: &str) -> Verdict {
    let access = Access {
        reach: Reach::Public,
        principal: "everybody".to_owned(),
        actions: vec![action.to_owned()],
        resources: vec![resource.reference.clone()],
        witness: Some(format!("`{action}` on `{}`", resource.reference)),
    };
    Verdict::of_access(resource.id, message, access)
}

/// Properties of the Serverless Application Model from which its transform writes policies and permissions.
const WRITTEN_FROM: [&str; 10] = [
    "Policies",
    "Role",
    "Events",
    "Connectors",
    "FunctionUrlConfig",
    "AssumeRolePolicyDocument",
    "PermissionsBoundary",
    "Auth",
    "Source",
    "Destination",
];

/// Changes from which a transform writes access that no template shows.
pub(super) fn unseen(old: &Template, new: &Template) -> Vec<Verdict> {
    let globals = |template: &Template| template.tree().get("Globals").cloned();
    let all_change = globals(old) != globals(new);
    let written = |body: Option<&Tree>, name: &str| body?.at(&["Properties", name]).cloned();
    let changes = |id: &str, body: &Tree| {
        let before = old.resource(id);
        all_change
            || WRITTEN_FROM
                .iter()
                .any(|name| written(before, name) != written(Some(body), name))
    };
    let resources = new.resources().filter(|(id, _)| {
        new.type_of(id)
            .is_some_and(|cfn_type| cfn_type.starts_with("AWS::Serverless::"))
    });
    let resources = resources.filter(|(id, body)| changes(id, body));
    let verdict = |(id, _): (&str, &Tree)| {
        let access = Access {
            reach: Reach::MayBeWider,
            principal: format!("`{id}`"),
            actions: Vec::new(),
            resources: Vec::new(),
            witness: None,
        };
        let message =
            "access may be wider: what the transform of SAM writes from this is not in the template";
        Verdict::of_access(id, message, access)
    };
    resources.map(verdict).collect()
}
