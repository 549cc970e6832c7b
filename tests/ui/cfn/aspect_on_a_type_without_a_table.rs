//! A type without a table has no setters to change it with.

use cfn::{RawResource, ResourceView, Stack};

fn main() {
    let mut stack = Stack::new("demo");
    stack.aspect(|resource: &mut ResourceView<'_>| {
        let _ = resource.is::<RawResource>();
    });
}
