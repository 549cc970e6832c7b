//! Methods of maps and of their entries.

use std::rc::Rc;

use super::Called;
use crate::{
    eval::{Run, int},
    value::{MapId, Value},
};

pub(super) const METHODS: [&str; 15] = [
    "clear",
    "containsKey",
    "containsValue",
    "entrySet",
    "equals",
    "get",
    "getOrDefault",
    "isEmpty",
    "keySet",
    "put",
    "putAll",
    "putIfAbsent",
    "remove",
    "size",
    "values",
];

pub(super) const ENTRY: [&str; 4] = ["getKey", "getValue", "setValue", "toString"];

pub(super) fn call(run: &mut Run<'_>, id: MapId, name: &str, arguments: &[Value]) -> Called {
    let heap = &mut run.heap;
    let size = heap.entries(id).len();
    // Keys are compared by their text.
    let key = match (name, arguments) {
        ("get" | "getOrDefault" | "containsKey" | "put" | "putIfAbsent" | "remove", [key, ..]) => {
            heap.print(key)?
        }
        _ => String::new(),
    };
    let current = heap.entries(id).get(&key).cloned();
    Ok(Some(match (name, arguments) {
        ("size", []) => int(size),
        ("isEmpty", []) => Value::Bool(size == 0),
        ("get", [_]) => current.unwrap_or(Value::Null),
        ("getOrDefault", [_, default]) => current.unwrap_or_else(|| default.clone()),
        ("containsKey", [_]) => Value::Bool(current.is_some()),
        ("containsValue", [value]) => {
            let mut found = false;
            for candidate in heap.copy_map(id)?.values() {
                found = found || heap.same(candidate, value, 0)?;
            }
            Value::Bool(found)
        }
        ("put", [_, value]) => {
            heap.work(1)?;
            heap.entries_mut(id)
                .insert(key, value.clone())
                .unwrap_or(Value::Null)
        }
        ("putIfAbsent", [_, value]) => {
            if current.as_ref().is_none_or(Value::is_null) {
                heap.work(1)?;
                heap.entries_mut(id).insert(key, value.clone());
            }
            current.unwrap_or(Value::Null)
        }
        ("putAll", [Value::Map(other)]) => {
            let entries = heap.copy_map(*other)?;
            heap.entries_mut(id).extend(entries);
            Value::Null
        }
        ("remove", [_]) => {
            heap.work(1 + size / 16)?;
            heap.entries_mut(id).shift_remove(&key).unwrap_or(Value::Null)
        }
        ("clear", []) => {
            heap.entries_mut(id).clear();
            Value::Null
        }
        ("keySet", []) => {
            let keys: Vec<String> = heap.copy_map(id)?.into_keys().collect();
            heap.writes(keys.iter().map(String::len).sum())?;
            heap.list(keys.into_iter().map(|key| Value::Text(key.into())).collect())?
        }
        ("values", []) => {
            let values = heap.copy_map(id)?.into_values().collect();
            heap.list(values)?
        }
        ("entrySet", []) => {
            let keys: Vec<String> = heap.copy_map(id)?.into_keys().collect();
            heap.writes(keys.iter().map(String::len).sum())?;
            heap.list(keys.into_iter().map(|key| Value::Entry(id, key.into())).collect())?
        }
        ("equals", [other]) => Value::Bool(heap.same(&Value::Map(id), other, 0)?),
        ("toString", []) => Value::Text(heap.print(&Value::Map(id))?.into()),
        _ => return Ok(None),
    }))
}

pub(super) fn entry(run: &mut Run<'_>, id: MapId, key: &Rc<str>, name: &str, arguments: &[Value]) -> Called {
    let current = run.heap.entries(id).get(&**key).cloned().unwrap_or(Value::Null);
    Ok(Some(match (name, arguments) {
        ("getKey", []) => Value::Text(key.clone()),
        ("getValue", []) => current,
        ("setValue", [value]) => {
            run.heap.work(1)?;
            run.heap.entries_mut(id).insert(key.to_string(), value.clone());
            current
        }
        ("toString", []) => Value::Text(run.heap.print(&Value::Entry(id, key.clone()))?.into()),
        _ => return Ok(None),
    }))
}
