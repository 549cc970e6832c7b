//! What can be typed: types and help text only.

use std::{path::PathBuf, str::FromStr as _};

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::{new::Template, project::App};

/// A CDK for real-time APIs: typed Rust builders, CloudFormation templates, and the same template on your own machine.
#[derive(Debug, Parser)]
#[command(
    version,
    max_term_width = 100,
    subcommand_required = true,
    arg_required_else_help = true
)]
#[command(after_help = "\
Examples:
  gatewright new orders                begin a project
  gatewright synth --stage staging     print the template of a stage
  gatewright check template.yaml       find what AWS would refuse, or not do as meant
  gatewright dev                       run the template on this machine
  gatewright client --name Ada         chat with it

Exit codes:
  0    it worked
  1    it did not work; the message says why
  2    the command line is wrong
  3    the stacks program or a function does not compile; the compiler's error was shown
  4    the stacks program refused its stacks; its findings were shown
  5    a WebSocket handshake was refused; status and body were shown
  6    a client script expected a frame that did not come
  7    check found something as bad as --fail-on says, or worse
  8    check could not read a template; the place was shown
  9    diff: something differs, and --fail-on says any
  10   diff: clients notice, and --fail-on says contract
  11   diff: data is lost or protected less, and --fail-on says destructive
  70   a defect of this program
  130  ended by Ctrl-C or a signal before it was done")]
pub(crate) struct Cli {
    #[command(flatten)]
    pub(crate) build: Build,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

/// Where the sources are and how they are built.
#[derive(Clone, Debug, Args)]
pub(crate) struct Build {
    /// The workspace's folder, or one below it [default: the current folder]
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "GATEWRIGHT_MANIFEST_DIR",
        hide_env_values = true
    )]
    pub(crate) manifest_dir: Option<PathBuf>,
    /// What writes the assembly: a package of the workspace, PACKAGE:BINARY, or a folder that holds an
    /// assembly already, written with a slash [default: `app` in gatewright.toml, or stacks]
    #[arg(long, global = true, value_name = "APP", value_parser = App::from_str)]
    pub(crate) app: Option<App>,
    /// The cargo profile that the stacks program and the functions are built with [default: `profile` in
    /// gatewright.toml, or dev]
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) profile: Option<String>,
    /// Say why cargo is called
    #[arg(long, short, global = true)]
    pub(crate) verbose: bool,
}

/// The verbs.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    New(New),
    Synth(Synth),
    List(List),
    Check(Check),
    Explain(Explain),
    Diff(Diff),
    Dev(Dev),
    Client(Client),
}

/// Makes a project that builds, tests and runs.
///
/// Stacks, functions, tests, and a workflow that shows in each pull request what it changes on AWS.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright new orders                      one function that sends back what it is sent
  gatewright new work/orders --template chat the reference chat, in another folder")]
pub(crate) struct New {
    /// The project's folder; its last part names project, stacks and API
    #[arg(value_name = "NAME")]
    pub(crate) name: PathBuf,
    /// What it begins as
    #[arg(long, short, value_enum, default_value_t = Template::Echo)]
    pub(crate) template: Template,
    /// A checkout of Gatewright to depend on [default: the one that this program was built in, or the registry]
    #[arg(long, value_name = "DIR")]
    pub(crate) library: Option<PathBuf>,
}

/// Prints a stack's CloudFormation template.
///
/// Builds and runs the workspace's stacks program when something changed. Standard output carries the template only.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright synth                                   the stack of stage dev, as YAML
  gatewright synth --stage staging --format json     another stage, as JSON
  gatewright synth chat-prod --out prod.yaml         a stack by its name, into a file")]
pub(crate) struct Synth {
    /// The stack's name, with or without its stage [default: the only one of the stage]
    pub(crate) stack: Option<String>,
    /// The stage [default: `stage` in gatewright.toml, or dev]
    #[arg(long, short, value_name = "STAGE")]
    pub(crate) stage: Option<String>,
    /// How the template is written
    #[arg(long, short, value_enum, default_value_t = Format::Yaml)]
    pub(crate) format: Format,
    /// Write to this file, whole or not at all, and print nothing
    #[arg(long, short, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// How a template is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Format {
    /// For eyes: short tags, block scalars
    Yaml,
    /// For machines
    Json,
}

