//! On this machine: `dev`, `client`.

use std::path::PathBuf;

use clap::Args;

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
