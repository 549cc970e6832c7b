//! From the text of a path to its steps.

use cfn::Tree;

/// Why a text is no path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PathError {
    /// A path begins with the root.
    #[error("a path begins with `$`")]
    NoRoot,
    /// A step that is none.
    #[error("expected {expected} at character {at}")]
    Expected {
        /// What should stand there.
        expected: &'static str,
        /// Where, from 1.
        at: usize,
    },
    /// A part of `JSONPath` that is not available here.
    #[error("{0} is not available")]
    Unsupported(&'static str),
    /// The path leads to too many places.
    #[error("it visits more than {max} values", max = super::select::VISITS)]
    TooManyVisits,
}

/// A path from the root of a body.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Path {
    pub(super) steps: Vec<Step>,
}

/// A step down.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Step {
    /// `..`: from every depth.
    pub(super) deep: bool,
    pub(super) select: Select,
}

/// What a step selects.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Select {
    All,
    Names(Vec<String>),
    Indices(Vec<i64>),
    Slice(Option<i64>, Option<i64>),
    Filter(Filter),
}

/// `?(@.path comparison literal)`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Filter {
    pub(super) path: Vec<Step>,
    /// Without one, the path has to be there.
    pub(super) test: Option<(Comparison, Tree)>,
}

/// The comparisons of a filter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

const COMPARISONS: [(&str, Comparison); 6] = [
    ("==", Comparison::Equal),
    ("!=", Comparison::NotEqual),
    ("<=", Comparison::LessOrEqual),
    (">=", Comparison::GreaterOrEqual),
    ("<", Comparison::Less),
    (">", Comparison::Greater),
];

impl Path {
    /// Reads a path.
    pub(crate) fn parse(text: &str) -> Result<Self, PathError> {
        let text = text.trim();
        let Some(rest) = text.strip_prefix('$') else {
            return Err(PathError::NoRoot);
        };
        let mut reader = Reader {
            text,
            rest,
            in_filter: false,
        };
        let steps = reader.steps()?;
        if reader.rest.is_empty() {
            Ok(Self { steps })
        } else {
            Err(reader.expected("`.` or `[`"))
        }
    }

    /// Whether the path leads to one place at most.
    pub(crate) fn is_definite(&self) -> bool {
        self.steps.iter().all(|step| {
            let single = match &step.select {
                Select::Names(names) => names.len() == 1,
                Select::Indices(indices) => indices.len() == 1,
                _ => false,
            };
            single && !step.deep
        })
    }
}

struct Reader<'t> {
    text: &'t str,
    rest: &'t str,
    in_filter: bool,
}

impl<'t> Reader<'t> {
    fn expected(&self, expected: &'static str) -> PathError {
        let before = &self.text[..self.text.len() - self.rest.len()];
        PathError::Expected {
            expected,
            at: before.chars().count() + 1,
        }
    }

