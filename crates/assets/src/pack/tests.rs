use std::{
    fs::File,
    io::Read as _,
    os::unix::fs::{PermissionsExt as _, symlink},
    process::Command,
    time::{Duration, SystemTime},
};

use proptest::prelude::*;
use tempfile::TempDir;
use zip::ZipArchive;

use super::*;
use crate::extract;

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn put(folder: &TempDir, name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
    let path = folder.path().join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, contents).unwrap();
    path
}

/// Name, mode and contents of every entry.
fn contents(zip: &Path) -> Vec<(String, u32, String)> {
    let mut archive = ZipArchive::new(File::open(zip).unwrap()).unwrap();
    (0..archive.len())
        .map(|index| {
            let mut entry = archive.by_index(index).unwrap();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            (
                entry.name().unwrap().into_owned(),
                entry.unix_mode().unwrap(),
                text,
            )
        })
        .collect()
}

#[test]
fn what_is_the_same_here_and_there_has_the_same_bytes() {
    let (one, other, zips) = (folder(), folder(), folder());
    for (place, names) in [(&one, ["b.txt", "a/tool"]), (&other, ["a/tool", "b.txt"])] {
        for name in names {
            put(place, name, name);
        }
        symlink("../b.txt", place.path().join("a/link")).unwrap();
    }
    for (place, tool, text) in [(&one, 0o755, 0o600), (&other, 0o700, 0o664)] {
        for (name, mode) in [("a/tool", tool), ("b.txt", text)] {
            fs::set_permissions(place.path().join(name), fs::Permissions::from_mode(mode)).unwrap();
        }
    }
    let old = SystemTime::now() - Duration::from_hours(1000);
    File::open(other.path().join("b.txt"))
        .unwrap()
        .set_modified(old)
        .unwrap();
    fs::create_dir(other.path().join("empty")).unwrap();
    let packed = pack(one.path(), zips.path()).unwrap();
    assert_eq!(packed, pack(other.path(), zips.path()).unwrap());
    assert_eq!(
        contents(&packed.file),
        [
            ("a/link".to_owned(), 0o120_777, "../b.txt".to_owned()),
            ("a/tool".to_owned(), 0o100_755, "a/tool".to_owned()),
            ("b.txt".to_owned(), 0o100_644, "b.txt".to_owned()),
        ]
    );
    assert_eq!(
        fs::read_dir(zips.path()).unwrap().count(),
        1,
        "nothing else is left"
    );
}

/// A change of these means that every function of every user is uploaded anew, though no code has changed.
#[test]
fn the_bytes_of_a_known_input_stay_what_they_were() {
    let (code, zips) = (folder(), folder());
    let program = put(&code, "connect", "not much of a program\n".repeat(100));
    let packed = pack_binary(&program, zips.path()).unwrap();
    assert_eq!(packed.key(), format!("assets/{}.zip", packed.sha256));
    assert_eq!(
        packed.sha256,
        "75dea80582d847c3b7c65a893b6da86e7a3ad2daf9c0e74f8b63ae68ed7e691e"
    );
    assert_eq!((packed.size, packed.unpacked), (166, 2_200));
}

#[test]
fn a_program_becomes_an_executable_bootstrap_whatever_its_name_and_rights() {
    let (code, zips) = (folder(), folder());
    let program = put(&code, "connect", "program");
    let packed = pack_binary(&program, zips.path()).unwrap();
    assert_eq!(
        contents(&packed.file),
        [("bootstrap".to_owned(), 0o100_755, "program".to_owned())]
    );
    assert_eq!(packed.file, zips.path().join(format!("{}.zip", packed.sha256)));
    assert_eq!(packed.size, fs::metadata(&packed.file).unwrap().len());
}

#[test]
fn a_file_by_itself_keeps_its_name() {
    let (code, zips) = (folder(), folder());
    let packed = pack(&put(&code, "index.mjs", "export {}"), zips.path()).unwrap();
    assert_eq!(contents(&packed.file)[0].0, "index.mjs");
}

#[test]
fn a_zip_file_is_taken_as_it_stands() {
    let (code, zips) = (folder(), folder());
    let packed = pack(&put(&code, "index.py", "pass"), zips.path()).unwrap();
    for name in ["code.zip", "code.jar"] {
        let given = code.path().join(name);
        fs::copy(&packed.file, &given).unwrap();
        let taken = pack(&given, zips.path()).unwrap();
        assert_eq!(
            taken,
            Packed {
                file: given,
                ..packed.clone()
            }
        );
    }
}

