//! The ways in which a template may be deployed: its parameters' defaults, and what its conditions tell apart.
//!
//! Rules look at one deployment at a time, so that none of them has to think about conditions. The first scenario has
//! every default. Each other one changes one parameter to a value that some condition compares it with, so that both
//! sides of the condition are seen. Conditions stay consistent: what exists together is looked at together.

use cfn::{Environment, Template, Tree};

/// The account that stands for every account.
pub const ACCOUNT: &str = "111122223333";

/// The most scenarios of a template; further values are not tried.
const MOST: usize = 12;

/// One way to deploy a template.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// What a reader is told: the parameter and value that differ from the default; empty for the defaults.
    pub when: String,
    /// The values.
    pub environment: Environment,
}

/// The scenarios of a template, the defaults first.
pub fn of(template: &Template) -> Vec<Scenario> {
    let environment = cfn::placeholders(template);
    let mut others = Vec::new();
    for (name, values) in cfn::choices(template) {
        let Some(current) = environment.parameters.get(name).and_then(Tree::scalar_text) else {
            continue;
        };
        for value in values.into_iter().filter(|value| *value != current) {
            let mut environment = environment.clone();
            environment
                .parameters
                .insert(name.to_owned(), value.as_str().into());
            let when = match value.as_str() {
                "" => format!("`{name}` is empty"),
                value if cfn::is_known(value) => format!("`{name}` is `{value}`"),
                _ => format!("`{name}` is something else"),
            };
            others.push(Scenario { when, environment });
        }
    }
    let defaults = Scenario {
        when: String::new(),
        environment,
    };
    std::iter::once(defaults).chain(others).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use cfn::Template;

    use super::of;

    #[track_caller]
    fn whens(parameters: &str, conditions: &str) -> Vec<String> {
        let text = format!("Parameters: {{{parameters}}}\nConditions: {{{conditions}}}\n");
        let template = Template::from_yaml("demo", &text).unwrap();
        of(&template).into_iter().map(|scenario| scenario.when).collect()
    }

    #[test]
    fn both_sides_of_a_condition_are_tried() {
        let prod = "IsProd: !Equals [!Ref Stage, prod]";
        assert_eq!(whens("Stage: {Type: String, Default: prod}", ""), [""]);
        assert_eq!(
            whens("Stage: {Type: String, Default: prod}", prod),
            ["", "`Stage` is something else"]
        );
        assert_eq!(
            whens(
                "Stage: {Type: String, Default: dev, AllowedValues: [dev, prod]}",
                prod
            ),
            ["", "`Stage` is `prod`"]
        );
        assert_eq!(
            whens(
                "Vpc: {Type: String, Default: v}",
                "Has: !Not [!Equals ['', !Ref Vpc]]"
            ),
            ["", "`Vpc` is empty", "`Vpc` is something else"]
        );
    }

    #[test]
    fn what_no_parameter_decides_is_tried_once() {
        assert_eq!(whens("", "Here: !Equals [!Ref 'AWS::Region', eu-west-1]"), [""]);
    }
}
