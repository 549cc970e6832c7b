//! What is to be made: each thing once, however many functions of however many stacks use it.

use ::assets::{Architecture, architecture::UnknownArchitecture};
use cfn::{Asset, AssetSource, Origin, StackEntry, Template, Tree};

use crate::cargo::Binary;

/// Something to be packed.
#[derive(Clone, Debug)]
pub(super) struct Job {
    /// Where it comes from.
    pub(super) source: AssetSource,
    /// What Lambda starts in it.
    pub(super) runs: Runs,
    /// Who needs it.
    pub(super) users: Vec<User>,
}

/// What Lambda starts in an asset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Runs {
    /// A program, on this machine where it is known.
    Program(Option<Architecture>),
    /// An interpreter of its own, or nothing.
    Interpreter,
}

/// A resource that needs an asset.
#[derive(Clone, Debug)]
pub(super) struct User {
    /// Its stack.
    pub(super) stack: String,
    /// The asset, as the manifest has it.
    pub(super) asset: Asset,
    /// Where it was declared.
    pub(super) origin: Option<Origin>,
}

/// The jobs of these stacks.
pub(super) fn jobs(stacks: &[(&StackEntry, &Template)]) -> Result<Vec<Job>, UnknownArchitecture> {
    let mut jobs: Vec<Job> = Vec::new();
    for (stack, template) in stacks {
        for asset in &stack.assets {
            let runs = Runs::of(asset, template)?;
            let user = User {
                stack: stack.name.clone(),
                asset: asset.clone(),
                origin: stack.origins.get(&asset.resource).cloned(),
            };
            let same = |job: &&mut Job| job.source == asset.source && job.runs == runs;
            match jobs.iter_mut().find(same) {
                Some(job) => job.users.push(user),
                None => jobs.push(Job {
                    source: asset.source.clone(),
                    runs,
                    users: vec![user],
                }),
            }
        }
    }
    Ok(jobs)
}

impl Job {
    /// The program that cargo builds for it, and for which machine.
    pub(super) fn binary(&self) -> Option<(Architecture, Binary)> {
        let AssetSource::Rust { package, binary, .. } = &self.source else {
            return None;
        };
        let Runs::Program(Some(architecture)) = self.runs else {
            return None;
        };
        let (package, name) = (package.clone(), binary.clone());
        Some((architecture, Binary { package, name }))
    }

    /// What people call it.
    pub(super) fn name(&self) -> String {
        match &self.source {
            AssetSource::Rust { package, binary, .. } if package == binary => binary.clone(),
            AssetSource::Rust { package, binary, .. } => format!("{package}:{binary}"),
            AssetSource::Path { path } => path.clone(),
        }
    }
}

impl Runs {
    fn of(asset: &Asset, template: &Template) -> Result<Self, UnknownArchitecture> {
        if let AssetSource::Rust { architecture, .. } = &asset.source {
            return Ok(Self::Program(Some(architecture.parse()?)));
        }
        let property = |name| template.resource(&asset.resource)?.at(&["Properties", name]);
        let runtime = property("Runtime").and_then(Tree::as_str).unwrap_or_default();
        if !runtime.starts_with("provided") {
            return Ok(Self::Interpreter);
        }
        let architecture = match property("Architectures") {
            None => Some(Architecture::X86_64),
            // What only CloudFormation can tell is left to it.
            Some(list) => list
                .as_list()
                .and_then(|list| list.first()?.as_str()?.parse().ok()),
        };
        Ok(Self::Program(architecture))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEMPLATE: &str = r#"{"Resources": {
        "Script": {"Type": "AWS::Lambda::Function", "Properties": {"Runtime": "nodejs22.x"}},
        "Usual": {"Type": "AWS::Lambda::Function", "Properties": {"Runtime": "provided.al2023"}},
        "Arm": {"Type": "AWS::Lambda::Function", "Properties": {"Runtime": "provided.al2023", "Architectures": ["arm64"]}},
        "Chosen": {"Type": "AWS::Lambda::Function",
            "Properties": {"Runtime": "provided.al2023", "Architectures": [{"Ref": "Architecture"}]}}}}"#;

    fn asset(resource: &str, source: AssetSource) -> Asset {
        Asset {
            resource: resource.to_owned(),
            key_parameter: format!("{resource}CodeKey"),
            source,
        }
    }

    fn path(path: &str) -> AssetSource {
        AssetSource::Path {
            path: path.to_owned(),
        }
    }

    fn rust(binary: &str, architecture: &str) -> AssetSource {
        AssetSource::Rust {
            package: "lambdas".to_owned(),
            binary: binary.to_owned(),
            architecture: architecture.to_owned(),
        }
    }

    fn stack(name: &str, assets: Vec<Asset>) -> StackEntry {
        StackEntry {
            name: name.to_owned(),
            assets,
            ..StackEntry::default()
        }
    }

    #[test]
    fn what_several_functions_use_is_one_job() {
        let template = Template::from_json("chat", TEMPLATE).unwrap();
        let one = stack(
            "one",
            vec![
                asset("A", rust("connect", "arm64")),
                asset("B", rust("connect", "arm64")),
            ],
        );
        let two = stack(
            "two",
            vec![
                asset("A", rust("connect", "arm64")),
                asset("C", rust("connect", "x86_64")),
            ],
        );
        let jobs = jobs(&[(&one, &template), (&two, &template)]).unwrap();
        let users: Vec<Vec<(&str, &str)>> = jobs
            .iter()
            .map(|job| {
                job.users
                    .iter()
                    .map(|user| (user.stack.as_str(), user.asset.resource.as_str()))
                    .collect()
            })
            .collect();
        assert_eq!(
            users,
            [vec![("one", "A"), ("one", "B"), ("two", "A")], vec![("two", "C")]]
        );
        assert_eq!(jobs[0].name(), "lambdas:connect");
    }

    #[test]
    fn the_template_says_what_runs_a_path() {
        let template = Template::from_json("chat", TEMPLATE).unwrap();
        for (resource, expected) in [
            ("Script", Runs::Interpreter),
            ("Gone", Runs::Interpreter),
            ("Usual", Runs::Program(Some(Architecture::X86_64))),
            ("Arm", Runs::Program(Some(Architecture::Arm64))),
            ("Chosen", Runs::Program(None)),
        ] {
            let stack = stack("chat", vec![asset(resource, path("dist"))]);
            assert_eq!(
                jobs(&[(&stack, &template)]).unwrap()[0].runs,
                expected,
                "{resource}"
            );
        }
    }

    #[test]
    fn an_architecture_that_lambda_does_not_have_is_an_error() {
        let template = Template::from_json("chat", TEMPLATE).unwrap();
        let stack = stack("chat", vec![asset("A", rust("connect", "riscv64"))]);
        jobs(&[(&stack, &template)]).unwrap_err();
    }
}
