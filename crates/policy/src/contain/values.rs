//! The values that a condition key can have, as far as conditions tell them apart.

use super::{
    Doubt,
    bits::Bits,
    classes::classes,
    language::{Alphabet, Language},
};
use crate::{
    Condition, Pattern, Request, Text,
    condition::{Comparison, Kind, samples},
};

/// Values for which the same conditions hold.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub(super) sample: String,
    /// The conditions one of whose values they fit for sure, the negation left aside.
    pub(super) must: Bits,
    /// Those one of whose values they fit if unknown texts are such.
    pub(super) may: Bits,
}

/// What a value of a condition is compared as.
enum Form {
    Text(Language),
    /// In the order of numbers, of dates, or of networks.
    Ordered,
    /// It fits nothing.
    Never,
    /// An unknown text that is compared as something else than text.
    Unknown,
}

/// A value of a condition: the condition's place, the value, and its form.
struct Test<'c> {
    condition: usize,
    comparison: Comparison,
    text: &'c Text,
    form: Form,
}

/// Every value that these conditions on one key can tell apart.
///
/// Where texts are compared in several ways, as text and as numbers, every combination counts, possible or not.
pub(super) fn values(
    conditions: &[Condition],
    request: &Request,
    alphabet: &mut Alphabet,
) -> Result<Vec<Value>, Doubt> {
    let mut tests = Vec::new();
    for (condition, Condition { operator, values, .. }) in conditions.iter().enumerate() {
        let comparison = operator.comparison;
        let of_condition = values.iter().map(|text| Test {
            condition,
            comparison,
            text,
            form: form(comparison, text, request, alphabet),
        });
        tests.extend(of_condition.filter(|_| comparison != Comparison::Null));
    }
    let all = conditions.len();
    let unknown = tests.iter().filter(|test| matches!(test.form, Form::Unknown));
    let mut start = Value {
        sample: "any".to_owned(),
        must: Bits::none(all),
        may: Bits::none(all),
    };
    unknown.for_each(|test| start.may.insert(test.condition));
    let mut found = vec![start];
    for ways in [as_texts(&tests, all, alphabet)?]
        .into_iter()
        .chain(as_ordered(&tests, all, request))
    {
        if !ways.is_empty() {
            found = found
                .iter()
                .flat_map(|one| ways.iter().map(|way| one.and(way)))
                .collect();
        }
    }
    Ok(found)
}

impl Value {
    /// A value that is compared in two ways.
    fn and(&self, way: &Self) -> Self {
        Self {
            sample: way.sample.clone(),
            must: self.must.or(&way.must),
            may: self.may.or(&way.may),
        }
    }
}

fn form(comparison: Comparison, text: &Text, request: &Request, alphabet: &mut Alphabet) -> Form {
    use Comparison as C;
    let (Some(value), Some(pattern)) = (text.value(request), text.pattern(request)) else {
        return Form::Never;
    };
    match comparison {
        C::StringEquals | C::StringNotEquals | C::BinaryEquals => {
            Form::Text(alphabet.language(&Pattern::literal(&value)))
        }
        C::StringEqualsIgnoreCase | C::StringNotEqualsIgnoreCase => {
            Form::Text(alphabet.language(&Pattern::literal(&value).ignoring_case()))
        }
        C::StringLike | C::StringNotLike => Form::Text(alphabet.language(&pattern)),
        C::ArnEquals | C::ArnNotEquals | C::ArnLike | C::ArnNotLike => Form::Text(alphabet.arn(&pattern)),
        _ if !cfn::is_known(&value) => Form::Unknown,
        C::Bool | C::Null if comparison.check(&value).is_err() => Form::Never,
        C::Bool | C::Null => Form::Text(alphabet.language(&Pattern::literal(&value).ignoring_case())),
        _ => Form::Ordered,
    }
}

fn as_texts(tests: &[Test<'_>], all: usize, alphabet: &Alphabet) -> Result<Vec<Value>, Doubt> {
    let languages = tests.iter().filter_map(|test| match &test.form {
        Form::Text(language) => Some((test.condition, language)),
        _ => None,
    });
    let mut distinct: Vec<Language> = Vec::new();
    let mut places = Vec::new();
    for (condition, language) in languages {
        let known = distinct.iter().position(|known| known == language);
        places.push((condition, known.unwrap_or(distinct.len())));
        if known.is_none() {
            distinct.push(language.clone());
        }
    }
    if distinct.is_empty() {
        return Ok(Vec::new());
    }
    let classes = classes(None, &distinct, alphabet)?;
    let value = |class: super::classes::Class| {
        let (mut must, mut may) = (Bits::none(all), Bits::none(all));
        for (condition, place) in &places {
            if class.fits.has(*place) {
                must.insert(*condition);
            }
            if class.fits.has(*place) || class.unknown || distinct[*place].has_unknown() {
                may.insert(*condition);
            }
        }
        Value {
            sample: class.sample,
            must,
            may,
        }
    };
    Ok(classes.into_iter().map(value).collect())
}

/// As numbers, as dates and as addresses: one list for each of these that occurs.
fn as_ordered(tests: &[Test<'_>], all: usize, request: &Request) -> Vec<Vec<Value>> {
    let of_kind = |kind: Kind| {
        let is_kind = |comparison: Comparison| comparison.kind() == kind;
        let tests: Vec<&Test<'_>> = tests
            .iter()
            .filter(|test| matches!(test.form, Form::Ordered) && is_kind(test.comparison))
            .collect();
        let compared: Vec<String> = tests.iter().filter_map(|test| test.text.value(request)).collect();
        let samples = if tests.is_empty() {
            Vec::new()
        } else {
            samples(kind, &compared)
        };
        let value = |sample: String| {
            let mut must = Bits::none(all);
            let fitting = tests
                .iter()
                .filter(|test| test.comparison.fits(test.text, &sample, request));
            fitting.for_each(|test| must.insert(test.condition));
            Value {
                may: must.clone(),
                must,
                sample,
            }
        };
        samples.into_iter().map(value).collect()
    };
    [Kind::Number, Kind::Date, Kind::Address].map(of_kind).into()
}
