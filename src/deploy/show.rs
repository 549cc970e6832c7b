//! What a change set is about to do, as people see it.

use ::deploy::{
    ChangeSet,
    change_set::{Action, Cause, Replacement, ResourceChange},
    guard::Judgement,
};
use diff::{Change, Difference};

use crate::{
    difference::{Compared, text},
    ui::{self, harmless, styled},
};

/// Shows what the templates say, then what the service adds, then what is lost.
pub(crate) fn change(compared: Compared, change_set: &ChangeSet, judgement: &Judgement) {
    let beside = beside(&compared.difference, change_set);
    ui::say(text::write(&[compared]).trim_end());
    if !beside.is_empty() {
        ui::say(format_args!("  {}", styled(ui::HINT, "CloudFormation adds")));
    }
    for line in beside {
        ui::say(format_args!("    {}", harmless(&line)));
    }
    for loss in &judgement.kept {
        ui::note(format_args!("`{}`: {}", loss.resource, loss.message));
    }
    for loss in &judgement.allowed {
        ui::warning(format_args!(
            "`{}`: {}, which was allowed",
            loss.resource, loss.message
        ));
    }
}

/// What the service says and the templates do not: changes that come through parameters and other resources, and where
/// the two disagree about what is replaced.
fn beside(difference: &Difference, change_set: &ChangeSet) -> Vec<String> {
    let of = |id: &str| {
        let mut changes = difference.changes.iter();
        changes.find(|change| change.id == id || change.old_id() == id)
    };
    change_set
        .changes
        .iter()
        .filter_map(|change| line(change, of(&change.resource)))
        .collect()
}

fn line(said: &ResourceChange, known: Option<&Change>) -> Option<String> {
    let ends = said.ends_the_old_one();
    let expected = known.is_some_and(Change::ends_the_old_one);
    let what = match (known, said.action, ends) {
        (None, Action::Add, _) => "added",
        (None, Action::Import, _) => "imported",
        (None, Action::Sync, _) => return None,
        (None, Action::Remove, _) => "removed",
        (_, _, Replacement::Yes) if !expected => "replaced",
        (_, _, Replacement::Maybe) if !expected => "may be replaced",
        (None, _, _) => "changed",
        (Some(_), Action::Modify, Replacement::No) if expected => "changed in place, not replaced",
        (Some(_), _, _) => return None,
    };
    let causes = causes(&said.causes);
    let why = if causes.is_empty() {
        String::new()
    } else {
        format!(": {}", causes.join(", "))
    };
    Some(format!("{} {}  {what}{why}", said.resource, said.kind))
}

/// Each property once, with what made it change where that is said: `Code, by ConnectCodeKey`.
fn causes(causes: &[Cause]) -> Vec<String> {
    let explained = |property: &Option<String>| {
        let mut others = causes.iter();
        others.any(|other| other.property == *property && other.entity.is_some())
    };
    let told = causes
        .iter()
        .filter_map(|cause| match (&cause.property, &cause.entity) {
            (Some(property), Some(entity)) => Some(format!("{property}, by {entity}")),
            (None, Some(entity)) => Some(format!("by {entity}")),
            (Some(property), None) if !explained(&cause.property) => Some(property.clone()),
            _ => None,
        });
    let mut told: Vec<String> = told.collect();
    told.dedup();
    told
}

#[cfg(test)]
mod tests {
    use cfn::Template;

    use super::*;

    fn table(key: &str) -> Template {
        let json = format!(
            r#"{{"Resources": {{"Rooms": {{"Type": "AWS::DynamoDB::Table",
                "Properties": {{"KeySchema": [{{"AttributeName": "{key}", "KeyType": "HASH"}}]}}}}}}}}"#
        );
        Template::from_json("demo", &json).unwrap()
    }

    fn said(resource: &str, action: Action, replacement: Replacement) -> ResourceChange {
        ResourceChange {
            resource: resource.to_owned(),
            kind: "AWS::DynamoDB::Table".to_owned(),
            physical_id: None,
            action,
            replacement,
            fate: None,
            scope: Vec::new(),
            causes: Vec::new(),
        }
    }

    fn lines(old: &str, new: &str, change: ResourceChange) -> Vec<String> {
        let difference = diff::between(&table(old), &table(new));
        let change_set = ChangeSet {
            id: String::new(),
            name: String::new(),
            stack: String::new(),
            stack_id: String::new(),
            makes_the_stack: false,
            changes: vec![change],
        };
        beside(&difference, &change_set)
    }

    #[test]
    fn what_both_say_is_said_once() {
        let agreed = said("Rooms", Action::Modify, Replacement::Yes);
        assert_eq!(lines("id", "roomId", agreed), [""; 0]);
    }

    #[test]
    fn where_the_two_disagree_both_are_shown() {
        let only_we = said("Rooms", Action::Modify, Replacement::No);
        assert_eq!(
            lines("id", "roomId", only_we),
            ["Rooms AWS::DynamoDB::Table  changed in place, not replaced"]
        );
        let only_they = said("Rooms", Action::Modify, Replacement::Maybe);
        assert_eq!(
            lines("id", "id", only_they),
            ["Rooms AWS::DynamoDB::Table  may be replaced"]
        );
    }

    #[test]
    fn what_comes_through_a_parameter_names_it() {
        let change = ResourceChange {
            causes: vec![Cause {
                property: Some("Code".to_owned()),
                entity: Some("ConnectCodeKey".to_owned()),
                replacement: Replacement::No,
            }],
            ..said("Connect", Action::Modify, Replacement::No)
        };
        assert_eq!(
            lines("id", "id", change),
            ["Connect AWS::DynamoDB::Table  changed: Code, by ConnectCodeKey"]
        );
    }
}
