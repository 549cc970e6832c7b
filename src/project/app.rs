//! What writes the assembly.

use std::{
    convert::Infallible,
    path::{Path, PathBuf},
    str::FromStr,
};

/// What writes the assembly, as `--app` and `app` in `gatewright.toml` name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum App {
    /// A binary of a package of the workspace: `infra`, or `infra:synth` where the two have different names.
    Program { package: String, binary: String },
    /// Nothing: this folder holds an assembly already. Written with a slash, such as `./assembly`.
    Folder(PathBuf),
}

impl Default for App {
    fn default() -> Self {
        Self::program("stacks", "stacks")
    }
}

impl App {
    fn program(package: &str, binary: &str) -> Self {
        Self::Program {
            package: package.to_owned(),
            binary: binary.to_owned(),
        }
    }

    /// A folder is meant from here.
    pub(crate) fn relative_to(self, base: &Path) -> Self {
        match self {
            Self::Folder(folder) => Self::Folder(base.join(folder)),
            program @ Self::Program { .. } => program,
        }
    }
}

impl FromStr for App {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        if text.contains('/') || text == "." {
            return Ok(Self::Folder(text.into()));
        }
        let (package, binary) = text.split_once(':').unwrap_or((text, text));
        Ok(Self::program(package, binary))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_app_is_a_package_a_binary_of_it_or_a_folder() {
        let parse = |text: &str| text.parse::<App>().unwrap();
        assert_eq!(parse("infra"), App::program("infra", "infra"));
        assert_eq!(parse("infra:synth"), App::program("infra", "synth"));
        for folder in ["./out", "../out", "out/", "/tmp/a:b", "."] {
            assert_eq!(parse(folder), App::Folder(folder.into()), "{folder}");
        }
    }

    #[test]
    fn a_folder_is_meant_from_its_file() {
        let base = Path::new("/project");
        let folder = |text: &str| text.parse::<App>().unwrap().relative_to(base);
        assert_eq!(folder("./out"), App::Folder("/project/./out".into()));
        assert_eq!(folder("/out"), App::Folder("/out".into()));
        assert_eq!(folder("infra"), App::program("infra", "infra"));
    }
}
