//! Values that one stack exports and another imports, with their type kept.

use std::marker::PhantomData;

use crate::{Arn, Emit, Expr, Id, Origin, Output, Resource, Stack, Value, import};

/// What may cross from one stack to another: an export is text, and comes back as what it was.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be exported: an export is one text",
    note = "texts, numbers, truth values, ids and ARNs can; of a list, export the items or `join` them"
)]
pub trait Exportable: Emit {}

impl Exportable for String {}
impl Exportable for i64 {}
impl Exportable for bool {}
impl<R: Resource> Exportable for Id<R> {}
impl<R: Resource> Exportable for Arn<R> {}

/// A value that a stack exports; [`Stack::import`] makes it a value of another stack.
///
/// The export's name is the stack's and the output's, such as `chat-data-dev-RoomsArn`: it says where it comes from, and
/// stays the same as long as those two do. CloudFormation refuses to change or remove an export that a stack imports, and
/// imports work within one account and region only.
///
/// ```
/// use cfn::{Arn, Emit, Export, RawResource, Stack, Tree, Value};
/// let mut data = Stack::new("chat-data-dev");
/// let news = data.add("News", RawResource::new("AWS::SNS::Topic", Tree::map()));
/// let news = data.export("NewsArn", news.id_text());
///
/// let mut front = Stack::new("chat-dev");
/// let arn: Value<String> = front.import(&news);
/// assert_eq!(arn.emit().to_yaml(), "!ImportValue chat-data-dev-NewsArn\n");
/// assert_eq!(front.synth()?.imports()[0].stack, "chat-data-dev");
/// # Ok::<(), cfn::Findings>(())
/// ```
#[derive(Clone, Debug)]
#[must_use = "an export is of use where another stack imports it"]
pub struct Export<T> {
    stack: String,
    name: String,
    /// The value in its own stack.
    value: Expr,
    kind: PhantomData<fn() -> T>,
}

impl<T> Export<T> {
    /// The name of the stack that exports it.
    pub fn stack(&self) -> &str {
        &self.stack
    }

    /// The export's name in the account and region.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// What a stack imports: it can be deployed only after the stack that exports it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The name of the stack that exports it.
    pub stack: String,
    /// The export's name.
    pub export: String,
    /// The line that imports it.
    pub origin: Origin,
}

impl Stack {
    /// Exports a value under an output of this name, for other stacks of the program to [`import`](Self::import).
    ///
    /// Passing a [`Handle`](crate::Handle) to the other stack instead compiles, too: it is a logical id, and refers to
    /// whatever has that id there.
    #[track_caller]
    pub fn export<T: Exportable>(&mut self, output: &str, value: Value<T>) -> Export<T> {
        let name = format!("{}-{output}", self.name);
        let value = value.to_expr();
        self.output(output, Output::from(value.clone()).export(&name));
        Export {
            stack: self.name.clone(),
            name,
            value,
            kind: PhantomData,
        }
    }

    /// The value that another stack exports; in the stack that exports it, the value itself.
    #[track_caller]
    pub fn import<T>(&mut self, export: &Export<T>) -> Value<T> {
        if export.stack == self.name {
            return Value::Expr(export.value.clone());
        }
        let origin = Origin::from(self.location());
        self.imports.push(Import {
            stack: export.stack.clone(),
            export: export.name.clone(),
            origin,
        });
        import(&export.name)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Emit, Id, Output, RawResource, Stack, Tree, Value};

    fn two() -> (Stack, Stack) {
        (Stack::new("data"), Stack::new("front"))
    }

    #[test]
    fn an_export_is_an_output_and_keeps_its_type() {
        let (mut data, mut front) = two();
        let topic = data.add("News", RawResource::new("AWS::SNS::Topic", Tree::map()));
        let export = data.export("News", topic.id());
        assert_eq!((export.stack(), export.name()), ("data", "data-News"));
        let imported: Value<Id<RawResource>> = front.import(&export);
        assert_eq!(imported.emit(), Tree::single("Fn::ImportValue", "data-News"));
        let data = data.synth().unwrap();
        let output = data.tree().at(&["Outputs", "News"]).unwrap();
        assert_eq!(output.get("Value"), Some(&Tree::single("Ref", "News")));
        assert_eq!(output.at(&["Export", "Name"]), Some(&"data-News".into()));
        assert!(data.imports().is_empty());
    }

    #[test]
    fn an_import_is_remembered_with_its_line() {
        let (mut data, mut front) = two();
        let export = data.export("Days", Value::from(7_i64));
        let line = line!() + 1;
        let days = front.import(&export);
        front.output("Days", Output::from(days));
        let imports = front.synth().unwrap().imports().to_vec();
        assert_eq!(
            (imports[0].stack.as_str(), imports[0].export.as_str()),
            ("data", "data-Days")
        );
        assert_eq!(imports[0].origin.line, line);
    }

    #[test]
    fn in_its_own_stack_an_export_is_the_value() {
        let (mut data, _) = two();
        let export = data.export("Word", Value::from("a".to_owned()));
        assert_eq!(data.import(&export).emit(), Tree::from("a"));
        assert!(data.synth().unwrap().imports().is_empty());
    }

    #[test]
    fn two_exports_of_one_name_are_reported() {
        let (mut data, _) = two();
        let _ = data.export("Word", Value::from(true));
        let _ = data.export("Word", Value::from(false));
        assert_eq!(data.synth().unwrap_err().0[0].code, "GW002");
    }
}
