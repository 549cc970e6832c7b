//! What to build, and what was built.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use super::{CargoError, Platform};

/// What to build, in one call of cargo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Request {
    /// The binaries.
    pub(crate) binaries: Vec<Binary>,
    /// The cargo profile.
    pub(crate) profile: String,
    /// What they are to run on; this machine where nothing is said.
    pub(crate) platform: Option<Platform>,
}

/// A binary of a package of the workspace.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Binary {
    /// The package.
    pub(crate) package: String,
    /// The name of the binary.
    pub(crate) name: String,
}

/// A binary that was built.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Executable {
    /// Which one.
    #[serde(flatten)]
    pub(crate) binary: Binary,
    /// Where it lies.
    pub(crate) path: PathBuf,
}

impl Request {
    /// Binaries of one package, for this machine.
    pub(crate) fn of_package(
        package: &str,
        binaries: impl IntoIterator<Item: Into<String>>,
        profile: &str,
    ) -> Self {
        let binary = |name: String| Binary {
            package: package.to_owned(),
            name,
        };
        Self {
            binaries: binaries.into_iter().map(Into::into).map(binary).collect(),
            profile: profile.to_owned(),
            platform: None,
        }
    }

    /// The packages, each once, in the order of the binaries.
    pub(crate) fn packages(&self) -> Vec<&str> {
        let mut packages: Vec<&str> = Vec::new();
        for Binary { package, .. } in &self.binaries {
            if !packages.contains(&package.as_str()) {
                packages.push(package);
            }
        }
        packages
    }

    /// One name for all packages.
    pub(crate) fn label(&self) -> String {
        self.packages().join("+")
    }

    /// Cargo puts all binaries of a profile into one folder: of two with one name, the later replaces the earlier.
    pub(crate) fn has_distinct_names(&self) -> Result<(), CargoError> {
        for (place, one) in self.binaries.iter().enumerate() {
            let other = self.binaries[..place].iter().find(|other| other.name == one.name);
            if let Some(other) = other.filter(|other| other.package != one.package) {
                return Err(CargoError::SameName {
                    binary: one.name.clone(),
                    packages: [other.package.clone(), one.package.clone()],
                });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(binaries: &[(&str, &str)]) -> Request {
        let binary = |(package, name): &(&str, &str)| Binary {
            package: (*package).to_owned(),
            name: (*name).to_owned(),
        };
        Request {
            binaries: binaries.iter().map(binary).collect(),
            ..Request::of_package("", [""; 0], "dev")
        }
    }

    #[test]
    fn packages_are_named_once() {
        let request = request(&[("chat", "connect"), ("jobs", "sweep"), ("chat", "message")]);
        assert_eq!(request.packages(), ["chat", "jobs"]);
        assert_eq!(request.label(), "chat+jobs");
        request.has_distinct_names().unwrap();
    }

    #[test]
    fn two_packages_with_a_binary_of_one_name_are_refused() {
        let error = request(&[("chat", "connect"), ("jobs", "connect")])
            .has_distinct_names()
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "the packages chat and jobs both have a binary \"connect\", and cargo builds them to one file"
        );
    }
}
