//! What `Ref` and `Fn::GetAtt` stand for while a template is checked: names and ARNs that can be read and compared.
//!
//! What only AWS knows is a *token*, such as `‹Api›` or `‹Api.ApiEndpoint›`. Two tokens are equal where the values
//! are, and no text that a person writes has the marks, so that [`is_known`] tells them apart.

use std::{cell::RefCell, collections::HashMap};

use cfn::{Environment, Lookup, Template, Tree, resolve};

/// A name that grows longer than any service takes is taken for unknown.
const LONGEST_NAME: usize = 1024;

/// The token of something that only AWS knows.
pub(crate) fn token(name: &str) -> String {
    // A colon would shift the parts of an ARN that the token stands in.
    format!("‹{}›", name.trim_start_matches("Fn::").replace(':', "-"))
}

/// Whether the text holds nothing that only AWS knows: no token, no dynamic reference (`{{resolve:…}}`).
pub fn is_known(text: &str) -> bool {
    !text.contains('‹') && !text.contains("{{resolve:")
}

/// A type whose `Ref` or attributes are not just tokens.
struct Form {
    cfn_type: &'static str,
    /// The property that sets the resource's name.
    name: &'static str,
    /// What `Ref` yields.
    reference: &'static str,
    /// What its ARN attribute yields, and the attribute's name.
    arn: Option<(&'static str, &'static str)>,
}

const fn form(
    cfn_type: &'static str,
    name: &'static str,
    reference: &'static str,
    arn: Option<(&'static str, &'static str)>,
) -> Form {
    Form {
        cfn_type,
        name,
        reference,
        arn,
    }
}

/// `{n}` is the name, `{arn}` the ARN, `{:service}` the beginning of an ARN with region and account.
const FORMS: &[Form] = &[
    form("AWS::ApiGatewayV2::DomainName", "DomainName", "{n}", None),
    form("AWS::ApiGatewayV2::Stage", "StageName", "{n}", None),
    form(
        "AWS::Cognito::UserPool",
        "",
        "{n}",
        Some(("Arn", "{:cognito-idp}:userpool/{n}")),
    ),
    form(
        "AWS::DynamoDB::GlobalTable",
        "TableName",
        "{n}",
        Some(("Arn", "{:dynamodb}:table/{n}")),
    ),
    form(
        "AWS::DynamoDB::Table",
        "TableName",
        "{n}",
        Some(("Arn", "{:dynamodb}:table/{n}")),
    ),
    form(
        "AWS::Events::EventBus",
        "Name",
        "{n}",
        Some(("Arn", "{:events}:event-bus/{n}")),
    ),
    form(
        "AWS::Events::Rule",
        "Name",
        "{n}",
        Some(("Arn", "{:events}:rule/{n}")),
    ),
    form(
        "AWS::IAM::ManagedPolicy",
        "ManagedPolicyName",
        "{arn}",
        Some(("PolicyArn", "{:iam}:policy/{n}")),
    ),
    form(
        "AWS::IAM::Role",
        "RoleName",
        "{n}",
        Some(("Arn", "{:iam}:role/{n}")),
    ),
    form("AWS::KMS::Key", "", "{n}", Some(("Arn", "{:kms}:key/{n}"))),
    form(
        "AWS::Kinesis::Stream",
        "Name",
        "{n}",
        Some(("Arn", "{:kinesis}:stream/{n}")),
    ),
    form(
        "AWS::KinesisFirehose::DeliveryStream",
        "DeliveryStreamName",
        "{n}",
        Some(("Arn", "{:firehose}:deliverystream/{n}")),
    ),
    form(
        "AWS::Lambda::Function",
        "FunctionName",
        "{n}",
        Some(("Arn", "{:lambda}:function:{n}")),
    ),
    form(
        "AWS::Logs::LogGroup",
        "LogGroupName",
        "{n}",
        Some(("Arn", "{:logs}:log-group:{n}:*")),
    ),
    form("AWS::S3::Bucket", "BucketName", "{n}", Some(("Arn", "{:s3}{n}"))),
    form(
        "AWS::SNS::Topic",
        "TopicName",
        "{arn}",
        Some(("TopicArn", "{:sns}:{n}")),
    ),
    form(
        "AWS::SQS::Queue",
        "QueueName",
        "https://sqs.{r}.{u}/{a}/{n}",
        Some(("Arn", "{:sqs}:{n}")),
    ),
    form(
        "AWS::Scheduler::ScheduleGroup",
        "Name",
        "{n}",
        Some(("Arn", "{:scheduler}:schedule-group/{n}")),
    ),
    form(
        "AWS::SecretsManager::Secret",
        "",
        "{arn}",
        Some(("Id", "{:secretsmanager}:secret:{n}")),
    ),
    form(
        "AWS::StepFunctions::StateMachine",
        "StateMachineName",
        "{arn}",
        Some(("Arn", "{:states}:stateMachine:{n}")),
    ),
];

