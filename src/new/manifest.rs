//! The manifests of a new project, made from this repository's, so that the versions in both are those that are tested.

use std::collections::BTreeSet;

use super::{Library, Page};

/// What cargo calls a manifest.
pub(super) const FILE: &str = "Cargo.toml";

/// This repository's manifest.
const OURS: &str = include_str!("../../Cargo.toml");

/// The crates of Gatewright that a project may name: their folders, by the name that manifests use.
const LIBRARY: [(&str, &str); 4] = [
    ("aws", "crates/aws"),
    ("cfn", "crates/cfn"),
    ("constructs", "crates/constructs"),
    ("testing", "crates/testing"),
];

const HEAD: &str = "\
[workspace]
resolver = \"3\"
members = [MEMBERS]

[workspace.package]
version = \"0.1.0\"
edition = \"2024\"
rust-version = \"RUST_VERSION\"

";

const PROFILES: &str = "
[profile.dev]
debug = \"line-tables-only\"

# Nobody steps through dependencies here; without their debug info a cold build is smaller and links faster.
[profile.dev.package.\"*\"]
debug = false
";

/// The workspace's manifest: its members, and of the dependencies what they name.
pub(super) fn of_workspace(pages: &[Page], library: &Library) -> String {
    let manifests: Vec<&Page> = pages.iter().filter(|(path, _)| path.ends_with(FILE)).collect();
    let members: Vec<String> = manifests
        .iter()
        .filter_map(|(path, _)| Some(format!("{:?}", path.parent()?.to_str()?)))
        .collect();
    let named: BTreeSet<&str> = manifests.iter().flat_map(|(_, text)| inherited(text)).collect();
    let mut text = HEAD
        .replace("MEMBERS", &members.join(", "))
        .replace("RUST_VERSION", env!("CARGO_PKG_RUST_VERSION"));
    text.push_str("[workspace.dependencies]\n");
    for line in section("[workspace.dependencies]") {
        if let Some((name, _)) = line.split_once(" = ").filter(|(name, _)| named.contains(name)) {
            let ours = LIBRARY.iter().find(|(known, _)| *known == name);
            text.push_str(&ours.map_or_else(
                || line.to_owned(),
                |(_, folder)| dependency(name, folder, library),
            ));
            text.push('\n');
        }
    }
    if manifests.iter().any(|(_, text)| text.contains("[lints]")) {
        for head in ["[workspace.lints.rust]", "[workspace.lints.clippy]"] {
            text.extend(["\n", head, "\n"]);
            text.extend(section(head).flat_map(|line| [line, "\n"]));
        }
    }
    text + PROFILES
}

/// A member's manifest, without what only this repository can say.
pub(super) fn of_member(text: &str) -> String {
    let ours = ["license.workspace = true", "repository.workspace = true"];
    text.lines()
        .filter(|line| !ours.contains(line))
        .flat_map(|line| [line, "\n"])
        .collect()
}

/// The dependencies that a member takes from its workspace.
fn inherited(manifest: &str) -> impl Iterator<Item = &str> {
    manifest.lines().filter_map(|line| {
        let short = line.strip_suffix(".workspace = true");
        short.or_else(|| Some(line.split_once(" = { workspace = true")?.0))
    })
}

/// The lines of a section of our manifest, without comments.
fn section(head: &str) -> impl Iterator<Item = &'static str> {
    OURS.lines()
        .skip_while(move |line| *line != head)
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

fn dependency(name: &str, folder: &str, library: &Library) -> String {
    let place = match library {
        Library::Registry => format!("version = {:?}", env!("CARGO_PKG_VERSION")),
        Library::Checkout(checkout) => format!("path = {:?}", checkout.join(folder).display().to_string()),
    };
    format!("{name} = {{ package = \"gatewright-{name}\", {place} }}")
}
