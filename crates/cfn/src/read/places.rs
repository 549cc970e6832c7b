//! Where each value of a template stands in its text.

mod json;

use std::{borrow::Cow, collections::HashMap};

use saphyr_parser::{Event, Parser, Span, Tag};

use super::Place;
use crate::short;

/// A path that is longer is not kept: nobody would read it, and long keys could multiply it without end.
const LONGEST_PATH: usize = 4096;

/// The places of the values of a template's text, JSON or YAML, by their paths.
///
/// A tree holds values only. This reads the text once more, when there is a finding to show.
///
/// ```
/// use cfn::read::Places;
/// let places = Places::of("Resources:\n  Api:\n    Properties:\n      Name: !Sub '${Nmae}'\n");
/// let place = places.nearest("Resources.Api.Properties.Name.Fn::Sub").unwrap();
/// assert_eq!(place.to_string(), "4:7");
/// assert_eq!(places.nearest("Resources.Api.Properties.Tags[0]").unwrap().to_string(), "3:5");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Places(HashMap<String, Place>);

impl Places {
    /// The places in a text, as far as it can be read. An entry of a map stands where its key does.
    pub fn of(text: &str) -> Self {
        let text = text.trim_start_matches('\u{feff}');
        let mut walk = Walk::default();
        if text.trim_start().starts_with('{') {
            json::walk(text, &mut walk);
        } else {
            yaml(text, &mut walk);
        }
        Self(walk.places)
    }

    /// The place of a path such as `Resources.Api.Properties.Tags[0].Key`, or of what stands nearest above it.
    pub fn nearest(&self, path: &str) -> Option<Place> {
        let mut path = path;
        loop {
            if let Some(place) = self.0.get(path) {
                return Some(*place);
            }
            path = &path[..path.rfind(['.', '['])?];
        }
    }
}

fn yaml(text: &str, walk: &mut Walk) {
    let mut parser = Parser::new_from_str(text);
    while let Some(Ok((event, span))) = parser.next_event() {
        if walk.event(event, span).is_none() {
            break;
        }
    }
}

#[derive(Default)]
struct Walk {
    places: HashMap<String, Place>,
    open: Vec<Open>,
}

/// A collection that has not ended; it has no path where that would be too long.
enum Open {
    Map {
        path: Option<String>,
        key: Option<String>,
    },
    List {
        path: Option<String>,
        next: usize,
    },
}

impl Walk {
    /// Takes the parser's next event; `None` where the rest is of no use.
    fn event(&mut self, event: Event<'_>, span: Span) -> Option<()> {
        let place = Place {
            line: span.start.line(),
            column: span.start.col() + 1,
        };
        match event {
            Event::Scalar(text, _, _, tag) => self.scalar(text, tag.as_deref(), place),
            Event::Alias(_) => drop(self.value(None, place)),
            Event::SequenceStart(_, tag) => {
                self.is_value()?;
                self.list(tag.as_deref(), place);
            }
            Event::MappingStart(_, tag) => {
                self.is_value()?;
                self.map(tag.as_deref(), place);
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(),
            Event::DocumentEnd => return None,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) => {}
        }
        Some(())
    }

    /// A key, or a value without parts.
    fn scalar(&mut self, text: Cow<'_, str>, tag: Option<&Tag>, place: Place) {
        if let Some(Open::Map {
            path,
            key: key @ None,
        }) = self.open.last_mut()
        {
            let path = path.as_deref().and_then(|path| below(path, &text));
            *key = Some(text.into_owned());
            self.record(path.as_deref(), place);
        } else {
            self.value(tag, place);
        }
    }

    fn list(&mut self, tag: Option<&Tag>, place: Place) {
        let path = self.value(tag, place);
        self.open.push(Open::List { path, next: 0 });
    }

    fn map(&mut self, tag: Option<&Tag>, place: Place) {
        let path = self.value(tag, place);
        self.open.push(Open::Map { path, key: None });
    }

    fn end(&mut self) {
        self.open.pop();
    }

    /// No template has a collection for a key.
    fn is_value(&self) -> Option<()> {
        (!matches!(self.open.last(), Some(Open::Map { key: None, .. }))).then_some(())
    }