#[test]
fn an_entry_of_a_zip_file_is_found_with_its_right() {
    let (code, zips) = (folder(), folder());
    let program = put(&code, "connect", "program");
    let executable = pack_binary(&program, zips.path()).unwrap().file;
    let plain = pack(&put(&code, "bootstrap", "script"), zips.path())
        .unwrap()
        .file;
    for (zip, text, is_executable) in [(executable, "program", true), (plain, "script", false)] {
        let found = extract(&zip, "bootstrap", code.path()).unwrap().unwrap();
        assert_eq!(found.is_executable, is_executable);
        assert_eq!(fs::read_to_string(found.file.path()).unwrap(), text);
        assert!(extract(&zip, "other", code.path()).unwrap().is_none());
    }
}

#[test]
fn other_tools_read_the_zip_file() {
    let (code, zips) = (folder(), folder());
    put(&code, "lib/index.py", "pass");
    let packed = pack(code.path(), zips.path()).unwrap();
    let script = "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; print(z.infolist()[0].date_time)";
    let python = Command::new("python3")
        .args(["-c", script])
        .arg(&packed.file)
        .output()
        .unwrap();
    assert_eq!(
        String::from_utf8_lossy(&python.stdout).trim(),
        "(1980, 1, 1, 0, 0, 0)"
    );
}

#[test]
fn what_is_named_zip_and_is_none_is_an_error() {
    let (code, zips) = (folder(), folder());
    for (name, text) in [("code.zip", "text"), ("code.bin", "PK\x03\x04 and no more")] {
        let error = pack(&put(&code, name, text), zips.path()).unwrap_err();
        assert!(matches!(error, PackError::NotZip { .. }), "{error}");
    }
}

#[test]
fn more_than_lambda_unpacks_is_an_error_that_names_the_largest_files() {
    let (code, zips) = (folder(), folder());
    put(&code, "index.js", "small");
    for (name, size) in [("model.bin", UNPACKED_LIMIT), ("other.bin", 1000)] {
        // A hole: it takes no place on the disk.
        File::create(code.path().join(name))
            .unwrap()
            .set_len(size)
            .unwrap();
    }
    let error = pack(code.path(), zips.path()).unwrap_err().to_string();
    assert!(
        error.contains("262145005 bytes unpacked, and Lambda takes at most 262144000"),
        "{error}"
    );
    assert!(
        error.contains("\n  model.bin: 262144000 bytes\n  other.bin: 1000 bytes\n  index.js: 5 bytes"),
        "{error}"
    );
    assert_eq!(fs::read_dir(zips.path()).unwrap().count(), 0);
}

#[test]
fn a_missing_path_is_an_error_with_its_name() {
    let zips = folder();
    for packed in [
        pack(Path::new("dist/gone"), zips.path()),
        pack_binary(Path::new("dist/gone"), zips.path()),
    ] {
        assert_eq!(packed.unwrap_err().to_string(), "cannot read dist/gone");
    }
}

#[test]
fn a_folder_that_takes_no_files_is_an_error_with_its_name() {
    let code = folder();
    let program = put(&code, "connect", "program");
    let error = pack_binary(&program, Path::new("no/such/folder")).unwrap_err();
    assert_eq!(error.to_string(), "cannot write a zip file into no/such/folder");
}

/// The device that is always full stands for a disk that is.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_an_error_of_writing() {
    let code = folder();
    let program = put(&code, "connect", "program".repeat(10_000));
    let entry = Entry::file(BOOTSTRAP, &program, true).unwrap();
    let full = File::options().write(true).open("/dev/full").unwrap();
    let Err(error) = write(&[entry], full) else {
        panic!("a full disk took it");
    };
    let error = error.of(Path::new("target/gatewright/assets"));
    assert_eq!(
        error.to_string(),
        "cannot write a zip file into target/gatewright/assets"
    );
    let cause = std::error::Error::source(&error).unwrap().to_string();
    assert!(cause.contains("No space left on device"), "{cause}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn what_is_packed_is_what_was_there(
        files in prop::collection::btree_map("[a-z]{1,3}(/[a-z.]{1,4}x){0,2}", prop::collection::vec(any::<u8>(), 0..300), 1..8),
    ) {
        let (code, zips) = (folder(), folder());
        let is_a_folder = |name: &String| files.keys().any(|other| other.starts_with(&format!("{name}/")));
        let files: Vec<_> = files.iter().filter(|(name, _)| !is_a_folder(name)).collect();
        for (name, bytes) in &files {
            put(&code, name, bytes);
        }
        let packed = pack(code.path(), zips.path()).unwrap();
        prop_assert_eq!(packed.unpacked, files.iter().map(|(_, bytes)| bytes.len() as u64).sum::<u64>());
        let mut archive = ZipArchive::new(File::open(&packed.file).unwrap()).unwrap();
        prop_assert_eq!(archive.len(), files.len());
        for (index, (name, bytes)) in files.into_iter().enumerate() {
            let mut entry = archive.by_index(index).unwrap();
            prop_assert_eq!(entry.name().unwrap(), name.as_str());
            let mut read = Vec::new();
            entry.read_to_end(&mut read).unwrap();
            prop_assert_eq!(&read, bytes);
        }
    }
}