/// Lists the stacks with their stages, templates, resources and assets.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright list
  gatewright list --json | jq -r '.[].name'")]
pub(crate) struct List {
    /// One JSON list, for machines
    #[arg(long)]
    pub(crate) json: bool,
}

/// Finds what AWS would refuse, or accept and then not do as meant.
///
/// Takes any CloudFormation or SAM template, JSON or YAML, from CDK, SAM, osls or a person; without a file, the stacks of
/// the workspace. Standard output carries the findings, all at once. Nothing is sent anywhere.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright check                                     all stacks of the workspace
  gatewright check --stage prod --fail-on warning      those of one stage, strictly
  gatewright check template.yaml cdk.out/*.template.json
  sam build && gatewright check - < template.yaml      from standard input
  gatewright check --format sarif > check.sarif        for code hosts and editors

A finding that is right where it stands is suppressed with a reason, in the metadata of the resource or template:
  Metadata: {Gatewright: {Suppress: [{Code: GW203, Reason: the client does not wait for an answer}]}}")]
pub(crate) struct Check {
    /// Templates; `-` is standard input [default: the stacks of the workspace]
    #[arg(value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Only the stacks of this stage [default: all]
    #[arg(long, short, value_name = "STAGE", conflicts_with = "files")]
    pub(crate) stage: Option<String>,
    /// How the findings are written
    #[arg(long, short, value_enum, default_value_t = ReportFormat::Text)]
    pub(crate) format: ReportFormat,
    /// What ends with exit code 7
    #[arg(long, value_enum, default_value_t = Level::Error)]
    pub(crate) fail_on: Level,
}

/// How findings are written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ReportFormat {
    /// For people
    Text,
    /// One list, one object per finding
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// Annotations of GitHub Actions
    Github,
}

/// How bad a finding is.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Level {
    /// What AWS refuses, or what is broken when it runs
    Error,
    /// Also what can hardly be meant
    Warning,
}

/// Explains a code: what happens on AWS, a wrong and a right example, the source.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright explain GW203
  gatewright explain            all codes")]
pub(crate) struct Explain {
    /// The code, such as GW203 [default: a list of all]
    pub(crate) code: Option<String>,
}

/// Shows what a change does on AWS: to resources, to stored data, and to clients.
///
/// Compares the stacks of the workspace with a template in a file, or with what they were in a revision of git. Nothing
/// is asked of AWS.
#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("old").required(true).args(["against", "against_rev"]))]
#[command(after_help = "\
Examples:
  gatewright diff --against-rev main                            every stack, as it was on main
  gatewright diff --stage prod --against prod.json              one stack with a template
  gatewright diff --against-rev origin/main --format markdown --fail-on destructive,contract
                                                                for a pull request")]
pub(crate) struct Diff {
    /// The stack's name [default: every stack, or with a file the only one of the stage]
    pub(crate) stack: Option<String>,
    /// The stage [default: every stage, or with a file `stage` in gatewright.toml, or dev]
    #[arg(long, short, value_name = "STAGE")]
    pub(crate) stage: Option<String>,
    /// Compare with this template, JSON or YAML
    #[arg(long, value_name = "FILE")]
    pub(crate) against: Option<PathBuf>,
    /// Compare with what the stacks were in this revision of git
    #[arg(long, value_name = "REV")]
    pub(crate) against_rev: Option<String>,
    /// How it is written
    #[arg(long, short, value_enum, default_value_t = DiffFormat::Text)]
    pub(crate) format: DiffFormat,
    /// End with an exit code of its own when there is such a difference
    #[arg(long, value_enum, value_name = "KIND", value_delimiter = ',')]
    pub(crate) fail_on: Vec<Refusal>,
}

/// How a difference is written.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For eyes
    Text,
    /// For machines
    Json,
    /// For a comment on a pull request
    Markdown,
}

/// A difference that a pipeline does not take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Refusal {
    /// Anything at all: exit code 9
    Any,
    /// Clients notice: exit code 10
    Contract,
    /// Data is lost or protected less: exit code 11
    Destructive,
}

/// Runs a stack's template on this machine, with the functions' real binaries.
///
/// Builds what changed, starts a WebSocket gateway, the management API, an embedded DynamoDB and the functions on the
/// loopback interface, and prints the endpoint alone on a line of standard output. Then it says what happens, one line
/// each. A change in the sources is built and taken over without dropping a connection; one that does not compile
/// leaves the version before it running. Ctrl-C ends all of it, which is no failure: the exit code is 0.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright dev                                     the stack of stage dev
  gatewright dev chat --stage staging --port 4000    another stage, on another port
  gatewright dev --template template.yaml --function Connect=./connect --function Chat=./chat
                                                     a template that another tool or a person wrote")]
pub(crate) struct Dev {
    /// The stack's name, with or without its stage [default: the only one of the stage]
    #[arg(conflicts_with = "template")]
    pub(crate) stack: Option<String>,
    /// The stage [default: `stage` in gatewright.toml, or dev]
    #[arg(long, short, value_name = "STAGE", conflicts_with = "template")]
    pub(crate) stage: Option<String>,
    /// The port of the gateway; 0 takes one that is free
    #[arg(long, short, default_value_t = 3001)]
    pub(crate) port: u16,
    /// Run this template, JSON or YAML, instead of a stack of the workspace
    #[arg(long, value_name = "FILE")]
    pub(crate) template: Option<PathBuf>,
    /// The program of a function of the template, by logical id; can be given several times
    #[arg(long, value_name = "ID=PATH", value_parser = function, requires = "template")]
    pub(crate) function: Vec<(String, PathBuf)>,
}

/// Chats with a WebSocket API from the terminal.
///
/// What is typed is said in the current room; commands begin with a slash, and /help lists them. Messages that come in
/// do not disturb the line that is being typed, and a lost connection is made again. With a script, or when standard
/// input is no terminal, lines are read from there instead, and the end of the script ends the client.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright client --name Ada                                       the API that `gatewright dev` runs
  gatewright client wss://x.execute-api.eu-west-1.amazonaws.com/dev  a deployed one
  echo 'hello' | gatewright client --user ada --token valid_ada      one message
  gatewright client --script chat.txt --json                         frames as JSON lines

Commands:
  text, /join ROOM, /leave ROOM, /private USER TEXT, /rooms, /raw TEXT, /help, /quit;
  in scripts also /expect TYPE [PART]: wait for a frame of this type that has this part")]
pub(crate) struct Client {
    /// The address of the API
    #[arg(default_value = "ws://127.0.0.1:3001/dev")]
    pub(crate) url: String,
    /// The user id
    #[arg(long, value_name = "ID")]
    pub(crate) user: Option<String>,
    /// The name that others see
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// The first room
    #[arg(long)]
    pub(crate) room: Option<String>,
    /// The proof of who connects; in the variable, other users of the machine do not see it
    #[arg(long, env = "GATEWRIGHT_TOKEN", hide_env_values = true)]
    pub(crate) token: Option<String>,
    /// Another parameter of the handshake; can be given several times
    #[arg(long, value_name = "NAME=VALUE", value_parser = parameter)]
    pub(crate) query: Vec<(String, String)>,
    /// Read lines from a file, or from standard input where it is `-`
    #[arg(long, value_name = "FILE")]
    pub(crate) script: Option<PathBuf>,
    /// How long a script waits for a frame that it expects
    #[arg(long, value_name = "SECONDS", default_value_t = 10)]
    pub(crate) patience: u64,
    /// Write each frame as one line of JSON, for machines
    #[arg(long)]
    pub(crate) json: bool,
}

fn function(text: &str) -> Result<(String, PathBuf), String> {
    let (id, path) = pair(text).ok_or("it is written ID=PATH")?;
    Ok((id.to_owned(), path.into()))
}

fn parameter(text: &str) -> Result<(String, String), String> {
    let (name, value) = pair(text).ok_or("it is written NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

fn pair(text: &str) -> Option<(&str, &str)> {
    text.split_once('=').filter(|(name, _)| !name.is_empty())
}
