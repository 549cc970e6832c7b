use std::{
    os::unix::fs::PermissionsExt as _,
    process::ExitCode,
    time::{Duration, SystemTime},
};

use cfn::Origin;
use tempfile::TempDir;

use super::*;
use crate::exit_code;

/// A workspace with small packages that depend on nothing.
struct Fixture {
    folder: TempDir,
    workspace: Workspace,
    stack: StackEntry,
}

const PROGRAM: &str = "fn main() { println!(\"{}\", env!(\"CARGO_BIN_NAME\")); }\n";

impl Fixture {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let root = fs::canonicalize(folder.path()).unwrap();
        let workspace = Workspace {
            target: root.join("target"),
            is_apart: true,
            ..Workspace::at(&root)
        };
        let stack = StackEntry {
            name: "chat-dev".to_owned(),
            ..StackEntry::default()
        };
        let fixture = Self {
            folder,
            workspace,
            stack,
        };
        fixture.write(
            "Cargo.toml",
            "[workspace]\nresolver = \"3\"\nmembers = [\"chat\", \"jobs\"]\n",
        );
        for (package, binaries) in [("chat", &["connect", "message"][..]), ("jobs", &["sweep"])] {
            let manifest =
                format!("[package]\nname = \"{package}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n");
            fixture.write(&format!("{package}/Cargo.toml"), &manifest);
            for binary in binaries {
                fixture.write(&format!("{package}/src/bin/{binary}.rs"), PROGRAM);
            }
        }
        fixture
    }

    fn write(&self, name: &str, contents: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, contents).unwrap();
        path
    }

    /// A function of the stack.
    fn needs(mut self, resource: &str, source: AssetSource) -> Self {
        let origin = Origin {
            file: "stacks/chat.rs".to_owned(),
            line: 7,
            column: None,
        };
        self.stack.origins.insert(resource.to_owned(), origin);
        self.stack.assets.push(Asset {
            resource: resource.to_owned(),
            key_parameter: format!("{resource}CodeKey"),
            source,
        });
        self
    }

    fn program(self, resource: &str, package: &str, binary: &str, architecture: Architecture) -> Self {
        self.needs(
            resource,
            AssetSource::Rust {
                package: package.to_owned(),
                binary: binary.to_owned(),
                architecture: architecture.to_string(),
            },
        )
    }

    fn path(self, resource: &str, path: &str) -> Self {
        let path = path.to_owned();
        self.needs(resource, AssetSource::Path { path })
    }

    /// What was prepared, and what was said meanwhile.
    fn prepare(&self, tool: &Tool) -> (Result<Vec<Prepared>, AssetsError>, Vec<String>) {
        let template = Template::from_json(
            "chat-dev",
            r#"{"Resources": {"Given": {"Type": "AWS::Lambda::Function", "Properties": {
                "Runtime": "provided.al2023", "Architectures": ["arm64"]}}}}"#,
        )
        .unwrap();
        let mut said = Vec::new();
        let prepared = prepare_with(
            tool,
            &self.workspace,
            &[(&self.stack, &template)],
            &mut |progress| {
                said.push(match progress {
                    Progress::Building {
                        architecture,
                        tool,
                        binaries,
                    } => format!("{tool}: {} for {architecture}", binaries.len()),
                    Progress::Packed { name, done, all, .. } => format!("{name} {done}/{all}"),
                });
            },
        );
        (prepared.map(|ready| ready.prepared), said)
    }

    fn refused(&self) -> AssetsError {
        self.prepare(&Tool::Cargo).0.unwrap_err()
    }

    /// A tool that writes down how it is called, and builds for this machine whatever it is told.
    fn fake_zigbuild(&self) -> Tool {
        let script = format!(
            "#!/bin/sh\necho \"$*\" >>'{0}/calls'\nshift 3\nexec \"${{CARGO:-cargo}}\" build \"$@\"\n",
            self.folder.path().display()
        );
        let program = self.write("tools/cargo-zigbuild", &script);
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        Tool::find(program.parent().unwrap().as_os_str())
    }

    /// How the fake tool was called.
    fn calls(&self) -> Vec<String> {
        let calls = fs::read_to_string(self.folder.path().join("calls")).unwrap();
        calls.lines().map(str::to_owned).collect()
    }
}

