//! Versions of a function, and the names that point to them.

use cfn::{Arn, Id, List, Value, property, resource};

use super::{Function, FunctionScalingConfig, RuntimeManagementConfig};

property! {
    /// Environments that are kept started, at a price.
    ProvisionedConcurrencyConfiguration {
        required {
            /// How many, 1 or more.
            provisioned_concurrent_executions: Value<i64> = "ProvisionedConcurrentExecutions",
        }
        optional {}
    }
}

property! {
    /// A share of an alias's invocations for another version.
    VersionWeight {
        required {
            /// The number of the version.
            function_version: Value<String> = "FunctionVersion",
            /// The share, 0 to 1.
            function_weight: Value<f64> = "FunctionWeight",
        }
        optional {}
    }
}

property! {
    /// How an alias shares out its invocations.
    AliasRoutingConfiguration {
        required {}
        optional {
            /// The version besides the alias's own: one.
            additional_version_weights: List<VersionWeight> = "AdditionalVersionWeights",
        }
    }
}

resource! {
    /// An immutable copy of a function; `Ref` yields its ARN, with the number at the end.
    ///
    /// CloudFormation makes no new one when the code changes: give it a new logical id then. A change of any property
    /// but the scaling replaces it. An unchanged function has no second version.
    Version = "AWS::Lambda::Version" {
        required {
            /// The function.
            function_name: Value<Id<Function>> = "FunctionName",
        }
        optional {
            /// The hash that the code must have, or no version is made.
            code_sha256: Value<String> = "CodeSha256",
            /// What the version is, at most 256 characters.
            description: Value<String> = "Description",
            /// How many environments it has; for managed instances.
            function_scaling_config: Value<FunctionScalingConfig> = "FunctionScalingConfig",
            /// Environments that are kept started.
            provisioned_concurrency_config: Value<ProvisionedConcurrencyConfiguration> = "ProvisionedConcurrencyConfig",
            /// When patches of a managed runtime come.
            runtime_policy: Value<RuntimeManagementConfig> = "RuntimePolicy",
        }
        attributes {
            ARN: Arn<Version> = "FunctionArn",
            /// The number, such as `1`.
            VERSION: String = "Version",
        }
        arn = Ref
        replaces_on { "CodeSha256", "Description", "FunctionName", "ProvisionedConcurrencyConfig", "RuntimePolicy" }
    }
}

resource! {
    /// A name for a version; `Ref` yields its ARN, with the name at the end.
    ///
    /// A new name or function replaces it. A permission on the function says nothing about the alias: what calls the
    /// alias needs one of its own.
    Alias = "AWS::Lambda::Alias" {
        required {
            /// The function.
            function_name: Value<Id<Function>> = "FunctionName",
            /// The number of the version, or `$LATEST`.
            function_version: Value<String> = "FunctionVersion",
            /// The name, 1 to 128 letters, digits, `-` and `_`, not a number.
            name: Value<String> = "Name",
        }
        optional {
            /// What the alias is for, at most 256 characters.
            description: Value<String> = "Description",
            /// Environments that are kept started.
            provisioned_concurrency_config: Value<ProvisionedConcurrencyConfiguration> = "ProvisionedConcurrencyConfig",
            /// A second version that gets a share.
            routing_config: Value<AliasRoutingConfiguration> = "RoutingConfig",
        }
        attributes { ARN: Arn<Alias> = "AliasArn" }
        arn = Ref
        replaces_on { "FunctionName", "Name" }
    }
}
