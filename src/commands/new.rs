//! `gatewright new`: a project to begin with.

use std::{
    io,
    path::{Path, PathBuf},
};

use crate::{
    cli,
    new::{Library, Plan, write},
    report::Failure,
    ui,
};

/// Why there is no project.
#[derive(Debug, thiserror::Error)]
enum NewError {
    #[error("{} has no last part that could name a project", .0.display())]
    NoName(PathBuf),
    #[error("{} is no checkout of Gatewright", path.display())]
    NoCheckout { path: PathBuf, source: io::Error },
}

pub(super) fn run(arguments: &cli::New) -> Result<(), Failure> {
    let folder = &arguments.name;
    let name = folder.file_name().and_then(|name| name.to_str()).ok_or_else(|| {
        let failure = Failure::new(NewError::NoName(folder.clone()));
        failure.hint(format_args!(
            "say which folder to make: `{} new orders`",
            ui::program()
        ))
    })?;
    let library = match &arguments.library {
        Some(path) => checkout(path).map_err(|source| {
            let path = path.clone();
            Failure::new(NewError::NoCheckout { path, source })
                .hint("name a folder with `crates/constructs` in it, or leave `--library` out")
        })?,
        // A program that was built in a checkout knows crates that no registry may have yet.
        None => checkout(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap_or(Library::Registry),
    };
    let new = Plan::new(name, arguments.template, library).map_err(|error| {
        Failure::new(error).hint("`orders` and `team-orders` are names; a path before the name is free")
    })?;
    write(folder, &new.pages())?;
    ui::tell(format_args!("made {}; what comes next:", folder.display()));
    ui::tell(format_args!("  cd {}", folder.display()));
    ui::tell(format_args!("  gatewright dev"));
    Ok(())
}

fn checkout(path: &Path) -> io::Result<Library> {
    path.join("crates/constructs/Cargo.toml").canonicalize()?;
    path.canonicalize().map(Library::Checkout)
}
