//! A bound plan as text: a node a line, its input below it, columns as `#0`, `#1` … in the order of their first
//! mention.

use std::cell::RefCell;

use lurcher_binder::Bound;
use lurcher_binder::bound::{AggregateCall, ColumnId, Expr, ExprKind, ParsePart, PathStep, Plan};

/// The first result's plan.
pub fn plan(bound: &Bound) -> String {
    let result = &bound.query.results[0];
    let show = Show::default();
    let shown: Vec<String> = result.columns.iter().map(|c| format!("{} {}", c.name, show.id(c.id))).collect();
    let mut lines = vec![format!("result {}", shown.join(", "))];
    show.node(&result.plan, &mut lines);
    lines.join("\n")
}

/// Ids are numbered anew, so that a text does not depend on how many the binder used up.
#[derive(Default)]
struct Show {
    ids: RefCell<Vec<ColumnId>>,
}

impl Show {
    fn id(&self, id: ColumnId) -> String {
        let mut ids = self.ids.borrow_mut();
        let place = ids.iter().position(|known| *known == id).unwrap_or_else(|| {
            ids.push(id);
            ids.len() - 1
        });
        format!("#{place}")
    }

    fn list<T>(&self, items: &[T], show: impl Fn(&T) -> String) -> String {
        items.iter().map(show).collect::<Vec<_>>().join(", ")
    }

    fn node(&self, plan: &Plan, lines: &mut Vec<String>) {
        let named = |id: &ColumnId, expr: &Expr| format!("{} = {}", self.id(*id), self.expr(expr));
        let (line, inputs): (String, Vec<&Plan>) = match plan {
            Plan::TableScan(n) => {
                let columns = self.list(&n.columns, |c| format!("{} {}", c.name, self.id(c.id)));
                (format!("scan {}({columns})", n.table.name), vec![])
            }
            Plan::Values(n) => {
                let columns = self.list(&n.columns, |(id, _)| self.id(*id));
                (format!("values({columns}) {} rows", n.rows.len()), vec![])
            }
            Plan::Range(n) => (format!("range {}", self.id(n.column)), vec![]),
            Plan::Filter(n) => (format!("filter {}", self.expr(&n.predicate)), vec![&n.input]),
            Plan::Extend(n) => {
                (format!("extend {}", self.list(&n.columns, |(id, expr)| named(id, expr))), vec![&n.input])
            }
            Plan::Aggregate(n) => {
                let keys = self.list(&n.keys, |(id, expr)| named(id, expr));
                let calls = self.list(&n.aggregates, |call| self.aggregate(call));
                (format!("aggregate {calls} by {keys}"), vec![&n.input])
            }
            Plan::Sort(n) => {
                let keys = self.list(&n.keys, |key| {
                    format!("{} {}", self.expr(&key.expr), if key.descending { "desc" } else { "asc" })
                });
                let limit = n.limit.map(|limit| format!(" limit {limit}")).unwrap_or_default();
                (format!("sort {keys}{limit}"), vec![&n.input])
            }
            Plan::Limit(n) => (format!("take {}", n.count), vec![&n.input]),
            Plan::Join(n) => {
                let on = self.list(&n.on, |(l, r)| format!("{} == {}", self.expr(l), self.expr(r)));
                (format!("join {:?} on {on}", n.kind), vec![&n.left, &n.right])
            }
            Plan::Union(n) => {
                let columns = self.list(&n.columns, |(id, _)| self.id(*id));
                (format!("union({columns})"), n.legs.iter().map(|leg| &leg.input).collect())
            }
            Plan::Expand(n) => {
                let columns = self.list(&n.columns, |c| format!("{} = {}", self.id(c.output), self.expr(&c.source)));
                (format!("expand {columns}"), vec![&n.input])
            }
            Plan::Parse(n) => {
                let parts = self.list(&n.parts, |part| match part {
                    ParsePart::Text(text) => format!("{text:?}"),
                    ParsePart::Skip => "*".to_owned(),
                    ParsePart::Column(id, _) => self.id(*id),
                });
                (format!("parse {} {parts}", self.expr(&n.source)), vec![&n.input])
            }
            Plan::Window(n) => {
                let calls = self.list(&n.calls, |c| format!("{} = {}", self.id(c.output), c.function.name));
                (format!("window {calls}"), vec![&n.input])
            }
            Plan::Materialized(n) => (format!("materialized {}", n.source.id), vec![&n.source.plan]),
            Plan::GraphSearch(n) => (format!("graph search of {} edges", n.edges.len()), vec![&n.input]),
            Plan::Scan(n) => (format!("scan of {} steps", n.steps.len()), vec![&n.input]),
        };
        lines.push(line);
        for input in inputs {
            let start = lines.len();
            self.node(input, lines);
            lines[start..].iter_mut().for_each(|line| line.insert_str(0, "  "));
        }
    }

    fn aggregate(&self, call: &AggregateCall) -> String {
        let outputs = self.list(&call.outputs, |id| self.id(*id));
        format!("{outputs} = {}({})", call.function.name, self.list(&call.args, |arg| self.expr(arg)))
    }

    fn expr(&self, expr: &Expr) -> String {
        let joined = |parts: &[Expr], word: &str| {
            let parts: Vec<String> = parts.iter().map(|part| self.expr(part)).collect();
            format!("({})", parts.join(word))
        };
        match &expr.kind {
            ExprKind::Literal(value) => format!("{value:?}"),
            ExprKind::Column(id) => self.id(*id),
            ExprKind::Call { function, args } => match &args[..] {
                [left, right] if !function.name.starts_with(char::is_alphabetic) => {
                    format!("({} {} {})", self.expr(left), function.name, self.expr(right))
                }
                args => format!("{}({})", function.name, self.list(args, |arg| self.expr(arg))),
            },
            ExprKind::And(terms) => joined(terms, " and "),
            ExprKind::Or(terms) => joined(terms, " or "),
            ExprKind::In { operand, list, negated } => {
                format!("{}{} in {list:?}", if *negated { "not " } else { "" }, self.expr(operand))
            }
            ExprKind::Promote(operand) => format!("{}({})", expr.ty, self.expr(operand)),
            ExprKind::Value { of, place } => format!("{}#{place}", self.expr(of)),
            ExprKind::Path { base, steps } => {
                let steps = steps.iter().map(|step| match step {
                    PathStep::Key(key) => format!(".{key}"),
                    PathStep::Index(i) => format!("[{i}]"),
                });
                self.expr(base) + &steps.collect::<String>()
            }
            ExprKind::Element { base, index } => format!("{}[{}]", self.expr(base), self.expr(index)),
        }
    }
}
