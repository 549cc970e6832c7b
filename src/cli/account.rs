//! What an account and this machine need before anything is deployed.

use clap::{ArgAction, Args};

use super::deploy::Account;

/// Makes the bucket that code goes through, once per account and region.
///
/// Called again, it updates it. The bucket is a stack of its own, gatewright-bootstrap, that all programs share. With --roles, --trust or
/// --oidc-subject it makes a second one for this program: a role for its pipeline, and one for CloudFormation, with the
/// rights that the program's templates need.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "they are flags of a command line")]
#[command(after_help = "\
Examples:
  gatewright bootstrap --region eu-west-1                             the bucket; asks first
  gatewright bootstrap --print-policy --stage staging >policy.json    what a deployer must be allowed to do
  gatewright bootstrap --oidc-subject 'repo:acme/chat:environment:production'
                                                                      roles for a pipeline on GitHub
  gatewright bootstrap --roles --yes                                  new rights for the roles, after the app has grown")]
pub(crate) struct Bootstrap {
    #[command(flatten)]
    pub(crate) account: Account,
    /// A name of your own for the bucket; it cannot be changed later [default: gatewright-ACCOUNT-REGION]
    #[arg(long, value_name = "NAME")]
    pub(crate) bucket_name: Option<String>,
    /// The ARN of the KMS key to encrypt with; an empty text goes back to the keys of S3
    #[arg(long, value_name = "ARN")]
    pub(crate) key_arn: Option<String>,
    /// The roles of this program, too; whom they trust stays as it is
    #[arg(long)]
    pub(crate) roles: bool,
    /// Who may take the deploy role: the ARN of a user, role or account
    #[arg(long, value_name = "ARN", action = ArgAction::Append)]
    pub(crate) trust: Vec<String>,
    /// Which pipelines may take it: what their tokens say of themselves; * and ? are wild
    #[arg(long, value_name = "SUBJECT", action = ArgAction::Append)]
    pub(crate) oidc_subject: Vec<String>,
    /// Who signs these tokens; the account must know it as an identity provider
    /// [default: token.actions.githubusercontent.com]
    #[arg(long, value_name = "HOST", requires = "oidc_subject")]
    pub(crate) oidc_provider: Option<String>,
    /// The stage whose stacks the roles or the policy are for [default: all]
    #[arg(long, short, value_name = "STAGE")]
    pub(crate) stage: Option<String>,
    /// Print the policy that a deployer needs, and change nothing; asks nobody on AWS
    #[arg(long, conflicts_with_all = ["print_template", "yes", "roles", "trust", "oidc_subject"])]
    pub(crate) print_policy: bool,
    /// Print the template of the bucket's stack, and change nothing; asks nobody on AWS
    #[arg(long, conflicts_with_all = ["yes", "roles", "trust", "oidc_subject"])]
    pub(crate) print_template: bool,
    /// Do not ask
    #[arg(long, short)]
    pub(crate) yes: bool,
}

/// Looks at this machine and at the account, and says what to do first.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  gatewright doctor                       this machine, and the account that the credentials belong to
  gatewright doctor --region eu-west-1    another region
  gatewright doctor --json                for scripts")]
pub(crate) struct Doctor {
    #[command(flatten)]
    pub(crate) account: Account,
    /// A JSON list
    #[arg(long)]
    pub(crate) json: bool,
}
