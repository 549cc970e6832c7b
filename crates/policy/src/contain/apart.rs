//! Which statements have so little to do with another that they need not be looked at, told quickly.

use std::collections::HashSet;

use crate::{
    Condition, Matching, Pattern, Statement, Text,
    condition::{Kind, Over},
    pattern::Piece,
};

/// Whether no request that one statement takes can be covered by another, as far as their beginnings show.
///
/// Of the keys in `many`, a request that is looked for may have several values, so that their conditions show nothing.
pub(super) fn are_apart(own: &Statement, cover: &Statement, many: &HashSet<String>) -> bool {
    let resources = own.resources.as_ref().zip(cover.resources.as_ref());
    resources.is_some_and(|resources| all_pairs(resources, texts_are_apart))
        || own.conditions.iter().any(|one| {
            let mut others = cover.conditions.iter();
            !many.contains(&one.key.to_ascii_lowercase())
                && others.any(|other| conditions_are_apart(one, other))
        })
        || all_pairs((&own.actions, &cover.actions), patterns_are_apart)
}

/// The keys of which a request may need several values: to be taken by other statements, too, or to have one that a
/// cover does not want.
pub(super) fn keys_of_many<'s>(
    within: impl Iterator<Item = &'s Statement>,
    covers: impl Iterator<Item = &'s Statement>,
) -> HashSet<String> {
    let within = within.flat_map(|statement| &statement.conditions);
    let covers = covers.flat_map(|statement| &statement.conditions);
    let covers = covers.filter(|condition| condition.operator.wants_all());
    within
        .chain(covers)
        .map(|condition| condition.key.to_ascii_lowercase())
        .collect()
}

fn all_pairs<T>((one, other): (&Matching<T>, &Matching<T>), apart: fn(&T, &T) -> bool) -> bool {
    let listed = !one.is_negated() && !other.is_negated();
    listed
        && one
            .listed()
            .iter()
            .all(|one| other.listed().iter().all(|other| apart(one, other)))
}

fn patterns_are_apart(one: &Pattern, other: &Pattern) -> bool {
    let letters = |pieces: &(&Piece, &Piece)| match pieces {
        (Piece::Letter(one), Piece::Letter(other)) => Some(!one.eq_ignore_ascii_case(other)),
        _ => None,
    };
    let pairs = one.pieces.iter().zip(&other.pieces);
    pairs.map_while(|pair| letters(&pair)).any(|differ| differ)
}

/// Whether two texts differ before anything wild comes: variables and escapes begin with `$`.
///
/// There are as many pairs of these as there are pairs of statements, so that whole slices are compared and searched.
pub(super) fn texts_are_apart(one: &Text, other: &Text) -> bool {
    let (one, other) = (one.source().as_bytes(), other.source().as_bytes());
    let (mut same, mut end) = (0, one.len().min(other.len()));
    if one[..end] == other[..end] {
        return false;
    }
    while same + 1 < end {
        let middle = same.midpoint(end);
        if one[same..middle] == other[same..middle] {
            same = middle;
        } else {
            end = middle;
        }
    }
    [one, other]
        .iter()
        .all(|text| b"*?$".iter().all(|wild| !text[..end].contains(wild)))
}

/// Whether no value fits both conditions.
fn conditions_are_apart(one: &Condition, other: &Condition) -> bool {
    let wants_one_text = |condition: &Condition| {
        let operator = condition.operator;
        let comparison = operator.comparison;
        let exact =
            !comparison.name().contains("IgnoreCase") && !comparison.is_negated() && !operator.if_exists;
        comparison.kind() == Kind::Text && exact && operator.over != Over::All
    };
    let both = [one, other];
    one.key.eq_ignore_ascii_case(&other.key)
        && both.into_iter().all(wants_one_text)
        && one
            .values
            .iter()
            .all(|one| other.values.iter().all(|other| texts_are_apart(one, other)))
}
