//! What a row of a table takes.

/// Something that fits a property of type `T`.
///
/// Everything that converts into the property's type fits. The trait exists for the compiler's message when something
/// does not: it names the two types instead of every conversion there is.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not fit a property of type `{T}`",
    label = "this property takes a `{T}`",
    note = "literals fit, `&handle` of the right resource type, expressions and `sub!`; \
            a resource outside of the template goes through `Id::of` or `Arn::of`"
)]
pub trait IntoProperty<T> {
    /// The value, in the property's type.
    fn into_property(self) -> T;
}

#[diagnostic::do_not_recommend]
impl<T, V: Into<T>> IntoProperty<T> for V {
    fn into_property(self) -> T {
        self.into()
    }
}
