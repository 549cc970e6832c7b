use std::{
    fs::File,
    os::unix::fs::symlink,
    time::{Duration, SystemTime},
};

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;

fn stamp(probes: Vec<Probe>) -> Stamp {
    Stamp::new(Time(i64::MAX, 0), Vec::new(), Vec::new(), probes)
}

fn changed(stamp: &Stamp) -> Vec<PathBuf> {
    stamp.changes().into_iter().map(|change| change.path).collect()
}

fn folder_with(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn set_time(path: &Path, time: SystemTime) {
    File::options()
        .write(true)
        .open(path)
        .unwrap()
        .set_modified(time)
        .unwrap();
}

#[test]
fn a_touch_is_no_change_and_an_edit_with_the_old_time_is_one() {
    let folder = folder_with(&[("a.rs", "one")]);
    let file = folder.path().join("a.rs");
    let time = fs::metadata(&file).unwrap().modified().unwrap();
    let stamp = stamp(vec![Probe::file(&file).unwrap()]);
    set_time(&file, time + Duration::from_mins(1));
    assert_eq!(stamp.changes(), []);
    fs::write(&file, "two").unwrap();
    set_time(&file, time);
    assert_eq!(
        stamp.changes(),
        [Change {
            path: file,
            backdated: true
        }]
    );
}

#[test]
fn a_change_after_the_build_is_not_backdated() {
    let folder = folder_with(&[("a.rs", "one")]);
    let file = folder.path().join("a.rs");
    let mut stamp = stamp(vec![Probe::file(&file).unwrap()]);
    stamp.built = Time(0, 0);
    fs::write(&file, "two").unwrap();
    assert_eq!(
        stamp.changes(),
        [Change {
            path: file,
            backdated: false
        }]
    );
}

#[test]
fn what_appears_where_nothing_was_is_a_change() {
    let folder = folder_with(&[("file", "")]);
    let here = folder.path().join("rust-toolchain.toml");
    let through_a_file = folder.path().join("file/config.toml");
    let stamp = stamp(vec![
        Probe::file(&here).unwrap(),
        Probe::file(&through_a_file).unwrap(),
    ]);
    assert_eq!(stamp.changes(), []);
    fs::write(&here, "").unwrap();
    assert_eq!(changed(&stamp), [here]);
}

#[test]
fn a_link_counts_by_what_it_leads_to() {
    let folder = folder_with(&[("a", "one"), ("b", "two"), ("c", "one")]);
    let link = folder.path().join("link");
    let lead = |target: &str| {
        let _ = fs::remove_file(&link);
        symlink(folder.path().join(target), &link).unwrap();
    };
    lead("a");
    let stamp = stamp(vec![Probe::file(&link).unwrap()]);
    lead("c");
    assert_eq!(stamp.changes(), []);
    lead("b");
    assert_eq!(changed(&stamp), vec![link.clone()]);
    lead("nowhere");
    assert_eq!(changed(&stamp), vec![link.clone()]);
}

#[test]
fn a_folder_counts_by_its_names_without_hidden_ones_and_build_outputs() {
    let folder = folder_with(&[("a.rs", ""), ("b.rs", "")]);
    let stamp = stamp(vec![Probe::folder(folder.path()).unwrap()]);
    fs::write(folder.path().join(".a.rs.swp"), "").unwrap();
    fs::create_dir(folder.path().join("target")).unwrap();
    fs::write(folder.path().join("target/CACHEDIR.TAG"), "").unwrap();
    fs::write(folder.path().join("a.rs"), "edited").unwrap();
    assert_eq!(stamp.changes(), []);
    fs::rename(folder.path().join("b.rs"), folder.path().join("c.rs")).unwrap();
    assert_eq!(changed(&stamp), [folder.path()]);
    fs::rename(folder.path().join("c.rs"), folder.path().join("b.rs")).unwrap();
    assert_eq!(stamp.changes(), []);
    fs::remove_file(folder.path().join("b.rs")).unwrap();
    fs::create_dir(folder.path().join("b.rs")).unwrap();
    assert_eq!(changed(&stamp), [folder.path()], "a folder in place of a file");
}

#[test]
fn a_binary_that_is_replaced_or_removed_is_a_change() {
    let folder = folder_with(&[("binary", "one"), ("other", "two")]);
    let binary = folder.path().join("binary");
    let time = fs::metadata(&binary).unwrap().modified().unwrap();
    let stamp = stamp(vec![Probe::identity(&binary).unwrap()]);
    assert_eq!(stamp.changes(), []);
    set_time(&folder.path().join("other"), time);
    fs::rename(folder.path().join("other"), &binary).unwrap();
    assert_eq!(changed(&stamp), vec![binary.clone()]);
    fs::remove_file(&binary).unwrap();
    assert_eq!(changed(&stamp), [binary]);
}

#[test]
fn what_cannot_be_read_is_a_change() {
    let folder = folder_with(&[("a.rs", "one")]);
    let file = folder.path().join("a.rs");
    let stamp = stamp(vec![Probe::file(&file).unwrap()]);
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert_eq!(changed(&stamp), [file]);
}

#[test]
fn a_damaged_stamp_is_none() {
    let folder = folder_with(&[("a.rs", "one")]);
    let path = folder.path().join("stamp.json");
    assert_eq!(Stamp::load(&path), None);
    let stamp = stamp(vec![Probe::file(&folder.path().join("a.rs")).unwrap()]);
    stamp.store(&path).unwrap();
    assert_eq!(Stamp::load(&path), Some(stamp));
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, &text[..text.len() / 2]).unwrap();
    assert_eq!(Stamp::load(&path), None);
    fs::write(
        &path,
        text.replace(&format!("\"version\":{VERSION}"), "\"version\":0"),
    )
    .unwrap();
    assert_eq!(Stamp::load(&path), None);
}

