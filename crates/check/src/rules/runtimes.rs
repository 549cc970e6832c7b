//! Runtimes that AWS no longer looks after.

use cfn::Severity;

use crate::{Finding, Found, Model};

/// A runtime, the day of its deprecation, and whether Lambda already refuses to make functions of it.
struct Runtime(&'static str, &'static str, bool);

/// "Lambda runtimes" of the Lambda developer guide, as of November 2026. AWS has moved the days of refusal before; those
/// of deprecation stay.
const DEPRECATED: [Runtime; 30] = [
    Runtime("dotnet6", "2024-12-20", false),
    Runtime("dotnet8", "2026-11-10", false),
    Runtime("dotnetcore1.0", "2019-06-27", true),
    Runtime("dotnetcore2.0", "2019-05-30", true),
    Runtime("dotnetcore2.1", "2022-01-05", true),
    Runtime("dotnetcore3.1", "2023-04-03", true),
    Runtime("go1.x", "2024-01-08", true),
    Runtime("java8", "2024-01-08", true),
    Runtime("nodejs", "2016-10-31", true),
    Runtime("nodejs10.x", "2021-07-30", true),
    Runtime("nodejs12.x", "2023-03-31", true),
    Runtime("nodejs14.x", "2023-12-04", true),
    Runtime("nodejs16.x", "2024-06-12", false),
    Runtime("nodejs18.x", "2025-09-01", false),
    Runtime("nodejs20.x", "2026-04-30", false),
    Runtime("nodejs4.3", "2020-03-05", true),
    Runtime("nodejs4.3-edge", "2020-03-05", true),
    Runtime("nodejs6.10", "2019-08-12", true),
    Runtime("nodejs8.10", "2020-03-06", true),
    Runtime("provided", "2024-01-08", true),
    Runtime("provided.al2", "2026-07-31", false),
    Runtime("python2.7", "2021-07-15", true),
    Runtime("python3.10", "2026-10-31", false),
    Runtime("python3.6", "2022-07-18", true),
    Runtime("python3.7", "2023-12-04", true),
    Runtime("python3.8", "2024-10-14", false),
    Runtime("python3.9", "2025-12-15", false),
    Runtime("ruby2.5", "2021-07-30", true),
    Runtime("ruby2.7", "2023-12-07", true),
    Runtime("ruby3.2", "2026-03-31", false),
];

/// What stands for each language today.
const TODAY: [(&str, &str); 7] = [
    ("dotnet", "dotnet10"),
    ("go", "provided.al2023"),
    ("java", "java25"),
    ("nodejs", "nodejs24.x"),
    ("provided", "provided.al2023"),
    ("python", "python3.14"),
    ("ruby", "ruby3.4"),
];

pub(super) fn deprecated(model: &Model<'_>, found: &mut Found) {
    for function in &model.functions {
        let runtime = function.resource.known("Runtime").unwrap_or_default();
        let Some(Runtime(name, day, is_refused)) = DEPRECATED.iter().find(|known| known.0 == runtime) else {
            continue;
        };
        let message = if *is_refused {
            format!("Lambda refuses to make the function: `{name}` was deprecated on {day}")
        } else {
            format!(
                "the function runs without security updates: `{name}` was deprecated on {day}, and will be refused"
            )
        };
        let mut finding = Finding::new(function.resource, message).property("Runtime");
        if *is_refused {
            finding = finding.severity(Severity::Error);
        }
        let today = TODAY.iter().find(|(language, _)| name.starts_with(language));
        found.add(match today {
            Some((_, today)) => finding.hint(format!("move to `{today}`")),
            None => finding,
        });
    }
}
