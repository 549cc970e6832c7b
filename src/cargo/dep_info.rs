//! Dep-info: the files in make's format in which rustc and cargo name the sources of what they built.

use std::path::PathBuf;

/// What a dep-info file names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct DepInfo {
    /// The sources, as written: relative ones are relative to the workspace.
    pub(crate) sources: Vec<PathBuf>,
    /// The environment variables that `env!` and `option_env!` read.
    pub(crate) variables: Vec<String>,
}

/// Reads a dep-info file.
///
/// A rule reads `target: source source`, with blanks in names escaped by a backslash. Rules without sources are the
/// sources again, each as a target of its own, so that make does not stumble over a deleted one.
pub(crate) fn parse(text: &str) -> DepInfo {
    let mut found = DepInfo::default();
    for line in text.lines() {
        if let Some(variable) = line.strip_prefix("# env-dep:") {
            let name = variable.split_once('=').map_or(variable, |(name, _)| name);
            found.variables.push(name.to_owned());
        } else if let Some((_, sources)) = line.split_once(": ")
            && !line.starts_with('#')
        {
            found.sources.extend(names(sources));
        }
    }
    found
}

/// Splits at blanks that no backslash escapes.
fn names(list: &str) -> Vec<PathBuf> {
    let mut names = Vec::new();
    let mut name = String::new();
    let mut characters = list.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if characters.peek() == Some(&' ') => name.extend(characters.next()),
            ' ' => push(&mut names, &mut name),
            other => name.push(other),
        }
    }
    push(&mut names, &mut name);
    names
}

fn push(names: &mut Vec<PathBuf>, name: &mut String) {
    if !name.is_empty() {
        names.push(PathBuf::from(std::mem::take(name)));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn sources_and_variables_are_read() {
        let text = "/t/debug/deps/chat-1f.d: stacks/lib.rs stacks/my\\ chat.rs\n\n\
                    stacks/lib.rs:\nstacks/my\\ chat.rs:\n\n# env-dep:GREETING=hi\\nthere\n# env-dep:UNSET\n";
        assert_eq!(
            parse(text),
            DepInfo {
                sources: vec!["stacks/lib.rs".into(), "stacks/my chat.rs".into()],
                variables: vec!["GREETING".to_owned(), "UNSET".to_owned()],
            }
        );
    }

    proptest! {
        #[test]
        fn what_cargo_escapes_is_read_back(sources in prop::collection::vec("[a-z./\\\\]{0,6}[a-z./ ]{1,8}[a-z]", 1..6)) {
            let escaped: Vec<String> = sources.iter().map(|source| source.replace(' ', "\\ ")).collect();
            let found = parse(&format!("/t/debug/stacks: {}\n", escaped.join(" ")));
            prop_assert_eq!(found.sources, sources.into_iter().map(PathBuf::from).collect::<Vec<_>>());
        }
    }
}
