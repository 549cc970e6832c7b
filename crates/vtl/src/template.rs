//! A template, parsed once and rendered as often as needed.

use crate::{
    ast::Node,
    context::{Context, EventError},
    error::{RenderError, SyntaxError},
    eval, parse,
};

/// A mapping template that parses.
///
/// ```
/// use vtl::{Context, Template};
///
/// let errors = Template::parse("#set($n = $items.size() -1)\n#if($n > 0) more").unwrap_err();
/// let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
/// assert_eq!(errors, [
///     "1:25: `-` before a digit begins a negative number; there is no operator between the two values",
///     "2:1: `#if` never ends",
/// ]);
/// ```
#[derive(Clone, Debug)]
pub struct Template {
    pub(crate) source: String,
    pub(crate) nodes: Vec<Node>,
}

impl Template {
    /// Parses a template; all errors at once.
    pub fn parse(source: &str) -> Result<Self, Vec<SyntaxError>> {
        Ok(Self {
            nodes: parse::parse(source)?,
            source: source.to_owned(),
        })
    }

    /// What the template makes of a request.
    pub fn render(&self, context: &Context) -> Result<String, RenderError> {
        eval::render(&self.source, &self.nodes, context)
    }
}

/// Why a template made nothing of an event.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// The template does not parse.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Syntax(Vec<SyntaxError>),
    /// The event is no JSON.
    #[error(transparent)]
    Event(#[from] EventError),
    /// The template does not render.
    #[error(transparent)]
    Render(#[from] RenderError),
}

/// What a template makes of an event: the way to test a mapping template.
///
/// The event has the shape that a Lambda proxy integration gets; see [`Context`] for what a template finds where.
///
/// ```
/// let event = r#"{
///     "requestContext": {"connectionId": "Kx3=", "stage": "dev"},
///     "body": "{\"type\": \"chat\", \"text\": \"it's\"}"
/// }"#;
/// let template = r#"{
///   "from": "$context.connectionId",
///   #set($text = $util.escapeJavaScript($input.path('$.text')).replaceAll("\\'", "'"))
///   "text": "$text",
///   "all": $input.json('$')
/// }"#;
/// assert_eq!(vtl::render(template, event)?, r#"{
///   "from": "Kx3=",
///     "text": "it's",
///   "all": {"type":"chat","text":"it's"}
/// }"#);
/// # Ok::<(), vtl::Failure>(())
/// ```
pub fn render(template: &str, event: &str) -> Result<String, Failure> {
    let context = Context::from_json(event)?;
    let template = Template::parse(template).map_err(Failure::Syntax)?;
    Ok(template.render(&context)?)
}

#[cfg(test)]
mod tests;
