//! Who has to say yes, and to what.

use ::deploy::guard::Judgement;
use diff::Difference;

use crate::{
    cli::{Approval, Deploy},
    deploy::{ask, refusal::Refusal},
};

/// Whether a change has to be approved by somebody. What may be lost was said by name, which is an approval.
pub(crate) fn is_needed(arguments: &Deploy, difference: &Difference) -> bool {
    if arguments.yes {
        return false;
    }
    match arguments.require_approval {
        Approval::Never => false,
        Approval::Broadening => difference.broadens(),
        Approval::Any => true,
    }
}

/// Asks whether a stack is to be deployed.
pub(crate) async fn approve(stack: &str) -> Result<(), Refusal> {
    let stack = stack.to_owned();
    if !ask::can_ask() {
        let what = "the change needs approval";
        return Err(Refusal::NobodyToAsk { stack, what });
    }
    if ask::confirm(&format!("deploy {stack}?")).await {
        Ok(())
    } else {
        Err(Refusal::Declined { stack })
    }
}

/// What a judgement lets pass.
pub(crate) fn guard(stack: &str, judgement: &Judgement, ids: AllIds) -> Result<(), Refusal> {
    let stack = stack.to_owned();
    if !judgement.refused.is_empty() {
        let unaffected = match ids {
            AllIds::OfThisStack => judgement.unaffected.clone(),
            AllIds::OfSeveral => Vec::new(),
        };
        return Err(Refusal::DataLoss {
            stack,
            lost: judgement.refused.clone(),
            unaffected,
        });
    }
    match judgement.unaffected.first() {
        Some((resource, meant)) if ids == AllIds::OfThisStack => Err(Refusal::Unaffected {
            stack,
            resource: resource.clone(),
            meant: meant.clone(),
        }),
        _ => Ok(()),
    }
}

/// Whose the ids on the command line are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum AllIds {
    /// All are for one stack.
    OfThisStack,
    /// Some may be for others.
    OfSeveral,
}

/// The ids that are for a stack: those without a stack's name, and those with this one's.
pub(crate) fn allowed(arguments: &[String], is_called: impl Fn(&str) -> bool) -> Vec<String> {
    let ids = arguments.iter().filter_map(|text| match text.split_once('.') {
        None => Some(text.as_str()),
        Some((stack, id)) if is_called(stack) => Some(id),
        Some(_) => None,
    });
    ids.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_may_name_its_stack() {
        let arguments = ["Rooms", "chat.Jobs", "data.Logs"].map(str::to_owned);
        assert_eq!(allowed(&arguments, |stack| stack == "chat"), ["Rooms", "Jobs"]);
    }

    #[test]
    fn a_name_that_fits_nothing_is_an_error_where_only_one_stack_can_be_meant() {
        let judgement = Judgement {
            unaffected: vec![("Romos".to_owned(), Some("Rooms".to_owned()))],
            ..Judgement::default()
        };
        let error = guard("chat", &judgement, AllIds::OfThisStack).unwrap_err();
        assert!(error.to_string().contains("Romos"), "{error}");
        assert!(guard("chat", &judgement, AllIds::OfSeveral).is_ok());
    }
}
