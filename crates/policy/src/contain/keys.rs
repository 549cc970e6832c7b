//! A dimension whose points are what a request may have under one condition key.

use std::collections::HashSet;

use super::{
    Doubt,
    bits::Bits,
    language::Alphabet,
    texts::Bound,
    values::{Value, values},
};
use crate::{
    Condition, Request,
    condition::{Comparison, Kind},
};

/// How many points may be told apart before the question is given up.
const MOST_POINTS: usize = 1_000;

/// A condition key, and all that requests may have under it, as far as conditions tell it apart.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: String,
    conditions: Vec<Condition>,
    points: Vec<Point>,
}

/// What a request has under the key.
#[derive(Clone, Debug)]
struct Point {
    /// Its values; none where the request does not have the key.
    values: Option<Vec<String>>,
    /// The conditions that hold for sure.
    must: Bits,
    /// Those that hold if unknown texts are such.
    may: Bits,
}

impl Key {
    /// The points that these conditions tell apart, of at most so many values.
    pub(super) fn new(
        name: String,
        conditions: Vec<Condition>,
        most: usize,
        request: &Request,
        alphabet: &mut Alphabet,
    ) -> Result<Self, Doubt> {
        let values = values(&conditions, request, alphabet)?;
        let present = request.clone().with(&name, "any");
        let single: Vec<Point> = values
            .into_iter()
            .map(|value| of_value(&conditions, value, &present))
            .collect();
        let empty = present.with_all::<String>(&name, []);
        let settled = |request: &Request| settled(&name, &conditions, request);
        let (absent, empty) = (settled(request), settled(&empty));
        let mut points = vec![absent];
        points.extend(several(&conditions, single, most)?);
        points.push(empty);
        Ok(Self {
            name,
            conditions,
            points,
        })
    }

    /// The one point of a key whose value is settled.
    pub(super) fn settled(name: String, conditions: Vec<Condition>, request: &Request) -> Self {
        Self {
            points: vec![settled(&name, &conditions, request)],
            name,
            conditions,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.points.len()
    }

    pub(super) fn values(&self, point: usize) -> Option<&[String]> {
        self.points[point].values.as_deref()
    }

    /// The points for which conditions hold: those of the statement itself.
    ///
    /// Of one condition that is not negated, what holds for sure is enough: whatever unknown texts are, what it takes
    /// then it takes with the letters for them.
    pub(super) fn own(&self, conditions: &[Condition]) -> Bits {
        let mut places = self.places(conditions);
        let exact = |condition: &Condition| {
            let comparison = condition.operator.comparison;
            comparison.kind() == Kind::Text && !comparison.is_negated()
        };
        let first = places.iter().position(|place| exact(&self.conditions[*place]));
        let first = first.map(|first| places.remove(first));
        let is_in = |point: usize| {
            let point = &self.points[point];
            first.is_none_or(|first| point.must.has(first))
                && places.iter().all(|place| point.may.has(*place))
        };
        Bits::of(self.len(), is_in)
    }

    /// The points for which the conditions of another statement hold; of those that hold anyway, `held`, nothing more is
    /// asked.
    pub(super) fn other(&self, conditions: &[Condition], held: &[Condition], bound: Bound) -> Bits {
        let mut places = self.places(conditions);
        places.retain(|place| !held.contains(&self.conditions[*place]));
        Bits::of(self.len(), |point| {
            let point = &self.points[point];
            let holding = if bound == Bound::Upper {
                &point.may
            } else {
                &point.must
            };
            places.iter().all(|place| holding.has(*place))
        })
    }

    fn places(&self, conditions: &[Condition]) -> Vec<usize> {
        let place = |condition: &Condition| self.conditions.iter().position(|known| known == condition);
        conditions.iter().filter_map(place).collect()
    }
}

/// What holds for a request as it is.
fn settled(name: &str, conditions: &[Condition], request: &Request) -> Point {
    let must = Bits::of(conditions.len(), |index| conditions[index].holds(request));
    let unknown = Bits::of(conditions.len(), |index| asks_unknown(&conditions[index]));
    Point {
        values: request.values(name).map(<[String]>::to_vec),
        may: must.or(&unknown),
        must,
    }
}

/// Whether a condition asks for the key alone, and nobody knows whether for it or for its absence.
fn asks_unknown(condition: &Condition) -> bool {
    let mut values = condition.values.iter();
    condition.operator.comparison == Comparison::Null && values.any(|value| !cfn::is_known(value.source()))
}

/// What holds for one value.
fn of_value(conditions: &[Condition], value: Value, present: &Request) -> Point {
    let holds = |fits: &Bits, others: &Bits, index: usize| {
        let condition = &conditions[index];
        match condition.operator.comparison {
            Comparison::Null => condition.holds(present),
            comparison if comparison.is_negated() => !others.has(index),
            _ => fits.has(index),
        }
    };
    let unknown = |index: usize| asks_unknown(&conditions[index]);
    Point {
        must: Bits::of(conditions.len(), |index| holds(&value.must, &value.may, index)),
        may: Bits::of(conditions.len(), |index| {
            holds(&value.may, &value.must, index) || unknown(index)
        }),
        values: Some(vec![value.sample]),
    }
}

/// The points of one value each, and of several, as far as they differ.
fn several(conditions: &[Condition], single: Vec<Point>, most: usize) -> Result<Vec<Point>, Doubt> {
    let signature = |point: &Point| (point.must.clone(), point.may.clone());
    let mut known = HashSet::new();
    let mut points: Vec<Point> = single;
    points.retain(|point| known.insert(signature(point)));
    let single = points.clone();
    let mut last = 0..points.len();
    for _ in 1..most {
        let next = points.len();
        for index in last {
            for value in &single {
                let both = union(conditions, &points[index], value);
                if known.insert(signature(&both)) {
                    points.push(both);
                }
            }
            if points.len() > MOST_POINTS {
                return Err(Doubt::TooLarge);
            }
        }
        last = next..points.len();
    }
    Ok(points)
}

/// What holds for the values of both: operators that go over all of them want all to fit.
fn union(conditions: &[Condition], one: &Point, other: &Point) -> Point {
    let every = Bits::of(conditions.len(), |index| conditions[index].operator.wants_all());
    let merged = |one: &Bits, other: &Bits| one.and(other).or(&one.or(other).minus(&every));
    let values = one.values.iter().chain(&other.values).flatten();
    Point {
        values: Some(values.cloned().collect()),
        must: merged(&one.must, &other.must),
        may: merged(&one.may, &other.may),
    }
}