/// What somebody does to a folder of three files.
#[derive(Clone, Debug)]
enum Deed {
    Write(usize, String),
    Remove(usize),
    Swap(usize, usize),
    Age(usize),
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        (0..3usize, "[ab]{0,2}").prop_map(|(file, text)| Deed::Write(file, text)),
        (0..3usize).prop_map(Deed::Remove),
        (0..3usize, 0..3usize).prop_map(|(from, to)| Deed::Swap(from, to)),
        (0..3usize).prop_map(Deed::Age),
    ]
}

fn contents(files: &[PathBuf]) -> Vec<Option<String>> {
    files.iter().map(|file| fs::read_to_string(file).ok()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is done, and whatever the files' times say: a change is seen exactly when contents or names differ.
    #[test]
    fn changes_are_seen_exactly_when_there_are_any(deeds in prop::collection::vec(deed(), 0..6)) {
        let folder = folder_with(&[("0.rs", "a"), ("1.rs", "b")]);
        let files: Vec<PathBuf> = (0..3).map(|file| folder.path().join(format!("{file}.rs"))).collect();
        let mut probes: Vec<Probe> = files.iter().map(|file| Probe::file(file).unwrap()).collect();
        probes.push(Probe::folder(folder.path()).unwrap());
        let stamp = stamp(probes);
        let before = contents(&files);
        for deed in deeds {
            match deed {
                Deed::Write(file, text) => fs::write(&files[file], text).unwrap(),
                Deed::Remove(file) => drop(fs::remove_file(&files[file])),
                Deed::Swap(from, to) => drop(fs::rename(&files[from], &files[to])),
                Deed::Age(file) if files[file].exists() => set_time(&files[file], SystemTime::UNIX_EPOCH),
                Deed::Age(_) => {}
            }
        }
        let after = contents(&files);
        let mut expected: Vec<PathBuf> = (0..3).filter(|file| before[*file] != after[*file]).map(|file| files[file].clone()).collect();
        let names = |contents: &[Option<String>]| contents.iter().map(Option::is_some).collect::<Vec<_>>();
        if names(&before) != names(&after) {
            expected.push(folder.path().to_owned());
        }
        prop_assert_eq!(changed(&stamp), expected);
    }
}
