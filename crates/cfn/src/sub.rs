//! `sub!`: text with typed holes.

use crate::{Emit, Expr, Handle, Part, Pseudo, Value};

/// Builds `Fn::Sub` text: each `{}` takes the next argument, and a wrong number of arguments does not compile.
///
/// A handle becomes `Ref`, a value stays what it is, a literal is written in place. Text that has no hole left is a
/// plain string, and a literal `${` is escaped, so nothing but the arguments is ever substituted.
///
/// ```
/// use cfn::{Pseudo, Emit, sub};
/// let url = sub!("https://{}.{}/", "api", Pseudo::UrlSuffix);
/// assert_eq!(url.emit(), cfn::Tree::single("Fn::Sub", "https://api.${AWS::URLSuffix}/"));
/// ```
#[macro_export]
macro_rules! sub {
    ($text:literal $(, $hole:expr)* $(,)?) => {{
        const _: () = assert!(
            $crate::__holes($text) == <[&str]>::len(&[$(stringify!($hole)),*]),
            "`sub!` needs one argument for each pair of braces"
        );
        $crate::__sub($text, [$($crate::IntoHole::into_hole($hole)),*])
    }};
}

/// Something that may stand in a hole of [`sub!`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot fill a hole of `sub!`",
    note = "text, numbers, values, expressions, pseudo parameters and `&handle` can"
)]
pub trait IntoHole {
    /// The expression that fills the hole.
    fn into_hole(self) -> Expr;
}

impl IntoHole for &str {
    fn into_hole(self) -> Expr {
        Expr::Literal(self.into())
    }
}

impl IntoHole for String {
    fn into_hole(self) -> Expr {
        Expr::Literal(self.into())
    }
}

impl IntoHole for &String {
    fn into_hole(self) -> Expr {
        Expr::Literal(self.as_str().into())
    }
}

impl IntoHole for Pseudo {
    fn into_hole(self) -> Expr {
        Expr::Pseudo(self)
    }
}

impl IntoHole for Expr {
    fn into_hole(self) -> Expr {
        self
    }
}

impl<T: Emit> IntoHole for Value<T> {
    fn into_hole(self) -> Expr {
        self.to_expr()
    }
}

impl<T: Emit> IntoHole for &Value<T> {
    fn into_hole(self) -> Expr {
        self.to_expr()
    }
}

impl<R> IntoHole for &Handle<R> {
    fn into_hole(self) -> Expr {
        Expr::Ref(self.logical_id().clone())
    }
}

/// A piece of the text that `Fn::Sub` takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// Text that stands as written.
    Text(&'a str),
    /// `${!name}`, which stands for the text `${name}`.
    Escaped(&'a str),
    /// `${name}`, which CloudFormation fills.
    Hole(&'a str),
}

impl<'a> Piece<'a> {
    /// The pieces in order. A `${` that is never closed stands as written.
    pub(crate) fn all(text: &'a str) -> impl Iterator<Item = Self> {
        let mut rest = text;
        std::iter::from_fn(move || {
            let open = match rest.find("${") {
                Some(open) if rest[open..].contains('}') => open,
                _ => rest.len(),
            };
            if open > 0 {
                let (text, after) = rest.split_at(open);
                rest = after;
                return Some(Self::Text(text));
            }
            let (name, after) = rest.strip_prefix("${")?.split_once('}')?;
            rest = after;
            Some(match name.strip_prefix('!') {
                Some(name) => Self::Escaped(name),
                None => Self::Hole(name),
            })
        })
    }
}

/// The names in the holes of a text that `Fn::Sub` takes, in order; escaped ones are none.
///
/// ```
/// let holes: Vec<_> = cfn::sub::holes("${Api}/${!literal}/${Fn.Arn}").collect();
/// assert_eq!(holes, ["Api", "Fn.Arn"]);
/// ```
pub fn holes(text: &str) -> impl Iterator<Item = &str> {
    Piece::all(text).filter_map(|piece| match piece {
        Piece::Hole(name) => Some(name),
        Piece::Text(_) | Piece::Escaped(_) => None,
    })
}

#[doc(hidden)]
pub const fn __holes(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut count = 0;
    let mut index = 0;
    while index + 1 < bytes.len() {
        if bytes[index] == b'{' && bytes[index + 1] == b'}' {
            count += 1;
            index += 2;
        } else {
            index += 1;
        }
    }
    count
}

#[doc(hidden)]
pub fn __sub<const N: usize>(text: &str, holes: [Expr; N]) -> Value<String> {
    let mut holes = holes.into_iter();
    let mut parts = Vec::new();
    for (index, piece) in text.split("{}").enumerate() {
        if index > 0
            && let Some(hole) = holes.next()
        {
            parts.push(Part::Hole(hole));
        }
        if !piece.is_empty() {
            parts.push(Part::Text(piece.to_owned()));
        }
    }
    Value::Expr(Expr::Sub(parts))
}

#[cfg(test)]
mod tests {
    use super::Piece::{self, Escaped, Hole, Text};

    #[test]
    fn text_falls_into_pieces() {
        let cases: [(&str, &[Piece<'_>]); 8] = [
            ("", &[]),
            ("a", &[Text("a")]),
            ("${A}", &[Hole("A")]),
            (
                "a${A.B}${!C}b",
                &[Text("a"), Hole("A.B"), Escaped("C"), Text("b")],
            ),
            ("$${A}$", &[Text("$"), Hole("A"), Text("$")]),
            ("${A}${", &[Hole("A"), Text("${")]),
            ("${open {}", &[Hole("open {")]),
            ("}${}", &[Text("}"), Hole("")]),
        ];
        for (text, pieces) in cases {
            assert_eq!(Piece::all(text).collect::<Vec<_>>(), pieces, "{text}");
        }
    }
}
