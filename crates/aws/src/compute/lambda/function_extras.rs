//! Settings of a function that few functions need.

use cfn::{Value, property, string_enum};

string_enum! {
    /// Whether the service keeps a copy of code.
    S3ObjectStorageMode {
        /// It does; the default.
        Copy = "COPY",
        /// It reads the bucket: without the object the function stops.
        Reference = "REFERENCE",
    }
}

string_enum! {
    /// When patches of a managed runtime come.
    UpdateRuntimeOn {
        /// As the service sees fit; the default.
        Auto = "Auto",
        /// With the next change of the function.
        FunctionUpdate = "FunctionUpdate",
        /// Never: the version is named.
        Manual = "Manual",
    }
}

string_enum! {
    /// Whom environments are shared by.
    TenantIsolationMode {
        /// Each tenant has environments of its own.
        PerTenant = "PER_TENANT",
    }
}

string_enum! {
    /// Whether large files are read from the bucket itself.
    DirectS3Read {
        /// They are.
        Enabled = "ENABLED",
        /// They are not.
        Disabled = "DISABLED",
        /// As the service sees fit.
        Auto = "AUTO",
    }
}

property! {
    /// The instances of the account that a function runs on.
    LambdaManagedInstancesCapacityProviderConfig {
        required {
            /// The ARN of the capacity provider.
            capacity_provider_arn: Value<String> = "CapacityProviderArn",
        }
        optional {
            /// GiB of memory for each processor, 2 to 8.
            execution_environment_memory_gib_per_vcpu: Value<f64> = "ExecutionEnvironmentMemoryGiBPerVCpu",
            /// Invocations at once in one environment, 1 to 1,600.
            per_execution_environment_max_concurrency: Value<i64> = "PerExecutionEnvironmentMaxConcurrency",
        }
    }
}

property! {
    /// Where a function runs, if not on machines of the service.
    CapacityProviderConfig {
        required {
            /// The instances.
            lambda_managed_instances_capacity_provider_config: Value<LambdaManagedInstancesCapacityProviderConfig> =
                "LambdaManagedInstancesCapacityProviderConfig",
        }
        optional {}
    }
}

property! {
    /// How many environments a version has on managed instances.
    FunctionScalingConfig {
        required {}
        optional {
            /// The most, 0 to 15,000.
            max_execution_environments: Value<i64> = "MaxExecutionEnvironments",
            /// The fewest, 0 to 15,000.
            min_execution_environments: Value<i64> = "MinExecutionEnvironments",
        }
    }
}

property! {
    /// A function that stops and goes on where it was; can be set at creation alone.
    DurableConfig {
        required {
            /// Seconds that one execution may take, at most a year; the gateway still waits 29.
            execution_timeout: Value<i64> = "ExecutionTimeout",
        }
        optional {
            /// The ARN of the key that its state is encrypted with.
            kms_key_arn: Value<String> = "KMSKeyArn",
            /// Days that its history is kept, 1 to 90 (default 14).
            retention_period_in_days: Value<i64> = "RetentionPeriodInDays",
        }
    }
}

property! {
    /// How a bucket is read as a file system.
    S3FilesConfig {
        required {}
        optional {
            /// Whether large files are read from the bucket itself.
            direct_s3_read: Value<DirectS3Read> = "DirectS3Read",
        }
    }
}

property! {
    /// A file system; the function must be in its network.
    FileSystemConfig {
        required {
            /// The ARN of an access point.
            arn: Value<String> = "Arn",
            /// The folder, which begins with `/mnt/`.
            local_mount_path: Value<String> = "LocalMountPath",
        }
        optional {
            /// How a bucket is read.
            s3_files_config: Value<S3FilesConfig> = "S3FilesConfig",
        }
    }
}

property! {
    /// When patches of a managed runtime come.
    RuntimeManagementConfig {
        required {
            /// When.
            update_runtime_on: Value<UpdateRuntimeOn> = "UpdateRuntimeOn",
        }
        optional {
            /// The ARN of the runtime's version, where patches never come.
            runtime_version_arn: Value<String> = "RuntimeVersionArn",
        }
    }
}

property! {
    /// Environments by tenant; can be set at creation alone. Who invokes must name a tenant, which the gateway does not.
    TenancyConfig {
        required {
            /// Whom environments are shared by.
            tenant_isolation_mode: Value<TenantIsolationMode> = "TenantIsolationMode",
        }
        optional {}
    }
}