/// Lambda's name for the processor of this machine, and for the other one.
fn here_and_there() -> [Architecture; 2] {
    match env::consts::ARCH {
        "aarch64" => [Architecture::Arm64, Architecture::X86_64],
        _ => [Architecture::X86_64, Architecture::Arm64],
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_package_is_built_to_the_same_bytes_twice() {
    let [here, _] = here_and_there();
    let fixture = Fixture::new()
        .program("Connect", "chat", "connect", here)
        .program("Again", "chat", "connect", here)
        .program("Sweep", "jobs", "sweep", here);
    let (first, said) = fixture.prepare(&Tool::Cargo);
    let first = first.unwrap();
    assert_eq!(said[0], format!("cargo: 2 for {here}"));
    assert_eq!(said.len(), 3, "{said:?}");
    assert!(said[2].ends_with("2/2"), "{said:?}");

    let keys: Vec<(&str, String)> = first
        .iter()
        .map(|one| (one.asset.resource.as_str(), one.packed.key()))
        .collect();
    assert_eq!(keys[0], ("Connect", keys[1].1.clone()));
    assert_ne!(keys[0].1, keys[2].1);
    assert!(
        first
            .iter()
            .all(|one| one.stack == "chat-dev" && one.packed.file.is_file())
    );

    fs::remove_dir_all(fixture.workspace.target.join(here.target())).unwrap();
    assert_eq!(fixture.prepare(&Tool::Cargo).0.unwrap(), first);
}

#[test]
#[cfg(target_os = "linux")]
fn all_packages_of_a_machine_are_one_call_of_the_tool() {
    let [_, there] = here_and_there();
    let fixture = Fixture::new()
        .program("Connect", "chat", "connect", there)
        .program("Message", "chat", "message", there)
        .program("Sweep", "jobs", "sweep", there);
    let tool = fixture.fake_zigbuild();
    let (prepared, said) = fixture.prepare(&tool);
    assert_eq!(said, [format!("cargo-zigbuild: 3 for {there}")]);
    let call = format!(
        "zigbuild --target {}.2.34 --message-format=json-render-diagnostics --profile release --package chat --package \
         jobs --bin connect --bin message --bin sweep",
        there.target()
    );
    assert_eq!(fixture.calls(), [call]);
    // The tool did not do what it was told, and that does not go unnoticed.
    let error = prepared.unwrap_err().to_string();
    for function in ["Connect", "Message", "Sweep"] {
        assert!(
            error.contains(&format!("\n  {function} (stacks/chat.rs:7), ")),
            "{error}"
        );
    }
    assert_eq!(error.matches("and the function runs on").count(), 3, "{error}");
}

#[test]
#[cfg(target_os = "linux")]
fn the_tool_is_spared_when_nothing_changed() {
    let [here, _] = here_and_there();
    let fixture = Fixture::new().program("Sweep", "jobs", "sweep", here);
    let tool = fixture.fake_zigbuild();
    let mut calls = 0;
    // What is as young as the build is in doubt for one more call.
    while fixture.prepare(&tool).0.is_ok() && fixture.calls().len() > calls {
        calls = fixture.calls().len();
        assert!(calls < 10, "called again and again");
    }
    fixture.write("jobs/src/bin/sweep.rs", "fn main() {}\n");
    fixture.prepare(&tool).0.unwrap();
    assert_eq!(fixture.calls().len(), calls + 1, "the change went unnoticed");
}

#[test]
fn what_cannot_be_packed_is_told_at_once_with_its_place() {
    let fixture = Fixture::new()
        .path("Gone", "dist/gone")
        .path("Given", "scripts")
        .path("Links", "linked");
    fixture.write("scripts/bootstrap", "#!/bin/sh\n");
    fixture.write("linked/index.js", "");
    std::os::unix::fs::symlink("/etc/hostname", fixture.folder.path().join("linked/host")).unwrap();
    let error = fixture.refused();
    let root = fixture.workspace.root.display().to_string();
    insta::assert_snapshot!(error.to_string().replace(&root, "ROOT"), @r"
    the code of these functions cannot be deployed:
      Gone (stacks/chat.rs:7), dist/gone:
        cannot read ROOT/dist/gone: No such file or directory (os error 2)
      Given (stacks/chat.rs:7), scripts:
        ROOT/scripts/bootstrap may not be executed
      Links (stacks/chat.rs:7), linked:
        ROOT/linked cannot be packed:
          host: it is a link to /etc/hostname, outside of the folder
    ");
    assert_eq!(Failure::from(error).show(), ExitCode::from(exit_code::FAILED));
}

#[test]
fn a_package_without_the_binary_says_so() {
    let [here, _] = here_and_there();
    let fixture = Fixture::new().program("Connect", "chat", "conect", here);
    let error = fixture.refused();
    assert_eq!(error.to_string(), "package \"chat\" has no binary \"conect\"");
    assert_eq!(Failure::from(error).show(), ExitCode::from(exit_code::FAILED));
}

#[test]
fn a_function_that_does_not_compile_ends_it() {
    let [here, _] = here_and_there();
    let fixture = Fixture::new().program("Connect", "chat", "connect", here);
    fixture.write("chat/src/bin/connect.rs", "nonsense");
    let error = fixture.refused();
    assert_eq!(
        error.to_string(),
        format!("chat does not compile for {}", here.target())
    );
    assert_eq!(
        Failure::from(error).show(),
        ExitCode::from(exit_code::DOES_NOT_COMPILE)
    );
}

#[test]
fn a_state_folder_that_cannot_be_made_says_where() {
    let fixture = Fixture::new().path("Page", "page.html");
    fixture.write("page.html", "hello");
    fixture.write("target", "in the way");
    let error = fixture.refused();
    assert!(error.to_string().ends_with("target/gatewright/assets"), "{error}");
    assert_eq!(Failure::from(error).show(), ExitCode::from(exit_code::FAILED));
}

#[test]
fn only_the_youngest_files_are_kept() {
    let folder = tempfile::tempdir().unwrap();
    for age in 0..5_u64 {
        let file = fs::File::create(folder.path().join(age.to_string())).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_hours(age))
            .unwrap();
    }
    forget_old_ones(folder.path(), 2).unwrap();
    let mut left: Vec<String> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    left.sort();
    assert_eq!(left, ["0", "1"]);
}
