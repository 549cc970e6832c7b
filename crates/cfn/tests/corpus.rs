//! The seeds of the fuzzer, as a test that needs no fuzzer.

use std::{fs, path::Path};

use cfn::Template;

#[test]
fn every_seed_is_read_or_refused_and_what_is_read_comes_back() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus/read");
    let mut refused = Vec::new();
    for seed in fs::read_dir(folder).unwrap() {
        let path = seed.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        match Template::read(&name, &fs::read_to_string(&path).unwrap()) {
            Ok(template) => {
                assert_eq!(
                    Template::from_yaml(&name, &template.to_yaml()).as_ref(),
                    Ok(&template)
                );
                assert_eq!(
                    Template::from_json(&name, &template.to_json()).as_ref(),
                    Ok(&template)
                );
            }
            Err(error) => refused.push(format!("{name}:{error}")),
        }
    }
    refused.sort();
    let expected = [
        "alias_of_itself.yaml:1:4: recursion limit exceeded",
        "duplicate_key.yaml:3:3: the key `A` stands twice in the same map",
        "no_attribute.yaml:1:4: `!GetAtt` takes `LogicalId.Attribute`, not `B`",
    ];
    assert_eq!(refused, expected);
}
