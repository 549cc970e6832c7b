//! Text with policy variables: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, `${*}`.

use std::{borrow::Cow, fmt};

use crate::{Pattern, Request};

/// A text of a policy, in which variables stand for what the request says.
///
/// Variables belong to the version `2012-10-17`; in older policies, and in those without a version, `${…}` is plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    source: String,
    parts: Vec<Part>,
    /// The pattern, if it is the same for every request.
    fixed: Option<Pattern>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    /// As written; wildcards are wild where the element takes them.
    Plain(String),
    /// `${*}`, `${?}` or `${$}`.
    Escaped(char),
    Variable {
        key: String,
        default: Option<String>,
    },
}

impl Text {
    /// A text without variables.
    pub fn plain(text: &str) -> Self {
        Self::of(text.to_owned(), vec![Part::Plain(text.to_owned())])
    }

    /// A text with variables. A `${` that is never closed stands as written.
    pub fn with_variables(text: &str) -> Self {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some((before, (name, after))) = rest
            .split_once("${")
            .and_then(|(before, inside)| Some((before, inside.split_once('}')?)))
        {
            if !before.is_empty() {
                parts.push(Part::Plain(before.to_owned()));
            }
            parts.push(variable(name));
            rest = after;
        }
        if !rest.is_empty() {
            parts.push(Part::Plain(rest.to_owned()));
        }
        Self::of(text.to_owned(), parts)
    }

    fn of(source: String, parts: Vec<Part>) -> Self {
        Self {
            fixed: pattern_with(&parts, |_| None),
            source,
            parts,
        }
    }

    /// As it is written.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether nothing but wildcards has a meaning in it.
    pub(crate) fn is_plain(&self) -> bool {
        matches!(&self.parts[..], [] | [Part::Plain(_)])
    }

    /// The keys of the variables, in their order.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            Part::Variable { key, .. } => Some(key.as_str()),
            _ => None,
        })
    }

    /// The pattern, if it is the same for every request.
    pub fn fixed(&self) -> Option<&Pattern> {
        self.fixed.as_ref()
    }

    /// The pattern for this request; `None` where it does not set a variable that has no default.
    pub fn pattern(&self, request: &Request) -> Option<Cow<'_, Pattern>> {
        match &self.fixed {
            Some(fixed) => Some(Cow::Borrowed(fixed)),
            None => pattern_with(&self.parts, |part| value(part, request)).map(Cow::Owned),
        }
    }

    /// The same for every request, with a token such as `‹$aws:username›` for each variable.
    pub(crate) fn with_tokens(&self) -> Self {
        let token = |part: &Part| match part {
            Part::Variable { key, default } => {
                let default = default.as_ref().map(|default| format!(",{default}"));
                let key = key.to_ascii_lowercase();
                Part::Plain(format!("‹${key}{}›", default.unwrap_or_default()))
            }
            part => part.clone(),
        };
        Self::of(self.source.clone(), self.parts.iter().map(token).collect())
    }

    /// The text for this request, wildcards standing for themselves; `None` where it does not set a variable that has
    /// no default.
    pub fn value(&self, request: &Request) -> Option<String> {
        let mut text = String::with_capacity(self.source.len());
        for part in &self.parts {
            match part {
                Part::Plain(plain) => text.push_str(plain),
                Part::Escaped(letter) => text.push(*letter),
                variable @ Part::Variable { .. } => text.push_str(value(variable, request)?),
            }
        }
        Some(text)
    }
}

fn pattern_with<'a>(parts: &'a [Part], value: impl Fn(&'a Part) -> Option<&'a str>) -> Option<Pattern> {
    let mut pattern = Pattern::default();
    for part in parts {
        match part {
            Part::Plain(text) => pattern.push_wild(text),
            Part::Escaped(letter) => pattern.push_literal(letter.encode_utf8(&mut [0; 4])),
            variable @ Part::Variable { .. } => pattern.push_literal(value(variable)?),
        }
    }
    Some(pattern)
}

fn value<'a>(part: &'a Part, request: &'a Request) -> Option<&'a str> {
    let Part::Variable { key, default } = part else {
        return None;
    };
    match request.values(key) {
        // Of a key with several values there is no one to take.
        Some([value]) => Some(value),
        _ => default.as_deref(),
    }
}

fn variable(name: &str) -> Part {
    if let "*" | "?" | "$" = name {
        return Part::Escaped(name.chars().next().unwrap_or_default());
    }
    let (key, default) = match name.split_once(',') {
        Some((key, default)) => (key, quoted(default.trim())),
        None => (name, None),
    };
    Part::Variable {
        key: key.trim().to_owned(),
        default: default.map(str::to_owned),
    }
}

fn quoted(text: &str) -> Option<&str> {
    text.strip_prefix('\'')?.strip_suffix('\'')
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.source)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request() -> Request {
        Request::new("s3:GetObject", "x")
            .with("aws:username", "ann*")
            .with_all("aws:TagKeys", ["a", "b"])
    }

    #[test]
    fn a_variable_stands_for_what_the_request_says_and_is_never_wild() {
        let text = Text::with_variables("home/${AWS:UserName}/*");
        assert_eq!(text.value(&request()).unwrap(), "home/ann*/*");
        let pattern = text.pattern(&request()).unwrap();
        assert!(pattern.matches("home/ann*/x") && !pattern.matches("home/anne/x"));
        assert_eq!(text.variables().collect::<Vec<_>>(), ["AWS:UserName"]);
        assert_eq!(text.fixed(), None);
    }

    #[test]
    fn a_default_stands_in_and_without_one_there_is_nothing() {
        for (text, value) in [
            ("${aws:Missing, 'none'}/x", Some("none/x")),
            ("${aws:Missing,''}", Some("")),
            ("${aws:Missing}", None),
            ("${aws:TagKeys}", None),
            ("${Api}", None),
        ] {
            assert_eq!(
                Text::with_variables(text).value(&request()).as_deref(),
                value,
                "{text}"
            );
        }
    }

    #[test]
    fn escapes_and_what_never_ends() {
        let escaped = Text::with_variables("a${*}b${$}c${?}");
        assert_eq!(escaped.value(&request()).unwrap(), "a*b$c?");
        assert!(escaped.fixed().unwrap().is_literal());
        assert_eq!(Text::with_variables("a${b").value(&request()).unwrap(), "a${b");
        assert_eq!(
            Text::plain("${aws:username}").value(&request()).unwrap(),
            "${aws:username}"
        );
    }
}
