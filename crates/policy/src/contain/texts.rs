//! A dimension whose points are texts: actions, resources.

use super::{
    Doubt,
    bits::Bits,
    classes::{Class, classes},
    language::{Alphabet, Language},
};

/// What an element lists, and whether it takes the rest; `None` in the list matches no text at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) negated: bool,
    pub(super) languages: Vec<Option<Language>>,
}

/// From which side a set is wanted where unknown texts leave it open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// Everything that may be in it.
    Upper,
    /// Only what is in it for sure.
    Lower,
}

/// The texts that an element of one statement takes, as far as the elements of others tell them apart.
#[derive(Debug)]
pub(super) struct Texts {
    points: Vec<Point>,
    patterns: Vec<Language>,
    own: Option<Listed>,
}

#[derive(Debug)]
struct Point {
    class: Class,
    /// Which of the element's patterns it belongs to.
    of: usize,
}

impl Texts {
    /// The points of an element, seen by others; without an element, of all texts.
    pub(super) fn new(own: Option<&Listed>, others: &[&Listed], alphabet: &Alphabet) -> Result<Self, Doubt> {
        let mut patterns: Vec<Language> = Vec::new();
        let negated = own.filter(|own| own.negated);
        for language in others
            .iter()
            .copied()
            .chain(negated)
            .flat_map(|listed| listed.languages.iter().flatten())
        {
            if !patterns.contains(language) {
                patterns.push(language.clone());
            }
        }
        let mut points = Vec::new();
        let mut add = |of, within: Option<&Language>| -> Result<(), Doubt> {
            let found = classes(within, &patterns, alphabet)?;
            points.extend(found.into_iter().map(|class| Point { class, of }));
            Ok(())
        };
        match own.filter(|own| !own.negated) {
            Some(own) => {
                for (index, language) in own.languages.iter().enumerate() {
                    language
                        .as_ref()
                        .map_or(Ok(()), |language| add(index, Some(language)))?;
                }
            }
            None => add(0, None)?,
        }
        Ok(Self {
            points,
            patterns,
            own: own.cloned(),
        })
    }

    pub(super) fn len(&self) -> usize {
        self.points.len()
    }

    pub(super) fn sample(&self, point: usize) -> &str {
        &self.points[point].class.sample
    }

    /// The points of the element itself, or those of one of its patterns.
    pub(super) fn own(&self, of: Option<usize>) -> Bits {
        match &self.own {
            Some(own) if own.negated => self.taken(own, Bound::Upper),
            _ => Bits::of(self.len(), |point| {
                of.is_none_or(|of| self.points[point].of == of)
            }),
        }
    }

    /// The points of another element.
    pub(super) fn other(&self, listed: Option<&Listed>, bound: Bound) -> Bits {
        match listed {
            None => Bits::all(self.len()),
            // What is left out is the same, whatever it is.
            Some(listed) if listed.negated && self.own.as_ref() == Some(listed) => Bits::all(self.len()),
            Some(listed) => self.taken(listed, bound),
        }
    }

    fn taken(&self, listed: &Listed, bound: Bound) -> Bits {
        let open = (bound == Bound::Upper) != listed.negated;
        let places: Vec<(usize, &Language)> = listed
            .languages
            .iter()
            .flatten()
            .filter_map(|language| {
                Some((
                    self.patterns.iter().position(|known| known == language)?,
                    language,
                ))
            })
            .collect();
        Bits::of(self.len(), |point| {
            let point = &self.points[point];
            let fits = places.iter().any(|(place, language)| {
                point.class.fits.has(*place) || open && self.may_fit(point, language)
            });
            fits != listed.negated
        })
    }

    /// Whether unknown texts may be such that the point fits.
    fn may_fit(&self, point: &Point, language: &Language) -> bool {
        let own = self.own.as_ref().filter(|own| !own.negated);
        let own = own.and_then(|own| own.languages.get(point.of)?.as_ref());
        match own {
            Some(own) => (own.has_unknown() || language.has_unknown()) && own.may_overlap(language),
            None => point.class.unknown || language.has_unknown(),
        }
    }
}
