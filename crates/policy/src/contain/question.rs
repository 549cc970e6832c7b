//! The question of one statement: what it takes, and what has to cover that.

use std::{
    collections::{BTreeSet, HashSet},
    ops::ControlFlow,
};

use super::{
    Doubt, Excess, Layers, allows,
    apart::{are_apart, keys_of_many},
    canonical,
    cover::{Region, both, gaps},
    language::Alphabet,
    samples,
    space::{Piece, Read, Space, Variables},
    statements,
    texts::Bound,
};
use crate::{Condition, Effect, Matching, Reason, Request, Statement, Text};

/// The values that are tried for a policy variable, besides those that conditions compare its key with.
const SOMEBODY: &str = "somebody";
/// How many choices of values are tried for policy variables.
const MOST_CHOICES: usize = 32;
/// How many uncovered parts are tried for a request before there is none.
const MOST_GAPS: usize = 64;

/// Two sides that are compared.
pub(super) struct Question<'l, 'p, 'o> {
    old: Layers<'l, 'o>,
    new: Layers<'l, 'p>,
    /// The old allowing statements of each layer, as texts.
    allowed: Vec<HashSet<String>>,
    /// The old denying statements that the new side does not have.
    undenied: Vec<&'o Statement>,
}

/// What a statement takes together with others, and what has to cover that.
struct Task<'s> {
    within: Vec<&'s Statement>,
    covers: Vec<&'s Statement>,
}

/// What has been found of each piece of a statement that is not covered.
type Found = Vec<(Piece, Result<Request, Doubt>)>;

impl<'l, 'p, 'o> Question<'l, 'p, 'o> {
    pub(super) fn new(old: Layers<'l, 'o>, new: Layers<'l, 'p>) -> Self {
        let allowed = old
            .iter()
            .map(|layer| statements(layer, Effect::Allow).map(canonical).collect());
        let denied: HashSet<String> = denials(new).map(canonical).collect();
        Self {
            allowed: allowed.collect(),
            undenied: denials(old)
                .filter(|deny| !denied.contains(&canonical(deny)))
                .collect(),
            old,
            new,
        }
    }

    /// What a new statement allows that is not allowed by the old side.
    pub(super) fn of(&self, by: Reason<'p>) -> Vec<Excess<'p>> {
        let tasks = self.tasks(by.statement);
        if tasks.is_empty() {
            return Vec::new();
        }
        let found = self.answer(by.statement, &tasks);
        let (mut proved, open): (Found, Found) = found.into_iter().partition(|(_, witness)| witness.is_ok());
        if let Some((_, Ok(witness))) = proved.first_mut() {
            *witness = self.plainer(std::mem::take(witness), by.statement.resources.is_some());
        }
        [proved, open]
            .into_iter()
            .filter_map(|found| excess(by, found))
            .collect()
    }

    fn tasks<'s>(&'s self, own: &Statement) -> Vec<Task<'s>>
    where
        'p: 's,
        'o: 's,
    {
        let denials: Vec<&Statement> = denials(self.new).collect();
        let mut tasks = Vec::new();
        for within in self.withins() {
            for (layer, allowed) in self.old.iter().zip(&self.allowed) {
                let is_allowed = |statement: &Statement| allowed.contains(&canonical(statement));
                if !is_allowed(own) && !within.iter().any(|statement| is_allowed(statement)) {
                    let covers = statements(layer, Effect::Allow).chain(denials.iter().copied());
                    tasks.push(Task {
                        within: within.clone(),
                        covers: covers.collect(),
                    });
                }
            }
            tasks.extend(self.undenied.iter().map(|deny| Task {
                within: within.iter().copied().chain([*deny]).collect(),
                covers: denials.clone(),
            }));
        }
        tasks
    }

