//! Who a statement is about, and who asks.

use crate::Matching;

/// Somebody, as a statement names them and as a request comes from them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Principal {
    /// `*`: everybody, whoever they are.
    Everyone,
    /// `AWS`: an account, role, user or session, by its ARN, or by the account's twelve digits; `*` for everybody.
    Aws(String),
    /// `Service`: a service, such as `apigateway.amazonaws.com`.
    Service(String),
    /// `Federated`: an identity provider.
    Federated(String),
    /// `CanonicalUser`: an account by the id that S3 has for it.
    CanonicalUser(String),
}

/// Who a statement is about: `Principal` or `NotPrincipal`.
pub type Principals = Matching<Principal>;

impl Principal {
    /// An account, role, user or session.
    pub fn aws(name: impl Into<String>) -> Self {
        Self::Aws(name.into())
    }

    /// A service.
    pub fn service(name: impl Into<String>) -> Self {
        Self::Service(name.into())
    }

    pub(crate) fn of_kind(kind: &str, name: &str) -> Option<Self> {
        let name = name.to_owned();
        Some(match kind {
            "AWS" => Self::Aws(name),
            "Service" => Self::Service(name),
            "Federated" => Self::Federated(name),
            "CanonicalUser" => Self::CanonicalUser(name),
            _ => return None,
        })
    }

    /// Whether a statement that names this one is about that one. Naming an account is naming all who are in it.
    pub fn includes(&self, who: &Self) -> bool {
        match (self, who) {
            (Self::Everyone, _) => true,
            (Self::Aws(name), Self::Aws(who)) => {
                name == "*" || name == who || account_of(name).is_some_and(|account| in_account(who, account))
            }
            (named, who) => named == who,
        }
    }
}

impl Principals {
    /// Whether the statement is about this principal. About nobody known are only those that are about everybody.
    pub fn include(&self, who: Option<&Principal>) -> bool {
        self.takes(|named| match who {
            Some(who) => named.includes(who),
            None => matches!(named, Principal::Everyone) || *named == Principal::Aws("*".to_owned()),
        })
    }
}

/// The account that a name stands for as a whole: its digits, or the ARN of its root.
fn account_of(name: &str) -> Option<&str> {
    let is_account = |text: &str| text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_account(name) {
        return Some(name);
    }
    let mut parts = name.strip_suffix(":root")?.rsplit(':');
    parts.next().filter(|account| is_account(account))
}

/// The accounts that a name has to do with: the one that it stands for, and the one that it is in.
pub(crate) fn accounts_in(name: &str) -> impl Iterator<Item = &str> {
    account_of(name)
        .into_iter()
        .chain(name.split(':').nth(4))
        .filter(|account| !account.is_empty())
}

fn in_account(who: &str, account: &str) -> bool {
    who == account || who.split(':').nth(4) == Some(account)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_account_stands_for_all_who_are_in_it() {
        let role = Principal::aws("arn:aws:iam::111122223333:role/connect");
        for (named, includes) in [
            ("111122223333", true),
            ("arn:aws:iam::111122223333:root", true),
            ("arn:aws:iam::111122223333:role/connect", true),
            ("*", true),
            ("arn:aws:iam::111122223333:role/*", false),
            ("444455556666", false),
        ] {
            assert_eq!(Principal::aws(named).includes(&role), includes, "{named}");
        }
    }

    #[test]
    fn kinds_do_not_mix_and_everyone_is_everyone() {
        let service = Principal::service("apigateway.amazonaws.com");
        assert!(Principal::Everyone.includes(&service) && service.includes(&service));
        assert!(!Principal::aws("*").includes(&service));
    }

    #[test]
    fn nobody_known_is_one_of_everybody() {
        let everybody = Matching::Any(vec![Principal::Everyone]);
        let others = Matching::NoneOf(vec![Principal::aws("111122223333")]);
        assert!(everybody.include(None));
        assert!(others.include(Some(&Principal::aws("444455556666"))));
        assert!(!others.include(Some(&Principal::aws("arn:aws:iam::111122223333:user/ann"))));
    }
}
