//! The mapping templates of API Gateway: Velocity 1.x, as far as the gateway has it.
//!
//! No I/O, no clock, no panics, and bounds on everything ([`limits`]). [`render`] tries a template on an event,
//! [`Template::parse`] reports every error with its line and column, [`Template::check`] finds names that nothing
//! defines.
//!
//! | room | holds |
//! |---|---|
//! | [`template`] | a template, and `render` for tests |
//! | [`context`] | what a template can read |
//! | [`error`], [`limits`] | what can go wrong, and what bounds it |
//! | [`mod@check`] | names that nothing defines |
//! | `parse`, `ast` | from text to the tree |
//! | `eval`, `value`, `print` | from the tree to text |
//! | `methods`, `pattern` | the methods of values, regular expressions |
//! | [`jsonpath`], `json` | the body |
//!
//! # What it speaks
//!
//! References (`$x`, `${x}`, `$!x`, `$!{x}`) with properties, methods and indices; `#set`, `#if`, `#elseif`, `#else`,
//! `#foreach`, `#break`, `#stop`, `#end`, each also as `#{…}`; comments, `#[[ … ]]#`; strings, numbers, lists, ranges,
//! maps; arithmetic, comparison and logic in signs and words; Velocity's escapes and its rules for blanks and line ends.
//! Not `#macro`, `#parse`, `#include`, `#evaluate`, `#define`: they are errors.
//!
//! # Where it is not Velocity 1.7
//!
//! `tests/velocity` compares it with Apache Velocity case by case, and lists where it differs on purpose:
//!
//! | here | Velocity | why |
//! |---|---|---|
//! | an unknown method is an error | the reference is written as text | nobody means that |
//! | more than 1000 rounds are an error | go on | API Gateway's limit (reference 6.3) |
//! | a comment that never ends is an error | takes the rest of the template | nobody means that |
//! | keys of maps are text | any object | JSON has no others |
//! | `#set(${x} = 1)` and `#set($!x = 1)` set `x` | set nothing | nobody means that |
//! | whole numbers have 64 bits, beyond is an error | grow | templates count items |
//! | what `split` yields prints as a list | as `[Ljava.lang.String;@…` | nobody means that |
//! | `$! x` is written as it is | as `$ x` | an accident of its lexer |
//!
//! And where API Gateway adds to Velocity (reference 6.3), it is not all documented. Inferred are: a variable of
//! `$context` that the request does not have is empty text, and so is what `$input.path` and `$input.params` do not
//! find; `$input.json` then writes `""`; a missing body is `{}`.

mod ast;
pub mod check;
pub mod context;
pub mod error;
mod eval;
mod json;
pub mod jsonpath;
pub mod limits;
mod methods;
mod parse;
mod pattern;
mod place;
mod print;
pub mod template;
mod value;

pub use check::Unknown;
pub use context::{Context, EventError};
pub use error::{Place, RenderError, RenderProblem, SyntaxError, SyntaxProblem};
pub use template::{Failure, Template, render};
