//! What a parsed template is made of; every part knows the byte at which it begins.

/// A piece of a template.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Node {
    /// Text that is written as it is.
    Text(String),
    /// A reference whose value is written.
    Reference(Reference),
    /// `#set(target = value)`.
    Set { target: Reference, value: Expression },
    /// `#if`, its `#elseif`s and its `#else`.
    If {
        branches: Vec<Branch>,
        otherwise: Vec<Node>,
    },
    /// `#foreach($variable in items)`.
    Foreach(Foreach),
    /// `#break`: leaves the innermost loop, or the template.
    Break,
    /// `#stop`: leaves the template.
    Stop,
}

/// A condition and what is rendered where it holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Branch {
    pub(crate) condition: Expression,
    pub(crate) body: Vec<Node>,
}

/// A loop.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Foreach {
    pub(crate) at: usize,
    pub(crate) variable: String,
    pub(crate) items: Expression,
    pub(crate) body: Vec<Node>,
}

/// `$name.steps`, in any of its four spellings.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reference {
    pub(crate) at: usize,
    pub(crate) name: String,
    pub(crate) steps: Vec<Step>,
    /// `$!`: nothing is written where there is no value.
    pub(crate) quiet: bool,
    /// How many backslashes stand before the dollar.
    pub(crate) backslashes: usize,
    /// The reference as the template spells it, which is what is written where there is no value.
    pub(crate) source: String,
}

impl Reference {
    /// The names of a reference that is made of properties only, as in `$context.identity.sourceIp`.
    pub(crate) fn path(&self) -> Option<String> {
        let mut path = self.name.clone();
        for step in &self.steps {
            let Step::Property { name, .. } = step else {
                return None;
            };
            path.push('.');
            path.push_str(name);
        }
        Some(path)
    }
}

/// A step from a value to one of its parts.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Step {
    /// `.name`.
    Property { at: usize, name: String },
    /// `.name(arguments)`.
    Method {
        at: usize,
        name: String,
        arguments: Vec<Expression>,
    },
    /// `[index]`.
    Index { at: usize, index: Expression },
}

impl Step {
    pub(crate) fn at(&self) -> usize {
        match self {
            Self::Property { at, .. } | Self::Method { at, .. } | Self::Index { at, .. } => *at,
        }
    }
}

/// A value that is written down or calculated.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Expression {
    pub(crate) at: usize,
    pub(crate) kind: Kind,
}

/// The kinds of expressions.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// Text in single quotes, or in double quotes without anything to fill in.
    Text(String),
    /// Text in double quotes that is a template itself.
    Template(Vec<Node>),
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Int(i64),
    /// A number with a fraction.
    Float(f64),
    /// A reference.
    Reference(Reference),
    /// `[a, b]`.
    List(Vec<Expression>),
    /// `[first..last]`.
    Range(Box<[Expression; 2]>),
    /// `{key: value}`.
    Map(Vec<(Expression, Expression)>),
    /// `!x`.
    Not(Box<Expression>),
    /// Operators of one level, from left to right: flat, so that a long sum is no deep tree.
    Chain(Box<Expression>, Vec<(Operator, Expression)>),
}

/// The operators of two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Or,
    And,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}
