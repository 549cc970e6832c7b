//! Documents that a property takes as text: JSON with holes that CloudFormation fills.

use crate::{Expr, LogicalId, Part, Pseudo, Tree, Value, sub::Piece};

/// A JSON document as one text, where intrinsic functions become holes of one `Fn::Sub`: for properties such as the body
/// of a dashboard. What a hole yields stands in the quotes of a JSON text and is not escaped: names, ARNs and URLs are fine.
///
/// ```
/// use cfn::{Emit, Pseudo, Tree, Value, json_text};
/// let region: Value<String> = Pseudo::Region.value();
/// let body = Tree::from_iter([("region", region.emit()), ("title", "5 ${literal}".into())]);
/// let text = json_text(&body).emit();
/// assert_eq!(text, Tree::single("Fn::Sub", r#"{"region":"${AWS::Region}","title":"5 ${!literal}"}"#));
/// ```
pub fn json_text(document: &Tree) -> Value<String> {
    let mut parts = Vec::new();
    write(document, &mut parts);
    Value::Expr(Expr::Sub(parts))
}

fn write(tree: &Tree, parts: &mut Vec<Part>) {
    let text = |text: &str| Part::Text(text.to_owned());
    match (tree.as_function(), tree) {
        (Some((function, argument)), _) => {
            parts.extend([text("\""), Part::Hole(hole(function, argument, tree)), text("\"")]);
        }
        (None, Tree::Map(entries)) => {
            for (index, (key, value)) in entries.iter().enumerate() {
                parts.push(text(if index == 0 { "{" } else { "," }));
                parts.push(Part::Text(format!("{}:", Tree::from(key).to_json_line())));
                write(value, parts);
            }
            parts.push(text(if entries.is_empty() { "{}" } else { "}" }));
        }
        (None, Tree::List(items)) => {
            for (index, item) in items.iter().enumerate() {
                parts.push(text(if index == 0 { "[" } else { "," }));
                write(item, parts);
            }
            parts.push(text(if items.is_empty() { "[]" } else { "]" }));
        }
        (None, scalar) => parts.push(Part::Text(scalar.to_json_line())),
    }
}

/// Functions that text can name become part of it, the others a variable.
fn hole(function: &str, argument: &Tree, whole: &Tree) -> Expr {
    match (function, argument) {
        ("Ref", Tree::String(name)) => named(name),
        ("Fn::GetAtt", Tree::List(path)) => match path.as_slice() {
            [Tree::String(id), Tree::String(attribute)] => {
                Expr::GetAtt(LogicalId::unchecked(id.clone()), attribute.clone())
            }
            _ => Expr::Literal(whole.clone()),
        },
        ("Fn::Sub", Tree::String(text)) => Expr::Sub(Piece::all(text).map(part).collect()),
        _ => Expr::Literal(whole.clone()),
    }
}

fn part(piece: Piece<'_>) -> Part {
    match piece {
        Piece::Text(text) => Part::Text(text.to_owned()),
        Piece::Escaped(name) => Part::Text(format!("${{{name}}}")),
        Piece::Hole(name) => Part::Hole(match name.split_once('.') {
            Some((id, attribute)) => Expr::GetAtt(LogicalId::unchecked(id.to_owned()), attribute.to_owned()),
            None => named(name),
        }),
    }
}

fn named(name: &str) -> Expr {
    Pseudo::named(name).map_or_else(|| Expr::Ref(LogicalId::unchecked(name.to_owned())), Expr::Pseudo)
}

#[cfg(test)]
mod tests {
    use super::json_text;
    use crate::{Emit, Tree};

    fn text(json: &str) -> Tree {
        let template = crate::Template::from_json("demo", json).unwrap();
        json_text(template.tree()).emit()
    }

    #[test]
    fn a_document_without_functions_is_plain_text() {
        let document = r#"{"a":[1,2.5,true,null,"x\"y"],"b":{},"c":[],"d":{"e":"ü"}}"#;
        assert_eq!(text(document), Tree::from(document));
    }

    #[test]
    fn functions_become_holes() {
        let document = concat!(
            r#"{"ref":{"Ref":"Jobs"},"arn":{"Fn::GetAtt":["Jobs","Arn"]},"#,
            r#""sub":{"Fn::Sub":"a-${Jobs.QueueName}-${!b}-${AWS::Region}"},"join":{"Fn::Join":["",["a"]]}}"#
        );
        let expected = concat!(
            r#"{"ref":"${Jobs}","arn":"${Jobs.Arn}","sub":"a-${Jobs.QueueName}-${!b}-${AWS::Region}","#,
            r#""join":"${Part_1}"}"#
        );
        let join = Tree::single("Fn::Join", [Tree::from(""), Tree::from(["a"])]);
        let variables = Tree::single("Part_1", join);
        assert_eq!(
            text(document),
            Tree::single("Fn::Sub", [expected.into(), variables])
        );
    }
}
