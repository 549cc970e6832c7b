//! Which capabilities a template asks for: what CloudFormation wants to hear by name before it touches permissions.
//!
//! Without them it refuses the template; no emulator does. All of them, always, would be the same as none: then nobody
//! notices the day on which a template begins to make roles with fixed names.

use std::collections::BTreeSet;

use aws_sdk_cloudformation::types;
use cfn::{Template, Tree};

/// Something that CloudFormation does only when it was asked to by name.
///
/// <https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/control-access-with-iam.html#using-iam-capabilities>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Capability {
    /// Makes or changes IAM resources, under names that CloudFormation chooses.
    Iam,
    /// The same, under names that the template chooses. It includes [`Capability::Iam`].
    NamedIam,
    /// Has macros, modules or nested stacks make further resources.
    AutoExpand,
}

impl Capability {
    /// The word that the service takes.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Iam => "CAPABILITY_IAM",
            Self::NamedIam => "CAPABILITY_NAMED_IAM",
            Self::AutoExpand => "CAPABILITY_AUTO_EXPAND",
        }
    }

    pub(crate) const fn to_sdk(self) -> types::Capability {
        match self {
            Self::Iam => types::Capability::CapabilityIam,
            Self::NamedIam => types::Capability::CapabilityNamedIam,
            Self::AutoExpand => types::Capability::CapabilityAutoExpand,
        }
    }
}

/// The capabilities that a template needs: enough in every deployment of it, whatever its conditions, and no more than
/// what its text can explain.
///
/// What a macro or a nested stack makes is not in the text, so they need all of them. Two macros are known: SAM makes
/// roles without names, and `AWS::LanguageExtensions` makes nothing that is not written down.
///
/// ```
/// use deploy::capability::{self, Capability};
///
/// let template = cfn::Template::from_json("demo", r#"{"Resources": {"Role": {
///     "Type": "AWS::IAM::Role", "Properties": {"RoleName": {"Fn::Sub": "${AWS::StackName}-connect"}}
/// }}}"#)?;
/// assert_eq!(capability::needed(&template), [Capability::NamedIam]);
/// # Ok::<(), cfn::read::ReadError>(())
/// ```
pub fn needed(template: &Template) -> Vec<Capability> {
    let mut found = BTreeSet::new();
    if let Some(transform) = template.tree().get("Transform") {
        by_transforms(transform, &mut found);
    }
    walk(template.tree(), &mut found);
    if found.contains(&Capability::NamedIam) {
        found.remove(&Capability::Iam);
    }
    found.into_iter().collect()
}

/// The type of a nested stack.
pub(crate) const NESTED_STACK: &str = "AWS::CloudFormation::Stack";

/// Whether a template has stacks inside.
pub fn has_nested_stacks(template: &Template) -> bool {
    template.of_type(NESTED_STACK).next().is_some()
}

type Found = BTreeSet<Capability>;

const ALL: [Capability; 3] = [Capability::Iam, Capability::NamedIam, Capability::AutoExpand];

fn by_transforms(transforms: &Tree, found: &mut Found) {
    let several = transforms.as_list();
    for transform in several.unwrap_or(std::slice::from_ref(transforms)) {
        found.insert(Capability::AutoExpand);
        match transform.as_str() {
            Some("AWS::LanguageExtensions") => {}
            Some("AWS::Serverless-2016-10-31") => {
                found.insert(Capability::Iam);
            }
            _ => found.extend(ALL),
        }
    }
}

/// Looks everywhere: loops and conditions put resources into places of their own.
fn walk(tree: &Tree, found: &mut Found) {
    match tree {
        Tree::Map(map) => {
            if map.contains_key("Fn::Transform") {
                found.extend(ALL);
            }
            if let Some(kind) = map.get("Type").and_then(Tree::as_str) {
                by_type(kind, tree, found);
            }
            map.values().for_each(|value| walk(value, found));
        }
        Tree::List(items) => items.iter().for_each(|item| walk(item, found)),
        _ => {}
    }
}

fn by_type(kind: &str, body: &Tree, found: &mut Found) {
    if kind == NESTED_STACK || kind == "AWS::Serverless::Application" || kind.ends_with("::MODULE") {
        found.extend(ALL);
    } else if kind.starts_with("AWS::IAM::") {
        found.insert(Capability::Iam);
        let name = custom_name(kind).and_then(|property| body.at(&["Properties", property]));
        if name.is_some_and(can_have_a_value) {
            found.insert(Capability::NamedIam);
        }
    }
}

/// The property by which a template names an IAM resource itself.
fn custom_name(kind: &str) -> Option<&'static str> {
    Some(match kind {
        "AWS::IAM::Role" => "RoleName",
        "AWS::IAM::ManagedPolicy" => "ManagedPolicyName",
        "AWS::IAM::User" => "UserName",
        "AWS::IAM::Group" => "GroupName",
        "AWS::IAM::InstanceProfile" => "InstanceProfileName",
        "AWS::IAM::ServerCertificate" => "ServerCertificateName",
        "AWS::IAM::VirtualMFADevice" => "VirtualMfaDeviceName",
        "AWS::IAM::SAMLProvider" => "Name",
        _ => return None,
    })
}