    /// The statements that allow a request in the other new layers, in every combination of one of each.
    fn withins(&self) -> Vec<Vec<&'p Statement>> {
        let others = self.new.get(1..).unwrap_or_default();
        others.iter().fold(vec![Vec::new()], |combinations, layer| {
            let with = |combination: &Vec<&'p Statement>| {
                let combination = combination.clone();
                let allowing = statements(layer, Effect::Allow);
                allowing.map(move |statement| [combination.as_slice(), &[statement]].concat())
            };
            combinations.iter().flat_map(with).collect()
        })
    }

    /// Proves that all is covered whatever policy variables are, or looks for requests with some values of theirs.
    fn answer(&self, own: &Statement, tasks: &[Task<'_>]) -> Found {
        let open = match self.pieces(own, tasks, &Variables::Open, None) {
            Ok(found) => found,
            Err(doubt) => return vec![(Piece::default(), Err(doubt))],
        };
        let mut found: Found = Vec::new();
        let (proved, mut left): (Found, Found) = open.into_iter().partition(|(_, witness)| witness.is_ok());
        found.extend(proved);
        for choice in choices(own, tasks) {
            if left.is_empty() {
                break;
            }
            let wanted: Vec<Piece> = left.iter().map(|(piece, _)| *piece).collect();
            let Ok(more) = self.pieces(own, tasks, &choice, Some(&wanted)) else {
                continue;
            };
            let proved = more.into_iter().filter(|(_, witness)| witness.is_ok());
            found.extend(proved);
            left.retain(|(piece, _)| !found.iter().any(|(known, _)| known == piece));
        }
        found.extend(left);
        found
    }

    /// The pieces of a statement that are not covered, those that are wanted or all.
    fn pieces(
        &self,
        own: &Statement,
        tasks: &[Task<'_>],
        variables: &Variables,
        wanted: Option<&[Piece]>,
    ) -> Result<Found, Doubt> {
        let mut alphabet = Alphabet::default();
        let own = Read::new(own, variables, &mut alphabet);
        let within = reads(
            &own,
            tasks.iter().flat_map(|task| &task.within),
            variables,
            &mut alphabet,
        );
        let touching = touching(own.statement, tasks);
        let covers = reads(&own, touching.iter(), variables, &mut alphabet);
        let space = Space::new(&own, &within, &covers, variables, &mut alphabet)?;
        let regions = tasks.iter().filter_map(|task| {
            let within: Vec<&Read<'_>> = task
                .within
                .iter()
                .map(|one| find(&within, one))
                .collect::<Option<_>>()?;
            let covers = task.covers.iter().filter_map(|one| find(&covers, one));
            Some(Regions {
                within: within
                    .iter()
                    .map(|read| space.other(read, &[], Bound::Upper))
                    .collect(),
                covers: covers
                    .map(|read| space.other(read, &within, Bound::Lower))
                    .collect(),
            })
        });
        let regions: Vec<Regions> = regions.collect();
        if !any_gap(&space.own(Piece::default()), &regions)? {
            return Ok(Vec::new());
        }
        let pieces = wanted.map_or_else(|| space.pieces(), <[Piece]>::to_vec);
        let look = |piece| Some((piece, self.piece(&space, piece, &regions)?));
        Ok(pieces.into_iter().filter_map(look).collect())
    }

    /// A request of a piece that is not covered; none if all of it is.
    fn piece(&self, space: &Space<'_>, piece: Piece, regions: &[Regions]) -> Option<Result<Request, Doubt>> {
        let own = space.own(piece);
        let mut answer = None;
        // What everybody may do is graver than what somebody may, so nobody known is looked for first.
        for own in [space.of_anybody(&own), Some(own)].into_iter().flatten() {
            for task in regions {
                let mut tried = 0;
                let searched = gaps(task.left(&own), &task.covers, &mut |gap| {
                    tried += 1;
                    let request = space.request(gap).filter(|request| self.proves(request));
                    match request {
                        Some(request) => answer = Some(Ok(request)),
                        None if tried < MOST_GAPS => return ControlFlow::Continue(()),
                        None => {}
                    }
                    ControlFlow::Break(())
                });
                match searched {
                    _ if matches!(answer, Some(Ok(_))) => return answer,
                    Err(doubt) => answer = Some(Err(doubt)),
                    Ok(()) if tried > 0 => answer = answer.or(Some(Err(Doubt::Undecided))),
                    Ok(()) => {}
                }
            }
        }
        answer
    }

    /// Whether a request is allowed now and was not before.
    fn proves(&self, request: &Request) -> bool {
        allows(self.new, request) && !allows(self.old, request)
    }

    /// The same with an action and a resource that people know, where such ones prove it, too.
    fn plainer(&self, request: Request, has_resources: bool) -> Request {
        let mut plainer = samples::plainer(&request, has_resources).into_iter();
        plainer.find(|request| self.proves(request)).unwrap_or(request)
    }
}

/// What a task takes besides the statement, and what covers it.
struct Regions {
    within: Vec<Region>,
    covers: Vec<Region>,
}

impl Regions {
    fn left(&self, own: &Region) -> Region {
        self.within
            .iter()
            .fold(own.clone(), |left, within| both(&left, within))
    }
}

fn any_gap(own: &Region, regions: &[Regions]) -> Result<bool, Doubt> {
    let mut any = false;
    for task in regions {
        gaps(task.left(own), &task.covers, &mut |_| {
            any = true;
            ControlFlow::Break(())
        })?;
    }
    Ok(any)
}

/// The statements that may cover some of what one takes, as far as that is told quickly.
fn touching<'s>(own: &Statement, tasks: &[Task<'s>]) -> Vec<&'s Statement> {
    let within = tasks.iter().flat_map(|task| task.within.iter().copied());
    let covers = || tasks.iter().flat_map(|task| task.covers.iter().copied());
    let many = keys_of_many(within, covers());
    covers().filter(|cover| !are_apart(own, cover, &many)).collect()
}