    /// Records a value, and says what the paths of its parts begin with.
    fn value(&mut self, tag: Option<&Tag>, place: Place) -> Option<String> {
        let path = match self.open.last_mut() {
            None => Some(String::new()),
            Some(Open::Map { path, key }) => {
                let key = key.take()?;
                path.as_deref().and_then(|path| below(path, &key))
            }
            Some(Open::List { path, next }) => {
                let index = *next;
                *next += 1;
                let path = path.as_ref().map(|path| format!("{path}[{index}]"));
                self.record(path.as_deref(), place);
                path
            }
        };
        let function = tag
            .filter(|tag| tag.handle == "!")
            .and_then(|tag| short::long_form(&tag.suffix));
        match (path, function) {
            (Some(path), Some(function)) => below(&path, function),
            (path, _) => path,
        }
    }

    fn record(&mut self, path: Option<&str>, place: Place) {
        if let Some(path) = path {
            self.places.insert(path.to_owned(), place);
        }
    }
}

fn below(path: &str, key: &str) -> Option<String> {
    (path.len() + key.len() < LONGEST_PATH).then(|| match path {
        "" => key.to_owned(),
        path => format!("{path}.{key}"),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Places, Walk, yaml};

    #[track_caller]
    fn at(text: &str, path: &str, place: &str) {
        let found = Places::of(text).nearest(path).map(|place| place.to_string());
        assert_eq!(found.as_deref(), Some(place), "{path}");
    }

    #[test]
    fn entries_stand_where_their_keys_do_and_items_where_they_begin() {
        let yaml = "A:\n  - x\n  - B.C: 1\n    'D': [1, 2]\n";
        at(yaml, "A", "1:1");
        at(yaml, "A[0]", "2:5");
        at(yaml, "A[1].B.C", "3:5");
        at(yaml, "A[1].D[1]", "4:14");
        at(yaml, "A[1].D[7].E", "4:5");
        at(yaml, "A[1].B.X", "3:5");
    }

    #[test]
    fn json_is_read_too_with_tabs_and_escapes() {
        let json = "{\n\t\"A\": {\"b\\u0041\\/\": [\"\\ud83d\\ude00\", {\"C\": null}]}\n}";
        at(json, "A", "2:2");
        at(json, "A.bA/[1].C", "2:39");
    }

    #[test]
    fn columns_of_json_count_characters_and_numbers_are_values() {
        let json = "{\"ä\": {\"A\\\"{\": [-1.5e3,true , null], \"B\": \"}\"}}";
        at(json, "ä.A\"{", "1:8");
        at(json, "ä.A\"{[1]", "1:24");
        at(json, "ä.A\"{[2]", "1:31");
        at(json, "ä.B", "1:38");
    }

    #[test]
    fn functions_have_one_path_in_both_forms() {
        for yaml in ["A: !Join ['-', [b, c]]", "A: {'Fn::Join': ['-', [b, c]]}"] {
            let place = Places::of(yaml).nearest("A.Fn::Join[1][1]").unwrap();
            assert_eq!(&yaml[place.column - 1..place.column], "c", "{yaml}");
        }
    }

    #[test]
    fn nothing_is_near_in_an_empty_text() {
        assert_eq!(Places::of("").nearest("A.B"), None);
        assert_eq!(Places::of("[1").nearest("A.B"), None);
    }

    proptest! {
        #[test]
        fn any_json_is_survived(text in r#"\{[a\\{}\[\]:,"ü1 \n]{0,60}"#) {
            let _any_answer = Places::of(&text).nearest("a[0].a");
        }

        #[test]
        fn json_has_the_places_that_it_has_as_yaml(
            key in "[a-zü]{1,5}",
            numbers in prop::collection::vec(any::<i32>(), 0..5),
        ) {
            let json = format!("{{\"{key}\": {{\"Fn::Join\":{numbers:?}}},\n \"Z\" : \"ü\"}}");
            let mut as_yaml = Walk::default();
            yaml(&json, &mut as_yaml);
            prop_assert_eq!(Places::of(&json).0, as_yaml.places);
        }

        #[test]
        fn any_text_is_survived(text in "[a{}\\[\\]:,!&*\n \"'-]{0,60}") {
            let _any_answer = Places::of(&text).nearest("a[0].a");
        }
    }
}
