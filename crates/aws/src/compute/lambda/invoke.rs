//! How a function is invoked: asynchronously, and by an address of its own.

use cfn::{Arn, Id, List, Value, property, resource, string_enum};

use super::{Function, FunctionUrlAuthType};

string_enum! {
    /// How an address sends its answer.
    InvokeMode {
        /// As a whole, at most 6 MB; the default.
        Buffered = "BUFFERED",
        /// As it comes.
        ResponseStream = "RESPONSE_STREAM",
    }
}

string_enum! {
    /// What a page of another site may ask for.
    CorsMethod {
        /// Everything.
        All = "*",
        /// Deletions.
        Delete = "DELETE",
        /// Reads.
        Get = "GET",
        /// Reads of headers.
        Head = "HEAD",
        /// Changes of a part.
        Patch = "PATCH",
        /// Anything that changes something.
        Post = "POST",
        /// Replacements.
        Put = "PUT",
    }
}

property! {
    /// Where a record of an invocation goes.
    InvokeDestination {
        required {
            /// The ARN of a queue, topic, function, bus or (failures only) bucket; the function's role must be allowed to send there.
            destination: Value<String> = "Destination",
        }
        optional {}
    }
}

property! {
    /// Where records of asynchronous invocations go.
    InvokeDestinationConfig {
        required {}
        optional {
            /// Of those that failed for good, with the event and the error.
            on_failure: Value<InvokeDestination> = "OnFailure",
            /// Of those that succeeded, with the answer.
            on_success: Value<InvokeDestination> = "OnSuccess",
        }
    }
}

resource! {
    /// What happens to asynchronous invocations of a function.
    ///
    /// A new function or qualifier replaces it. One for each function, version or alias.
    EventInvokeConfig = "AWS::Lambda::EventInvokeConfig" {
        required {
            /// The function.
            function_name: Value<Id<Function>> = "FunctionName",
            /// A version's number, an alias's name, or `$LATEST`.
            qualifier: Value<String> = "Qualifier",
        }
        optional {
            /// Where records go (default: nowhere).
            destination_config: Value<InvokeDestinationConfig> = "DestinationConfig",
            /// Seconds after which an event is given up, 60 to 21,600 (default 21,600).
            maximum_event_age_in_seconds: Value<i64> = "MaximumEventAgeInSeconds",
            /// Attempts after the first, 0 to 2 (default 2).
            maximum_retry_attempts: Value<i64> = "MaximumRetryAttempts",
        }
        attributes {}
        replaces_on { "FunctionName", "Qualifier" }
    }
}

property! {
    /// What pages of other sites may do with an address.
    Cors {
        required {}
        optional {
            /// Lets cookies pass (default false).
            allow_credentials: Value<bool> = "AllowCredentials",
            /// Headers that a request may have.
            allow_headers: List<String> = "AllowHeaders",
            /// What may be asked for.
            allow_methods: List<CorsMethod> = "AllowMethods",
            /// Sites such as `https://example.com`, or `*`.
            allow_origins: List<String> = "AllowOrigins",
            /// Headers of an answer that the page may read.
            expose_headers: List<String> = "ExposeHeaders",
            /// Seconds that a browser keeps all this, at most 86,400 (default 0).
            max_age: Value<i64> = "MaxAge",
        }
    }
}

resource! {
    /// An HTTPS address for a function; `Ref` yields the function's ARN.
    ///
    /// A new function or qualifier replaces it. It needs permissions for `lambda:InvokeFunctionUrl` and for
    /// `lambda:InvokeFunction` through the address.
    Url = "AWS::Lambda::Url" {
        required {
            /// How callers prove who they are.
            auth_type: Value<FunctionUrlAuthType> = "AuthType",
            /// The function; its name does, too.
            target_function_arn: Value<Id<Function>> = "TargetFunctionArn",
        }
        optional {
            /// What pages of other sites may do (default: nothing).
            cors: Value<Cors> = "Cors",
            /// How the answer is sent (default `BUFFERED`).
            invoke_mode: Value<InvokeMode> = "InvokeMode",
            /// The name of an alias.
            qualifier: Value<String> = "Qualifier",
        }
        attributes {
            FUNCTION_ARN: Arn<Function> = "FunctionArn",
            /// The address, with a `/` at the end.
            FUNCTION_URL: String = "FunctionUrl",
        }
        replaces_on { "Qualifier", "TargetFunctionArn" }
    }
}
