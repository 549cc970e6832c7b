//! Who may invoke a function.

use cfn::{Id, Value, resource, string_enum};

use super::Function;

string_enum! {
    /// How callers of a function's URL prove who they are.
    FunctionUrlAuthType {
        /// By a signature that IAM allows.
        AwsIam = "AWS_IAM",
        /// Not at all.
        None = "NONE",
    }
}

resource! {
    /// A line in a function's resource policy.
    ///
    /// Every change of any property replaces it. A gateway without one answers 500 and the function never runs.
    Permission = "AWS::Lambda::Permission" {
        required {
            /// What is allowed, such as `lambda:InvokeFunction`.
            action: Value<String> = "Action",
            /// The function.
            function_name: Value<Id<Function>> = "FunctionName",
            /// Who may: a service such as `apigateway.amazonaws.com`, an account id or an ARN.
            principal: Value<String> = "Principal",
        }
        optional {
            /// A token that an Alexa skill must show.
            event_source_token: Value<String> = "EventSourceToken",
            /// How callers of the function's URL prove who they are.
            function_url_auth_type: Value<FunctionUrlAuthType> = "FunctionUrlAuthType",
            /// Allows invocation through the function's URL alone.
            invoked_via_function_url: Value<bool> = "InvokedViaFunctionUrl",
            /// The organisation that a calling account must belong to.
            principal_org_id: Value<String> = "PrincipalOrgID",
            /// The account that the source must belong to, where its ARN does not say so.
            source_account: Value<String> = "SourceAccount",
            /// The ARN of what calls; without it, anything of the service in any account may. For a route it is
            /// `arn:{partition}:execute-api:{region}:{account}:{api}/{stage}/{route key}`.
            source_arn: Value<String> = "SourceArn",
        }
        attributes { ID: String = "Id" }
        replaces_on {
            "Action", "FunctionName", "Principal", "EventSourceToken", "FunctionUrlAuthType", "InvokedViaFunctionUrl",
            "PrincipalOrgID", "SourceAccount", "SourceArn",
        }
    }
}