/// Whether a property is there in some deployment: it is not where every branch says `AWS::NoValue`.
fn can_have_a_value(value: &Tree) -> bool {
    match value.as_function() {
        Some(("Ref", name)) => name.as_str() != Some("AWS::NoValue"),
        Some(("Fn::If", branches)) => {
            let branches = branches.as_list().unwrap_or_default();
            branches.len() != 3 || branches.iter().skip(1).any(can_have_a_value)
        }
        _ => *value != Tree::Null,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Capability::*, *};

    fn of(json: &str) -> Vec<Capability> {
        needed(&Template::from_json("demo", json).unwrap())
    }

    fn resource(kind: &str, properties: &str) -> String {
        format!(r#"{{"Resources": {{"It": {{"Type": "{kind}", "Properties": {properties}}}}}}}"#)
    }

    #[test]
    fn a_template_without_permissions_needs_nothing() {
        assert_eq!(of(&resource("AWS::SQS::Queue", "{}")), []);
        assert_eq!(of(r#"{"Outputs": {"A": {"Value": "AWS::IAM::Role"}}}"#), []);
    }

    #[test]
    fn a_role_needs_one_and_with_a_name_another() {
        assert_eq!(of(&resource("AWS::IAM::Role", "{}")), [Iam]);
        assert_eq!(
            of(&resource("AWS::IAM::Role", r#"{"RoleName": "admin"}"#)),
            [NamedIam]
        );
        // The name of an inline policy is not a name in the account.
        assert_eq!(of(&resource("AWS::IAM::Policy", r#"{"PolicyName": "p"}"#)), [Iam]);
    }

    #[test]
    fn a_name_counts_where_some_deployment_has_it() {
        let none = r#"{"Ref": "AWS::NoValue"}"#;
        let role = |name: &str| of(&resource("AWS::IAM::Role", &format!(r#"{{"RoleName": {name}}}"#)));
        assert_eq!(role(none), [Iam]);
        assert_eq!(role(&format!(r#"{{"Fn::If": ["Prod", {none}, {none}]}}"#)), [Iam]);
        assert_eq!(
            role(&format!(r#"{{"Fn::If": ["Prod", "n", {none}]}}"#)),
            [NamedIam]
        );
        assert_eq!(role(r#"{"Ref": "Name"}"#), [NamedIam]);
    }

    #[test]
    fn a_condition_does_not_hide_a_role() {
        let json = r#"{"Conditions": {"Never": {"Fn::Equals": ["a", "b"]}}, "Resources": {"Role": {
            "Type": "AWS::IAM::Role", "Condition": "Never", "Properties": {}}}}"#;
        assert_eq!(of(json), [Iam]);
    }

    #[test]
    fn what_is_made_elsewhere_needs_all() {
        assert_eq!(
            of(&resource("AWS::CloudFormation::Stack", "{}")),
            [NamedIam, AutoExpand]
        );
        assert_eq!(
            of(&resource("My::Own::Thing::MODULE", "{}")),
            [NamedIam, AutoExpand]
        );
        assert_eq!(of(r#"{"Transform": "MyMacro"}"#), [NamedIam, AutoExpand]);
        let inside = r#"{"Fn::Transform": {"Name": "AWS::Include", "Parameters": {}}}"#;
        assert_eq!(of(&resource("AWS::SQS::Queue", inside)), [NamedIam, AutoExpand]);
    }

    #[test]
    fn the_known_macros_need_no_more_than_what_they_make() {
        assert_eq!(
            of(r#"{"Transform": ["AWS::Serverless-2016-10-31"]}"#),
            [Iam, AutoExpand]
        );
        let looped = r#"{"Transform": "AWS::LanguageExtensions", "Resources": {"Fn::ForEach::Roles": [
            "Name", ["A"], {"Role${Name}": {"Type": "AWS::IAM::Role", "Properties": {"RoleName": {"Ref": "Name"}}}}]}}"#;
        assert_eq!(of(looped), [NamedIam, AutoExpand]);
    }

    fn tree() -> impl Strategy<Value = Tree> {
        let leaf = prop_oneof![
            Just(Tree::Null),
            any::<bool>().prop_map(Tree::from),
            "[a-z:]{0,6}".prop_map(Tree::from),
        ];
        leaf.prop_recursive(4, 24, 4, |inner| {
            let key = prop_oneof![Just("Type".to_owned()), "[A-Z][a-z]{0,4}"];
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Tree::List),
                prop::collection::vec((key, inner), 0..4).prop_map(|entries| entries.into_iter().collect()),
            ]
        })
    }

    /// Puts a tree somewhere below another.
    fn buried(around: Tree, inside: Tree) -> Tree {
        match around {
            Tree::Map(mut map) => {
                map.insert("Buried".to_owned(), inside);
                Tree::Map(map)
            }
            Tree::List(mut items) => {
                items.push(inside);
                Tree::List(items)
            }
            _ => inside,
        }
    }

    proptest! {
        #[test]
        fn a_named_role_is_found_wherever_it_is(layers in prop::collection::vec(tree(), 0..4)) {
            let properties = Tree::single("RoleName", "admin");
            let role = Tree::from_iter([("Type", Tree::from("AWS::IAM::Role")), ("Properties", properties)]);
            let resources = layers.into_iter().fold(role, |inside, around| buried(around, inside));
            let template = Template::from_tree("demo", Tree::single("Resources", Tree::single("It", resources)));
            prop_assert!(needed(&template).contains(&NamedIam));
        }
    }
}