    fn eat(&mut self, token: &str) -> bool {
        let after = self.rest.strip_prefix(token);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn require(&mut self, token: &str, expected: &'static str) -> Result<(), PathError> {
        self.blanks();
        if self.eat(token) {
            Ok(())
        } else {
            Err(self.expected(expected))
        }
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }

    fn take_while(&mut self, accepts: impl Fn(char) -> bool) -> &'t str {
        let end = self.rest.find(|c| !accepts(c)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    fn steps(&mut self) -> Result<Vec<Step>, PathError> {
        let mut steps = Vec::new();
        loop {
            let deep = self.eat("..");
            let select = if self.eat("[") {
                self.bracket()?
            } else if deep || self.eat(".") {
                self.name()?
            } else {
                return Ok(steps);
            };
            steps.push(Step { deep, select });
        }
    }

    fn name(&mut self) -> Result<Select, PathError> {
        if self.eat("*") {
            return Ok(Select::All);
        }
        let name = self.take_while(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '$' | '@' | ':'));
        if name.is_empty() {
            return Err(self.expected("a name or `*`"));
        }
        if self.rest.starts_with('(') {
            return Err(PathError::Unsupported("a function"));
        }
        Ok(Select::Names(vec![name.to_owned()]))
    }

    /// What stands between square brackets, of which the first is read.
    fn bracket(&mut self) -> Result<Select, PathError> {
        self.blanks();
        let select = match self.rest.chars().next() {
            Some('*') => {
                self.eat("*");
                Select::All
            }
            Some('\'' | '"') => Select::Names(self.separated(Self::quoted)?),
            // A filter inside a filter is refused, so nothing recurses.
            Some('?') if self.in_filter => return Err(PathError::Unsupported("a filter inside a filter")),
            Some('?') => {
                self.eat("?");
                self.filter()?
            }
            Some('(') => return Err(PathError::Unsupported("a script")),
            Some(':') => self.slice(None)?,
            _ => {
                let first = self.integer()?;
                self.blanks();
                if self.rest.starts_with(':') {
                    self.slice(Some(first))?
                } else {
                    let mut indices = vec![first];
                    while self.eat(",") {
                        self.blanks();
                        indices.push(self.integer()?);
                        self.blanks();
                    }
                    Select::Indices(indices)
                }
            }
        };
        self.require("]", "`]`")?;
        Ok(select)
    }

    fn separated<T>(
        &mut self,
        item: impl Fn(&mut Self) -> Result<T, PathError>,
    ) -> Result<Vec<T>, PathError> {
        let mut items = vec![item(self)?];
        self.blanks();
        while self.eat(",") {
            self.blanks();
            items.push(item(self)?);
            self.blanks();
        }
        Ok(items)
    }

    fn slice(&mut self, first: Option<i64>) -> Result<Select, PathError> {
        self.require(":", "`:`")?;
        self.blanks();
        let last = (!self.rest.starts_with([']', ':']))
            .then(|| self.integer())
            .transpose()?;
        self.blanks();
        if self.rest.starts_with(':') {
            return Err(PathError::Unsupported("a slice with a step"));
        }
        Ok(Select::Slice(first, last))
    }

    fn integer(&mut self) -> Result<i64, PathError> {
        let fault = self.expected("an index, a name in quotes, `*` or `?`");
        let digits = self.take_while(|c| c.is_ascii_digit() || c == '-');
        digits.parse().map_err(|_| fault)
    }

    /// Text in quotes; a backslash takes the next character as it is.
    fn quoted(&mut self) -> Result<String, PathError> {
        let fault = self.expected("a text in quotes");
        let mut characters = self.rest.chars();
        let Some(quote @ ('\'' | '"')) = characters.next() else {
            return Err(fault);
        };
        let mut text = String::new();
        while let Some(character) = characters.next() {
            match character {
                '\\' => text.extend(characters.next()),
                _ if character == quote => {
                    self.rest = characters.as_str();
                    return Ok(text);
                }
                _ => text.push(character),
            }
        }
        Err(fault)
    }

    /// `(@.path comparison literal)`; only one comparison.
    fn filter(&mut self) -> Result<Select, PathError> {
        self.require("(", "`(`")?;
        self.require("@", "`@`")?;
        self.in_filter = true;
        let path = self.steps()?;
        self.in_filter = false;
        self.blanks();
        let mut test = None;
        if let Some((token, comparison)) = COMPARISONS.iter().find(|(token, _)| self.rest.starts_with(token))
        {
            self.eat(token);
            self.blanks();
            test = Some((*comparison, self.literal()?));
            self.blanks();
        }
        if self.rest.starts_with("&&") || self.rest.starts_with("||") || self.rest.starts_with("=~") {
            return Err(PathError::Unsupported("`&&`, `||` or `=~` in a filter"));
        }
        self.require(")", "`)` or a comparison")?;
        Ok(Select::Filter(Filter { path, test }))
    }

    fn literal(&mut self) -> Result<Tree, PathError> {
        if self.rest.starts_with(['\'', '"']) {
            return self.quoted().map(Tree::String);
        }
        let fault = self.expected("a text in quotes, a number, `true`, `false` or `null`");
        let word = self.take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '.'));
        crate::json::read(word).map_err(|_| fault)
    }
}
