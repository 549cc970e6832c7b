//! What is deleted by itself, and was not, or later.

use cfn::Tree;
use check::{flag, items, number};

/// What expires from now on, of evaluated properties.
pub(super) fn messages(kind: &str, (old, new): (&Tree, &Tree)) -> Vec<String> {
    match kind {
        "AWS::DynamoDB::Table" | "AWS::DynamoDB::GlobalTable" => time_to_live(old, new).into_iter().collect(),
        "AWS::S3::Bucket" => lifecycle(old, new),
        _ => Vec::new(),
    }
}

fn time_to_live(old: &Tree, new: &Tree) -> Option<String> {
    let attribute = |properties: &Tree| {
        let settings = properties.get("TimeToLiveSpecification")?;
        let is_on = flag(settings.get("Enabled")?)?;
        is_on
            .then(|| settings.get("AttributeName")?.scalar_text())
            .flatten()
    };
    let is = attribute(new)?;
    match attribute(old) {
        Some(was) if was == is => None,
        Some(was) => Some(format!(
            "items are deleted by the time in `{is}`, and no more by that in `{was}`"
        )),
        None => Some(format!(
            "items are deleted when the time in their `{is}` has passed"
        )),
    }
}

/// What a rule of a bucket can delete, and how the rule says when.
const ENDS: [(&str, &[&str]); 3] = [
    ("objects", &["ExpirationInDays"]),
    (
        "earlier versions of objects",
        &["NoncurrentVersionExpiration", "NoncurrentDays"],
    ),
    (
        "earlier versions of objects",
        &["NoncurrentVersionExpirationInDays"],
    ),
];

/// What tells objects apart besides their names.
const FILTERS: [&str; 3] = ["TagFilters", "ObjectSizeGreaterThan", "ObjectSizeLessThan"];

/// After how many days something of a bucket is deleted.
#[derive(Debug)]
struct End<'t> {
    what: &'static str,
    /// The beginning of the names of objects that are meant.
    prefix: &'t str,
    /// What tells objects apart besides their names.
    filters: Vec<(&'static str, &'t Tree)>,
    days: f64,
}

fn ends(properties: &Tree) -> Vec<End<'_>> {
    let rules = properties.at(&["LifecycleConfiguration", "Rules"]);
    let rules = rules.map_or(&[][..], items).iter();
    let enabled = rules.filter(|rule| rule.get("Status").and_then(Tree::as_str) == Some("Enabled"));
    let of_rule = |rule| {
        ENDS.iter().filter_map(move |(what, path): &(_, &[&str])| {
            Some(End {
                what,
                prefix: prefix(rule).unwrap_or_default(),
                filters: FILTERS
                    .into_iter()
                    .filter_map(|name| Some((name, Tree::get(rule, name)?)))
                    .collect(),
                days: number(rule.at(path)?)?,
            })
        })
    };
    enabled.flat_map(of_rule).collect()
}

fn prefix(rule: &Tree) -> Option<&str> {
    rule.get("Prefix")?.as_str()
}

fn lifecycle(old: &Tree, new: &Tree) -> Vec<String> {
    let before = ends(old);
    let mut messages = Vec::new();
    for end in ends(new) {
        let of_all = before
            .iter()
            .filter(|was| was.what == end.what && end.prefix.starts_with(was.prefix));
        // A rule for all objects says something about some of them, but not the other way round.
        let was = of_all
            .filter(|was| was.filters.is_empty() || was.filters == end.filters)
            .map(|was| was.days)
            .min_by(f64::total_cmp);
        if was.is_some_and(|was| was <= end.days) {
            continue;
        }
        let below = match end.prefix {
            "" => String::new(),
            prefix => format!(" below `{prefix}`"),
        };
        let instead = was.map_or(String::new(), |was| format!(" instead of {was}"));
        messages.push(format!(
            "{}{below} are deleted after {} days{instead}",
            end.what, end.days
        ));
    }
    messages
}
