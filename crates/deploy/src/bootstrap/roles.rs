//! The roles of one app: one that a pipeline takes, and one that CloudFormation takes for it.
//!
//! They are a stack of their own, because the bucket belongs to all apps and rights belong to one.

use std::collections::BTreeMap;

use aws::iam::{ManagedPolicy, PolicyDocument, Principal, Role, Statement};
use cfn::{Findings, Handle, Output, Pseudo, Stack, Template, Value, sub};

use super::{BootstrapError, Store, VERSION, template::VERSION_OUTPUT};
use crate::{
    change_set::{Body, Made},
    client::Clients,
    rights::Rights,
    stack::Stack as Deployed,
    upload,
};

/// The output with the ARN of the role that a pipeline takes.
pub const DEPLOY_ROLE: &str = "DeployRole";
/// The output with the ARN of the role that CloudFormation takes.
pub const SERVICE_ROLE: &str = "ServiceRole";
/// The identity provider of GitHub's pipelines.
pub const GITHUB: &str = "token.actions.githubusercontent.com";

const PRINCIPALS: &str = "TrustedPrincipals";
const PROVIDER: &str = "OidcProvider";
const SUBJECTS: &str = "OidcSubjects";

/// Who may take the deploy role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trust {
    /// ARNs of users, roles or accounts.
    pub principals: Vec<String>,
    /// The host name of an OIDC provider that the account knows, such as [`GITHUB`].
    pub provider: Option<String>,
    /// What its tokens must say of themselves, such as `repo:acme/chat:ref:refs/heads/main`; `*` and `?` are wild.
    pub subjects: Vec<String>,
}

impl Trust {
    /// Whether nobody is trusted.
    pub fn is_empty(&self) -> bool {
        self.principals.is_empty() && self.subjects.is_empty()
    }

    /// Who is trusted by roles that stand.
    pub fn of(stack: &Deployed) -> Self {
        let list = |name| -> Vec<String> {
            let text = stack.outputs.get(name).map(String::as_str).unwrap_or_default();
            text.split_whitespace().map(str::to_owned).collect()
        };
        Self {
            principals: list(PRINCIPALS),
            provider: stack.outputs.get(PROVIDER).cloned(),
            subjects: list(SUBJECTS),
        }
    }

    fn document(&self) -> PolicyDocument {
        let principals = self.principals.iter().map(Principal::aws);
        let people = Statement::allow(["sts:AssumeRole"]).sid("People");
        let people = principals.fold(people, Statement::principal);
        let host = self.provider.as_deref().unwrap_or(GITHUB);
        let provider = sub!(
            "arn:{}:iam::{}:oidc-provider/{}",
            Pseudo::Partition,
            Pseudo::AccountId,
            host
        );
        let pipelines = Statement::allow(["sts:AssumeRoleWithWebIdentity"])
            .sid("Pipelines")
            .principal(Principal::federated(provider))
            .condition("StringEquals", &format!("{host}:aud"), ["sts.amazonaws.com"])
            .condition("StringLike", &format!("{host}:sub"), self.subjects.clone());
        let people = (!self.principals.is_empty()).then_some(people);
        let pipelines = (!self.subjects.is_empty()).then_some(pipelines);
        PolicyDocument::new(people.into_iter().chain(pipelines))
    }
}

/// The name of the stack with the roles of an app.
pub fn roles_stack(app: &str) -> String {
    format!("gatewright-roles-{app}")
}

/// The template of an app's roles: `deployer` is what the pipeline may do, `resources` what CloudFormation may.
pub fn roles_template(
    app: &str,
    trust: &Trust,
    deployer: &Rights,
    resources: &Rights,
) -> Result<Template, Findings> {
    let mut stack = Stack::new(roles_stack(app));
    stack.describe(format!(
        "Who deploys {app}, and what CloudFormation may do for it. Made by `gatewright bootstrap`."
    ));
    let by_cloudformation = Statement::allow(["sts:AssumeRole"])
        .principal(Principal::service("cloudformation.amazonaws.com"))
        .condition("StringEquals", "aws:SourceAccount", [Pseudo::AccountId]);
    let service = Role::new(PolicyDocument::new([by_cloudformation]))
        .description(format!("CloudFormation takes it to make the resources of {app}"));
    let service = stack.add("Service", service);
    attach(&mut stack, "Service", &service, resources);
    let deploy = Role::new(trust.document()).description(format!("Deploys {app}"));
    let deploy = stack.add("Deploy", deploy);
    attach(&mut stack, "Deploy", &deploy, deployer);
    let pass = Statement::allow(["iam:PassRole"])
        .resources([Value::<String>::from(service.arn())])
        .condition(
            "StringEquals",
            "iam:PassedToService",
            ["cloudformation.amazonaws.com"],
        );
    stack.add(
        "DeployPass",
        ManagedPolicy::new(PolicyDocument::new([pass])).roles([&deploy]),
    );
    stack.output(
        VERSION_OUTPUT,
        Output::new(VERSION.to_string()).description("The version of this stack"),
    );
    stack.output(
        DEPLOY_ROLE,
        Output::new(deploy.arn()).description("What the pipeline takes"),
    );
    stack.output(
        SERVICE_ROLE,
        Output::new(service.arn()).description("What it passes: deploy --role-arn"),
    );
    for (name, texts) in [(PRINCIPALS, &trust.principals), (SUBJECTS, &trust.subjects)] {
        if !texts.is_empty() {
            stack.output(name, Output::new(texts.join(" ")));
        }
    }
    if let Some(provider) = &trust.provider {
        stack.output(PROVIDER, Output::new(provider.clone()));
    }
    stack.synth()
}

