//! Renders the tree.

mod expression;
mod foreach;
mod reference;
mod set;

pub(crate) use foreach::int;

use std::{collections::HashMap, rc::Rc};

use cfn::Tree;

use crate::{
    ast::Node,
    context::Context,
    error::{RenderError, RenderProblem},
    place,
    value::{Heap, Outcome, Value},
};

/// Why a rendering stopped, and the byte of the template at which.
pub(crate) struct Fault {
    at: usize,
    problem: RenderProblem,
}

pub(crate) type Evaluated<T> = Result<T, Fault>;

/// Gives a problem its place.
trait At<T> {
    fn at(self, at: usize) -> Evaluated<T>;
}

impl<T> At<T> for Outcome<T> {
    fn at(self, at: usize) -> Evaluated<T> {
        self.map_err(|problem| Fault { at, problem })
    }
}

/// How rendering goes on after a node.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flow {
    Next,
    Break,
    Stop,
}

/// The state of a loop that is running.
struct Loop {
    index: usize,
    size: usize,
}

/// One rendering.
pub(crate) struct Run<'c> {
    pub(crate) context: &'c Context,
    pub(crate) heap: Heap,
    /// The body as JSON, once it was asked for.
    pub(crate) document: Option<Rc<Tree>>,
    variables: HashMap<String, Value>,
    loops: Vec<Loop>,
}

/// Renders a template whose text is `source`.
pub(crate) fn render(source: &str, nodes: &[Node], context: &Context) -> Result<String, RenderError> {
    let fault = |Fault { at, problem }| RenderError {
        place: place::of(source, at),
        problem,
    };
    let mut run = Run::new(context).at(0).map_err(fault)?;
    let mut out = String::new();
    run.nodes(nodes, &mut out).map_err(fault)?;
    Ok(out)
}

impl<'c> Run<'c> {
    fn new(context: &'c Context) -> Outcome<Self> {
        let mut heap = Heap::new();
        let mut variables = HashMap::from([
            ("input".to_owned(), Value::Input),
            ("util".to_owned(), Value::Util),
            ("context".to_owned(), heap.import(&context.request)?),
            (
                "stageVariables".to_owned(),
                heap.import(&context.stage_variables)?,
            ),
        ]);
        for (name, value) in &context.variables {
            variables.insert(name.clone(), heap.import(value)?);
        }
        Ok(Self {
            context,
            heap,
            document: None,
            variables,
            loops: Vec::new(),
        })
    }

    fn nodes(&mut self, nodes: &[Node], out: &mut String) -> Evaluated<Flow> {
        for node in nodes {
            let flow = self.node(node, out)?;
            if flow != Flow::Next {
                return Ok(flow);
            }
        }
        Ok(Flow::Next)
    }

    fn node(&mut self, node: &Node, out: &mut String) -> Evaluated<Flow> {
        match node {
            Node::Text(text) => {
                self.heap
                    .work(1)
                    .and_then(|()| self.heap.writes(text.len()))
                    .at(0)?;
                out.push_str(text);
            }
            Node::Reference(reference) => self.write_reference(reference, out)?,
            Node::Set { target, value } => self.set(target, value)?,
            Node::If { branches, otherwise } => {
                for branch in branches {
                    if self.truth(&branch.condition)? {
                        return self.nodes(&branch.body, out);
                    }
                }
                return self.nodes(otherwise, out);
            }
            Node::Foreach(foreach) => return self.foreach(foreach, out),
            Node::Break => return Ok(Flow::Break),
            Node::Stop => return Ok(Flow::Stop),
        }
        Ok(Flow::Next)
    }
}

#[cfg(test)]
mod tests;
