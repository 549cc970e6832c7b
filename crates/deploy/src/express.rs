//! Code that goes to its functions directly: seconds instead of a minute, and nothing but code.
//!
//! CloudFormation does not notice. A stack whose parameters still name the code before will not bring that back by itself:
//! a deployment with the same keys changes nothing. [`Clients::astray`] finds such functions, and [`Clients::ship`] with
//! the stack's own keys sets them right.

use std::{collections::BTreeMap, time::Duration};

use aws_sdk_lambda::{client::Waiters as _, types::LastUpdateStatus};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use futures_util::{StreamExt as _, stream};

use crate::{
    client::Clients,
    error::{self, Error, Kind},
};

/// How many functions are asked or changed at once: Lambda takes 15 such calls in a second
/// (<https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html>).
const AT_ONCE: usize = 5;

/// How long a function may take to take its code over.
const PATIENCE: Duration = Duration::from_mins(5);

/// The code of a function, where it lies in the bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The function's logical id.
    pub resource: String,
    /// The key of the zip file.
    pub key: String,
    /// The zip file's SHA-256 in Base64, as Lambda tells it.
    pub sha256: String,
}

impl Code {
    /// The code of a function under a key that says what is in it, as keys of assets do; none under another key.
    pub fn at(resource: &str, key: &str) -> Option<Self> {
        let name = key.rsplit('/').next().unwrap_or(key);
        let digits = name.strip_suffix(".zip")?;
        if digits.len() != 64 || !digits.is_ascii() {
            return None;
        }
        let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        let bytes: Vec<u8> = (0..64).step_by(2).map(byte).collect::<Option<_>>()?;
        Some(Self {
            resource: resource.to_owned(),
            key: key.to_owned(),
            sha256: BASE64_STANDARD.encode(bytes),
        })
    }
}

/// What became of a function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shipped {
    /// It runs the new code.
    Updated,
    /// It ran that code before.
    Same,
}

/// A function by both its names.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Known<'c> {
    code: &'c Code,
    function: String,
}

/// What a function runs, or will run when an update in progress has ended.
struct Running {
    sha256: Option<String>,
    status: Option<LastUpdateStatus>,
}

impl Clients {
    /// Gives functions of a stack their code, and waits until each runs it.
    ///
    /// Each is told by itself, in the order of `codes`: one that fails leaves the others alone.
    pub async fn ship(
        &self,
        stack: &str,
        bucket: &str,
        codes: &[Code],
    ) -> Result<Vec<(String, Result<Shipped, Error>)>, Error> {
        let known = self.known(stack, codes).await?;
        let shipping = known.into_iter().map(|one| async move {
            let shipped = self.ship_one(&one, bucket).await;
            (one.code.resource.clone(), shipped)
        });
        Ok(stream::iter(shipping).buffered(AT_ONCE).collect().await)
    }

    /// The functions that do not run the code that is named, by logical id.
    pub async fn astray(&self, stack: &str, codes: &[Code]) -> Result<Vec<String>, Error> {
        let known = self.known(stack, codes).await?;
        let asking = known.into_iter().map(|one| async move {
            let runs = self.running(&one.function).await?;
            // A function that tells no hash has no zip file.
            let other = runs.sha256.is_some_and(|sha256| sha256 != one.code.sha256);
            Ok(other.then(|| one.code.resource.clone()))
        });
        let found: Vec<Result<Option<String>, Error>> =
            stream::iter(asking).buffered(AT_ONCE).collect().await;
        found.into_iter().filter_map(Result::transpose).collect()
    }

