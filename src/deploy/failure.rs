//! How a failure of AWS is told.

use ::deploy::{
    Error, Kind,
    bootstrap::{BootstrapError, Unusable},
    upload::UploadError,
};

use crate::{exit_code, report::Failure};

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let code = match error.kind() {
            Kind::NoCredentials
            | Kind::ExpiredCredentials
            | Kind::InvalidCredentials
            | Kind::FailedCredentials
            | Kind::UnknownProfile { .. }
            | Kind::BadProfile
            | Kind::NoRegion
            | Kind::RegionDisabled
            | Kind::ClockSkew
            | Kind::Denied { .. } => exit_code::NO_ACCESS,
            _ => exit_code::FAILED,
        };
        let hint = error.hint();
        let failure = Self::new(error).code(code);
        match hint {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}

/// What a room of ours refused keeps its hint; what a service refused is told as the service's.
macro_rules! told {
    ($($error:ident),+) => {$(
        impl From<$error> for Failure {
            fn from(error: $error) -> Self {
                match error {
                    $error::Service(error) => error.into(),
                    error => {
                        let hint = error.hint();
                        let failure = Self::new(error);
                        match hint {
                            Some(hint) => failure.hint(hint),
                            None => failure,
                        }
                    }
                }
            }
        }
    )+};
}

told!(BootstrapError, Unusable, UploadError);
