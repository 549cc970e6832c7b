//! Limits and logs, of a stage or of one route.

use aws::apigatewayv2::{LoggingLevel, RouteSettings};

use super::{AccountLoggingRef, Throttle};

/// What stage and routes can both say.
#[derive(Clone, Debug, Default)]
pub(crate) struct RouteOptions {
    pub(crate) throttle: Option<Throttle>,
    pub(crate) execution_log: Option<(LoggingLevel, AccountLoggingRef)>,
    pub(crate) detailed_metrics: bool,
    pub(crate) data_trace: bool,
}

impl RouteOptions {
    /// Whether anything is said at all.
    pub(crate) fn is_default(&self) -> bool {
        self.throttle.is_none() && self.execution_log.is_none() && !self.detailed_metrics && !self.data_trace
    }

    /// Whether there is an execution log.
    pub(crate) fn is_logged(&self) -> bool {
        self.execution_log
            .as_ref()
            .is_some_and(|(level, _)| *level != LoggingLevel::Off)
    }

    /// A route's options, with the stage's where the route has none: a route's settings replace the stage's as a whole.
    pub(crate) fn over(&self, stage: &Self) -> Self {
        Self {
            throttle: self.throttle.or(stage.throttle),
            execution_log: self.execution_log.clone().or_else(|| stage.execution_log.clone()),
            detailed_metrics: self.detailed_metrics || stage.detailed_metrics,
            data_trace: self.data_trace || stage.data_trace,
        }
    }

    /// The property. Everything but the limits is said even where it is off: what is only left out stays as it was.
    pub(crate) fn to_property(&self) -> RouteSettings {
        let level = self
            .execution_log
            .as_ref()
            .map_or(LoggingLevel::Off, |(level, _)| *level);
        let settings = RouteSettings::new()
            .data_trace_enabled(self.data_trace)
            .detailed_metrics_enabled(self.detailed_metrics)
            .logging_level(level);
        match self.throttle {
            Some(throttle) => throttle.apply(settings),
            None => settings,
        }
    }
}
