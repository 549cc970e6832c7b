use cfn::{Export, Output, Stack, Value};

use crate::{App, AppError, AppStage};

/// A stack for each name, and a value that each exports.
fn stacks<const N: usize>(names: [&str; N]) -> ([Stack; N], [Export<String>; N]) {
    let mut stacks = names.map(Stack::new);
    let exports = stacks
        .each_mut()
        .map(|stack| stack.export("Name", Value::from(stack.name().to_owned())));
    (stacks, exports)
}

fn import(stack: &mut Stack, export: &Export<String>) {
    let value = stack.import(export);
    stack.output(&format!("From{}", export.stack()), Output::from(value));
}

fn app<const N: usize>(stacks: [Stack; N]) -> App {
    let mut app = App::new("test");
    for stack in stacks {
        app.stack("dev", stack);
    }
    app
}

/// The stacks with findings, and code and message of each.
fn findings(app: App) -> Vec<(String, Vec<(String, String)>)> {
    let Err(AppError::Findings(findings)) = app.synth() else {
        panic!("it synthesizes");
    };
    let told = findings.into_iter().map(|(stack, findings)| {
        let findings = findings.0.into_iter();
        (stack, findings.map(|found| (found.code, found.message)).collect())
    });
    told.collect()
}

#[test]
fn whoever_imports_comes_after_whoever_exports() {
    let ([mut front, data, net], [_, of_data, of_net]) = stacks(["front", "data", "net"]);
    for export in [&of_net, &of_data, &of_net] {
        let value = front.import(export);
        front.metadata(export.stack(), cfn::Emit::emit(&value));
    }
    let folder = std::env::temp_dir().join(format!("gatewright-{}-order", std::process::id()));
    let manifest = app([front, data, net]).write(&folder).unwrap();
    std::fs::remove_dir_all(folder).unwrap();
    let before: Vec<_> = manifest
        .stacks
        .into_iter()
        .map(|stack| stack.depends_on)
        .collect();
    assert_eq!(
        before,
        [vec!["net".to_owned(), "data".to_owned()], vec![], vec![]]
    );
}

#[test]
fn each_ring_is_told_once_with_its_way() {
    let ([mut a, mut b, mut c, mut d], [of_a, of_b, of_c, _]) = stacks(["a", "b", "c", "d"]);
    import(&mut a, &of_b);
    import(&mut b, &of_c);
    import(&mut c, &of_a);
    // It is in no ring, although it leads into one.
    import(&mut d, &of_a);
    let ring = "stacks import from each other in a ring: `a` → `b` → `c` → `a`".to_owned();
    assert_eq!(
        findings(app([a, b, c, d])),
        [("a".to_owned(), vec![("GW170".to_owned(), ring)])]
    );
}

#[test]
fn the_stack_that_exports_is_in_the_app() {
    let ([mut front, _], [_, of_data]) = stacks(["front", "data"]);
    import(&mut front, &of_data);
    let message = "`front` imports `data-Name` from the stack `data`, which is not in the app".to_owned();
    assert_eq!(
        findings(app([front])),
        [("front".to_owned(), vec![("GW171".to_owned(), message)])]
    );
}

#[test]
fn a_stack_that_fails_is_not_reported_as_missing() {
    let ([mut front, mut data], [_, of_data]) = stacks(["front", "data"]);
    import(&mut front, &of_data);
    data.output("Name", Output::new("again".to_owned()));
    let findings = findings(app([front, data]));
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].1[0].0, "GW002");
}

#[test]
fn exports_end_at_the_border_of_a_region() {
    let ([mut front, data], [_, of_data]) = stacks(["front", "data"]);
    import(&mut front, &of_data);
    let mut app = App::new("test");
    app.stack(AppStage::new("prod").region("us-east-1"), front);
    app.stack(AppStage::new("prod").region("eu-central-1"), data);
    assert_eq!(findings(app)[0].1[0].0, "GW172");
}
