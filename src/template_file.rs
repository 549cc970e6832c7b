//! A template in a file that somebody names: who wrote it, nobody knows.

use std::{
    fs, io,
    io::Read as _,
    path::{Path, PathBuf},
};

use cfn::{
    Template,
    read::{MAX_BYTES, ReadError, ReadProblem},
};

/// Why a file holds no template.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FileError {
    /// There is no such file, or its text is no text.
    #[error("cannot read {}", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    /// Its text is no template.
    #[error("{} is no template", path.display())]
    Template { path: PathBuf, source: ReadError },
}

/// The path that means standard input, where a command takes that.
pub(crate) const STDIN: &str = "-";

/// The template in a file; it gets a name, or that of the file.
pub(crate) fn template(path: &Path, name: Option<&str>) -> Result<Template, FileError> {
    let file = fs::File::open(path).map_err(|source| unreadable(path, source))?;
    parse(path, name, &text(path, file)?)
}

/// The text of a file, or of standard input where the path is [`STDIN`].
pub(crate) fn text_or_stdin(path: &Path) -> Result<String, FileError> {
    if path == Path::new(STDIN) {
        text(path, io::stdin().lock())
    } else {
        text(
            path,
            fs::File::open(path).map_err(|source| unreadable(path, source))?,
        )
    }
}

/// The template in the text of a file; it gets a name, or that of the file.
pub(crate) fn parse(path: &Path, name: Option<&str>, text: &str) -> Result<Template, FileError> {
    let read = Template::read(name.unwrap_or(&stack_name(path)), text);
    read.map_err(|source| FileError::Template {
        path: path.to_owned(),
        source,
    })
}

/// Reads no more than a template can have, so that the wrong file is refused and not swallowed.
fn text(path: &Path, from: impl io::Read) -> Result<String, FileError> {
    let most = u64::try_from(MAX_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    let read = from.take(most + 1).read_to_end(&mut bytes);
    let count = read.map_err(|source| unreadable(path, source))?;
    if count > MAX_BYTES {
        let problem = ReadProblem::TooLong(count);
        return Err(FileError::Template {
            path: path.to_owned(),
            source: ReadError { place: None, problem },
        });
    }
    String::from_utf8(bytes).map_err(|error| {
        unreadable(
            path,
            io::Error::new(io::ErrorKind::InvalidData, error.utf8_error()),
        )
    })
}

fn unreadable(path: &Path, source: io::Error) -> FileError {
    FileError::Unreadable {
        path: path.to_owned(),
        source,
    }
}

/// A stack's name for a template that has none: the file's, up to the first dot.
fn stack_name(path: &Path) -> String {
    let stem = path.file_name().map(|name| name.to_string_lossy().into_owned());
    match stem.as_deref().and_then(|stem| stem.split('.').next()) {
        None | Some("" | STDIN) => "template".to_owned(),
        Some(stem) => stem.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n";

    fn written(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        (folder, path)
    }

    #[test]
    fn a_template_has_the_name_of_its_file_or_one_that_is_given() {
        let (_folder, path) = written("chat.template.yaml", TEMPLATE.as_bytes());
        assert_eq!(template(&path, None).unwrap().name(), "chat");
        assert_eq!(template(&path, Some("chat-dev")).unwrap().name(), "chat-dev");
        assert_eq!(stack_name(Path::new(".yaml")), "template");
        assert_eq!(stack_name(Path::new(STDIN)), "template");
    }

    #[test]
    fn what_cannot_be_a_template_is_refused_before_it_is_swallowed() {
        let (_folder, path) = written("movie.mkv", &vec![b'a'; 3 * MAX_BYTES]);
        let FileError::Template { source, .. } = template(&path, None).unwrap_err() else {
            panic!("it was read");
        };
        assert_eq!(source.problem, ReadProblem::TooLong(MAX_BYTES + 1));
    }

    #[test]
    fn bytes_that_are_no_text_and_files_that_are_none_say_so() {
        let (folder, path) = written("noise.json", b"{\xff}");
        for path in [path, folder.path().join("nothing.json"), folder.path().to_owned()] {
            let error = template(&path, None).unwrap_err();
            assert!(matches!(error, FileError::Unreadable { .. }), "{error:?}");
        }
    }
}
