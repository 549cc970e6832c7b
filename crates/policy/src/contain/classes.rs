//! Which combinations of patterns a text can fit, each with the shortest text that does.
//!
//! All patterns run over the letters at once: a state is the set of places that are reached in them. There is always a
//! letter that no pattern names, so the letters of the patterns and one other are all that count.

use std::collections::{HashMap, HashSet, VecDeque};

use super::{
    Doubt,
    bits::Bits,
    language::{Alphabet, COLON, Language, Letter, Place, is_unknown},
};

/// Texts that fit the same patterns.
#[derive(Debug)]
pub(super) struct Class {
    /// One of the shortest.
    pub(super) sample: String,
    /// The patterns that they fit, by their place.
    pub(super) fits: Bits,
    /// Whether they have a letter in them that stands for an unknown text.
    pub(super) unknown: bool,
}

/// How many places may be looked at before the question is given up.
const MOST_WORK: usize = 2_000_000;

/// Letters that look harmless, one of which stands for every letter that no pattern has.
const OTHERS: &str = "xyzqwvkjbghmnpdtfrlcsoaeiu0123456789";

/// Every combination of the patterns that a text can fit, for texts that `own` matches (all texts, if there is none).
pub(super) fn classes(
    own: Option<&Language>,
    patterns: &[Language],
    alphabet: &Alphabet,
) -> Result<Vec<Class>, Doubt> {
    let machine = Machine::new(own, patterns);
    match own.and_then(Language::letters) {
        Some(letters) => Ok(machine.of_one(&letters, alphabet).into_iter().collect()),
        None => machine.run(alphabet),
    }
}

/// The patterns side by side.
struct Machine<'a> {
    languages: Vec<&'a Language>,
    /// Whether the first one is that of all texts that count.
    has_own: bool,
    /// Every place of every pattern, with its pattern; behind each pattern its end.
    places: Vec<(usize, Option<Place>)>,
    /// The letter that no pattern has.
    other: Letter,
    /// Whether a letter in its other case may be told apart from it.
    cases_differ: bool,
}

/// A text that has been tried: the places that it reaches, and how it came to be.
struct Tried {
    reached: Vec<usize>,
    unknown: bool,
    before: Option<(usize, Letter)>,
}

impl<'a> Machine<'a> {
    fn new(own: Option<&'a Language>, patterns: &'a [Language]) -> Self {
        let languages: Vec<&Language> = own.into_iter().chain(patterns).collect();
        let places = languages.iter().enumerate().flat_map(|(index, language)| {
            let places = language.places.iter().map(|place| Some(*place));
            places.chain([None]).map(move |place| (index, place))
        });
        let letters: HashSet<Letter> = languages
            .iter()
            .flat_map(|language| letters_of(language))
            .collect();
        let free = |letter: &char| !letters.contains(&Letter::from(letter.to_ascii_lowercase()));
        let cyrillic = '\u{400}'..='\u{10ffff}';
        Self {
            has_own: own.is_some(),
            places: places.collect(),
            other: OTHERS
                .chars()
                .chain(cyrillic)
                .find(free)
                .unwrap_or_default()
                .into(),
            cases_differ: languages.iter().any(|language| !language.any_case),
            languages,
        }
    }

    /// The class of one text.
    fn of_one(&self, letters: &[Letter], alphabet: &Alphabet) -> Option<Class> {
        let reached = letters
            .iter()
            .fold(self.start(), |reached, letter| self.step(&reached, *letter));
        Some(Class {
            sample: alphabet.text(letters),
            fits: self.fits(&reached)?,
            unknown: letters.iter().any(|letter| is_unknown(*letter)),
        })
    }

    fn run(&self, alphabet: &Alphabet) -> Result<Vec<Class>, Doubt> {
        let mut tried = vec![Tried {
            reached: self.start(),
            unknown: false,
            before: None,
        }];
        let mut known: HashSet<(Vec<usize>, bool)> = HashSet::from([(tried[0].reached.clone(), false)]);
        let mut ahead = VecDeque::from([0]);
        let mut found: HashMap<(Bits, bool), usize> = HashMap::new();
        let mut order = Vec::new();
        let mut work = 0;
        while let Some(index) = ahead.pop_front() {
            let Tried { reached, unknown, .. } = &tried[index];
            let (reached, unknown) = (reached.clone(), *unknown);
            if let Some(fits) = self.fits(&reached)
                && !found.contains_key(&(fits.clone(), unknown))
            {
                found.insert((fits.clone(), unknown), index);
                order.push((fits, unknown, index));
            }
            for letter in self.letters(&reached) {
                work += reached.len() + 1;
                let next = self.step(&reached, letter);
                let unknown = unknown || is_unknown(letter);
                if self.is_dead(&next) || known.contains(&(next.clone(), unknown)) {
                    continue;
                }
                known.insert((next.clone(), unknown));
                ahead.push_back(tried.len());
                tried.push(Tried {
                    reached: next,
                    unknown,
                    before: Some((index, letter)),
                });
            }
            if work > MOST_WORK {
                return Err(Doubt::TooLarge);
            }
        }
        let class = |(fits, unknown, index)| Class {
            sample: alphabet.text(&text(&tried, index)),
            fits,
            unknown,
        };
        Ok(order.into_iter().map(class).collect())
    }

