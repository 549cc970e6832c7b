//! `AWS::ApiGateway`: what WebSocket APIs need of the older service.

mod account;
mod api_key;
mod network;
mod usage_plan;

pub use account::Account;
pub use api_key::{ApiKey, StageKey};
pub use network::{ClientCertificate, VpcLink};
pub use usage_plan::{
    ApiStage, KeyType, QuotaPeriod, QuotaSettings, ThrottleSettings, UsagePlan, UsagePlanKey,
};
