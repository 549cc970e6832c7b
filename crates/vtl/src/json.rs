//! JSON as API Gateway takes it from clients: keys in order, and of a key that stands twice the last.
//!
//! The reader of templates in `cfn` is stricter on purpose; a message is no template.

use std::fmt;

use cfn::{Map, Tree};
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};

/// Reads JSON; the parser's own words say why it is none.
pub(crate) fn read(text: &str) -> Result<Tree, String> {
    serde_json::from_str(text)
        .map(|Json(tree)| tree)
        .map_err(|error| error.to_string())
}

/// Writes JSON without blanks.
pub(crate) fn write(tree: &Tree) -> String {
    tree.to_json_line()
}

struct Json(Tree);

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Builder).map(Self)
    }
}

struct Builder;

impl<'de> Visitor<'de> for Builder {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Tree, E> {
        Ok(Tree::Int(value))
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "a number beyond 64 bits has no exact form here"
    )]
    fn visit_u64<E>(self, value: u64) -> Result<Tree, E> {
        Ok(i64::try_from(value).map_or(Tree::Float(value as f64), Tree::Int))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Tree, E> {
        Ok(Tree::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Tree, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Tree, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(Json(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Tree, A::Error> {
        let mut map = Map::new();
        while let Some((key, Json(value))) = entries.next_entry()? {
            map.insert(key, value);
        }
        Ok(Tree::Map(map))
    }
}

#[cfg(test)]
mod tests {
    use super::{read, write};

    #[test]
    fn keys_keep_their_order_and_the_last_of_two_wins() {
        let tree = read(r#"{"b": 1, "a": [true, null, 1.50, "é"], "b": 2}"#).unwrap();
        assert_eq!(write(&tree), r#"{"b":2,"a":[true,null,1.5,"é"]}"#);
    }

    #[test]
    fn what_is_no_json_is_refused() {
        for text in ["", "hello", "{\"a\":}", "[1,]", "{} {}"] {
            assert!(read(text).is_err(), "{text}");
        }
        assert!(read(&"[".repeat(100_000)).is_err());
    }
}
