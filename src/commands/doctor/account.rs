//! The account: credentials, region, bucket, the role for logs, quotas.

use ::deploy::{
    Clients, Error, Kind, Target,
    account::Quota,
    bootstrap::{Unusable, VERSION},
};

use super::Line;
use crate::cli::Account;

const CREDENTIALS: &str = "credentials";
const BOOTSTRAP: &str = "bootstrap";
const LOGGING: &str = "logging role";
const QUOTA: &str = "quota";

pub(super) async fn examine(account: &Account) -> Vec<Line> {
    let target = Target {
        profile: account.aws_profile.clone(),
        region: account.region.clone(),
    };
    let found = match Clients::connect(&target).await {
        Ok(clients) => clients.identity().await.map(|identity| (clients, identity)),
        Err(error) => Err(error),
    };
    let (clients, identity) = match found {
        Ok(found) => found,
        Err(error) => return without(&error),
    };
    let mut lines = vec![
        Line::ok(
            CREDENTIALS,
            format!("account {}, {}", identity.account, identity.arn),
        ),
        Line::ok("region", clients.region()),
    ];
    lines.push(bootstrap(&clients, &identity.account).await);
    lines.push(logging(&clients).await);
    match clients.service_quotas().await {
        Ok(quotas) => lines.extend(quotas.iter().map(quota)),
        Err(error) => lines.push(not_looked_at(QUOTA, &error)),
    }
    lines
}

/// Nobody has to have an account; credentials that do not work are somebody's problem.
fn without(error: &Error) -> Vec<Line> {
    let line = match error.kind() {
        Kind::NoCredentials | Kind::NoRegion => Line::skipped(CREDENTIALS, error.to_string()),
        _ => Line::failed(CREDENTIALS, error.to_string()),
    };
    let first = line.hint(error.hint());
    let others = [BOOTSTRAP, LOGGING, QUOTA].map(|check| Line::skipped(check, "no credentials"));
    std::iter::once(first).chain(others).collect()
}

async fn bootstrap(clients: &Clients, account: &str) -> Line {
    match clients.store(account).await {
        Ok(store) if store.is_outdated() => {
            let found = format!("version {}, this program makes {VERSION}", store.version);
            Line::note(BOOTSTRAP, found).hint(Some("`gatewright bootstrap` updates it".to_owned()))
        }
        Ok(store) => Line::ok(
            BOOTSTRAP,
            format!("version {}, bucket {}", store.version, store.bucket),
        ),
        Err(Unusable::Service(error)) => not_looked_at(BOOTSTRAP, &error),
        Err(unusable) => Line::failed(BOOTSTRAP, unusable.to_string()).hint(unusable.hint()),
    }
}

async fn logging(clients: &Clients) -> Line {
    match clients.gateway_account().await {
        Ok(account) => match account.logging_role {
            Some(role) => Line::ok(LOGGING, role),
            None => Line::note(
                LOGGING,
                "API Gateway has none here: a stage that logs cannot be made",
            )
            .hint(Some(
                "`AccountLogging::created()` in one stack of the region makes it".to_owned(),
            )),
        },
        Err(error) => not_looked_at(LOGGING, &error),
    }
}

fn quota(quota: &Quota) -> Line {
    let Quota {
        name, value, code, ..
    } = quota;
    if quota.is_read {
        Line::ok(QUOTA, format!("{value} {name} ({code})"))
    } else {
        Line::skipped(
            QUOTA,
            format!("{value} {name} ({code}) is the default; what applies here was not told"),
        )
    }
}

fn not_looked_at(check: &'static str, error: &Error) -> Line {
    Line::skipped(check, error.to_string()).hint(error.hint())
}

#[cfg(test)]
mod tests {
    use super::{super::State, *};

    fn states(kind: Kind) -> Vec<State> {
        let lines = without(&Error::new(kind, "sts:GetCallerIdentity"));
        lines.into_iter().map(|line| line.state).collect()
    }

    #[test]
    fn who_has_no_account_is_well_and_who_cannot_reach_it_is_not() {
        assert_eq!(states(Kind::NoCredentials), [State::Skipped; 4]);
        assert_eq!(states(Kind::NoRegion), [State::Skipped; 4]);
        assert_eq!(states(Kind::ExpiredCredentials)[0], State::Failed);
        assert_eq!(states(Kind::Unreachable)[..2], [State::Failed, State::Skipped]);
    }
}
