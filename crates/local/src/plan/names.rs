//! What `Ref` and `Fn::GetAtt` yield here: the physical names that resources get locally.
//!
//! They are the same from run to run. AWS adds a random end to names that the template leaves open; here such a name
//! is `<stack>-<logical id>`.

use std::cell::Cell;

use cfn::{Environment, Lookup, Template, Tree, resolve};
use uuid::Uuid;

/// A name property may refer to another resource; a template in which such references never end is broken.
const DEEPEST_REFERENCE: u8 = 16;

/// AWS labels a stream with the time of its creation; one label for all of them keeps the ARN the same.
const STREAM_LABEL: &str = "2026-01-01T00:00:00.000";

/// The physical names of a template's resources.
#[derive(Debug)]
pub struct Names<'a> {
    template: &'a Template,
    environment: &'a Environment,
    depth: Cell<u8>,
}

impl<'a> Names<'a> {
    /// The names of the template's resources in this environment.
    pub fn new(template: &'a Template, environment: &'a Environment) -> Self {
        Self {
            template,
            environment,
            depth: Cell::new(0),
        }
    }

    /// What the template is resolved against.
    pub fn environment(&self) -> &'a Environment {
        self.environment
    }

    /// The resources that exist, in template order: logical id and body. Those whose condition does not hold, or
    /// cannot be decided, do not exist.
    pub fn resources(&self) -> impl Iterator<Item = (&'a str, &'a Tree)> {
        let exists = |body: &Tree| match body.get("Condition").and_then(Tree::as_str) {
            Some(condition) => self.environment.holds(condition).unwrap_or(false),
            None => true,
        };
        self.template.resources().filter(move |(_, body)| exists(body))
    }

    /// The resources of one type that exist.
    pub fn of_type(&self, cfn_type: &'static str) -> impl Iterator<Item = (&'a str, &'a Tree)> {
        self.resources()
            .filter(move |(_, body)| type_of(body) == Some(cfn_type))
    }

    fn resource(&self, id: &str) -> Option<&'a Tree> {
        self.resources()
            .find_map(|(name, body)| (name == id).then_some(body))
    }

    /// The name that the property sets, or `<stack>-<logical id>`.
    fn name(&self, id: &str, body: &Tree, property: &str) -> Option<String> {
        let Some(value) = body.at(&["Properties", property]) else {
            return Some(format!("{}-{id}", self.environment.stack_name));
        };
        if self.depth.get() == DEEPEST_REFERENCE {
            return None;
        }
        self.depth.set(self.depth.get() + 1);
        let resolved = resolve(value, self.environment, self);
        self.depth.set(self.depth.get() - 1);
        match resolved.ok()? {
            Tree::Null => Some(format!("{}-{id}", self.environment.stack_name)),
            value => value.scalar_text(),
        }
    }

    fn arn(&self, service: &str, resource: &str) -> String {
        let Environment {
            partition,
            region,
            account_id,
            ..
        } = self.environment;
        format!("arn:{partition}:{service}:{region}:{account_id}:{resource}")
    }

    fn uuid(&self, id: &str) -> Uuid {
        let path = format!("{}/{id}", self.environment.stack_name);
        Uuid::new_v5(&Uuid::NAMESPACE_URL, path.as_bytes())
    }

    /// An id as API Gateway makes them: lower-case letters and digits.
    fn short_id(&self, id: &str, length: usize) -> String {
        let mut rest = self.uuid(id).as_u128();
        let mut digits = || {
            let digit = u32::try_from(rest % 36).ok()?;
            rest /= 36;
            char::from_digit(digit, 36)
        };
        (0..length).map_while(|_| digits()).collect()
    }

    /// A FIFO queue's name ends in `.fifo`; one that the template sets does so already.
    fn queue_name(&self, id: &str, body: &Tree) -> Option<String> {
        let name = self.name(id, body, "QueueName")?;
        let property = |key| body.at(&["Properties", key]);
        let fifo = property("FifoQueue").and_then(Tree::scalar_text);
        let open = property("QueueName").is_none() && fifo.as_deref() == Some("true");
        Some(if open { format!("{name}.fifo") } else { name })
    }

    fn queue_url(&self, name: &str) -> String {
        let Environment {
            region,
            url_suffix,
            account_id,
            ..
        } = self.environment;
        format!("https://sqs.{region}.{url_suffix}/{account_id}/{name}")
    }

    /// What `Ref` yields, as text.
    pub fn reference_of(&self, id: &str) -> Option<String> {
        let body = self.resource(id)?;
        match type_of(body)? {
            "AWS::Lambda::Function" => self.name(id, body, "FunctionName"),
            "AWS::DynamoDB::Table" | "AWS::DynamoDB::GlobalTable" => self.name(id, body, "TableName"),
            "AWS::IAM::Role" => self.name(id, body, "RoleName"),
            "AWS::Logs::LogGroup" => self.name(id, body, "LogGroupName"),
            "AWS::ApiGatewayV2::Stage" => self.name(id, body, "StageName"),
            "AWS::SQS::Queue" => Some(self.queue_url(&self.queue_name(id, body)?)),
            "AWS::ApiGatewayV2::Api" => Some(self.short_id(id, 10)),
            "AWS::Lambda::EventSourceMapping" => Some(self.uuid(id).to_string()),
            other if other.starts_with("AWS::ApiGatewayV2::") => Some(self.short_id(id, 7)),
            "AWS::Lambda::Permission" | "AWS::ApiGateway::Account" => {
                Some(format!("{}-{id}", self.environment.stack_name))
            }
            _ => None,
        }
    }

    /// What `Fn::GetAtt` yields, as text.
    pub fn attribute_of(&self, id: &str, attribute: &str) -> Option<String> {
        let body = self.resource(id)?;
        match (type_of(body)?, attribute) {
            ("AWS::Lambda::Function", "Arn") => {
                let name = self.name(id, body, "FunctionName")?;
                Some(self.arn("lambda", &format!("function:{name}")))
            }
            ("AWS::DynamoDB::Table" | "AWS::DynamoDB::GlobalTable", "Arn") => {
                let name = self.name(id, body, "TableName")?;
                Some(self.arn("dynamodb", &format!("table/{name}")))
            }
            ("AWS::DynamoDB::Table" | "AWS::DynamoDB::GlobalTable", "StreamArn") => {
                body.at(&["Properties", "StreamSpecification"])?;
                let name = self.name(id, body, "TableName")?;
                Some(self.arn("dynamodb", &format!("table/{name}/stream/{STREAM_LABEL}")))
            }
            ("AWS::IAM::Role", "Arn") => {
                let name = self.name(id, body, "RoleName")?;
                let path = body.at(&["Properties", "Path"]).and_then(Tree::as_str);
                let environment = self.environment;
                Some(format!(
                    "arn:{}:iam::{}:role{}{name}",
                    environment.partition,
                    environment.account_id,
                    path.unwrap_or("/")
                ))
            }
            ("AWS::Logs::LogGroup", "Arn") => {
                let name = self.name(id, body, "LogGroupName")?;
                Some(self.arn("logs", &format!("log-group:{name}:*")))
            }
            ("AWS::SQS::Queue", "Arn") => Some(self.arn("sqs", &self.queue_name(id, body)?)),
            ("AWS::SQS::Queue", "QueueName") => self.queue_name(id, body),
            ("AWS::SQS::Queue", "QueueUrl")
            | ("AWS::Lambda::EventSourceMapping" | "AWS::ApiGateway::Account", "Id") => self.reference_of(id),
            ("AWS::ApiGatewayV2::Api", "ApiEndpoint") => {
                let Environment {
                    region, url_suffix, ..
                } = self.environment;
                let api = self.short_id(id, 10);
                Some(format!("wss://{api}.execute-api.{region}.{url_suffix}"))
            }
            // `ApiId` of an API, `RouteId` of a route and so on: what `Ref` yields.
            (other, attribute) if is_own_id(other, attribute) => self.reference_of(id),
            _ => None,
        }
    }
}

impl Lookup for Names<'_> {
    fn reference(&self, id: &str) -> Option<Tree> {
        self.reference_of(id).map(Tree::String)
    }

    fn attribute(&self, id: &str, attribute: &str) -> Option<Tree> {
        self.attribute_of(id, attribute).map(Tree::String)
    }
}

fn type_of(body: &Tree) -> Option<&str> {
    body.get("Type").and_then(Tree::as_str)
}

fn is_own_id(cfn_type: &str, attribute: &str) -> bool {
    cfn_type
        .strip_prefix("AWS::ApiGatewayV2::")
        .is_some_and(|kind| attribute.strip_suffix("Id") == Some(kind))
}
