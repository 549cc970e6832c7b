//! Which region is meant where nobody says it: the environment's, the profile's, that of the machine on EC2.

use aws_config::{
    Region, environment::region::EnvironmentVariableRegionProvider, imds::region::ImdsRegionProvider,
    meta::region::RegionProviderChain, profile::ProfileFileRegionProvider, provider_config::ProviderConfig,
};
use aws_smithy_runtime_api::client::http::SharedHttpClient;

/// The SDK's chain of regions. Its own panics without the SDK's default transport, which brings a C library.
pub(super) async fn find(profile: Option<&str>, http: SharedHttpClient) -> Option<Region> {
    let config = ProviderConfig::without_region().with_http_client(http);
    let file = ProfileFileRegionProvider::builder().configure(&config);
    let file = match profile {
        Some(name) => file.profile_name(name),
        None => file,
    };
    let machine = ImdsRegionProvider::builder().configure(&config).build();
    let chain = RegionProviderChain::first_try(EnvironmentVariableRegionProvider::new())
        .or_else(file.build())
        .or_else(machine);
    chain.region().await
}