/// As many policies as the rights fill.
fn attach(stack: &mut Stack, id: &str, role: &Handle<Role>, rights: &Rights) {
    for (index, policy) in rights.to_policies().into_iter().enumerate() {
        let policy = ManagedPolicy::new(policy).roles([role]);
        stack.add(&format!("{id}Rights{}", index + 1), policy);
    }
}

impl Clients {
    /// Finds out what making the roles, or updating them, would do.
    ///
    /// The bucket comes first: the rights of a large app fill a large template.
    pub async fn plan_roles(&self, store: &Store, template: &Template) -> Result<Made, BootstrapError> {
        let text = template.to_json();
        let body = if upload::is_large(&text) {
            Body::Url(self.upload_template(store, template.name(), &text).await?)
        } else {
            Body::Text(text)
        };
        let stack = self.stack(template.name()).await?;
        self.plan_stack(template, body, stack, BTreeMap::new()).await
    }
}

#[cfg(test)]
mod tests {
    use policy::{Policy, Request, evaluate};

    use super::*;
    use crate::rights::{Place, of_deployer, of_resources};

    fn trust() -> Trust {
        Trust {
            principals: vec!["arn:aws:iam::111122223333:user/ada".to_owned()],
            provider: Some(GITHUB.to_owned()),
            subjects: vec!["repo:acme/chat:ref:refs/heads/main".to_owned()],
        }
    }

    fn roles(trust: &Trust) -> Template {
        let text = r#"{"Resources": {"Jobs": {"Type": "AWS::SQS::Queue"}}}"#;
        let app = Template::from_json("chat-dev", text).unwrap();
        let place = Place::new("eu-west-1", "111122223333");
        let deployer = of_deployer(&[&app], &place);
        let resources = of_resources(&[&app], &place).rights;
        roles_template("chat", trust, &deployer, &resources).unwrap()
    }

    #[test]
    fn the_template_is_the_reviewed_one() {
        insta::assert_snapshot!(roles(&trust()).to_yaml());
    }

    #[test]
    fn a_pipeline_of_the_repository_may_take_the_role_and_others_may_not() {
        let template = cfn::concrete(&roles(&trust()));
        let document = template.template().resource("Deploy").unwrap();
        let document = document.at(&["Properties", "AssumeRolePolicyDocument"]).unwrap();
        let trust = Policy::read("Trust", document).unwrap();
        let provider = format!("arn:aws:iam::111122223333:oidc-provider/{GITHUB}");
        let taken = |subject: &str, audience: &str| {
            let request = Request::new("sts:AssumeRoleWithWebIdentity", "")
                .by(policy::Principal::Federated(provider.clone()))
                .with(&format!("{GITHUB}:sub"), subject)
                .with(&format!("{GITHUB}:aud"), audience);
            evaluate([&trust], &request).is_allowed()
        };
        assert!(taken("repo:acme/chat:ref:refs/heads/main", "sts.amazonaws.com"));
        assert!(!taken("repo:evil/chat:ref:refs/heads/main", "sts.amazonaws.com"));
        assert!(!taken("repo:acme/chat:ref:refs/heads/main", "elsewhere"));
    }

    #[test]
    fn without_a_pipeline_no_provider_is_trusted() {
        let people = Trust {
            principals: trust().principals,
            ..Trust::default()
        };
        let text = roles(&people).to_json();
        assert!(
            !text.contains("oidc-provider") && text.contains("user/ada"),
            "{text}"
        );
        assert!(Trust::default().is_empty() && !people.is_empty());
    }
}
