//! Evaluates conditions.

use super::{Environment, ResolveError, ResolveProblem as Problem, functions::Resolver, site::Site};
use crate::{Lookup, Tree, path::Path};

/// How deep conditions and their functions may nest: each level takes its share of the stack.
pub(super) const MAX_DEPTH: usize = 200;

impl Environment {
    /// Whether a condition of the template holds; resources and outputs name theirs under `Condition`.
    pub fn holds(&self, condition: &str) -> Result<bool, ResolveError> {
        Resolver::new(self, &NoResources).holds(condition, &Site::new("Condition", Path::ROOT))
    }
}

/// Conditions are decided before any resource exists.
struct NoResources;

impl Lookup for NoResources {
    fn reference(&self, _id: &str) -> Option<Tree> {
        None
    }

    fn attribute(&self, _id: &str, _attribute: &str) -> Option<Tree> {
        None
    }
}

impl Resolver<'_> {
    /// The truth of the named condition, which the function at `site` asks for.
    pub(super) fn holds(&mut self, name: &str, site: &Site<'_>) -> Result<bool, ResolveError> {
        let environment = self.environment;
        let Some(definition) = environment.conditions.get(name) else {
            return Err(site.error(Problem::UnknownCondition(name.to_owned())));
        };
        if let Some(start) = self.deciding.iter().position(|active| active == name) {
            let mut ring = self.deciding[start..].to_vec();
            ring.push(name.to_owned());
            return Err(site.error(Problem::ConditionCycle(ring)));
        }
        self.deciding.push(name.to_owned());
        let section = Path::ROOT.key("Conditions");
        let holds = self.decide(definition, section.key(name));
        self.deciding.pop();
        holds
    }

    fn decide(&mut self, definition: &Tree, path: Path<'_>) -> Result<bool, ResolveError> {
        if self.depth == MAX_DEPTH {
            return Err(Site::new("Conditions", path).error(Problem::ConditionDepth));
        }
        self.depth += 1;
        let holds = self.evaluate(definition, path);
        self.depth -= 1;
        holds
    }

    fn evaluate(&mut self, definition: &Tree, path: Path<'_>) -> Result<bool, ResolveError> {
        if let Tree::Bool(decided) = definition {
            return Ok(*decided);
        }
        let Some((function, argument)) = definition.as_single() else {
            let site = Site::new("Conditions", path);
            return Err(site.wrong_form("a condition function", definition.kind()));
        };
        let site = Site::new(function, path.key(function));
        match function {
            "Condition" => self.holds(site.literal(argument)?, &site),
            "Fn::Equals" => {
                let [left, right] = site.arguments(argument)?;
                let left = self.text(left, &site.index(0))?;
                Ok(left == self.text(right, &site.index(1))?)
            }
            "Fn::Not" => {
                let [negated] = site.arguments(argument)?;
                Ok(!self.decide(negated, site.path.index(0))?)
            }
            "Fn::And" => Ok(!self.any_is(false, argument, &site)?),
            "Fn::Or" => self.any_is(true, argument, &site),
            _ => Err(site.error(Problem::Unsupported)),
        }
    }

    /// Whether any of the listed conditions comes out as `wanted`.
    fn any_is(&mut self, wanted: bool, argument: &Tree, site: &Site<'_>) -> Result<bool, ResolveError> {
        for (index, condition) in site.items(argument)?.iter().enumerate() {
            if self.decide(condition, site.path.index(index))? == wanted {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
