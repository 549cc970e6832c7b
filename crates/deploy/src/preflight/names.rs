//! Names that two stacks want. CloudFormation finds them when the second one fails.

use std::collections::BTreeMap;

use cfn::{concrete_in, is_known, placeholders};

use super::{Finding, Planned};

/// What two stacks of one account and region both make, as far as their templates say its name.
pub(super) fn wanted_twice(stacks: &[Planned<'_>], region: &str, account: &str) -> Vec<Finding> {
    let mut makers: BTreeMap<String, &str> = BTreeMap::new();
    let mut findings = Vec::new();
    for planned in stacks {
        let mut environment = placeholders(planned.template);
        region.clone_into(&mut environment.region);
        account.clone_into(&mut environment.account_id);
        let concrete = concrete_in(planned.template, environment);
        let stack = planned.entry.name.as_str();
        for (id, _) in concrete.template().resources() {
            let Some(arn) = concrete.arn(id).filter(|arn| is_known(arn)) else {
                continue;
            };
            match makers.get(arn) {
                Some(first) if *first != stack => findings.push(Finding::WantedTwice {
                    first: (*first).to_owned(),
                    second: stack.to_owned(),
                    resource: id.to_owned(),
                    arn: arn.to_owned(),
                }),
                Some(_) => {}
                None => {
                    makers.insert(arn.to_owned(), stack);
                }
            }
        }
    }
    findings
}
