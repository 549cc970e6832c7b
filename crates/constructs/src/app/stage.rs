//! The stages of an app: where its stacks go, and how much they are worth.

use cfn::{Diagnostic, Stack, StackEntry};

use crate::{Durability, aspects};

/// A stage of the app, such as `dev` or `prod`: the name of its stacks, and what holds for all of them.
///
/// All of it but the name is optional. Account and region are what `deploy` compares with the credentials that it is
/// given; a template says neither.
///
/// ```
/// use constructs::prelude::*;
/// let prod = AppStage::new("prod")
///     .account("111122223333")
///     .region("eu-central-1")
///     .termination_protection();
/// let mut app = App::new("chat");
/// let mut data = prod.stack("chat-data");
/// data.add("Jobs", Queue::new());
/// assert_eq!(data.name(), "chat-data-prod");
/// app.stack(&prod, data);
/// # app.synth()?;
/// # Ok::<(), AppError>(())
/// ```
#[derive(Clone, Debug)]
#[must_use]
pub struct AppStage {
    name: String,
    account: Option<String>,
    region: Option<String>,
    termination_protection: bool,
    durability: Option<Durability>,
}

impl AppStage {
    /// A stage that says no more than its name.
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            account: None,
            region: None,
            termination_protection: false,
            durability: None,
        }
    }

    /// The account that the stage belongs to: twelve digits.
    pub fn account(mut self, account: impl Into<String>) -> Self {
        self.account = Some(account.into());
        self
    }

    /// The region that the stage belongs to, such as `eu-central-1`.
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.region = Some(region.into());
        self
    }

    /// Lets CloudFormation refuse to delete the stage's stacks, until somebody says otherwise in the console.
    pub fn termination_protection(mut self) -> Self {
        self.termination_protection = true;
        self
    }

    /// How much the data of all its stacks is worth, whatever their constructs say: see [`aspects::durability`]. A
    /// protected stage has termination protection, too.
    pub fn durability(mut self, durability: Durability) -> Self {
        self.durability = Some(durability);
        self.termination_protection |= durability.protects();
        self
    }

    /// The stage's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// An empty stack named after the stage: `chat-data` is `chat-data-prod` in `prod`. [`App::stack`](crate::App::stack)
    /// takes it when it is built.
    pub fn stack(&self, name: &str) -> Stack {
        Stack::new(format!("{name}-{}", self.name))
    }

    /// Puts what holds for the stage into one of its stacks.
    pub(super) fn apply(&self, stack: &mut Stack) {
        if let Some(durability) = self.durability {
            stack.aspect(aspects::durability(durability));
        }
    }

    /// What the manifest says of each of its stacks.
    pub(super) fn entry(&self) -> StackEntry {
        StackEntry {
            stage: self.name.clone(),
            account: self.account.clone(),
            region: self.region.clone(),
            termination_protection: self.termination_protection,
            ..StackEntry::default()
        }
    }

    /// Whether stacks of these stages can import from each other: as far as they say where they belong.
    pub(super) fn reaches(&self, other: &Self) -> bool {
        let same = |one: &Option<String>, other: &Option<String>| match (one, other) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        same(&self.account, &other.account) && same(&self.region, &other.region)
    }

    /// An account or a region that is none.
    pub(super) fn findings(&self) -> Vec<Diagnostic> {
        let digits = |text: &str| text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
        let account = self.account.as_ref().filter(|account| !digits(account));
        let account = account.map(|account| format!("`{account}` is no account: it has twelve digits"));
        let region = self.region.as_ref().filter(|region| !is_region(region));
        let region =
            region.map(|region| format!("`{region}` is no region: one is named like `eu-central-1`"));
        let stage = &self.name;
        account
            .into_iter()
            .chain(region)
            .map(|message| {
                Diagnostic::error("GW173", message).hint(format!("correct it in the stage `{stage}`"))
            })
            .collect()
    }
}

/// Three or more words of small letters, and a digit at the end.
fn is_region(text: &str) -> bool {
    let words: Vec<&str> = text.split('-').collect();
    let [places @ .., number] = words.as_slice() else {
        return false;
    };
    let word = |word: &&str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    places.len() >= 2 && places.iter().all(word) && digits
}

impl From<&str> for AppStage {
    fn from(name: &str) -> Self {
        Self::new(name)
    }
}

impl From<String> for AppStage {
    fn from(name: String) -> Self {
        Self::new(name)
    }
}

impl From<&AppStage> for AppStage {
    fn from(stage: &AppStage) -> Self {
        stage.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::{AppStage, is_region};

    #[test]
    fn a_region_is_told_from_other_words() {
        for good in ["eu-central-1", "us-gov-west-1", "ap-southeast-12"] {
            assert!(is_region(good), "{good}");
        }
        for bad in [
            "",
            "eu",
            "eu-central",
            "EU-central-1",
            "eu-1",
            "eu--1",
            "eu-central-a",
        ] {
            assert!(!is_region(bad), "{bad}");
        }
    }

    #[test]
    fn what_is_not_said_is_no_border() {
        let stage = |region| AppStage::new("prod").account("111122223333").region(region);
        assert!(AppStage::new("dev").reaches(&stage("eu-central-1")));
        assert!(stage("eu-central-1").reaches(&stage("eu-central-1")));
        assert!(!stage("eu-central-1").reaches(&stage("us-east-1")));
        assert!(!stage("eu-central-1").reaches(&stage("eu-central-1").account("444455556666")));
    }

    #[test]
    fn an_account_and_a_region_that_are_none_are_found_at_once() {
        let findings = AppStage::new("dev")
            .account("1234")
            .region("Frankfurt")
            .findings();
        assert_eq!(findings.len(), 2);
        assert!(findings.iter().all(|finding| finding.code == "GW173"));
    }
}
