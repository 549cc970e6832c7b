//! The files of a new project.
//!
//! | room | holds |
//! |---|---|
//! | `templates/` | what is written: `both/` for every project, `echo/`, and what `chat/` adds to this repository's own chat |
//! | `manifest` | the workspace's `Cargo.toml`, made from this repository's |
//! | `write` | onto the disk, all or nothing |

mod manifest;
mod write;

use std::path::{Path, PathBuf};

use include_dir::{Dir, DirEntry, File, include_dir};

pub(crate) use write::write;

static BOTH: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/new/templates/both");
static ECHO: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/new/templates/echo");
static CHAT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/new/templates/chat");
static CHAT_STACKS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/stacks");
static CHAT_LAMBDAS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/lambdas");

/// A file of a project: its path there, and its text.
pub(crate) type Page = (PathBuf, String);

/// What a project begins as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Template {
    /// One function that sends back what it is sent
    Echo,
    /// The reference chat: rooms, private messages, presence, history
    Chat,
}

/// A project that is to be.
#[derive(Clone, Debug)]
pub(crate) struct Plan {
    name: String,
    template: Template,
    library: Library,
}

/// Where a project's manifest finds the crates of Gatewright.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Library {
    /// The registry, with the version of this program.
    Registry,
    /// A checkout of the repository.
    Checkout(PathBuf),
}

/// Why a project has no name.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} cannot name a project: a name begins with a letter and has up to 64 lower-case letters, digits and hyphens"
)]
pub(crate) struct InvalidName(String);

impl Plan {
    /// A project with this name, which its stacks and API have, too.
    pub(crate) fn new(name: &str, template: Template, library: Library) -> Result<Self, InvalidName> {
        let letters = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
        let fits = name.len() <= 64
            && name.bytes().all(letters)
            && name.starts_with(|first: char| first.is_ascii_lowercase())
            && !name.ends_with('-');
        if fits {
            Ok(Self {
                name: name.to_owned(),
                template,
                library,
            })
        } else {
            Err(InvalidName(name.to_owned()))
        }
    }

    /// Everything that is written.
    pub(crate) fn pages(&self) -> Vec<Page> {
        let own = match self.template {
            Template::Echo => self.pages_of(&ECHO, ""),
            Template::Chat => [
                self.pages_of(&CHAT, ""),
                self.pages_of(&CHAT_STACKS, "stacks"),
                self.pages_of(&CHAT_LAMBDAS, "lambdas"),
            ]
            .concat(),
        };
        let mut pages = [self.pages_of(&BOTH, ""), own].concat();
        for (path, text) in &mut pages {
            if path.ends_with(manifest::FILE) {
                *text = manifest::of_member(text);
            }
        }
        pages.sort();
        let workspace = manifest::of_workspace(&pages, &self.library);
        pages.push((manifest::FILE.into(), workspace));
        pages
    }

    fn pages_of(&self, folder: &Dir<'_>, below: &str) -> Vec<Page> {
        let entries = folder.entries().iter();
        entries
            .flat_map(|entry| match entry {
                DirEntry::Dir(folder) => self.pages_of(folder, below),
                DirEntry::File(file) => vec![self.page(file, below)],
            })
            .collect()
    }

    fn page(&self, file: &File<'_>, below: &str) -> Page {
        let text = String::from_utf8_lossy(file.contents());
        let text = match self.template {
            Template::Echo => text.replace("{{name}}", &self.name),
            Template::Chat => renamed(&text.replace("{{name}}", &self.name), &self.name),
        };
        (Path::new(below).join(real_name(file.path())), text)
    }
}

/// The chat under another name: its program and stacks are called `chat` here.
fn renamed(text: &str, name: &str) -> String {
    text.replace("App::new(\"chat\")", &format!("App::new(\"{name}\")"))
        .replace("\"chat-{}\"", &format!("\"{name}-{{}}\""))
}

/// Cargo would take a `Cargo.toml` below `templates` for a package, and git a `.gitignore` for its own.
fn real_name(path: &Path) -> PathBuf {
    match path.file_name().and_then(|name| name.to_str()) {
        Some("Cargo.toml.in") => path.with_file_name(manifest::FILE),
        Some("gitignore.in") => path.with_file_name(".gitignore"),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
mod tests;
