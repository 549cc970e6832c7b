//! Profiles: the one that is named must be there, and its credentials are the ones that are used.

use std::borrow::Cow;

use aws_config::{
    Region,
    profile::{ProfileFileCredentialsProvider, load},
    provider_config::ProviderConfig,
};
use aws_runtime::env_config::file::EnvConfigFiles;
use aws_smithy_runtime_api::client::http::SharedHttpClient;
use aws_types::os_shim_internal::{Env, Fs};

use crate::error::{Error, Kind, last_cause};

/// Refuses a profile that no file has: the SDK goes on with other credentials.
///
/// A profile that `AWS_PROFILE` names is not looked at where variables have credentials, as with the SDK.
pub(super) async fn check(fs: &Fs, env: &Env, named: Option<&str>) -> Result<(), Error> {
    let meant = |variable| env.get(variable).is_ok_and(|value| !value.is_empty());
    if named.is_none() && (!meant("AWS_PROFILE") || meant("AWS_ACCESS_KEY_ID")) {
        return Ok(());
    }
    let operation = "read the profiles";
    let chosen = named.map(|name| Cow::Owned(name.to_owned()));
    let profiles = load(fs, env, &EnvConfigFiles::default(), chosen)
        .await
        .map_err(|error| {
            let said = last_cause(&error).unwrap_or_default();
            Error::new(Kind::BadProfile, operation).saying(said)
        })?;
    let profile = profiles.selected_profile();
    if profiles.get_profile(profile).is_some() {
        return Ok(());
    }
    let mut known: Vec<String> = profiles.profiles().map(str::to_owned).collect();
    known.sort();
    let profile = profile.to_owned();
    Err(Error::new(Kind::UnknownProfile { profile, known }, operation))
}

/// The credentials of a profile that was named: variables of another account do not go before it.
pub(super) fn credentials(
    profile: &str,
    region: Region,
    http: SharedHttpClient,
) -> ProfileFileCredentialsProvider {
    let config = ProviderConfig::without_region()
        .with_region(Some(region))
        .with_http_client(http);
    ProfileFileCredentialsProvider::builder()
        .configure(&config)
        .profile_name(profile)
        .build()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "[default]\nregion = eu-west-1\n[profile work]\nregion = eu-west-1\n[profile home]\nregion = eu-north-1\n";

    async fn checked(named: Option<&str>, variables: &[(&str, &str)], file: &str) -> Result<(), Error> {
        let fs = Fs::from_slice(&[("/home/.aws/config", file)]);
        let mut variables = variables.to_vec();
        variables.push(("HOME", "/home"));
        check(&fs, &Env::from_slice(&variables), named).await
    }

    #[tokio::test]
    async fn a_profile_that_does_not_exist_names_those_that_do() {
        checked(Some("work"), &[], FILE).await.unwrap();
        let error = checked(Some("wrok"), &[], FILE).await.unwrap_err();
        assert_eq!(error.to_string(), "there is no AWS profile \"wrok\"");
        assert_eq!(error.hint().unwrap(), "the profiles are default, home, work");
        let error = checked(Some("work"), &[], "").await.unwrap_err();
        assert!(error.hint().unwrap().contains("aws configure"));
    }

    #[tokio::test]
    async fn a_profile_of_the_environment_counts_unless_variables_have_credentials() {
        let nope = ("AWS_PROFILE", "nope");
        let error = checked(None, &[nope], FILE).await.unwrap_err();
        assert!(matches!(error.kind(), Kind::UnknownProfile { profile, .. } if profile == "nope"));
        checked(None, &[nope, ("AWS_ACCESS_KEY_ID", "x")], FILE)
            .await
            .unwrap();
        checked(None, &[], FILE).await.unwrap();
        let error = checked(Some("gone"), &[("AWS_ACCESS_KEY_ID", "x")], FILE)
            .await
            .unwrap_err();
        assert!(matches!(error.kind(), Kind::UnknownProfile { .. }));
    }

    #[tokio::test]
    async fn a_file_that_cannot_be_read_says_where() {
        let error = checked(Some("work"), &[], "[profile work\nregion")
            .await
            .unwrap_err();
        assert_eq!(*error.kind(), Kind::BadProfile);
        assert!(error.to_string().contains("config"), "{error}");
    }
}
