//! Checks that need nothing but the template: every finding at once.
//!
//! [`Stack::synth`](crate::Stack::synth) runs [`template`]; whoever reads a template from a file runs it too.
//! [`attributes`] also wants to know the resource types; `synth` knows those of the tables that were used.
//!
//! | code | finds | severity |
//! |---|---|---|
//! | GW001 | a name that is not 1 to 255 letters and digits | error |
//! | GW002 | two declarations of one name (found while a stack is built) | error |
//! | GW003 | `Ref`, `Fn::GetAtt` or a hole of `Fn::Sub` that names nothing | error |
//! | GW004 | `DependsOn` that names no resource | error |
//! | GW005 | a condition that is used and not declared | error |
//! | GW006 | a mapping, or a key of one, that is used and not declared | error |
//! | GW007 | an intrinsic function whose arguments have the wrong form | error |
//! | GW008 | resources, or conditions, that depend on each other in a ring | error; a warning through `Fn::If` |
//! | GW009 | a condition that refers to a resource | error |
//! | GW010 | `Fn::GetAtt` of an attribute that the type does not have | error |
//! | GW011 | more than a quota of CloudFormation allows | error; info where only a request is too small |
//! | GW012 | a stack name that CloudFormation refuses (found by `synth`; a template from a file has no such name) | error |
//! | GW013 | a tag that AWS refuses, or more than 50 of them (found by `synth`) | error |
//! | GW014 | an aspect that changes what a deployment has frozen (found by `synth`) | error |
//! | GW015 | a suppression on a resource that does not exist (found by `synth`) | warning |
//! | GW016 | `Ref`, `Fn::GetAtt` or a hole of a resource that does not exist where the reference stands | error |
//!
//! Codes of a hundred and more belong to the crates above this one.

mod attributes;
mod conditions;
mod cycles;
mod limits;
mod names;
mod references;
mod uses;

pub use attributes::attributes;
pub use limits::{
    BODY_BYTES, DESCRIPTION_BYTES, INLINE_BODY_BYTES, MAPPINGS, OUTPUTS, PARAMETERS, RESOURCES,
};
pub(crate) use names::stack as stack_name;

use crate::{Diagnostic, Template};

/// Everything that the template alone tells, in the order of the table above.
pub fn template(template: &Template) -> Vec<Diagnostic> {
    let uses = uses::of(template);
    let mut findings = names::check(template);
    findings.extend(references::check(template, &uses));
    findings.extend(cycles::check(template, &uses));
    findings.extend(limits::check(template));
    findings.extend(conditions::check(template, &uses));
    findings
}

#[cfg(test)]
mod tests;
