//! `AWS::Lambda::Permission`: the statement that Lambda adds to a function's policy.

use cfn::Tree;

use crate::Policy;

/// The conditions that a permission asks for, by the property that does.
const CONDITIONS: [(&str, &str, &str); 6] = [
    ("SourceArn", "ArnLike", "aws:SourceArn"),
    ("SourceAccount", "StringEquals", "aws:SourceAccount"),
    ("PrincipalOrgID", "StringEquals", "aws:PrincipalOrgID"),
    ("EventSourceToken", "StringEquals", "lambda:EventSourceToken"),
    (
        "FunctionUrlAuthType",
        "StringEquals",
        "lambda:FunctionUrlAuthType",
    ),
    ("InvokedViaFunctionUrl", "Bool", "lambda:InvokedViaFunctionUrl"),
];

/// The policy that a permission adds to the function with this ARN; none where the permission lacks what it needs.
///
/// ```
/// use cfn::Tree;
/// use policy::{Principal, Request, evaluate, invoke};
///
/// let permission = Tree::from_json(r#"{"Action": "lambda:InvokeFunction", "Principal": "sns.amazonaws.com"}"#)?;
/// let chat = "arn:aws:lambda:us-east-1:111122223333:function:chat";
/// let policy = invoke::policy("NewsInvoke", chat, &permission).unwrap();
/// let request = Request::new("lambda:InvokeFunction", chat).by(Principal::service("sns.amazonaws.com"));
/// assert!(evaluate([&policy], &request).is_allowed(), "for any topic of anybody: there is no SourceArn");
/// # Ok::<(), cfn::read::ReadError>(())
/// ```
pub fn policy(name: &str, function: &str, permission: &Tree) -> Option<Policy> {
    let text = |property: &str| permission.get(property).and_then(Tree::scalar_text);
    let mut conditions = cfn::Map::new();
    for (property, operator, key) in CONDITIONS {
        if let Some(value) = text(property) {
            let of_operator = conditions.entry(operator.to_owned()).or_insert_with(Tree::map);
            if let Some(keys) = of_operator.as_map_mut() {
                keys.insert(key.to_owned(), value.into());
            }
        }
    }
    let statement = Tree::from_iter([
        ("Effect", Tree::from("Allow")),
        ("Principal", principal(&text("Principal")?)),
        ("Action", text("Action")?.into()),
        ("Resource", function.into()),
        ("Condition", Tree::Map(conditions)),
    ]);
    Policy::read(name, &Tree::single("Statement", statement)).ok()
}

/// Everybody, an account or one of its users or roles, or a service.
fn principal(text: &str) -> Tree {
    let is_account = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    match text {
        "*" => text.into(),
        _ if is_account || text.starts_with("arn:") || !text.contains('.') => Tree::single("AWS", text),
        _ => Tree::single("Service", text),
    }
}
