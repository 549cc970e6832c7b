//! How a failure of AWS is told.

use ::deploy::{Error, Kind};

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
