//! Methods of lists.

use super::{Called, found, position};
use crate::{
    eval::{Run, int},
    value::{Heap, ListId, Outcome, Value},
};

pub(super) const METHODS: [&str; 15] = [
    "add",
    "addAll",
    "clear",
    "contains",
    "containsAll",
    "equals",
    "get",
    "indexOf",
    "isEmpty",
    "lastIndexOf",
    "remove",
    "set",
    "size",
    "subList",
    "toString",
];

pub(super) fn call(run: &mut Run<'_>, id: ListId, name: &str, arguments: &[Value]) -> Called {
    let heap = &mut run.heap;
    let size = heap.items(id).len();
    Ok(Some(match (name, arguments) {
        ("size", []) => int(size),
        ("isEmpty", []) => Value::Bool(size == 0),
        ("get", [Value::Int(at)]) => heap.items(id)[position(*at, size, false)?].clone(),
        ("set", [Value::Int(at), value]) => {
            let at = position(*at, size, false)?;
            std::mem::replace(&mut heap.items_mut(id)[at], value.clone())
        }
        ("add", [value]) => {
            heap.work(1)?;
            heap.items_mut(id).push(value.clone());
            Value::Bool(true)
        }
        ("add", [Value::Int(at), value]) => {
            let at = position(*at, size, true)?;
            heap.work(1 + (size - at) / 16)?;
            heap.items_mut(id).insert(at, value.clone());
            Value::Null
        }
        ("addAll", [Value::List(other)]) => {
            let items = heap.copy(*other)?;
            let changed = !items.is_empty();
            heap.items_mut(id).extend(items);
            Value::Bool(changed)
        }
        ("contains", [value]) => Value::Bool(search(heap, id, value)?.is_some()),
        ("containsAll", [Value::List(other)]) => {
            let mut all = true;
            for value in heap.copy(*other)? {
                all = all && search(heap, id, &value)?.is_some();
            }
            Value::Bool(all)
        }
        ("indexOf", [value]) => found(search(heap, id, value)?),
        ("lastIndexOf", [value]) => {
            let mut last = None;
            for (index, item) in heap.copy(id)?.iter().enumerate() {
                last = if heap.same(item, value, 0)? {
                    Some(index)
                } else {
                    last
                };
            }
            found(last)
        }
        ("remove", [Value::Int(at)]) => {
            let at = position(*at, size, false)?;
            heap.work(1 + (size - at) / 16)?;
            heap.items_mut(id).remove(at)
        }
        ("remove", [value]) => {
            let at = search(heap, id, value)?;
            if let Some(at) = at {
                heap.items_mut(id).remove(at);
            }
            Value::Bool(at.is_some())
        }
        ("clear", []) => {
            heap.items_mut(id).clear();
            Value::Null
        }
        ("subList", [Value::Int(from), Value::Int(to)]) => {
            let to = position(*to, size, true)?;
            let from = position(*from, to, true)?;
            heap.work(to - from)?;
            let part = heap.items(id)[from..to].to_vec();
            heap.list(part)?
        }
        ("equals", [other]) => Value::Bool(heap.same(&Value::List(id), other, 0)?),
        ("toString", []) => Value::Text(heap.print(&Value::List(id))?.into()),
        _ => return Ok(None),
    }))
}

fn search(heap: &mut Heap, id: ListId, value: &Value) -> Outcome<Option<usize>> {
    for (index, item) in heap.copy(id)?.iter().enumerate() {
        if heap.same(item, value, 0)? {
            return Ok(Some(index));
        }
    }
    Ok(None)
}
