//! The steps of a bound query, from the table to the result.

use lurcher_binder::bound::{
    Aggregate, ColumnId, Join, JoinKind, ParseKind, ParsePart, Plan, ResultColumn, Sort, TableScan,
};

use super::Step;
use super::expressions::{Names, identifier, literal};

/// The steps that give a result.
pub(crate) fn steps(columns: &[ResultColumn], plan: &Plan) -> Vec<Step> {
    let mut names = Names::default();
    columns.iter().for_each(|column| names.learn(column.id, &column.name));
    learn(plan, &mut names);
    let mut writer = Writer { names, steps: Vec::new() };
    writer.plan(plan, 0);
    let shown: Vec<String> = columns
        .iter()
        .map(|column| {
            let (name, source) = (identifier(&column.name), writer.names.of(column.id));
            if name == source { name } else { format!("{name} = {source}") }
        })
        .collect();
    writer.step(0, format!("| project {}", shown.join(", ")));
    writer.steps
}

/// Learns the names of the columns that tables have.
fn learn(plan: &Plan, names: &mut Names) {
    match plan {
        Plan::TableScan(scan) => scan.columns.iter().for_each(|column| names.learn(column.id, &column.name)),
        Plan::Values(_) | Plan::Range(_) => {}
        Plan::Filter(node) => learn(&node.input, names),
        Plan::Extend(node) => learn(&node.input, names),
        Plan::Aggregate(node) => {
            learn(&node.input, names);
            for (id, key) in &node.keys {
                if let Some(column) = key.as_column() {
                    names.alias(*id, column);
                }
            }
        }
        Plan::Sort(node) => learn(&node.input, names),
        Plan::Limit(node) => learn(&node.input, names),
        Plan::Expand(node) => {
            learn(&node.input, names);
            for column in &node.columns {
                if let Some(source) = column.source.as_column() {
                    names.alias(column.output, source);
                }
            }
        }
        Plan::Parse(node) => learn(&node.input, names),
        Plan::Window(node) => learn(&node.input, names),
        Plan::Scan(node) => learn(&node.input, names),
        Plan::GraphSearch(node) => {
            learn(&node.input, names);
            node.outputs.iter().for_each(|output| names.alias(output.id, output.value.column()));
        }
        Plan::Join(node) => {
            learn(&node.left, names);
            learn(&node.right, names);
        }
        Plan::Union(node) => {
            for leg in &node.legs {
                learn(&leg.input, names);
                for ((id, _), expr) in node.columns.iter().zip(&leg.columns) {
                    if let Some(column) = expr.as_column() {
                        names.alias(*id, column);
                    }
                }
            }
        }
        Plan::Materialized(reader) => {
            learn(&reader.source.plan, names);
            reader.columns.iter().for_each(|(id, _, source)| names.alias(*id, *source));
        }
    }
}

struct Writer {
    names: Names,
    steps: Vec<Step>,
}

impl Writer {
    fn step(&mut self, depth: usize, text: String) {
        self.steps.push(Step { depth, text });
    }

    fn ids(&self, ids: impl Iterator<Item = ColumnId>) -> String {
        ids.map(|id| self.names.of(id)).collect::<Vec<_>>().join(", ")
    }

