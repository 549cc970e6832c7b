//! Dashboards: graphs side by side.

use aws::cloudwatch;
use cfn::{Construct, Emit, Handle, Pseudo, Scope, Tree, Value, json_text};

use super::{AlarmRef, Metric};

/// A dashboard: rows of graphs, each as wide as its row has room.
///
/// Its name is `{stack}-{id}`, because CloudFormation would make one up that nobody finds.
///
/// ```
/// use constructs::prelude::*;
/// # fn dashboard(stack: &mut Stack, worker: &FunctionRef) {
/// stack.add(
///     "Overview",
///     Dashboard::new().row([
///         ("Invocations", vec![worker.metric("Invocations")]),
///         ("Errors", vec![worker.metric("Errors"), worker.metric("Throttles")]),
///     ]),
/// );
/// # }
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Dashboard {
    widgets: Vec<Tree>,
    /// Where the next row begins.
    height: i64,
}

/// A dashboard of the stack.
#[derive(Clone, Debug)]
pub struct DashboardRef {
    handle: Handle<cloudwatch::Dashboard>,
}

/// The columns of CloudWatch's grid.
const WIDTH: i64 = 24;

/// How high a graph is, in cells of the grid.
const GRAPH: i64 = 6;

/// How high the list of alarms is.
const ALARMS: i64 = 3;

impl Dashboard {
    /// An empty one.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds graphs below the others, side by side: at most four are readable, more go to rows of their own. Each has a
    /// title and its lines.
    pub fn row<T: Into<String>>(mut self, graphs: impl IntoIterator<Item = (T, Vec<Metric>)>) -> Self {
        let graphs: Vec<(String, Vec<Metric>)> = graphs
            .into_iter()
            .map(|(title, lines)| (title.into(), lines))
            .collect();
        for graphs in graphs.chunks(4) {
            let width = WIDTH / i64::try_from(graphs.len()).unwrap_or(WIDTH).max(1);
            let mut column = 0;
            for (title, metrics) in graphs {
                let lines: Vec<Tree> = metrics.iter().map(Metric::line).collect();
                let properties = [
                    ("title", Tree::from(title.as_str())),
                    ("view", "timeSeries".into()),
                    ("region", region()),
                    ("metrics", lines.into()),
                ];
                self.widget("metric", column, width, GRAPH, properties.into_iter().collect());
                column += width;
            }
            self.height += GRAPH;
        }
        self
    }

    /// Adds a list of alarms with their states.
    pub fn alarms<'a>(mut self, alarms: impl IntoIterator<Item = &'a AlarmRef>) -> Self {
        let arns: Vec<Tree> = alarms
            .into_iter()
            .map(|alarm| alarm.handle().arn().emit())
            .collect();
        if !arns.is_empty() {
            let properties = [("title", Tree::from("Alarms")), ("alarms", arns.into())];
            self.widget("alarm", 0, WIDTH, ALARMS, properties.into_iter().collect());
            self.height += ALARMS;
        }
        self
    }

    fn widget(&mut self, kind: &str, column: i64, width: i64, height: i64, properties: Tree) {
        let widget = [
            ("type", Tree::from(kind)),
            ("x", column.into()),
            ("y", self.height.into()),
            ("width", width.into()),
            ("height", height.into()),
            ("properties", properties),
        ];
        self.widgets.push(widget.into_iter().collect());
    }
}

fn region() -> Tree {
    Pseudo::Region.value::<String>().emit()
}

impl Construct for Dashboard {
    type Output = DashboardRef;

    fn build(self, scope: &mut Scope<'_>, id: &str) -> DashboardRef {
        let body = json_text(&Tree::single("widgets", self.widgets));
        let name: Value<String> = cfn::sub!("{}-{}", Pseudo::StackName, id);
        let dashboard = cloudwatch::Dashboard::new(body).dashboard_name(name);
        DashboardRef {
            handle: scope.add(id, dashboard),
        }
    }
}

impl DashboardRef {
    /// The resource.
    pub fn handle(&self) -> &Handle<cloudwatch::Dashboard> {
        &self.handle
    }
}