/// The names of a template's resources.
pub(crate) struct Names<'t> {
    template: &'t Template,
    environment: &'t Environment,
    /// The names that are known already; a token stands for one that is being worked out.
    known: RefCell<HashMap<&'t str, String>>,
}

impl<'t> Names<'t> {
    pub(crate) fn new(template: &'t Template, environment: &'t Environment) -> Self {
        Self {
            template,
            environment,
            known: RefCell::default(),
        }
    }

    /// The name that a property of the resource sets, or the resource's token.
    fn name(&self, id: &'t str, property: &str) -> String {
        if let Some(known) = self.known.borrow().get(id) {
            return known.clone();
        }
        self.known.borrow_mut().insert(id, token(id));
        let set = self
            .template
            .resource(id)
            .and_then(|body| body.at(&["Properties", property]));
        let set = set.and_then(|value| resolve(value, self.environment, self).ok()?.scalar_text());
        let name = set
            .filter(|name| !name.is_empty() && name.len() <= LONGEST_NAME)
            .unwrap_or_else(|| token(id));
        self.known.borrow_mut().insert(id, name.clone());
        name
    }

    /// The logical id as the template owns it, and the type.
    fn resource(&self, id: &str) -> Option<(&'t str, &'t str)> {
        let resources = self.template.tree().get("Resources")?.as_map()?;
        let (id, body) = resources.get_key_value(id)?;
        Some((id, body.get("Type")?.as_str()?))
    }

    fn fill(&self, form: &Form, text: &str, id: &'t str) -> String {
        let environment = self.environment;
        let arn = form.arn.map_or("", |(_, arn)| arn);
        let mut filled = text.replace("{arn}", arn);
        if let Some((service, _)) = filled.split_once("{:").and_then(|(_, rest)| rest.split_once('}')) {
            let (region, account) = match service {
                "s3" => ("", ""),
                "iam" => ("", environment.account_id.as_str()),
                _ => (environment.region.as_str(), environment.account_id.as_str()),
            };
            let start = format!("arn:{}:{service}:{region}:{account}", environment.partition);
            let start = if service == "s3" { start + ":" } else { start };
            filled = filled.replace(&format!("{{:{service}}}"), &start);
        }
        filled
            .replace("{r}", &environment.region)
            .replace("{u}", &environment.url_suffix)
            .replace("{a}", &environment.account_id)
            .replace("{n}", &self.name(id, form.name))
    }

    /// The function that a version or an alias belongs to, as an ARN without qualifier.
    fn function_arn(&self, id: &str) -> Option<String> {
        let value = self.template.resource(id)?.at(&["Properties", "FunctionName"])?;
        let function = resolve(value, self.environment, self).ok()?.scalar_text()?;
        Some(if function.starts_with("arn:") {
            function
        } else {
            let Environment {
                partition,
                region,
                account_id,
                ..
            } = self.environment;
            format!("arn:{partition}:lambda:{region}:{account_id}:function:{function}")
        })
    }

    /// What `Ref` of a resource yields.
    pub(crate) fn reference_of(&self, id: &str) -> Option<String> {
        let (id, cfn_type) = self.resource(id)?;
        if matches!(cfn_type, "AWS::Lambda::Alias" | "AWS::Lambda::Version") {
            let known = self.known.borrow().get(id).cloned();
            if known.is_none() {
                self.known.borrow_mut().insert(id, token(id));
                let qualified = self.function_arn(id).filter(|arn| arn.len() <= LONGEST_NAME);
                let qualified = qualified.map_or_else(|| token(id), |arn| format!("{arn}:{}", token(id)));
                self.known.borrow_mut().insert(id, qualified);
            }
            return self.known.borrow().get(id).cloned();
        }
        Some(match of_type(cfn_type) {
            Some(form) => self.fill(form, form.reference, id),
            None => token(id),
        })
    }

