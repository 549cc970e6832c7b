//! Functions that run other code than their stack names.

use ::deploy::{Kind, Stack, express::Code};
use diff::Difference;

use crate::{
    deploy::{approval, express, job::Job, journey::Session, shipment},
    report::Failure,
    ui,
};

impl Session<'_> {
    /// Brings back the code that the stack names, where functions were given other code past it.
    pub(crate) async fn set_right(&self, job: &Job<'_>, stack: &Stack) -> Result<(), Failure> {
        let codes = job.codes();
        if codes.is_empty() {
            return Ok(());
        }
        let astray = match job.clients.astray(&stack.name, &codes).await {
            Err(error) if matches!(error.kind(), Kind::Denied { .. }) => {
                let what = "whether functions run the code that the stack names is not known";
                self.live
                    .aside(|| ui::warning(format_args!("{}: {what}: {error}", stack.name)));
                return Ok(());
            }
            astray => astray?,
        };
        let Some(bucket) = stack
            .parameters
            .get(shipment::BUCKET)
            .filter(|_| !astray.is_empty())
        else {
            return Ok(());
        };
        let asks = !self.arguments.no_execute && approval::is_needed(self.arguments, &Difference::default());
        let _turn = self.turn(asks).await;
        self.live.aside(|| {
            ui::warning(format_args!(
                "{}: other code than the stack names runs in {}",
                stack.name,
                astray.join(", ")
            ));
        });
        if self.arguments.no_execute {
            return Ok(());
        }
        if asks {
            approval::approve(job.name()).await?;
        }
        let codes: Vec<Code> = codes
            .into_iter()
            .filter(|code| astray.contains(&code.resource))
            .collect();
        express::tell(&stack.name, job.clients.ship(&stack.name, bucket, &codes).await?)
    }
}
