//! The pages of the book, so that their examples are compiled and run as tests.

#[doc = include_str!("../../../docs/check.md")]
mod check {}

#[doc = include_str!("../../../docs/concepts.md")]
mod concepts {}

#[doc = include_str!("../../../docs/constructs/api.md")]
mod api {}

#[doc = include_str!("../../../docs/constructs/aspects.md")]
mod aspects {}

#[doc = include_str!("../../../docs/constructs/authorization.md")]
mod authorization {}

#[doc = include_str!("../../../docs/constructs/buckets.md")]
mod buckets {}

#[doc = include_str!("../../../docs/constructs/cognito.md")]
mod cognito {}

#[doc = include_str!("../../../docs/constructs/domains.md")]
mod domains {}

#[doc = include_str!("../../../docs/constructs/encryption-keys.md")]
mod encryption_keys {}

#[doc = include_str!("../../../docs/constructs/functions.md")]
mod functions {}

#[doc = include_str!("../../../docs/constructs/grants.md")]
mod grants {}

#[doc = include_str!("../../../docs/constructs/integrations.md")]
mod integrations {}

#[doc = include_str!("../../../docs/constructs/log-groups.md")]
mod log_groups {}

#[doc = include_str!("../../../docs/constructs/monitoring.md")]
mod monitoring {}

#[doc = include_str!("../../../docs/constructs/queues.md")]
mod queues {}

#[doc = include_str!("../../../docs/constructs/resources.md")]
mod resources {}

#[doc = include_str!("../../../docs/constructs/routes.md")]
mod routes {}

#[doc = include_str!("../../../docs/constructs/stacks.md")]
mod stacks {}

#[doc = include_str!("../../../docs/constructs/stages.md")]
mod stages {}

#[doc = include_str!("../../../docs/constructs/state-machines.md")]
mod state_machines {}

#[doc = include_str!("../../../docs/constructs/streams.md")]
mod streams {}

#[doc = include_str!("../../../docs/constructs/tables.md")]
mod tables {}

#[doc = include_str!("../../../docs/constructs/topics.md")]
mod topics {}

#[doc = include_str!("../../../docs/getting-started.md")]
mod getting_started {}

#[doc = include_str!("../../../docs/introduction.md")]
mod introduction {}

#[doc = include_str!("../../../docs/migrating/from-cdk.md")]
mod from_cdk {}

#[doc = include_str!("../../../docs/migrating/from-osls.md")]
mod from_osls {}

#[doc = include_str!("../../../docs/migrating/from-sam.md")]
mod from_sam {}

#[doc = include_str!("../../../README.md")]
mod readme {}
