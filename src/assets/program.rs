//! Which file of an asset Lambda starts, and whether it can.

use std::{
    fs, io,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use ::assets::{Architecture, Elf, ElfError, PackError, Unfit, extract, fits};

/// What a custom runtime starts.
pub(super) const BOOTSTRAP: &str = "bootstrap";

/// Why Lambda cannot start a program.
#[derive(Debug, thiserror::Error)]
pub(super) enum ProgramError {
    #[error("{} does not exist, and a custom runtime starts nothing else", .0.display())]
    NoBootstrap(PathBuf),
    #[error("{} may not be executed", .0.display())]
    NotExecutable(PathBuf),
    #[error("{} {source}", program.display())]
    Unreadable { program: PathBuf, source: ElfError },
    #[error("{}: {unfit}", program.display())]
    Unfit { program: PathBuf, unfit: Unfit },
}

/// What keeps Lambda from starting the `bootstrap` of a folder.
pub(super) fn in_folder(folder: &Path, architecture: Option<Architecture>) -> Vec<ProgramError> {
    let program = folder.join(BOOTSTRAP);
    let mut errors = by_itself(&program, architecture);
    if fs::metadata(&program).is_ok_and(|metadata| metadata.permissions().mode() & 0o100 == 0) {
        errors.push(ProgramError::NotExecutable(program));
    }
    errors
}

/// What keeps Lambda from starting the `bootstrap` of a zip file that somebody else made. It is unpacked into `folder` for
/// a moment.
pub(super) fn in_zip(
    zip: &Path,
    folder: &Path,
    architecture: Option<Architecture>,
) -> Result<Vec<ProgramError>, PackError> {
    let program = zip.join(BOOTSTRAP);
    let Some(found) = extract(zip, BOOTSTRAP, folder)? else {
        return Ok(vec![ProgramError::NoBootstrap(program)]);
    };
    let mut errors = examine(&program, found.file.path(), architecture);
    if !found.is_executable {
        errors.push(ProgramError::NotExecutable(program));
    }
    Ok(errors)
}

/// What keeps Lambda from starting a program that is packed by itself, and becomes executable thereby.
pub(super) fn by_itself(program: &Path, architecture: Option<Architecture>) -> Vec<ProgramError> {
    examine(program, program, architecture)
}

/// What keeps Lambda from starting a program that people know by one path and that can be read at another.
fn examine(program: &Path, at: &Path, architecture: Option<Architecture>) -> Vec<ProgramError> {
    let program = program.to_owned();
    match Elf::read(at) {
        Ok(elf) => fits(&elf, architecture)
            .into_iter()
            .map(|unfit| {
                let program = program.clone();
                ProgramError::Unfit { program, unfit }
            })
            .collect(),
        Err(ElfError::Script) => Vec::new(),
        Err(ElfError::Unreadable(error)) if error.kind() == io::ErrorKind::NotFound => {
            vec![ProgramError::NoBootstrap(program)]
        }
        Err(source) => vec![ProgramError::Unreadable { program, source }],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(bootstrap: &[u8], mode: u32) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        let program = folder.path().join(BOOTSTRAP);
        fs::write(&program, bootstrap).unwrap();
        fs::set_permissions(program, fs::Permissions::from_mode(mode)).unwrap();
        folder
    }

    #[test]
    fn a_script_is_a_program_if_it_may_be_executed() {
        let script = b"#!/bin/sh\n";
        assert!(in_folder(folder(script, 0o755).path(), None).is_empty());
        let errors = in_folder(folder(script, 0o644).path(), None);
        assert!(
            matches!(errors[..], [ProgramError::NotExecutable(_)]),
            "{errors:?}"
        );
        let folder = folder(script, 0o644);
        assert!(by_itself(&folder.path().join(BOOTSTRAP), None).is_empty());
    }

    #[test]
    fn a_program_of_another_system_is_none() {
        let errors = in_folder(folder(b"\xcf\xfa\xed\xfe\x0c\0\0\x01", 0o755).path(), None);
        assert!(
            matches!(
                errors[..],
                [ProgramError::Unreadable {
                    source: ElfError::NotElf,
                    ..
                }]
            ),
            "{errors:?}"
        );
        assert!(
            errors[0]
                .to_string()
                .ends_with("bootstrap is no program for Linux"),
            "{}",
            errors[0]
        );
    }

    #[test]
    fn a_zip_file_of_somebody_else_is_looked_into() {
        let (code, zips) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let look = |zip: &Path| in_zip(zip, zips.path(), None).unwrap();
        let script = code.path().join("script");
        fs::write(&script, "#!/bin/sh\n").unwrap();
        let good = ::assets::pack_binary(&script, zips.path()).unwrap();
        assert!(look(&good.file).is_empty());
        let misnamed = ::assets::pack(&script, zips.path()).unwrap();
        assert!(matches!(look(&misnamed.file)[..], [ProgramError::NoBootstrap(_)]));
        fs::write(code.path().join(BOOTSTRAP), "no program").unwrap();
        let bad = ::assets::pack(code.path(), zips.path()).unwrap();
        let errors = look(&bad.file);
        assert!(
            matches!(
                errors[..],
                [ProgramError::Unreadable { .. }, ProgramError::NotExecutable(_)]
            ),
            "{errors:?}"
        );
        assert!(
            errors[0].to_string().contains(".zip/bootstrap is no program"),
            "{}",
            errors[0]
        );
        assert_eq!(
            fs::read_dir(zips.path()).unwrap().count(),
            3,
            "nothing else is left"
        );
    }

    #[test]
    fn a_folder_without_bootstrap_is_no_custom_runtime() {
        let folder = tempfile::tempdir().unwrap();
        let errors = in_folder(folder.path(), Some(Architecture::Arm64));
        assert!(matches!(errors[..], [ProgramError::NoBootstrap(_)]), "{errors:?}");
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_program_for_this_machine_does_not_run_on_the_other() {
        let other = match std::env::consts::ARCH {
            "aarch64" => Architecture::X86_64,
            _ => Architecture::Arm64,
        };
        let errors = by_itself(&std::env::current_exe().unwrap(), Some(other));
        let machine = |error: &ProgramError| {
            matches!(
                error,
                ProgramError::Unfit {
                    unfit: Unfit::Machine { .. },
                    ..
                }
            )
        };
        assert!(errors.iter().any(machine), "{errors:?}");
    }
}
