//! The values of a rendering, and the heap that their lists and maps live on.
//!
//! Lists and maps are shared and changeable, as they are in Java: `#set($b = $a)` followed by `$b.add(1)` changes `$a`.
//! They live in one place and refer to each other by number, so that one which contains itself neither leaks nor
//! overflows the stack.

use std::rc::Rc;

use cfn::Tree;
use indexmap::IndexMap;

use crate::{error::RenderProblem, limits};

pub(crate) type Outcome<T> = Result<T, RenderProblem>;

/// The entries of a map. Keys are text, whatever they were written as.
pub(crate) type Entries = IndexMap<String, Value>;

/// A value.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(Rc<str>),
    List(ListId),
    Map(MapId),
    /// An element of `entrySet()`: a view of its map.
    Entry(MapId, Rc<str>),
    /// `$foreach`, with the number of loops around it.
    Foreach(usize),
    /// `$input`.
    Input,
    /// `$util`.
    Util,
}

/// The number of a list on the heap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ListId(usize);

/// The number of a map on the heap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct MapId(usize);

impl Value {
    /// What it is, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "a truth value",
            Self::Int(_) | Self::Float(_) => "a number",
            Self::Text(_) => "a string",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
            Self::Entry(..) => "a map entry",
            Self::Foreach(_) => "`$foreach`",
            Self::Input => "`$input`",
            Self::Util => "`$util`",
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
}

/// Lists and maps, and how much may still be made.
#[derive(Debug)]
pub(crate) struct Heap {
    lists: Vec<Vec<Value>>,
    maps: Vec<Entries>,
    steps: usize,
    text: usize,
}

impl Heap {
    pub(crate) fn new() -> Self {
        Self {
            lists: Vec::new(),
            maps: Vec::new(),
            steps: limits::STEPS,
            text: limits::TEXT_BYTES,
        }
    }

    /// Pays for work.
    pub(crate) fn work(&mut self, steps: usize) -> Outcome<()> {
        self.steps = self.steps.checked_sub(steps).ok_or(RenderProblem::TooMuchWork)?;
        Ok(())
    }

    /// Pays for text.
    pub(crate) fn writes(&mut self, bytes: usize) -> Outcome<()> {
        self.text = self.text.checked_sub(bytes).ok_or(RenderProblem::TooMuchText)?;
        Ok(())
    }

    /// How much text may still be made.
    pub(crate) fn text_left(&self) -> usize {
        self.text
    }

    /// A text that was made.
    pub(crate) fn text(&mut self, text: &str) -> Outcome<Value> {
        self.writes(text.len())?;
        Ok(Value::Text(text.into()))
    }

    pub(crate) fn list(&mut self, items: Vec<Value>) -> Outcome<Value> {
        self.work(1 + items.len())?;
        self.lists.push(items);
        Ok(Value::List(ListId(self.lists.len() - 1)))
    }

    pub(crate) fn map(&mut self, entries: Entries) -> Outcome<Value> {
        self.work(1 + entries.len())?;
        self.maps.push(entries);
        Ok(Value::Map(MapId(self.maps.len() - 1)))
    }

    pub(crate) fn items(&self, id: ListId) -> &[Value] {
        &self.lists[id.0]
    }

    pub(crate) fn items_mut(&mut self, id: ListId) -> &mut Vec<Value> {
        &mut self.lists[id.0]
    }

    /// The items as they are now, so that whoever walks them may change the heap.
    pub(crate) fn copy(&mut self, id: ListId) -> Outcome<Vec<Value>> {
        self.work(self.lists[id.0].len())?;
        Ok(self.lists[id.0].clone())
    }

    /// The entries as they are now.
    pub(crate) fn copy_map(&mut self, id: MapId) -> Outcome<Entries> {
        self.work(self.maps[id.0].len())?;
        Ok(self.maps[id.0].clone())
    }

    pub(crate) fn entries(&self, id: MapId) -> &Entries {
        &self.maps[id.0]
    }

    pub(crate) fn entries_mut(&mut self, id: MapId) -> &mut Entries {
        &mut self.maps[id.0]
    }

    /// A copy of JSON data. Its depth is bounded by the reader's.
    pub(crate) fn import(&mut self, tree: &Tree) -> Outcome<Value> {
        Ok(match tree {
            Tree::Null => Value::Null,
            Tree::Bool(truth) => Value::Bool(*truth),
            Tree::Int(number) => Value::Int(*number),
            Tree::Float(number) => Value::Float(*number),
            Tree::String(text) => return self.text(text),
            Tree::List(items) => {
                let items = items
                    .iter()
                    .map(|item| self.import(item))
                    .collect::<Outcome<_>>()?;
                return self.list(items);
            }
            Tree::Map(map) => {
                let entries = map
                    .iter()
                    .map(|(key, value)| {
                        self.writes(key.len())?;
                        Ok((key.clone(), self.import(value)?))
                    })
                    .collect::<Outcome<_>>()?;
                return self.map(entries);
            }
        })
    }
}
