//! `gatewright import`: takes resources of the account into a stack.

use ::deploy::{
    Situation, Stack, change_set,
    transfer::{self, TransferError},
};
use cfn::{Template, Tree};

use crate::{
    assembly::{Assembly, select},
    cli::{Build, Import},
    deploy::{self, Steps},
    project::Project,
    report::Failure,
    ui,
};

/// Why nothing is imported.
#[derive(Debug, thiserror::Error)]
enum ImportError {
    #[error("{stack} is {status}: nothing can be imported into it now")]
    State { stack: String, status: String },
    #[error("the deployed template of {0} cannot be read")]
    Template(String, #[source] cfn::read::ReadError),
    #[error("there is nothing to import")]
    Nothing,
}

impl From<TransferError> for Failure {
    fn from(error: TransferError) -> Self {
        let hint = match &error {
            TransferError::Unknown(_) => {
                Some("declare it in the program first: the import takes its properties")
            }
            TransferError::DoesNotFit { .. } => Some(
                "what a template refers to must come or stay with it: name those resources, too, or change the program",
            ),
            TransferError::Identifier { .. } => Some(
                "several values are written with `|` between them, in this order: 'RESOURCE=FIRST|SECOND'",
            ),
            _ => None,
        };
        let failure = Self::new(error);
        match hint {
            Some(hint) => failure.hint(hint),
            None => failure,
        }
    }
}

pub(super) fn run(build: &Build, arguments: &Import) -> Result<(), Failure> {
    let project = Project::open(build)?;
    let assembly = Assembly::synthesize(&project)?;
    let place = &arguments.place;
    let entry = select(
        assembly.manifest(),
        Some(&arguments.stack),
        place.stage.as_deref(),
        &project.stage,
    )?
    .stack;
    let program = assembly.template(entry)?;
    assembly.release();
    deploy::wait(async {
        let clients = deploy::connect(&place.account, entry).await?;
        let stack = clients.stack(&entry.name).await?;
        // What waits for its first change set has no resources and no template yet.
        let stack = stack.filter(|stack| stack.situation() != Situation::Review);
        let deployed = match &stack {
            Some(stack) => {
                ready(stack)?;
                let text = clients.template(&stack.id).await?.unwrap_or_default();
                let read = Template::read(&entry.name, &text);
                read.map_err(|error| Failure::new(ImportError::Template(entry.name.clone(), error)))?
            }
            None => Template::from_tree(&entry.name, Tree::map()),
        };
        let ids: Vec<String> = arguments.resources.iter().map(|(id, _)| id.clone()).collect();
        let template = transfer::with(&deployed, &program, &ids)?;
        let steps = Steps::new(entry, &clients, stack.as_ref(), place.yes);
        let identifiers = clients.identifiers(&steps.body(&template).await?).await?;
        let imports = arguments
            .resources
            .iter()
            .map(|(id, name)| transfer::import(&template, &identifiers, id, name))
            .collect::<Result<Vec<_>, TransferError>>()?;
        let change_set = steps.make(change_set::Kind::Import(imports), &template).await?;
        let change_set = change_set.ok_or_else(|| Failure::new(ImportError::Nothing))?;
        steps.take("what is imported", &change_set).await?;
        let (program, name) = (ui::program(), &entry.name);
        ui::hint(format_args!(
            "`{program} drift {name}` shows where they differ from the program; `{program} deploy {name}` brings the rest"
        ));
        Ok(())
    })
}

fn ready(stack: &Stack) -> Result<(), Failure> {
    if stack.situation() == Situation::Ready {
        return Ok(());
    }
    let (name, status) = (stack.name.clone(), stack.status.as_str().to_owned());
    Err(Failure::new(ImportError::State { stack: name, status }))
}