    /// What `Fn::GetAtt` of a resource's attribute yields.
    pub(crate) fn attribute_of(&self, id: &str, attribute: &str) -> Option<String> {
        let (id, cfn_type) = self.resource(id)?;
        let form = of_type(cfn_type);
        let name_of = |form: &Form| {
            (form.name == attribute && form.name.ends_with("Name")).then(|| self.name(id, form.name))
        };
        if let Some(form) = form {
            match form.arn {
                Some((name, arn)) if name == attribute => return Some(self.fill(form, arn, id)),
                _ => {}
            }
            if let Some(name) = name_of(form) {
                return Some(name);
            }
            if (cfn_type, attribute) == ("AWS::SQS::Queue", "QueueUrl") {
                return Some(self.fill(form, form.reference, id));
            }
        }
        let own = cfn_type.rsplit("::").next().unwrap_or_default();
        let is_own_id =
            cfn_type.starts_with("AWS::ApiGatewayV2::") && attribute.strip_suffix("Id") == Some(own);
        Some(if is_own_id {
            self.reference_of(id)?
        } else {
            token(&format!("{id}.{attribute}"))
        })
    }

    /// The attribute of a type that yields the ARN, if it is not `Ref` alone that does.
    pub(crate) fn arn_of(&self, id: &str) -> Option<String> {
        let (id, cfn_type) = self.resource(id)?;
        let form = of_type(cfn_type)?;
        form.arn.map(|(_, arn)| self.fill(form, arn, id))
    }
}

fn of_type(cfn_type: &str) -> Option<&'static Form> {
    let index = FORMS.binary_search_by(|form| form.cfn_type.cmp(cfn_type)).ok()?;
    FORMS.get(index)
}

impl Lookup for Names<'_> {
    fn reference(&self, id: &str) -> Option<Tree> {
        Some(self.reference_of(id).unwrap_or_else(|| token(id)).into())
    }

    fn attribute(&self, id: &str, attribute: &str) -> Option<Tree> {
        let known = self.attribute_of(id, attribute);
        Some(
            known
                .unwrap_or_else(|| token(&format!("{id}.{attribute}")))
                .into(),
        )
    }

    fn fallback(&self, function: &str, argument: &Tree) -> Option<Tree> {
        let argument = argument
            .as_str()
            .map_or_else(String::new, |text| format!(" {text}"));
        Some(token(&format!("{function}{argument}")).into())
    }
}

#[cfg(test)]
mod tests {
    use cfn::{Environment, Template};

    use super::{FORMS, Names, is_known};

    #[test]
    fn the_forms_are_sorted() {
        assert!(FORMS.is_sorted_by_key(|form| form.cfn_type));
    }

    #[test]
    fn names_are_what_the_template_says_and_tokens_otherwise() {
        let template = Template::from_json(
            "demo",
            r#"{"Resources": {
                "Chat": {"Type": "AWS::Lambda::Function", "Properties": {"FunctionName": {"Fn::Sub": "${AWS::StackName}-chat"}}},
                "Live": {"Type": "AWS::Lambda::Alias", "Properties": {"FunctionName": {"Ref": "Chat"}}},
                "Api": {"Type": "AWS::ApiGatewayV2::Api"},
                "News": {"Type": "AWS::SNS::Topic"},
                "Store": {"Type": "AWS::S3::Bucket"},
                "Loop": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Fn::GetAtt": ["Loop", "QueueName"]}}}
            }}"#,
        )
        .unwrap();
        let environment = Environment {
            account_id: "111122223333".to_owned(),
            stack_name: "demo".to_owned(),
            ..Environment::default()
        };
        let names = Names::new(&template, &environment);
        let reference = |id| names.reference_of(id).unwrap();
        assert_eq!(reference("Chat"), "demo-chat");
        assert_eq!(
            names.attribute_of("Chat", "Arn").unwrap(),
            "arn:aws:lambda:us-east-1:111122223333:function:demo-chat"
        );
        assert_eq!(
            reference("Live"),
            "arn:aws:lambda:us-east-1:111122223333:function:demo-chat:‹Live›"
        );
        assert_eq!(
            (reference("Api"), names.attribute_of("Api", "ApiId").unwrap()),
            ("‹Api›".to_owned(), "‹Api›".to_owned())
        );
        assert_eq!(reference("News"), "arn:aws:sns:us-east-1:111122223333:‹News›");
        assert_eq!(names.arn_of("Store").unwrap(), "arn:aws:s3:::‹Store›");
        assert_eq!(
            reference("Loop"),
            "https://sqs.us-east-1.amazonaws.com/111122223333/‹Loop›"
        );
        assert!(is_known(&reference("Chat")) && !is_known(&reference("News")));
        assert!(!is_known("{{resolve:ssm:stage}}"));
    }
}
