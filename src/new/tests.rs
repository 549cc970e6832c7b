use std::collections::BTreeMap;

use super::*;

fn pages(template: Template, library: Library) -> BTreeMap<String, String> {
    let pages = Plan::new("orders", template, library).unwrap().pages();
    let count = pages.len();
    let pages: BTreeMap<String, String> = pages
        .into_iter()
        .map(|(path, text)| (path.to_str().unwrap().to_owned(), text))
        .collect();
    assert_eq!(pages.len(), count, "a file is written twice");
    pages
}

#[test]
fn a_name_is_one_that_stacks_can_have() {
    let fits = |name| Plan::new(name, Template::Echo, Library::Registry).is_ok();
    for good in ["a", "orders", "orders-2"] {
        assert!(fits(good), "{good}");
    }
    for bad in [
        "",
        "2nd",
        "Orders",
        "a_b",
        "a.b",
        "a-",
        "-a",
        "ä",
        &"a".repeat(65),
    ] {
        assert!(!fits(bad), "{bad}");
    }
}

#[test]
fn no_mark_is_left_and_the_name_is_everywhere() {
    for template in [Template::Echo, Template::Chat] {
        let pages = pages(template, Library::Registry);
        for (path, text) in &pages {
            assert!(!text.contains("{{name}}"), "{path}");
            assert!(Path::new(path).extension() != Some("in".as_ref()), "{path}");
        }
        assert!(pages["README.md"].starts_with("# orders\n"));
        for file in [
            "Cargo.toml",
            "gatewright.toml",
            ".gitignore",
            ".github/workflows/gatewright.yml",
        ] {
            assert!(pages.contains_key(file), "{file}");
        }
    }
    let chat = pages(Template::Chat, Library::Registry);
    assert!(chat["stacks/lib.rs"].contains(r#"App::new("orders")"#));
    assert!(chat["stacks/chat.rs"].contains(r#"format!("orders-{}", settings.stage)"#));
    let echo = pages(Template::Echo, Library::Registry);
    assert!(echo["stacks/src/lib.rs"].contains(r#"App::new("orders")"#));
}

#[test]
fn every_dependency_that_a_member_names_is_in_the_workspace() {
    for template in [Template::Echo, Template::Chat] {
        let pages = pages(template, Library::Checkout("/checkout".into()));
        let workspace: toml::Table = pages["Cargo.toml"].parse().unwrap();
        let known = workspace["workspace"]["dependencies"].as_table().unwrap();
        let manifests = pages
            .iter()
            .filter(|(path, _)| path.ends_with("/Cargo.toml"))
            .map(|(path, text)| (path, text.parse::<toml::Table>().unwrap()));
        let mut members = Vec::new();
        for (path, manifest) in manifests {
            members.push(toml::Value::from(path.strip_suffix("/Cargo.toml").unwrap()));
            for section in ["dependencies", "dev-dependencies"] {
                let Some(section) = manifest.get(section).and_then(toml::Value::as_table) else {
                    continue;
                };
                for name in section.keys() {
                    assert!(known.contains_key(name), "{path} names {name}");
                }
            }
            assert!(manifest["package"].get("repository").is_none(), "{path}");
        }
        assert_eq!(workspace["workspace"]["members"].as_array().unwrap(), &members);
    }
}

#[test]
fn the_library_comes_from_the_registry_or_from_a_checkout() {
    let registry = &pages(Template::Echo, Library::Registry)["Cargo.toml"];
    let version = env!("CARGO_PKG_VERSION");
    let expected =
        format!("constructs = {{ package = \"gatewright-constructs\", version = \"{version}\" }}\n");
    assert!(registry.contains(&expected), "{registry}");
    let checkout = &pages(Template::Echo, Library::Checkout("/a checkout".into()))["Cargo.toml"];
    let expected =
        "constructs = { package = \"gatewright-constructs\", path = \"/a checkout/crates/constructs\" }\n";
    assert!(checkout.contains(expected), "{checkout}");
}