    async fn known<'c>(&self, stack: &str, codes: &'c [Code]) -> Result<Vec<Known<'c>>, Error> {
        let resources = self.resources(stack).await?;
        let functions: BTreeMap<String, String> = resources
            .into_iter()
            .filter_map(|one| Some((one.logical_id, one.physical_id?)))
            .collect();
        // A function whose condition does not hold is not there.
        let find = |code: &'c Code| {
            let function = functions.get(&code.resource)?.clone();
            Some(Known { code, function })
        };
        Ok(codes.iter().filter_map(find).collect())
    }

    async fn ship_one(&self, one: &Known<'_>, bucket: &str) -> Result<Shipped, Error> {
        let mut running = self.running(&one.function).await?;
        if running.status == Some(LastUpdateStatus::InProgress) {
            // It takes no other code until then, and tells of code that does not run yet. One that fails is replaced.
            let _ = self.taken_over(&one.function).await;
            running = self.running(&one.function).await?;
        }
        let failed = running.status == Some(LastUpdateStatus::Failed);
        if running.sha256.as_ref() == Some(&one.code.sha256) && !failed {
            return Ok(Shipped::Same);
        }
        let update = self
            .lambda
            .update_function_code()
            .function_name(&one.function)
            .s3_bucket(bucket)
            .s3_key(&one.code.key);
        update
            .send()
            .await
            .map_err(error::of("lambda:UpdateFunctionCode"))?;
        self.taken_over(&one.function).await?;
        Ok(Shipped::Updated)
    }

    async fn running(&self, function: &str) -> Result<Running, Error> {
        let asked = self.lambda.get_function_configuration().function_name(function);
        let said = asked.send().await;
        let said = said.map_err(error::of("lambda:GetFunctionConfiguration"))?;
        Ok(Running {
            sha256: said.code_sha256,
            status: said.last_update_status,
        })
    }

    async fn taken_over(&self, function: &str) -> Result<(), Error> {
        let waited = self
            .lambda
            .wait_until_function_updated_v2()
            .function_name(function);
        let Err(error) = waited.wait(PATIENCE).await else {
            return Ok(());
        };
        // The waiter tells in no words of the service why: the function does.
        let asked = self.lambda.get_function_configuration().function_name(function);
        let said = asked.send().await;
        let said = said.map_err(error::of("lambda:GetFunctionConfiguration"))?;
        let failed = said.last_update_status == Some(LastUpdateStatus::Failed);
        let kind = if failed { Kind::Refused } else { Kind::TimedOut };
        let reason = said
            .last_update_status_reason
            .unwrap_or_else(|| error.to_string());
        Err(Error::new(kind, "lambda:UpdateFunctionCode").saying(format!("{function}: {reason}")))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, Mutex};

    use super::*;
    use crate::answers::{Asked, clients};

    const RESOURCES: &str = "<ListStackResourcesResponse><ListStackResourcesResult><StackResourceSummaries>\
        <member><LogicalResourceId>Chat</LogicalResourceId><PhysicalResourceId>dev-chat</PhysicalResourceId></member>\
        <member><LogicalResourceId>Gone</LogicalResourceId><PhysicalResourceId>dev-gone</PhysicalResourceId>\
        <ResourceStatus>DELETE_COMPLETE</ResourceStatus></member>\
        </StackResourceSummaries></ListStackResourcesResult></ListStackResourcesResponse>";

    fn code(resource: &str, sha256: &str) -> Code {
        Code {
            resource: resource.to_owned(),
            key: format!("assets/{sha256}.zip"),
            sha256: sha256.to_owned(),
        }
    }

    /// One function, `Chat`, that takes code over, or fails to.
    fn lambda(takes: bool) -> (Clients, Arc<Mutex<Vec<String>>>) {
        let updates = Arc::new(Mutex::new(Vec::new()));
        let running = Mutex::new("old".to_owned());
        let seen = Arc::clone(&updates);
        let clients = clients(move |asked: Asked<'_>| {
            if asked.body.contains("Action=ListStackResources") {
                return (200, RESOURCES.to_owned());
            }
            let mut running = running.lock().unwrap();
            if asked.method == "PUT" {
                seen.lock().unwrap().push(asked.body.to_owned());
                *running = "new".to_owned();
            }
            let status = if takes { "Successful" } else { "Failed" };
            let state = format!(
                r#"{{"CodeSha256": "{running}", "LastUpdateStatus": "{status}", "LastUpdateStatusReason": "too large"}}"#
            );
            let whole = asked.method == "GET" && !asked.path.contains("configuration");
            let body = if whole {
                format!(r#"{{"Configuration": {state}}}"#)
            } else {
                state
            };
            (200, body)
        });
        (clients, updates)
    }

    #[tokio::test]
    async fn only_code_that_is_new_is_shipped() {
        let (clients, updates) = lambda(true);
        let shipped = clients
            .ship("chat", "bucket", &[code("Chat", "new")])
            .await
            .unwrap();
        assert_eq!(shipped[0].1.as_ref().unwrap(), &Shipped::Updated);
        let again = clients
            .ship("chat", "bucket", &[code("Chat", "new")])
            .await
            .unwrap();
        assert_eq!(again[0].1.as_ref().unwrap(), &Shipped::Same);
        let updates = updates.lock().unwrap();
        assert_eq!(updates.len(), 1);
        assert!(
            updates[0].contains(r#""S3Key":"assets/new.zip""#),
            "{}",
            updates[0]
        );
    }

    #[tokio::test]
    async fn a_function_that_does_not_take_its_code_over_says_why() {
        let (clients, _) = lambda(false);
        let shipped = clients
            .ship("chat", "bucket", &[code("Chat", "new")])
            .await
            .unwrap();
        let error = shipped[0].1.as_ref().unwrap_err().to_string();
        assert_eq!(
            error,
            "lambda:UpdateFunctionCode was refused: dev-chat: too large"
        );
    }

    #[tokio::test]
    async fn a_function_that_runs_other_code_than_its_stack_says_is_found() {
        let (clients, _) = lambda(true);
        let astray = |sha256: &str| vec![code("Chat", sha256)];
        assert_eq!(clients.astray("chat", &astray("new")).await.unwrap(), ["Chat"]);
        assert!(clients.astray("chat", &astray("old")).await.unwrap().is_empty());
        assert!(
            clients
                .astray("chat", &[code("Gone", "old")])
                .await
                .unwrap()
                .is_empty()
        );
    }
}
