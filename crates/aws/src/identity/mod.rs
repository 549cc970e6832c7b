//! Who may do what.

pub mod cognito;
pub mod iam;
pub mod kms;
pub mod secretsmanager;
pub mod ssm;