    /// The steps of a plan, its inputs' first.
    fn plan(&mut self, plan: &Plan, depth: usize) {
        let text = match plan {
            Plan::TableScan(scan) => self.scan(scan),
            Plan::Values(node) if node.columns.is_empty() && node.rows.len() == 1 => "print".to_owned(),
            Plan::Values(node) => {
                let columns: Vec<String> =
                    node.columns.iter().map(|(id, ty)| format!("{}:{ty}", self.names.of(*id))).collect();
                format!("datatable ({}) [{}]", columns.join(", "), counted(node.rows.len(), "row"))
            }
            Plan::Range(node) => {
                let [from, to, step] = [&node.from, &node.to, &node.step].map(literal);
                format!("range {} from {from} to {to} step {step}", self.names.of(node.column))
            }
            Plan::Materialized(reader) => {
                self.plan(&reader.source.plan, depth + 1);
                format!("materialize (…) // table {}, computed once", reader.source.id)
            }
            Plan::Union(node) => {
                for leg in &node.legs {
                    self.plan(&leg.input, depth + 1);
                }
                format!("union // of {}", counted(node.legs.len(), "table"))
            }
            Plan::Join(node) => {
                self.plan(&node.left, depth);
                self.plan(&node.right, depth + 1);
                self.join(node)
            }
            Plan::Filter(node) => {
                self.plan(&node.input, depth);
                format!("| where {}", self.names.expr(&node.predicate))
            }
            Plan::Extend(node) => {
                self.plan(&node.input, depth);
                let columns: Vec<String> =
                    node.columns.iter().map(|(id, expr)| self.names.assigned(*id, expr)).collect();
                format!("| extend {}", columns.join(", "))
            }
            Plan::Aggregate(node) => {
                self.plan(&node.input, depth);
                self.aggregate(node)
            }
            Plan::Sort(node) => {
                self.plan(&node.input, depth);
                self.sort(node)
            }
            Plan::Limit(node) => {
                self.plan(&node.input, depth);
                format!("| take {}", node.count)
            }
            Plan::Expand(node) => {
                self.plan(&node.input, depth);
                let columns: Vec<String> = node
                    .columns
                    .iter()
                    .map(|column| {
                        format!("{} to typeof({})", self.names.assigned(column.output, &column.source), column.ty)
                    })
                    .collect();
                let index = node.index.map(|id| format!(" with_itemindex={}", self.names.of(id))).unwrap_or_default();
                let limit = node.limit.map(|limit| format!(" limit {limit}")).unwrap_or_default();
                format!("| mv-expand{index} {}{limit}", columns.join(", "))
            }
            Plan::Parse(node) => {
                self.plan(&node.input, depth);
                let word = if node.drop_unmatched { "parse-where" } else { "parse" };
                let kind = match node.kind {
                    ParseKind::Simple => "",
                    ParseKind::Relaxed => " kind=relaxed",
                    ParseKind::Regex => " kind=regex",
                };
                let parts: Vec<String> = node
                    .parts
                    .iter()
                    .map(|part| match part {
                        ParsePart::Text(text) => literal(&lurcher_symbols::Value::String(text.clone())),
                        ParsePart::Skip => "*".to_owned(),
                        ParsePart::Column(id, ty) => format!("{}:{ty}", self.names.of(*id)),
                    })
                    .collect();
                format!("| {word}{kind} {} with {}", self.names.expr(&node.source), parts.join(" "))
            }
            Plan::Window(node) => {
                self.plan(&node.input, depth);
                let calls: Vec<String> = node.calls.iter().map(|call| self.names.window(call)).collect();
                let by = self.ids(node.partition.iter().map(|(id, _)| *id));
                let by = if by.is_empty() { by } else { format!(" // by {by}") };
                format!("| serialize {}{by}", calls.join(", "))
            }
            Plan::Scan(node) => {
                self.plan(&node.input, depth);
                let conditions: Vec<String> = node.steps.iter().map(|step| self.names.expr(&step.condition)).collect();
                format!("| scan with (step: {};)", conditions.join("; step: "))
            }
            Plan::GraphSearch(node) => {
                self.plan(&node.input, depth);
                let outputs = self.ids(node.outputs.iter().map(|output| output.id));
                format!("| graph-match // {} nodes, {} edges, reads {outputs}", node.nodes.len(), node.edges.len())
            }
        };
        self.step(depth, text);
    }

    fn scan(&self, scan: &TableScan) -> String {
        let columns: Vec<String> =
            scan.columns.iter().map(|column| format!("{}:{}", identifier(&column.name), column.ty)).collect();
        let read = if columns.is_empty() { "its number of rows".to_owned() } else { columns.join(", ") };
        match &scan.external {
            Some(data) => format!("externaldata [{}] // reads {read}", data.locations.join(", ")),
            None => format!("{} // reads {read}", identifier(&scan.table.name)),
        }
    }

    fn aggregate(&self, node: &Aggregate) -> String {
        let keys: Vec<String> = node.keys.iter().map(|(id, key)| self.names.assigned(*id, key)).collect();
        let aggregates: Vec<String> = node.aggregates.iter().map(|call| self.names.aggregate(call)).collect();
        match (keys.as_slice(), aggregates.as_slice()) {
            (keys, []) => format!("| distinct {}", keys.join(", ")),
            ([], aggregates) => format!("| summarize {}", aggregates.join(", ")),
            (keys, aggregates) => format!("| summarize {} by {}", aggregates.join(", "), keys.join(", ")),
        }
    }

    fn sort(&self, node: &Sort) -> String {
        let keys: Vec<String> = node
            .keys
            .iter()
            .map(|key| {
                let order = if key.descending { "desc" } else { "asc" };
                // Nulls come last where the order is descending, unless the query says otherwise.
                let nulls = match (key.descending, key.nulls_first) {
                    (true, true) => " nulls first",
                    (false, false) => " nulls last",
                    _ => "",
                };
                format!("{} {order}{nulls}", self.names.expr(&key.expr))
            })
            .collect();
        match node.limit {
            Some(limit) => format!("| top {limit} by {}", keys.join(", ")),
            None => format!("| sort by {}", keys.join(", ")),
        }
    }

    fn join(&self, node: &Join) -> String {
        let kind = match node.kind {
            JoinKind::InnerUnique => "innerunique",
            JoinKind::Inner => "inner",
            JoinKind::LeftOuter => "leftouter",
            JoinKind::RightOuter => "rightouter",
            JoinKind::FullOuter => "fullouter",
            JoinKind::LeftSemi => "leftsemi",
            JoinKind::RightSemi => "rightsemi",
            JoinKind::LeftAnti => "leftanti",
            JoinKind::RightAnti => "rightanti",
        };
        let on: Vec<String> = node
            .on
            .iter()
            .map(|(left, right)| format!("$left.{} == $right.{}", self.names.expr(left), self.names.expr(right)))
            .collect();
        let on = if on.is_empty() { String::new() } else { format!(" on {}", on.join(", ")) };
        let condition = node.condition.as_ref();
        let condition = condition.map(|c| format!(" where {}", self.names.expr(c))).unwrap_or_default();
        format!("| join kind={kind} (…){on}{condition}")
    }
}

fn counted(count: usize, thing: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {thing}{plural}")
}
