//! The pipe.

use cfn::{Arn, Dict, List, Value, property, resource, string_enum};

use super::{PipeLogConfiguration, PipeSourceParameters, PipeTargetParameters};
use crate::iam::Role;

string_enum! {
    /// Whether a pipe works.
    RequestedPipeState {
        /// It does; the default.
        Running = "RUNNING",
        /// It does not.
        Stopped = "STOPPED",
    }
}

property! {
    /// Parts of a request to an API destination or a REST API.
    PipeEnrichmentHttpParameters {
        required {}
        optional {
            /// Headers.
            header_parameters: Dict<String> = "HeaderParameters",
            /// What stands for each `*` in the path, in order.
            path_parameter_values: List<String> = "PathParameterValues",
            /// The query.
            query_string_parameters: Dict<String> = "QueryStringParameters",
        }
    }
}

property! {
    /// What the enrichment gets.
    PipeEnrichmentParameters {
        required {}
        optional {
            /// Parts of an HTTP request.
            http_parameters: Value<PipeEnrichmentHttpParameters> = "HttpParameters",
            /// A text instead of the event, at most 8,192 characters, with `<$.path>` where a value goes.
            input_template: Value<String> = "InputTemplate",
        }
    }
}

resource! {
    /// Carries events from one source to one target, filtered and enriched on the way; `Ref` yields its name.
    ///
    /// A new name, source or starting position replaces it. Delivery is at least once.
    Pipe = "AWS::Pipes::Pipe" {
        required {
            /// The role that reads the source and calls the target: it trusts `pipes.amazonaws.com`.
            role_arn: Value<Arn<Role>> = "RoleArn",
            /// The ARN of a queue or stream.
            source: Value<String> = "Source",
            /// The ARN of the target.
            target: Value<String> = "Target",
        }
        optional {
            /// What the pipe is for, at most 512 characters.
            description: Value<String> = "Description",
            /// Whether it works (default `RUNNING`).
            desired_state: Value<RequestedPipeState> = "DesiredState",
            /// The ARN of a function, express state machine or HTTP destination whose answer goes on instead of the event.
            enrichment: Value<String> = "Enrichment",
            /// What the enrichment gets.
            enrichment_parameters: Value<PipeEnrichmentParameters> = "EnrichmentParameters",
            /// The id, alias or ARN of the key that the pipe's data is encrypted with.
            kms_key_identifier: Value<String> = "KmsKeyIdentifier",
            /// What the pipe logs (default: nothing).
            log_configuration: Value<PipeLogConfiguration> = "LogConfiguration",
            /// A name of your own, 1 to 64 characters; a named pipe cannot be replaced while it stands.
            name: Value<String> = "Name",
            /// How the source is read; streams need it.
            source_parameters: Value<PipeSourceParameters> = "SourceParameters",
            /// Tags, at most 50.
            tags: Dict<String> = "Tags",
            /// What the target gets.
            target_parameters: Value<PipeTargetParameters> = "TargetParameters",
        }
        attributes {
            ARN: Arn<Pipe> = "Arn",
            /// The time of creation.
            CREATION_TIME: String = "CreationTime",
            /// What it is doing, such as `RUNNING`.
            CURRENT_STATE: String = "CurrentState",
            /// The time of the last change.
            LAST_MODIFIED_TIME: String = "LastModifiedTime",
            /// Why it is doing that.
            STATE_REASON: String = "StateReason",
        }
        arn = "Arn"
        replaces_on { "Name", "Source" }
    }
}
