//! The app: all stacks of a program, and the assembly that it writes.

mod error;
mod order;
mod stage;

use std::{fs, io, path::Path};

use cfn::{Findings, Manifest, Stack, StackEntry, StackTag, Template, assembly};

pub use error::AppError;
pub use stage::AppStage;

/// All stacks of a program.
///
/// ```no_run
/// use constructs::prelude::*;
/// let mut app = App::new("chat");
/// for stage in ["dev", "prod"] {
///     let mut stack = Stack::new(format!("chat-{stage}"));
///     stack.add("Jobs", Queue::new());
///     app.stack(stage, stack);
/// }
/// app.write("target/assembly")?;
/// # Ok::<(), AppError>(())
/// ```
///
/// writes `manifest.json`, `chat-dev.template.json` and `chat-prod.template.json`.
#[derive(Debug)]
pub struct App {
    name: String,
    stacks: Vec<(AppStage, Stack)>,
    tags: Vec<StackTag>,
}

impl App {
    /// A program without stacks.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            stacks: Vec::new(),
            tags: Vec::new(),
        }
    }

    /// Adds a stack, and says which stage it belongs to: by name, or by an [`AppStage`] that knows more.
    pub fn stack(&mut self, stage: impl Into<AppStage>, stack: Stack) {
        self.stacks.push((stage.into(), stack));
    }

    /// Tags all stacks and every resource of theirs that takes tags, as [`Stack::tag`] does; what a stack says itself
    /// stands.
    #[track_caller]
    pub fn tag(&mut self, key: impl Into<String>, value: impl Into<String>) {
        self.tags.push(StackTag::new(key, value));
    }

    /// The templates with the names of their stages, or everything that is wrong with any of them.
    pub fn synth(self) -> Result<Vec<(String, Template)>, AppError> {
        let stacks = self.synthesize()?.into_iter();
        Ok(stacks
            .map(|(stage, template)| (stage.name().to_owned(), template))
            .collect())
    }

    /// Writes the assembly, and removes templates of stacks that are no more. Nothing is written where a stack has findings,
    /// and a file that says the same already is left alone.
    pub fn write(self, folder: impl AsRef<Path>) -> Result<Manifest, AppError> {
        let folder = folder.as_ref();
        let name = self.name.clone();
        let stacks = self.synthesize()?;
        let manifest = Manifest {
            version: assembly::VERSION,
            app: name,
            stacks: stacks
                .iter()
                .map(|(stage, template)| entry(stage, template))
                .collect(),
        };
        fs::create_dir_all(folder).map_err(failed(folder))?;
        for (_, template) in &stacks {
            write_file(&folder.join(file_name(template)), &template.to_json())?;
        }
        write_file(&folder.join(assembly::MANIFEST), &manifest.to_json())?;
        remove_others(folder, &manifest)?;
        Ok(manifest)
    }

    fn synthesize(self) -> Result<Vec<(AppStage, Template)>, AppError> {
        let mut stacks: Vec<(AppStage, Template)> = Vec::new();
        let mut findings: Vec<(String, Findings)> = Vec::new();
        for (stage, mut stack) in self.stacks {
            stage.apply(&mut stack);
            stack.types_from(aws::registry::find);
            for tag in &self.tags {
                stack.tag_with(tag.clone());
            }
            let name = stack.name().to_owned();
            if stacks.iter().any(|(_, template)| template.name() == name) {
                return Err(AppError::SameName(name));
            }
            match stack.synth() {
                Ok(template) => stacks.push((stage, template)),
                Err(of_stack) => findings.push((name, of_stack)),
            }
        }
        let missing: Vec<&str> = findings.iter().map(|(name, _)| name.as_str()).collect();
        let between = order::findings(&stacks, &missing);
        findings.extend(between);
        if findings.is_empty() {
            Ok(stacks)
        } else {
            Err(AppError::Findings(findings))
        }
    }
}

/// How the name of every template's file ends.
const SUFFIX: &str = ".template.json";

fn file_name(template: &Template) -> String {
    format!("{}{SUFFIX}", template.name())
}

fn entry(stage: &AppStage, template: &Template) -> StackEntry {
    StackEntry {
        name: template.name().to_owned(),
        template: file_name(template),
        depends_on: order::dependencies(template),
        tags: template
            .tags()
            .iter()
            .map(|tag| (tag.key().to_owned(), tag.value().to_owned()))
            .collect(),
        assets: template.assets().to_vec(),
        origins: template.origins().clone(),
        findings: template.findings().to_vec(),
        ..stage.entry()
    }
}

/// Writes beside the file and renames, so that whoever reads the folder meanwhile never sees half a file.
fn write_file(path: &Path, text: &str) -> Result<(), AppError> {
    if fs::read(path).is_ok_and(|standing| standing == text.as_bytes()) {
        return Ok(());
    }
    let beside = path.with_extension("json.new");
    fs::write(&beside, text).map_err(failed(&beside))?;
    fs::rename(&beside, path).map_err(failed(path))
}

/// Only what is named like a template: the folder may be shared.
fn remove_others(folder: &Path, manifest: &Manifest) -> Result<(), AppError> {
    for file in fs::read_dir(folder).map_err(failed(folder))? {
        let file = file.map_err(failed(folder))?;
        let name = file.file_name().to_string_lossy().into_owned();
        let stands = manifest.stacks.iter().any(|stack| stack.template == name);
        if name.ends_with(SUFFIX) && !stands {
            fs::remove_file(file.path()).map_err(failed(&file.path()))?;
        }
    }
    Ok(())
}

fn failed(path: &Path) -> impl FnOnce(io::Error) -> AppError {
    let path = path.to_owned();
    |source| AppError::Write { path, source }
}

#[cfg(test)]
mod tests;
