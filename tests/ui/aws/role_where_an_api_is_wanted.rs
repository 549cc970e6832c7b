//! A reference carries the type of what it points to.

use aws::{
    apigatewayv2::Route,
    iam::{PolicyDocument, Role},
};
use cfn::Stack;

fn main() {
    let mut stack = Stack::new("demo");
    let role = stack.add("Role", Role::new(PolicyDocument::default()));
    stack.add("Route", Route::new(&role, "chat"));
}
