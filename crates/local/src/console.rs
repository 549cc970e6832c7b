//! One readable line per event.

mod log_line;

use std::{fmt, time::Duration};

use cfn::Severity;

use crate::event::{Event, Outcome};

/// What an event means to a reader; the command line picks the colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// The way it should be.
    Good,
    /// Neither good nor bad, such as a function's own words.
    Plain,
    /// Worth a look.
    Warning,
    /// Something failed.
    Bad,
}

impl Event {
    /// What the event means to a reader.
    pub fn tone(&self) -> Tone {
        match self {
            Self::Connected { .. } | Self::Reloaded { .. } | Self::Built { .. } => Tone::Good,
            Self::Refused { status, .. } if *status >= 500 => Tone::Bad,
            Self::Management { status, .. } if *status >= 400 => Tone::Warning,
            Self::Refused { .. } => Tone::Warning,
            Self::Message { outcome, .. } | Self::Batch { outcome, .. } => outcome.tone(),
            Self::Disconnected { outcome, .. } => outcome.as_ref().map_or(Tone::Plain, Outcome::tone),
            Self::Management { .. } | Self::Log { .. } => Tone::Plain,
            Self::Notice(finding) => match finding.severity {
                Severity::Info => Tone::Plain,
                Severity::Warning => Tone::Warning,
                Severity::Error => Tone::Bad,
            },
        }
    }
}

impl Outcome {
    fn tone(&self) -> Tone {
        match self {
            Self::Done | Self::Replied(_) => Tone::Good,
            Self::Failed(_) => Tone::Bad,
        }
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connected {
                connection,
                stage,
                took,
            } => write!(f, "connect     {connection} stage {stage} ({})", Took(*took)),
            Self::Refused {
                path,
                status,
                reason,
                took,
            } => write!(f, "refuse      {path} {status}: {reason} ({})", Took(*took)),
            Self::Message {
                connection,
                route,
                bytes,
                outcome,
                took,
            } => {
                let route = route.as_deref().unwrap_or("no route");
                write!(
                    f,
                    "message     {connection} {route}, {bytes} B{outcome} ({})",
                    Took(*took)
                )
            }
            Self::Disconnected {
                connection,
                code,
                reason,
                outcome,
                lived,
            } => {
                write!(f, "disconnect  {connection} {code}")?;
                if !reason.is_empty() {
                    write!(f, " {reason}")?;
                }
                if let Some(outcome) = outcome {
                    write!(f, "{outcome}")?;
                }
                write!(f, ", lived {}", Took(*lived))
            }
            Self::Management {
                verb,
                connection,
                status,
                bytes,
            } => write!(f, "{:<11} {connection} {status}, {bytes} B", verb.to_lowercase()),
            Self::Log { function, line } => write!(f, "{function} | {}", log_line::readable(line)),
            Self::Batch {
                source,
                function,
                records,
                outcome,
                took,
            } => write!(
                f,
                "stream      {source} -> {function}, {records} records{outcome} ({})",
                Took(*took)
            ),
            Self::Built { function, took } => write!(f, "build       {function} ({})", Took(*took)),
            Self::Reloaded { took } => write!(f, "reload      done, connections stay open ({})", Took(*took)),
            Self::Notice(finding) => write!(f, "{finding}"),
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Done => Ok(()),
            Self::Replied(bytes) => write!(f, " -> {bytes} B"),
            Self::Failed(reason) => write!(f, ": {reason}"),
        }
    }
}

/// A duration in the unit that suits it.
struct Took(Duration);

impl fmt::Display for Took {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.as_secs_f64();
        if seconds < 0.001 {
            write!(f, "{:.0} µs", seconds * 1e6)
        } else if seconds < 1.0 {
            write!(f, "{:.1} ms", seconds * 1e3)
        } else {
            write!(f, "{seconds:.1} s")
        }
    }
}

#[cfg(test)]
mod tests {
    use cfn::Diagnostic;

    use super::*;

    #[test]
    fn a_message_reads_as_one_line_with_its_latency() {
        let event = Event::Message {
            connection: "Kx3Bq0hYtQAZLFk2Wg==".to_owned(),
            route: Some("chat".to_owned()),
            bytes: 38,
            outcome: Outcome::Replied(12),
            took: Duration::from_micros(850),
        };
        assert_eq!(
            event.to_string(),
            "message     Kx3Bq0hYtQAZLFk2Wg== chat, 38 B -> 12 B (850 µs)"
        );
        assert_eq!(event.tone(), Tone::Good);
    }

    #[test]
    fn a_refusal_of_the_gateway_is_worse_than_one_of_the_application() {
        let refused = |status| Event::Refused {
            path: "/dev".to_owned(),
            status,
            reason: "the authorizer raised Unauthorized".to_owned(),
            took: Duration::from_millis(12),
        };
        assert_eq!(refused(401).tone(), Tone::Warning);
        assert_eq!(refused(502).tone(), Tone::Bad);
        assert_eq!(
            refused(401).to_string(),
            "refuse      /dev 401: the authorizer raised Unauthorized (12.0 ms)"
        );
    }

    #[test]
    fn a_notice_keeps_its_hint() {
        let notice = Event::Notice(Diagnostic::error("GW999", "it is broken").hint("mend it"));
        assert_eq!(notice.to_string(), "error[GW999]: it is broken\n  hint: mend it");
    }
}
