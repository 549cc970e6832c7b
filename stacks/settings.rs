//! How the stages differ. Whatever is not here is the same in all of them.

use constructs::prelude::*;
use protocol::env::AuthMode;

/// The settings of one stage.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The stage's name: in the stack's name, in addresses and in permissions.
    pub stage: &'static str,
    /// Who may connect.
    pub auth: AuthMode,
    /// The limit of all routes; the account's where there is none.
    pub throttle: Option<Throttle>,
    /// What the gateway logs and measures.
    pub logging: Logging,
    /// How long logs are kept.
    pub retention: Retention,
    /// How much the data is worth.
    pub durability: Durability,
    /// How tables are paid for.
    pub billing: Billing,
}

/// What the gateway logs and measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Logging {
    /// Nothing, so that a stack needs nothing from its account.
    Off,
    /// How requests go, one line per event, and metrics per route.
    Full(LoggingLevel),
}

impl Settings {
    /// For developers: runs locally, and can be thrown away.
    pub const DEV: Self = Self {
        stage: "dev",
        auth: AuthMode::Guest,
        throttle: None,
        logging: Logging::Off,
        retention: Retention::Days3,
        durability: Durability::Disposable,
        billing: Billing::OnDemand,
    };

    /// Like production, in what it does and in what it shows; its data can be thrown away, and a loop has a ceiling.
    pub const STAGING: Self = Self {
        stage: "staging",
        auth: AuthMode::Closed,
        throttle: Some(Throttle::per_second::<1000>().burst::<500>()),
        logging: Logging::Full(LoggingLevel::Info),
        retention: Retention::Days14,
        durability: Durability::Disposable,
        billing: Billing::OnDemandUpTo(Throughput::per_second::<4000, 4000>()),
    };

    /// Where real people talk.
    ///
    /// The limit is half of what an account has (10,000 per second, 5,000 at once): the other half is for posts to
    /// connections, which count there too.
    pub const PROD: Self = Self {
        stage: "prod",
        auth: AuthMode::Closed,
        throttle: Some(Throttle::per_second::<5000>().burst::<2500>()),
        logging: Logging::Full(LoggingLevel::Error),
        retention: Retention::Days90,
        durability: Durability::Protected,
        billing: Billing::OnDemand,
    };

    /// All stages.
    pub const ALL: [Self; 3] = [Self::DEV, Self::STAGING, Self::PROD];
}