    /// The places that are reached before the first letter.
    fn start(&self) -> Vec<usize> {
        let mut start = Vec::new();
        let mut at = 0;
        for language in &self.languages {
            self.reach(at, &mut start);
            at += language.places.len() + 1;
        }
        start
    }

    /// A star may stand for nothing.
    fn reach(&self, mut at: usize, reached: &mut Vec<usize>) {
        reached.push(at);
        while matches!(self.places[at].1, Some(Place::Many { .. })) {
            at += 1;
            reached.push(at);
        }
    }

    fn step(&self, reached: &[usize], letter: Letter) -> Vec<usize> {
        let mut next = Vec::with_capacity(reached.len());
        for &at in reached {
            match self.places[at] {
                (index, Some(Place::Letter(wanted))) if self.same(index, wanted, letter) => {
                    self.reach(at + 1, &mut next);
                }
                (_, Some(Place::One { colon })) if !is_unknown(letter) && (colon || letter != COLON) => {
                    self.reach(at + 1, &mut next);
                }
                (_, Some(Place::Many { colon })) if colon || !is_unknown(letter) && letter != COLON => {
                    self.reach(at, &mut next);
                }
                _ => {}
            }
        }
        next.sort_unstable();
        next.dedup();
        next
    }

    fn same(&self, index: usize, wanted: Letter, letter: Letter) -> bool {
        wanted == letter || self.languages[index].any_case && other_case(wanted) == Some(letter)
    }

    /// The letters after which something differs.
    fn letters(&self, reached: &[usize]) -> Vec<Letter> {
        let mut letters = Vec::new();
        for &at in reached {
            match self.places[at] {
                (index, Some(Place::Letter(letter))) => {
                    letters.push(letter);
                    let differs = self.cases_differ && self.languages[index].any_case;
                    letters.extend(other_case(letter).filter(|_| differs));
                }
                (_, Some(Place::One { colon } | Place::Many { colon })) => {
                    letters.push(self.other);
                    letters.extend((!colon).then_some(COLON));
                }
                (_, None) => {}
            }
        }
        letters.sort_unstable();
        letters.dedup();
        letters
    }

    /// Whether no text that goes on from here counts.
    fn is_dead(&self, reached: &[usize]) -> bool {
        self.has_own && reached.first().is_none_or(|at| self.places[*at].0 != 0)
    }

    /// The patterns that fit the text that ends here; none if the text does not count.
    fn fits(&self, reached: &[usize]) -> Option<Bits> {
        let ends = reached.iter().filter(|at| self.places[**at].1.is_none());
        let ended: Vec<usize> = ends.map(|at| self.places[*at].0).collect();
        let own = usize::from(self.has_own);
        if self.has_own && !ended.contains(&0) {
            return None;
        }
        let mut fits = Bits::none(self.languages.len() - own);
        ended
            .iter()
            .filter_map(|index| index.checked_sub(own))
            .for_each(|index| fits.insert(index));
        Some(fits)
    }
}

/// The letters of a pattern, in lower case.
fn letters_of(language: &Language) -> impl Iterator<Item = Letter> {
    language.places.iter().filter_map(|place| match place {
        Place::Letter(letter) => {
            let lower = char::from_u32(*letter).map(|letter| letter.to_ascii_lowercase().into());
            Some(lower.unwrap_or(*letter))
        }
        _ => None,
    })
}

fn other_case(letter: Letter) -> Option<Letter> {
    let letter = char::from_u32(letter)?;
    let other = if letter.is_ascii_lowercase() {
        letter.to_ascii_uppercase()
    } else {
        letter.to_ascii_lowercase()
    };
    (other != letter).then_some(other.into())
}

fn text(tried: &[Tried], mut index: usize) -> Vec<Letter> {
    let mut letters = Vec::new();
    while let Some((before, letter)) = tried[index].before {
        letters.push(letter);
        index = before;
    }
    letters.reverse();
    letters
}
