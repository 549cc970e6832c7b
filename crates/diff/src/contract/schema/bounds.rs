//! Lengths, ranges, patterns: words that bound a single value.

use cfn::Tree;
use check::number;

use super::Comparison;

/// Words that bound from below a count, with what they count.
const AT_LEAST: [(&str, &str); 3] = [
    ("minLength", "characters"),
    ("minItems", "items"),
    ("minProperties", "members"),
];

/// Words that bound it from above.
const AT_MOST: [(&str, &str); 3] = [
    ("maxLength", "characters"),
    ("maxItems", "items"),
    ("maxProperties", "members"),
];

/// Words with a text that a value has to fit.
const TEXTS: [(&str, &str); 2] = [("pattern", "has to match"), ("format", "has to be a")];

pub(super) fn compare(comparison: &mut Comparison<'_>, at: &str, old: &Tree, new: &Tree) {
    let of = |schema: &Tree, word| schema.get(word).and_then(number);
    for (word, what) in AT_LEAST {
        if let Some(least) = of(new, word).filter(|least| *least > of(old, word).unwrap_or(0.0)) {
            comparison.say(at, &format!("has to have at least {least} {what}"));
        }
    }
    for (word, what) in AT_MOST {
        if let Some(most) = of(new, word).filter(|most| of(old, word).is_none_or(|was| *most < was)) {
            let was = of(old, word).map_or(String::new(), |was| format!(" instead of {was}"));
            comparison.say(at, &format!("may have at most {most} {what}{was}"));
        }
    }
    for (word, what) in TEXTS {
        if let Some(text) = new.get(word).filter(|text| old.get(word) != Some(*text)) {
            comparison.say(
                at,
                &format!("{what} `{}`", text.scalar_text().unwrap_or_default()),
            );
        }
    }
    ranges(comparison, at, old, new);
    if let Some(step) = of(new, "multipleOf")
        && of(old, "multipleOf").is_none_or(|was| (was % step).abs().total_cmp(&0.0).is_ne())
    {
        comparison.say(at, &format!("has to be a multiple of {step}"));
    }
    let distinct = |schema: &Tree| schema.get("uniqueItems").and_then(Tree::as_bool) == Some(true);
    if distinct(new) && !distinct(old) {
        comparison.say(at, "may not have the same item twice");
    }
}

fn ranges(comparison: &mut Comparison<'_>, at: &str, old: &Tree, new: &Tree) {
    // Below a minimum is what is below its negation's maximum: both are compared as bounds from above.
    for (word, exclusion, sign, least) in [
        ("minimum", "exclusiveMinimum", -1.0, "at least"),
        ("maximum", "exclusiveMaximum", 1.0, "at most"),
    ] {
        let bound = |schema: &Tree| {
            let value = schema.get(word).and_then(number)? * sign;
            Some((value, schema.get(exclusion).and_then(Tree::as_bool) == Some(true)))
        };
        let Some((is, excluded)) = bound(new) else {
            continue;
        };
        let is_tighter = bound(old).is_none_or(|(was, was_excluded)| {
            is < was || (is.total_cmp(&was).is_eq() && excluded && !was_excluded)
        });
        if is_tighter {
            let not_itself = if excluded { ", and not that itself" } else { "" };
            comparison.say(at, &format!("has to be {least} {}{not_itself}", is * sign));
        }
    }
}
