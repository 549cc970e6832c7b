//! Checks that need nothing but the template: every finding at once.

use crate::{Diagnostic, Template};

/// Findings about references between the parts of a template.
pub fn references(_template: &Template) -> Vec<Diagnostic> {
    Vec::new()
}
