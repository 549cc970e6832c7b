//! Small stacks, one per file, each read in two minutes and tested as yours may be.
//!
//! `gatewright synth --app examples:synth echo` prints the template of one, and `docs/examples.md` lists them all. Functions name
//! binaries of a package `handlers`, which is yours to write: an example shows what is deployed. `echo` is complete.

mod api_keys;
mod chat;
mod commands;
mod cross_stack;
mod custom_domain;
mod dashboard_events;
mod dashboard_kinesis;
mod device_fleet;
mod echo;
mod edge;
mod http_backend;
mod many_routes;
mod monitoring;
mod order_tracker;
mod presence;
mod users;

use constructs::{App, AppError, AppStage, prelude::Stack};

/// The stage that all examples belong to.
const STAGE: &str = "dev";

/// The stacks of an example, with their stages.
type Stacks = Result<Vec<(AppStage, Stack)>, AppError>;

/// The name of the file, and its stacks.
type Example = (&'static str, fn() -> Stacks);

const ALL: [Example; 16] = [
    ("echo", || Ok(dev([echo::stack()]))),
    ("chat", || Ok(dev([chat::stack()]))),
    ("presence", || Ok(dev([presence::stack()]))),
    ("commands", || Ok(dev([commands::stack()]))),
    ("order_tracker", || Ok(dev([order_tracker::stack()]))),
    ("dashboard_events", || Ok(dev([dashboard_events::stack()]))),
    ("dashboard_kinesis", || Ok(dev([dashboard_kinesis::stack()]))),
    ("http_backend", || Ok(dev([http_backend::stack()]))),
    ("users", || Ok(dev([users::stack()]))),
    ("device_fleet", || Ok(dev([device_fleet::stack()]))),
    ("api_keys", || Ok(dev([api_keys::stack()]))),
    ("custom_domain", || Ok(dev([custom_domain::stack()]))),
    ("edge", || {
        Ok(vec![(AppStage::new(STAGE).region(edge::REGION), edge::stack())])
    }),
    ("monitoring", || Ok(dev([monitoring::stack()]))),
    ("many_routes", || Ok(dev([many_routes::stack()?]))),
    ("cross_stack", || Ok(dev(cross_stack::stacks()))),
];

fn dev<const STACKS: usize>(stacks: [Stack; STACKS]) -> Vec<(AppStage, Stack)> {
    stacks.map(|stack| (STAGE.into(), stack)).into()
}

/// The program: all examples.
pub fn app() -> Result<App, AppError> {
    program(&ALL)
}

fn program(examples: &[Example]) -> Result<App, AppError> {
    let mut app = App::new("examples");
    for (_, stacks) in examples {
        for (stage, stack) in stacks()? {
            app.stack(stage, stack);
        }
    }
    Ok(app)
}

#[cfg(test)]
mod tests;
