//! The function itself.

use cfn::{Arn, List, Value, property, resource, string_enum};

use super::{
    CapacityProviderConfig, DeadLetterConfig, DurableConfig, Environment, EphemeralStorage, FileSystemConfig,
    FunctionScalingConfig, ImageConfig, LoggingConfig, RuntimeManagementConfig, S3ObjectStorageMode,
    SnapStart, TenancyConfig, TracingConfig, VpcConfig,
};
use crate::{Tag, iam::Role};

string_enum! {
    /// The processor that a function is built for.
    Architecture {
        /// 64-bit ARM: the lower price per millisecond.
        Arm64 = "arm64",
        /// 64-bit x86; what a function has unless told otherwise.
        X86_64 = "x86_64",
    }
}

string_enum! {
    /// What runs the code of a zip package. Runtimes that are retired, or will be within a year, have no value here.
    Runtime {
        /// Amazon Linux 2023 and nothing else: the code is a binary named `bootstrap`.
        ProvidedAl2023 = "provided.al2023",
        /// Node.js 22.
        Nodejs22 = "nodejs22.x",
        /// Node.js 24.
        Nodejs24 = "nodejs24.x",
        /// Python 3.12.
        Python312 = "python3.12",
        /// Python 3.13.
        Python313 = "python3.13",
        /// Python 3.14.
        Python314 = "python3.14",
        /// Java 21.
        Java21 = "java21",
        /// Java 25.
        Java25 = "java25",
        /// .NET 10.
        Dotnet10 = "dotnet10",
        /// Ruby 3.4.
        Ruby34 = "ruby3.4",
        /// Ruby 4.0.
        Ruby40 = "ruby4.0",
    }
    left_out {
        // Deprecated before December 2026.
        "dotnet6", "dotnet8", "dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1", "go1.x", "java8",
        "nodejs", "nodejs4.3", "nodejs4.3-edge", "nodejs6.10", "nodejs8.10", "nodejs10.x", "nodejs12.x",
        "nodejs14.x", "nodejs16.x", "nodejs18.x", "nodejs20.x", "provided", "provided.al2", "python2.7",
        "python3.6", "python3.7", "python3.8", "python3.9", "python3.10", "ruby2.5", "ruby2.7", "ruby3.2",
        // Deprecated in the course of 2027, and a newer one stands in the enum.
        "java8.al2", "java11", "java17", "python3.11", "ruby3.3",
        // In the schema, but cfn-lint's list of runtimes gives them no life span yet.
        "java8.al2023", "java11.al2023", "java17.al2023", "nodejs26.x", "python3.15",
    }
}

string_enum! {
    /// The form of a function's code.
    PackageType {
        /// A zip file; the default.
        Zip = "Zip",
        /// A container image.
        Image = "Image",
    }
}

string_enum! {
    /// What happens when a function and a queue or topic call each other in a circle.
    RecursiveLoop {
        /// The circle goes on.
        Allow = "Allow",
        /// The service breaks it after about 16 rounds; the default.
        Terminate = "Terminate",
    }
}

property! {
    /// Where a function's code is: a zip file in a bucket, an image, or text in place.
    Code {
        required {}
        optional {
            /// The image's URI in a registry, for the package type `Image`.
            image_uri: Value<String> = "ImageUri",
            /// The bucket of the zip file, in the function's own region.
            s3_bucket: Value<String> = "S3Bucket",
            /// The key of the zip file; the same key with other bytes is no change that CloudFormation sees.
            s3_key: Value<String> = "S3Key",
            /// Whether the service keeps a copy of its own (default: it does).
            s3_object_storage_mode: Value<S3ObjectStorageMode> = "S3ObjectStorageMode",
            /// The version of the zip file, in a bucket with versions.
            s3_object_version: Value<String> = "S3ObjectVersion",
            /// The ARN of the key that the zip file is encrypted with.
            source_kms_key_arn: Value<String> = "SourceKMSKeyArn",
            /// Source text of at most 4 MB, for Node.js and Python alone; the file becomes `index`.
            zip_file: Value<String> = "ZipFile",
        }
    }
}