/// Those of some statements that have to do with the actions of one, each once.
fn reads<'s>(
    own: &Read<'_>,
    statements: impl Iterator<Item = &'s &'s Statement>,
    variables: &Variables,
    alphabet: &mut Alphabet,
) -> Vec<Read<'s>> {
    let mut reads: Vec<Read<'s>> = Vec::new();
    for statement in statements {
        if find(&reads, statement).is_none() {
            reads.push(Read::new(statement, variables, alphabet));
        }
    }
    reads.retain(|read| own.shares_actions(read));
    reads
}

fn find<'r, 's>(reads: &'r [Read<'s>], statement: &Statement) -> Option<&'r Read<'s>> {
    reads.iter().find(|read| std::ptr::eq(read.statement, statement))
}

fn denials<'p>(layers: Layers<'_, 'p>) -> impl Iterator<Item = &'p Statement> {
    layers.iter().flat_map(|layer| statements(layer, Effect::Deny))
}

/// Values for the policy variables of all statements: unset, somebody's, and what conditions compare them with.
fn choices(own: &Statement, tasks: &[Task<'_>]) -> Vec<Variables> {
    let others = tasks
        .iter()
        .flat_map(|task| task.within.iter().chain(&task.covers).copied());
    let all: Vec<&Statement> = std::iter::once(own).chain(others).collect();
    let conditions = || all.iter().flat_map(|statement| &statement.conditions);
    let keys: BTreeSet<String> = all
        .iter()
        .flat_map(|statement| statement.resources.iter().flat_map(Matching::listed))
        .chain(conditions().flat_map(|condition| &condition.values))
        .flat_map(Text::variables)
        .map(str::to_ascii_lowercase)
        .collect();
    if keys.is_empty() {
        return Vec::new();
    }
    let mut requests = vec![Request::default()];
    for key in &keys {
        let is_fixed = |text: &&Text| text.variables().next().is_none();
        let compared = conditions()
            .filter(|condition: &&Condition| condition.key.eq_ignore_ascii_case(key))
            .flat_map(|condition| condition.values.iter().filter(is_fixed).map(Text::source));
        let values: BTreeSet<&str> = compared.chain([SOMEBODY]).collect();
        let with = |request: &Request| {
            let set = values.iter().map(|value| request.clone().with(key, *value));
            std::iter::once(request.clone()).chain(set).collect::<Vec<_>>()
        };
        requests = requests.iter().flat_map(with).take(MOST_CHOICES).collect();
    }
    let keys: Vec<String> = keys.into_iter().collect();
    requests
        .into_iter()
        .map(|request| Variables::Settled(keys.clone(), request))
        .collect()
}

/// What reaches further of one statement; none if nothing does.
fn excess(by: Reason<'_>, found: Found) -> Option<Excess<'_>> {
    let principals = chosen(by.statement.principals.as_ref(), &found, |piece| piece.principal);
    let actions = chosen(Some(&by.statement.actions), &found, |piece| piece.action);
    let resources = chosen(by.statement.resources.as_ref(), &found, |piece| piece.resource);
    let (_, witness) = found.into_iter().next()?;
    Some(Excess {
        by,
        principals,
        actions,
        resources,
        witness,
    })
}

/// What pieces name of a list, each once, in the order of the list.
fn chosen<'p, T>(
    listed: Option<&'p Matching<T>>,
    found: &Found,
    of: fn(&Piece) -> Option<usize>,
) -> Vec<&'p T> {
    let indexes: BTreeSet<usize> = found.iter().filter_map(|(piece, _)| of(piece)).collect();
    let listed = listed.map_or(&[][..], Matching::listed);
    indexes
        .into_iter()
        .filter_map(|index| listed.get(index))
        .collect()
}
