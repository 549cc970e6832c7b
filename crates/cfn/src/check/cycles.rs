//! Rings of dependencies, which CloudFormation refuses.

use indexmap::IndexMap;

use super::uses::{Target, Use};
use crate::{Diagnostic, Severity, Template};

/// What each name depends on, by section.
type Graph<'t> = IndexMap<&'t str, Vec<(&'t str, &'t Use<'t>)>>;

pub(super) fn check<'t>(template: &'t Template, uses: &'t [Use<'t>]) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    for (section, what) in [("Conditions", "conditions"), ("Resources", "resources")] {
        let graph = graph(template, section, uses);
        for ring in rings(&graph) {
            findings.push(finding(template, what, &ring));
        }
    }
    findings
}

fn graph<'t>(template: &'t Template, section: &str, uses: &'t [Use<'t>]) -> Graph<'t> {
    let mut graph: Graph<'t> = template
        .section(section)
        .map(|(name, _)| (name, Vec::new()))
        .collect();
    for used in uses.iter().filter(|used| used.section == section) {
        let target = match (&used.target, section) {
            (Target::Name(id) | Target::Attribute(id, _) | Target::Resource(id), "Resources")
            | (Target::Condition(id), "Conditions") => *id,
            _ => continue,
        };
        if graph.contains_key(target)
            && let Some(edges) = graph.get_mut(used.owner)
        {
            edges.push((target, used));
        }
    }
    graph
}

/// How far the walk is with a node.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    New,
    Open,
    Done,
}

/// The rings that a depth-first walk closes; its stack is explicit, so that no template can exhaust the real one.
fn rings<'t>(graph: &Graph<'t>) -> Vec<Vec<&'t Use<'t>>> {
    let mut rings = Vec::new();
    let mut marks = vec![Mark::New; graph.len()];
    for start in 0..graph.len() {
        // Each node with the number of its next edge, and the edges that lead from one to the next.
        let mut trail = Vec::new();
        let mut steps: Vec<&'t Use<'t>> = Vec::new();
        if marks[start] == Mark::New {
            marks[start] = Mark::Open;
            trail.push((start, 0));
        }
        while let Some((node, next)) = trail.last_mut() {
            let Some((target, used)) = graph[*node].get(*next) else {
                marks[*node] = Mark::Done;
                trail.pop();
                steps.pop();
                continue;
            };
            *next += 1;
            let target = graph.get_index_of(target).unwrap_or(*node);
            match marks[target] {
                Mark::Done => {}
                Mark::New => {
                    marks[target] = Mark::Open;
                    trail.push((target, 0));
                    steps.push(used);
                }
                Mark::Open => {
                    let first = trail.iter().position(|(node, _)| *node == target);
                    let ring = steps.iter().skip(first.unwrap_or_default());
                    rings.push(ring.copied().chain([*used]).collect());
                }
            }
        }
    }
    rings
}

fn finding(template: &Template, what: &str, ring: &[&Use<'_>]) -> Diagnostic {
    let step = |used: &&Use<'_>| match used.path.as_str() {
        "" => used.owner.to_owned(),
        path => format!("{} ({path})", used.owner),
    };
    let mut steps: Vec<String> = ring.iter().map(step).collect();
    steps.extend(ring.first().map(|used| used.owner.to_owned()));
    let message = format!("{what} depend on each other: {}", steps.join(" -> "));
    let start = ring.first().map_or("", |used| used.path.as_str());
    let mut finding = Diagnostic::error("GW008", message).path(start);
    for used in ring {
        finding = template.locate(finding, used.section, used.owner);
    }
    if ring.iter().any(|used| !used.branches.is_empty()) {
        finding.severity = Severity::Warning;
    }
    finding.hint("break the ring: build one of the values from names that are known, with `sub!`")
}
