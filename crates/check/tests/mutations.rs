//! Whatever somebody does to a template, there is an answer and no panic, and the same one twice.

use cfn::{Map, Template, Tree};
use proptest::prelude::*;

const CLEAN: [&str; 3] = [
    include_str!("../../../tests/corpus/clean/chat.yaml"),
    include_str!("../../../tests/corpus/clean/vtl.yaml"),
    include_str!("../../../tests/corpus/clean/sam.yaml"),
];

/// What may stand where something else stood.
fn anything() -> impl Strategy<Value = Tree> {
    let text = prop::sample::select(vec![
        "",
        "*",
        "$default",
        "$connect",
        "Api",
        "Chat.Arn",
        "${Api}",
        "${Chat.",
        "arn:aws:",
        "arn:::::",
        "‹Api›",
        "integrations/",
        "{{resolve:ssm:x}}",
        "#if($x)",
        "AWS::Lambda::Function",
    ]);
    let leaf = prop_oneof![
        Just(Tree::Null),
        any::<bool>().prop_map(Tree::Bool),
        any::<i64>().prop_map(Tree::Int),
        text.prop_map(Tree::from),
        ".{0,12}".prop_map(Tree::from),
    ];
    let key = prop::sample::select(vec![
        "Ref",
        "Fn::GetAtt",
        "Fn::Sub",
        "Fn::If",
        "Fn::Join",
        "Fn::Transform",
        "Fn::Nobody",
        "Statement",
        "Type",
    ]);
    leaf.prop_recursive(3, 16, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Tree::List),
            prop::collection::vec((key.clone(), inner), 0..3).prop_map(Tree::from_iter),
        ]
    })
}

/// Changes the node with this number, counted in depth-first order; what is left of the number.
fn change(tree: &mut Tree, number: usize, how: &Change) -> Result<(), usize> {
    let Some(mut left) = number.checked_sub(1) else {
        how.apply(tree);
        return Ok(());
    };
    let children: Vec<&mut Tree> = match tree {
        Tree::Map(map) => map.values_mut().collect(),
        Tree::List(items) => items.iter_mut().collect(),
        _ => Vec::new(),
    };
    for child in children {
        match change(child, left, how) {
            Ok(()) => return Ok(()),
            Err(rest) => left = rest,
        }
    }
    Err(left)
}

#[derive(Clone, Debug)]
enum Change {
    Replace(Tree),
    Drop(prop::sample::Index),
    Rename(prop::sample::Index, String),
    Wrap(&'static str),
}

impl Change {
    fn apply(&self, tree: &mut Tree) {
        match (self, &mut *tree) {
            (Self::Replace(other), _) => *tree = other.clone(),
            (Self::Wrap(function), _) => *tree = Tree::single(*function, tree.clone()),
            (Self::Drop(index), Tree::Map(map)) if !map.is_empty() => {
                map.shift_remove_index(index.index(map.len()));
            }
            (Self::Drop(index), Tree::List(items)) if !items.is_empty() => {
                items.remove(index.index(items.len()));
            }
            (Self::Rename(index, name), Tree::Map(map)) if !map.is_empty() => {
                let place = index.index(map.len());
                let entries = std::mem::take(map).into_iter().enumerate();
                *map = entries
                    .map(|(at, (key, value))| (if at == place { name.clone() } else { key }, value))
                    .collect::<Map>();
            }
            _ => {}
        }
    }
}

fn changes() -> impl Strategy<Value = Change> {
    prop_oneof![
        anything().prop_map(Change::Replace),
        any::<prop::sample::Index>().prop_map(Change::Drop),
        (any::<prop::sample::Index>(), "[A-Z][a-z]{0,5}")
            .prop_map(|(index, name)| Change::Rename(index, name)),
        prop::sample::select(vec!["Ref", "Fn::Sub", "Fn::GetAtt", "Fn::Join", "Fn::If"])
            .prop_map(Change::Wrap),
    ]
}

fn nodes(tree: &Tree) -> usize {
    match tree {
        Tree::Map(map) => 1 + map.values().map(nodes).sum::<usize>(),
        Tree::List(items) => 1 + items.iter().map(nodes).sum::<usize>(),
        _ => 1,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn a_changed_template_has_an_answer(
        which in 0..CLEAN.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), changes()), 1..6),
    ) {
        let mut tree = Tree::from_yaml(CLEAN[which]).unwrap();
        for (place, how) in &changes {
            let place = place.index(nodes(&tree));
            change(&mut tree, place, how).unwrap();
        }
        let template = Template::from_tree("demo", tree);
        let text = template.to_yaml();
        let mut findings = check::template(&template);
        prop_assert_eq!(&findings, &check::template(&template));
        check::locate(&mut findings, &template, "demo.yaml", &text);
        prop_assert!(findings.iter().all(|finding| !finding.origins.is_empty()));
    }
}
