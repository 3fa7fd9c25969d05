//! Paths into JSON text that a query parses by name: `extend d = parse_json(Text) | where d.a > 1 | project d.b.c`.
//!
//! Where such a column is read by constant paths only, the paths become columns in its place. Its value is then never
//! made: a path into `parse_json(text)` is found in the text, and paths side by side are found in one go.

use std::collections::{HashMap, HashSet};

use lurcher_symbols::ScalarType;

use crate::bound::{BoundResult, ColumnId, Expr, ExprKind, PathStep, Plan};

/// A path's steps and the column that it becomes.
type Lifted = HashMap<ColumnId, Vec<(Vec<PathStep>, ColumnId)>>;

/// The result with paths for columns. `new_column` names columns that no other node has.
pub(crate) fn lift_paths(mut result: BoundResult, mut new_column: impl FnMut() -> ColumnId) -> BoundResult {
    loop {
        let lifted = find(&mut result, &mut new_column);
        if lifted.is_empty() {
            return result;
        }
        // A path of a path is one path after that, which the next turn may lift.
        result.plan.visit_mut(&mut |plan| rewrite(plan, &lifted));
    }
}

/// How columns are read.
#[derive(Default)]
struct Reads {
    /// Those that are read as they are.
    whole: HashSet<ColumnId>,
    /// The paths into the others, each once.
    paths: HashMap<ColumnId, Vec<Vec<PathStep>>>,
    /// Columns that are parsed JSON text, or a part of it.
    parsed: Vec<ColumnId>,
}

fn find(result: &mut BoundResult, new_column: &mut impl FnMut() -> ColumnId) -> Lifted {
    let mut reads = Reads::default();
    reads.whole.extend(result.columns.iter().map(|column| column.id));
    result.plan.visit_mut(&mut |plan| reads.add(plan));
    let Reads { whole, mut paths, parsed } = reads;
    let is_lifted = |id: &ColumnId| !whole.contains(id);
    let mut lifted = Lifted::new();
    for id in parsed.into_iter().filter(is_lifted) {
        if let Some(paths) = paths.remove(&id) {
            lifted.insert(id, paths.into_iter().map(|steps| (steps, new_column())).collect());
        }
    }
    lifted
}

impl Reads {
    fn add(&mut self, plan: &mut Plan) {
        if let Plan::Extend(extend) = plan {
            let parsed = extend.columns.iter().filter(|(_, expr)| is_parsed_text(expr)).map(|(id, _)| *id);
            self.parsed.extend(parsed);
        }
        if let Plan::Window(window) = plan {
            self.whole.extend(window.partition.iter().map(|(id, _)| *id));
        }
        if let Plan::Scan(scan) = plan {
            self.whole.extend(scan.partition.iter().map(|(id, _)| *id));
            self.whole.extend(scan.state.iter().map(|state| state.column));
        }
        if let Plan::GraphSearch(search) = plan {
            self.whole.extend(search.searched());
            self.whole.extend(search.outputs.iter().map(|output| output.value.column()));
        }
        plan.expressions_mut().into_iter().for_each(|expr| self.expr(expr));
    }

    fn expr(&mut self, expr: &Expr) {
        match &expr.kind {
            ExprKind::Column(id) => {
                self.whole.insert(*id);
            }
            ExprKind::Path { base, steps } => match base.as_column() {
                Some(id) => {
                    let paths = self.paths.entry(id).or_default();
                    if !paths.contains(steps) {
                        paths.push(steps.clone());
                    }
                }
                None => self.expr(base),
            },
            _ => expr.children().into_iter().for_each(|child| self.expr(child)),
        }
    }
}

/// Whether an expression is `parse_json(text)`, or a path into it.
fn is_parsed_text(expr: &Expr) -> bool {
    match &expr.kind {
        ExprKind::Call { function, args } => {
            function.name == "parse_json" && matches!(args.as_slice(), [text] if text.ty == ScalarType::String)
        }
        ExprKind::Path { base, .. } => is_parsed_text(base),
        _ => false,
    }
}

fn rewrite(plan: &mut Plan, lifted: &Lifted) {
    plan.expressions_mut().into_iter().for_each(|expr| rewrite_expr(expr, lifted));
    let Plan::Extend(extend) = plan else { return };
    let mut columns = Vec::with_capacity(extend.columns.len());
    for (id, expr) in std::mem::take(&mut extend.columns) {
        match lifted.get(&id) {
            None => columns.push((id, expr)),
            Some(paths) => columns.extend(paths.iter().map(|(steps, id)| (*id, path(expr.clone(), steps)))),
        }
    }
    extend.columns = columns;
}

fn rewrite_expr(expr: &mut Expr, lifted: &Lifted) {
    if let ExprKind::Path { base, steps } = &expr.kind
        && let Some(paths) = base.as_column().and_then(|id| lifted.get(&id))
    {
        let found = paths.iter().find(|(path, _)| path == steps);
        expr.kind = found.map_or_else(|| expr.kind.clone(), |(_, id)| ExprKind::Column(*id));
        return;
    }
    expr.children_mut().into_iter().for_each(|child| rewrite_expr(child, lifted));
}

/// A path into an expression; into what a path leads to, the longer path.
fn path(base: Expr, steps: &[PathStep]) -> Expr {
    let span = base.span;
    let (base, steps) = match base.kind {
        ExprKind::Path { base, steps: first } => (base, [&first[..], steps].concat()),
        _ => (Box::new(base), steps.to_vec()),
    };
    Expr::new(ExprKind::Path { base, steps }, ScalarType::Dynamic, span)
}
