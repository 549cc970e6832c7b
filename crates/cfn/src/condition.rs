//! Conditions: what is decided from the parameters before anything is created.

use crate::{Construct, Emit, Expr, Stack, Tree, Value};

/// A reference to a declared condition.
///
/// ```
/// use cfn::{ConditionExpr, Emit, Parameter, Stack};
/// let mut stack = Stack::new("demo");
/// let stage = stack.parameter("Stage", Parameter::text());
/// let is_prod = stack.condition("IsProd", &ConditionExpr::equals::<String>(&stage, "prod"));
/// let days = is_prod.choose::<i64>(365, 7);
/// assert_eq!(days.emit().to_yaml(), "!If [IsProd, 365, 7]\n");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition(String);

impl Condition {
    pub(crate) fn named(name: &str) -> Self {
        Self(name.to_owned())
    }

    /// The condition's name.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// `Fn::If`: the first value where the condition holds, else the second.
    pub fn choose<T: Emit>(&self, yes: impl Into<Value<T>>, no: impl Into<Value<T>>) -> Value<T> {
        let (yes, no) = (yes.into().to_expr(), no.into().to_expr());
        Value::Expr(Expr::If(self.0.clone(), Box::new(yes), Box::new(no)))
    }
}

/// What a condition says.
#[derive(Clone, Debug, PartialEq)]
pub enum ConditionExpr {
    /// Both values are the same text.
    Equals(Expr, Expr),
    /// All hold; 2 to 10 of them.
    And(Vec<ConditionExpr>),
    /// At least one holds; 2 to 10 of them.
    Or(Vec<ConditionExpr>),
    /// It does not hold.
    Not(Box<ConditionExpr>),
    /// Another condition holds.
    Is(Condition),
}

impl ConditionExpr {
    /// Both values are the same text.
    pub fn equals<T: Emit>(left: impl Into<Value<T>>, right: impl Into<Value<T>>) -> Self {
        Self::Equals(left.into().to_expr(), right.into().to_expr())
    }

    pub(crate) fn to_tree(&self) -> Tree {
        let all = |items: &[ConditionExpr]| Tree::List(items.iter().map(ConditionExpr::to_tree).collect());
        match self {
            Self::Equals(left, right) => Tree::single("Fn::Equals", [left.to_tree(), right.to_tree()]),
            Self::And(items) => Tree::single("Fn::And", all(items)),
            Self::Or(items) => Tree::single("Fn::Or", all(items)),
            Self::Not(item) => Tree::single("Fn::Not", [item.to_tree()]),
            Self::Is(condition) => Tree::single("Condition", condition.name()),
        }
    }
}

impl Stack {
    /// Adds a resource or a construct that exists only where the condition holds: each of its resources carries it.
    ///
    /// A construct with a condition inside gets both. Whatever refers to such a resource needs the condition, too, or
    /// [chooses](Condition::choose): CloudFormation refuses references to resources that do not exist, and so does
    /// [`synth`](Stack::synth) (GW016).
    ///
    /// ```
    /// use cfn::{ConditionExpr, Parameter, RawResource, Stack, Tree};
    /// let mut stack = Stack::new("demo");
    /// let alarms = stack.parameter("Alarms", Parameter::text().allowed_values(["on", "off"]));
    /// let alarms = stack.condition("AlarmsOn", &ConditionExpr::equals::<String>(&alarms, "on"));
    /// stack.add_when(&alarms, "Topic", RawResource::new("AWS::SNS::Topic", Tree::map()));
    /// let template = stack.synth()?;
    /// assert_eq!(template.tree().at(&["Resources", "Topic", "Condition"]), Some(&"AlarmsOn".into()));
    /// # Ok::<(), cfn::Findings>(())
    /// ```
    #[track_caller]
    pub fn add_when<C: Construct>(&mut self, condition: &Condition, id: &str, construct: C) -> C::Output {
        self.conditions.push(condition.clone());
        let output = self.add(id, construct);
        self.conditions.pop();
        output
    }

    /// The condition of a resource that is added now: its own and those around it, declared where they are several.
    pub(crate) fn condition_around(&mut self, own: Option<Condition>) -> Option<Condition> {
        let mut all: Vec<Condition> = Vec::new();
        for condition in self.conditions.iter().cloned().chain(own) {
            if !all.contains(&condition) {
                all.push(condition);
            }
        }
        if all.len() < 2 {
            return all.pop();
        }
        let names: Vec<&str> = all.iter().map(Condition::name).collect();
        let both = Condition(names.join("And"));
        let expression = ConditionExpr::And(all.into_iter().map(ConditionExpr::Is).collect()).to_tree();
        if self.sections["Conditions"].get(both.name()) != Some(&expression) {
            self.declare("Conditions", both.name(), expression);
        }
        Some(both)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Condition, ConditionExpr, Construct, IntoEntry, RawResource, Scope, Stack, Template, Tree};

    fn topic() -> RawResource {
        RawResource::new("AWS::SNS::Topic", Tree::map())
    }

    /// Two resources, one of them with a condition of its own.
    struct Pair(Condition);

    impl Construct for Pair {
        type Output = ();

        fn build(self, scope: &mut Scope<'_>, id: &str) {
            scope.add(&format!("{id}Always"), topic());
            scope.add(&format!("{id}Also"), topic());
            scope.add(&format!("{id}Own"), topic().condition(&self.0));
        }
    }

    fn condition_of<'a>(template: &'a Template, id: &str) -> Option<&'a str> {
        template.resource(id)?.get("Condition")?.as_str()
    }

    #[test]
    fn every_resource_of_a_construct_carries_the_condition() {
        let mut stack = Stack::new("demo");
        let always = ConditionExpr::equals::<String>("a", "a");
        let [outer, own] = ["Outer", "Own"].map(|name| stack.condition(name, &always));
        stack.add_when(&outer, "In", Pair(own.clone()));
        stack.add_when(&own, "Same", Pair(own.clone()));
        stack.add("Out", Pair(own));
        let template = stack.synth().unwrap();
        let conditions =
            |id: &str| ["Always", "Also", "Own"].map(|part| condition_of(&template, &format!("{id}{part}")));
        assert_eq!(
            conditions("In"),
            [Some("Outer"), Some("Outer"), Some("OuterAndOwn")]
        );
        assert_eq!(conditions("Same"), [Some("Own"); 3]);
        assert_eq!(conditions("Out"), [None, None, Some("Own")]);
        assert_eq!(
            template
                .tree()
                .at(&["Conditions", "OuterAndOwn"])
                .map(Tree::to_yaml),
            Some("!And [!Condition Outer, !Condition Own]\n".to_owned())
        );
    }
}
