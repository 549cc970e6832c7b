//! Findings of a check, to be shown: equal ones of several stacks once, each with an excerpt of its source.

pub(crate) mod github;
pub(crate) mod json;
pub(crate) mod sarif;
pub(crate) mod text;

use std::{
    collections::{HashMap, HashSet},
    fs,
    path::Path,
};

use cfn::{Diagnostic, Origin, Severity};

use crate::ui::counted;

/// The findings on some templates.
#[derive(Debug, Default)]
pub(crate) struct Report {
    rows: Vec<Row>,
    templates: usize,
    /// The texts of files that findings point to.
    sources: HashMap<String, String>,
}

/// A finding, and the templates that have it.
#[derive(Debug)]
struct Row {
    finding: Diagnostic,
    templates: Vec<String>,
}

impl Report {
    /// Adds the findings on a template. Stages are often equal: what is found in several is kept once.
    pub(crate) fn add(&mut self, template: &str, findings: Vec<Diagnostic>) {
        self.templates += 1;
        for finding in findings {
            match self.rows.iter_mut().find(|row| row.finding == finding) {
                Some(row) if row.templates.iter().any(|name| name == template) => {}
                Some(row) => row.templates.push(template.to_owned()),
                None => self.rows.push(Row {
                    finding,
                    templates: vec![template.to_owned()],
                }),
            }
        }
    }

    /// Keeps the text of a file, for excerpts.
    pub(crate) fn keep_source(&mut self, file: &str, text: String) {
        if self
            .rows
            .iter()
            .any(|row| row.finding.origins.iter().any(|origin| origin.file == file))
        {
            self.sources.insert(file.to_owned(), text);
        }
    }

    /// Reads the files below a folder that findings point to. One that cannot be read has no excerpt.
    pub(crate) fn read_sources(&mut self, folder: &Path) {
        let files: HashSet<&String> = self
            .rows
            .iter()
            .flat_map(|row| row.finding.origins.iter().map(|origin| &origin.file))
            .collect();
        let read = |file: &String| Some((file.clone(), fs::read_to_string(folder.join(file)).ok()?));
        self.sources = files.into_iter().filter_map(read).collect();
    }

    /// How many templates were checked, in words.
    pub(crate) fn templates(&self) -> String {
        counted(self.templates, "template")
    }

    /// How many findings are so.
    pub(crate) fn count(&self, so: impl Fn(&Diagnostic) -> bool) -> usize {
        self.rows.iter().filter(|row| so(&row.finding)).count()
    }

    /// How many findings there are, in words.
    pub(crate) fn counts(&self) -> String {
        let of = |severity| self.count(|finding| finding.severity == severity);
        let counts = [
            (of(Severity::Error), "error"),
            (of(Severity::Warning), "warning"),
            (of(Severity::Info), "remark"),
        ];
        let words = counts.into_iter().filter(|(count, _)| *count > 0);
        words
            .map(|(count, what)| counted(count, what))
            .collect::<Vec<_>>()
            .join(", ")
    }

    /// The code of the worst finding, to explain.
    pub(crate) fn first_code(&self) -> Option<&str> {
        let worst = self.rows.iter().map(|row| row.finding.severity).max()?;
        let row = self.rows.iter().find(|row| row.finding.severity == worst)?;
        Some(&row.finding.code)
    }

    /// The line that an origin points to.
    fn line(&self, origin: &Origin) -> Option<&str> {
        let line = usize::try_from(origin.line).ok()?.checked_sub(1)?;
        self.sources.get(&origin.file)?.lines().nth(line)
    }
}

impl Row {
    /// The resource with the path in it, as far as it is known.
    fn place(&self) -> Option<String> {
        let parts = [self.finding.resource.as_deref(), self.finding.path.as_deref()];
        let place: Vec<&str> = parts.into_iter().flatten().collect();
        (!place.is_empty()).then(|| place.join("."))
    }

    /// The sentence, and what to do.
    fn message(&self) -> String {
        match &self.finding.hint {
            Some(hint) => format!("{}\nhint: {hint}", self.finding.message),
            None => self.finding.message.clone(),
        }
    }
}

#[cfg(test)]
mod tests;
