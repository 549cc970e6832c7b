//! What would stop a deployment, or should, found before anything is sent: all of it at once.
//!
//! | room | holds |
//! |---|---|
//! | [`finding`] | what was found, how bad it is, what to do |
//! | `names` | names that two stacks want |
//! | `gateway` | stages that log, and their throttles |

pub mod finding;
mod gateway;
mod names;

use cfn::{StackEntry, Template};
use futures_util::future::join;

use crate::{
    bootstrap::{Store, Unusable},
    client::{Clients, Identity},
    error::Error,
    upload,
};

pub use finding::Finding;

/// A stack that is about to be deployed.
#[derive(Clone, Copy, Debug)]
pub struct Planned<'a> {
    /// What the assembly says of it.
    pub entry: &'a StackEntry,
    /// Its template.
    pub template: &'a Template,
    /// The template as it is sent.
    pub text: &'a str,
}

/// What is known before a deployment.
#[derive(Debug)]
pub struct Preflight {
    /// Who deploys.
    pub identity: Identity,
    /// The bucket; none where no stack needs it, or where a finding says why.
    pub store: Option<Store>,
    /// What was found, the worst first.
    pub findings: Vec<Finding>,
}

impl Planned<'_> {
    fn needs_store(&self) -> bool {
        !self.entry.assets.is_empty() || upload::is_large(self.text)
    }
}

impl Clients {
    /// Looks at everything that can be known before the stacks of one region are deployed.
    ///
    /// An error says that the credentials do not work at all; what they may not read becomes a finding.
    pub async fn preflight(&self, stacks: &[Planned<'_>]) -> Result<Preflight, Error> {
        let identity = self.identity().await?;
        let mut findings = Vec::new();
        for planned in stacks {
            findings.extend(self.places(planned, &identity));
            if let Err(error) = upload::fits(&planned.entry.name, planned.text) {
                findings.push(Finding::Template(error));
            }
        }
        findings.extend(names::wanted_twice(stacks, self.region(), &identity.account));
        let (store, of_gateway) = join(
            self.store_for(stacks, &identity.account),
            self.gateway_findings(stacks),
        )
        .await;
        let store = match store {
            Ok(store) => store,
            Err(unusable) => {
                findings.push(Finding::Store(unusable));
                None
            }
        };
        if let Some(store) = store.as_ref().filter(|store| store.is_outdated()) {
            findings.push(Finding::OutdatedStore { found: store.version });
        }
        findings.extend(of_gateway);
        findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity()));
        Ok(Preflight {
            identity,
            store,
            findings,
        })
    }

    /// Whether we are where the stack belongs.
    fn places(&self, planned: &Planned<'_>, identity: &Identity) -> Vec<Finding> {
        let StackEntry {
            name,
            account,
            region,
            ..
        } = planned.entry;
        let account = account.as_ref().filter(|account| **account != identity.account);
        let region = region.as_ref().filter(|region| *region != self.region());
        let account = account.map(|declared| Finding::OtherAccount {
            stack: name.clone(),
            declared: declared.clone(),
            found: identity.account.clone(),
        });
        let region = region.map(|declared| Finding::OtherRegion {
            stack: name.clone(),
            declared: declared.clone(),
            asked: self.region().to_owned(),
        });
        account.into_iter().chain(region).collect()
    }

    async fn store_for(&self, stacks: &[Planned<'_>], account: &str) -> Result<Option<Store>, Unusable> {
        if stacks.iter().any(Planned::needs_store) {
            self.store(account).await.map(Some)
        } else {
            Ok(None)
        }
    }
}

#[cfg(test)]
mod tests;
