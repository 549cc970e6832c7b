//! Builds a tree from what a parser reports, within bounds.

use std::{
    cell::{Cell, RefCell},
    fmt,
};

use serde_core::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};

use super::{MAX_BYTES, Place, ReadError, ReadProblem};
use crate::{Map, Tree, short};

/// The most nodes, plus bytes of text, that a tree may have once all aliases are expanded.
pub const MAX_EXPANSION: usize = 4 * 1024 * 1024;

/// The state of one reading.
pub(super) struct Reader {
    left: Cell<usize>,
    problem: RefCell<Option<ReadProblem>>,
}

impl Reader {
    fn new() -> Self {
        Self {
            left: Cell::new(MAX_EXPANSION),
            problem: RefCell::new(None),
        }
    }

    pub(super) fn for_text(text: &str) -> Result<Self, ReadError> {
        if text.len() > MAX_BYTES {
            Err(ReadProblem::TooLong(text.len()).into())
        } else {
            Ok(Self::new())
        }
    }

    pub(super) fn node(&self) -> Node<'_> {
        Node(self)
    }

    /// Our own problem, if it was one that ended the reading; else the parser's.
    pub(super) fn error(&self, place: Option<Place>, parser: &dyn fmt::Display) -> ReadError {
        let own = self.problem.borrow_mut().take();
        let problem = own.unwrap_or_else(|| ReadProblem::Syntax(without_place(&parser.to_string(), place)));
        ReadError { place, problem }
    }

    fn fail<E: Error>(&self, problem: ReadProblem) -> E {
        let error = E::custom(&problem);
        self.problem.replace(Some(problem));
        error
    }

    /// Counts a node with `bytes` of text.
    fn count<E: Error>(&self, bytes: usize) -> Result<(), E> {
        let left = self.left.get().checked_sub(bytes + 1);
        self.left
            .set(left.ok_or_else(|| self.fail(ReadProblem::TooMuch))?);
        Ok(())
    }
}

/// Both parsers end their message with the place that the error carries by itself.
fn without_place(message: &str, place: Option<Place>) -> String {
    let suffix = place.map(|place| format!(" at line {} column {}", place.line, place.column));
    let bare = suffix.and_then(|suffix| message.strip_suffix(&suffix));
    bare.unwrap_or(message).to_owned()
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Reader::new().node().deserialize(deserializer)
    }
}

/// Reads one value.
#[derive(Clone, Copy)]
pub(super) struct Node<'r>(&'r Reader);

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Tree;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value of a template")
    }

    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        self.0.count(0)?;
        Ok(Tree::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Tree, E> {
        self.visit_unit()
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Tree, E> {
        self.0.count(0)?;
        Ok(Tree::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Tree, E> {
        self.0.count(0)?;
        Ok(Tree::Int(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Tree, E> {
        match i64::try_from(value) {
            Ok(value) => self.visit_i64(value),
            Err(_) => Err(self.0.fail(ReadProblem::Number(value.to_string()))),
        }
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Tree, E> {
        Err(self.0.fail(ReadProblem::Number(value.to_string())))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Tree, E> {
        Err(self.0.fail(ReadProblem::Number(value.to_string())))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Tree, E> {
        self.0.count(0)?;
        if value.is_finite() {
            Ok(Tree::from(value))
        } else {
            Err(self.0.fail(ReadProblem::Number(value.to_string())))
        }
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Tree, E> {
        self.0.count(text.len())?;
        Ok(Tree::from(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Tree, A::Error> {
        self.0.count(0)?;
        let mut items = Vec::new();
        while let Some(item) = list.next_element_seed(self)? {
            items.push(item);
        }
        Ok(Tree::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Tree, A::Error> {
        self.0.count(0)?;
        let mut map = Map::new();
        while let Some(key) = entries.next_key_seed(Key(self.0, &map))? {
            map.insert(key, entries.next_value_seed(self)?);
        }
        Ok(Tree::Map(map))
    }

    /// YAML's tags arrive as variants of an enum.
    fn visit_enum<A: EnumAccess<'de>>(self, tagged: A) -> Result<Tree, A::Error> {
        let (tag, argument) = tagged.variant::<String>()?;
        let Some(function) = short::long_form(&tag) else {
            return Err(self.0.fail(ReadProblem::UnknownTag(tag)));
        };
        let argument = argument.newtype_variant_seed(self)?;
        let argument = match (function, argument) {
            ("Fn::GetAtt", Tree::String(text)) => match text.split_once('.') {
                Some((id, attribute)) => [id, attribute].into(),
                None => return Err(self.0.fail(ReadProblem::NoAttribute(text))),
            },
            (_, Tree::Null) => "".into(),
            (_, argument) => argument.scalar_text().map_or(argument, Tree::String),
        };
        Ok(Tree::single(function, argument))
    }
}

/// Reads a key that the map does not have yet. Keys are text, however they are written: `404:` is `"404"`.
struct Key<'r>(&'r Reader, &'r Map);

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<String, E> {
        self.0.count(key.len())?;
        if self.1.contains_key(key) {
            Err(self.0.fail(ReadProblem::DuplicateKey(key.to_owned())))
        } else {
            Ok(key.to_owned())
        }
    }
}
