//! A stack holds resources and constructs.

use cfn::Stack;

fn main() {
    let mut stack = Stack::new("demo");
    stack.add("Api", "AWS::ApiGatewayV2::Api");
}
