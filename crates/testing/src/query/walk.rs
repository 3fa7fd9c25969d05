//! The expressions of a step, for who changes them.

use super::{Expr, Step};

impl Step {
    /// Its expressions.
    pub fn expressions_mut(&mut self) -> Vec<&mut Expr> {
        match self {
            Step::Where(predicate) => vec![predicate],
            Step::Extend(columns) | Step::Project(columns) | Step::Serialize(columns) => {
                columns.iter_mut().map(|(_, expr)| expr).collect()
            }
            Step::Summarize { aggregates, by } => {
                let args = aggregates.iter_mut().flat_map(|(_, a)| &mut a.args);
                args.chain(by.iter_mut().map(|(_, expr)| expr)).collect()
            }
            _ => Vec::new(),
        }
    }
}

impl Expr {
    /// Calls `visit` with it and everything inside of it, outermost first.
    pub fn visit_mut(&mut self, visit: &mut impl FnMut(&mut Expr)) {
        visit(self);
        if let Expr::Call(call) = self {
            call.args.iter_mut().for_each(|arg| arg.visit_mut(visit));
        }
    }
}