resource! {
    /// A Lambda function; `Ref` yields its name.
    ///
    /// A new name or package type replaces it. Behind a WebSocket route the gateway waits 29 s at most, whatever the
    /// function's own timeout says, and the function runs on.
    Function = "AWS::Lambda::Function" {
        required {
            /// Where the code is.
            code: Value<Code> = "Code",
            /// The role that the function takes; it trusts `lambda.amazonaws.com`.
            role: Value<Arn<Role>> = "Role",
        }
        optional {
            /// The processor, a list of exactly one (default `x86_64`); it must match the code.
            architectures: List<Architecture> = "Architectures",
            /// The instances of the account that it runs on (default: machines of the service).
            capacity_provider_config: Value<CapacityProviderConfig> = "CapacityProviderConfig",
            /// The ARN of a code signing configuration: code that nobody it trusts has signed is refused.
            code_signing_config_arn: Value<String> = "CodeSigningConfigArn",
            /// Where events go whose asynchronous invocation failed for good.
            dead_letter_config: Value<DeadLetterConfig> = "DeadLetterConfig",
            /// What the function is for, at most 256 characters.
            description: Value<String> = "Description",
            /// Executions that stop and go on where they were; nothing here runs them locally.
            durable_config: Value<DurableConfig> = "DurableConfig",
            /// Environment variables.
            environment: Value<Environment> = "Environment",
            /// The size of `/tmp`.
            ephemeral_storage: Value<EphemeralStorage> = "EphemeralStorage",
            /// A file system: one.
            file_system_configs: List<FileSystemConfig> = "FileSystemConfigs",
            /// A name of your own, at most 64 characters; a named function cannot be replaced while it stands.
            function_name: Value<String> = "FunctionName",
            /// How many environments it has; for managed instances.
            function_scaling_config: Value<FunctionScalingConfig> = "FunctionScalingConfig",
            /// What is called, at most 128 characters; zip packages need it, even where the runtime ignores it (`bootstrap`).
            handler: Value<String> = "Handler",
            /// What is started in an image, where that is not what the image says.
            image_config: Value<ImageConfig> = "ImageConfig",
            /// The ARN of the key that environment variables are encrypted with (default: the service's own).
            kms_key_arn: Value<String> = "KmsKeyArn",
            /// ARNs of layer versions, at most 5, later ones on top.
            layers: List<String> = "Layers",
            /// Format, level and group of the logs.
            logging_config: Value<LoggingConfig> = "LoggingConfig",
            /// Megabytes, 128 to 10,240 (default 128); processor share grows with it.
            memory_size: Value<i64> = "MemorySize",
            /// The form of the code (default `Zip`).
            package_type: Value<PackageType> = "PackageType",
            /// Publishes every change, too; for managed instances.
            publish_to_latest_published: Value<bool> = "PublishToLatestPublished",
            /// What happens in a circle of calls (default `Terminate`).
            recursive_loop: Value<RecursiveLoop> = "RecursiveLoop",
            /// Invocations at once that are kept for this function and that bound it; 0 stops it, and the account keeps 100 for the rest.
            reserved_concurrent_executions: Value<i64> = "ReservedConcurrentExecutions",
            /// What runs the code; zip packages need it, images refuse it.
            runtime: Value<Runtime> = "Runtime",
            /// When patches of a managed runtime come (default: as the service sees fit).
            runtime_management_config: Value<RuntimeManagementConfig> = "RuntimeManagementConfig",
            /// Start from a snapshot, for published versions of some runtimes.
            snap_start: Value<SnapStart> = "SnapStart",
            /// Tags, at most 50.
            tags: List<Tag> = "Tags",
            /// Environments by tenant.
            tenancy_config: Value<TenancyConfig> = "TenancyConfig",
            /// Seconds that one invocation may take, 1 to 900 (default 3).
            timeout: Value<i64> = "Timeout",
            /// Whether invocations are traced.
            tracing_config: Value<TracingConfig> = "TracingConfig",
            /// Subnets and security groups; inside a network a function reaches the internet through a NAT alone.
            vpc_config: Value<VpcConfig> = "VpcConfig",
        }
        attributes {
            ARN: Arn<Function> = "Arn",
            /// `PublishedVersions` or `None`.
            SNAP_START_APPLY_ON: String = "SnapStartResponse.ApplyOn",
            /// `On` or `Off`.
            SNAP_START_OPTIMIZATION_STATUS: String = "SnapStartResponse.OptimizationStatus",
        }
        arn = "Arn"
        replaces_on { "DurableConfig", "FunctionName", "PackageType", "TenancyConfig" }
    }
}
