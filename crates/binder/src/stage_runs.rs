//! Queries inside a query that are run first: their answer goes on as a literal.

use std::rc::Rc;

use lurcher_diagnostics::{Diagnostic, Span};
use lurcher_symbols::Value;
use lurcher_syntax::ast;

use crate::StageAnswer;
use crate::binder::Binder;
use crate::bound::{BoundResult, Expr, Plan, ResultColumn, Values};
use crate::codes;
use crate::prune::reads_outer;
use crate::relation::{Openness, Relation};
use crate::scope::Scope;

impl<'a> Binder<'a> {
    /// The first cell of a query: what `toscalar(query)` is. Null where there is no row, or where stages are not run.
    pub(crate) fn stage_scalar(&self, expr: &'a ast::Expr, scope: &Rc<Scope<'a>>) -> Value {
        let Some((column, rows)) = self.stage(expr, scope, 1) else {
            return Value::Null(lurcher_symbols::ScalarType::Dynamic);
        };
        let cell = rows.into_iter().flatten().next().and_then(|row| row.into_iter().next());
        cell.unwrap_or(Value::missing(column.ty))
    }

    /// The first column of a query: the right side of `in (query)`. `None` where stages are not run, and after a
    /// mistake: more than `most` rows are one.
    pub(crate) fn stage_column(&self, expr: &'a ast::Expr, scope: &Rc<Scope<'a>>, most: usize) -> Option<Vec<Value>> {
        let (_, rows) = self.stage(expr, scope, most + 1)?;
        let rows = rows?;
        if rows.len() > most {
            let message = format!("The query has more than {most} rows; `distinct` in it may make fewer.");
            self.error(codes::TOO_COMPLEX, expr.span, message);
            return None;
        }
        Some(rows.into_iter().filter_map(|row| row.into_iter().next()).collect())
    }

    /// Runs a query of which only the first column counts. The rows are `None` where stages are not run.
    fn stage(
        &self,
        expr: &'a ast::Expr,
        scope: &Rc<Scope<'a>>,
        limit: usize,
    ) -> Option<(ResultColumn, Option<Vec<Vec<Value>>>)> {
        let (mark, first) = (self.mark(), self.new_column());
        let relation = self.bind_tabular(expr, scope);
        let is_broken = relation.openness == Openness::Broken;
        let mut result = self.result_of(relation);
        let Some(column) = result.columns.first().cloned() else {
            if !self.failed_since(mark) && !is_broken {
                self.error(codes::SCALAR_EXPECTED, expr.span, "The query must have at least one column.");
            }
            return None;
        };
        result.columns.truncate(1);
        if self.failed_since(mark) {
            return Some((column, None));
        }
        if reads_outer(&result, first) {
            let message = "The query is run once, before the rows around it are known: it cannot read their columns.";
            self.report(
                Diagnostic::error(codes::CONSTANT_EXPECTED, expr.span, message)
                    .with_help("join the two tables instead"),
            );
            return None;
        }
        let rows = self.run_stage(result, limit, expr.span);
        Some((column, rows))
    }

    /// Runs the query of a relation that is bound. The outer `None` is a mistake, which is reported; the inner one says
    /// that stages are not run.
    pub(crate) fn stage_rows(&self, relation: Relation, limit: usize, span: Span) -> Option<Option<Vec<Vec<Value>>>> {
        let mark = self.mark();
        let result = self.result_of(relation);
        let rows = self.run_stage(result, limit, span);
        (!self.failed_since(mark)).then_some(rows)
    }

    /// As [`Self::stage_rows`], where each row counts: more than `most` are a mistake, which `too_many` tells.
    pub(crate) fn all_stage_rows(
        &self,
        relation: Relation,
        most: usize,
        span: Span,
        too_many: String,
    ) -> Option<Option<Vec<Vec<Value>>>> {
        let rows = self.stage_rows(relation, most + 1, span)?;
        if rows.as_ref().is_some_and(|rows| rows.len() > most) {
            self.error(codes::TOO_COMPLEX, span, too_many);
            return None;
        }
        Some(rows)
    }

    /// A scalar that is not known from its text alone (`rand()`), computed before the query runs. One place of the text
    /// has one value.
    pub(crate) fn computed_once(&self, value: Expr, span: Span) -> Expr {
        if value.as_literal().is_some() {
            return value;
        }
        let mut known = self.computed.borrow_mut();
        if let Some((_, _, result)) = known.iter().find(|(at, of, _)| *at == span && *of == value) {
            return Expr::literal(result.clone(), span);
        }
        let one_row = Plan::Values(Values { columns: Vec::new(), rows: vec![Vec::new()] });
        let mut row = Relation::new(one_row, Vec::new());
        let ty = value.ty;
        let id = self.compute(&mut row, [value.clone()])[0];
        row.columns = vec![ResultColumn { id, name: "".into(), ty }];
        let cell = self.stage_rows(row, 1, span).flatten().and_then(|rows| rows.into_iter().flatten().next());
        let result = cell.unwrap_or(Value::missing(ty));
        known.push((span, value, result.clone()));
        Expr::literal(result, span)
    }

    /// Hands over the rows of a relation one by one, of which `row` keeps so many bytes as it says. More than `most` are
    /// a mistake, which `too_many` tells. No rows where stages are not run.
    pub(crate) fn each_stage_row(
        &self,
        relation: Relation,
        most: usize,
        span: Span,
        too_many: String,
        mut row: impl FnMut(Vec<Value>) -> usize,
    ) -> Option<()> {
        let (mark, mut count) = (self.mark(), 0);
        let mut counted = |values: Vec<Value>| {
            count += 1;
            row(values)
        };
        let result = self.result_of(relation);
        self.staged(result, span, |result| {
            let is_run = self.env.stages.run_each(result, most + 1, span, &mut counted)?;
            Ok(is_run.then_some(()))
        });
        if count > most {
            self.error(codes::TOO_COMPLEX, span, too_many);
        }
        (!self.failed_since(mark)).then_some(())
    }

    fn run_stage(&self, result: BoundResult, limit: usize, span: Span) -> Option<Vec<Vec<Value>>> {
        self.staged(result, span, |result| {
            Ok(match self.env.stages.run(result, limit, span)? {
                StageAnswer::Rows(rows) => Some(rows),
                StageAnswer::Unknown => None,
            })
        })
    }

    /// Runs a result without what nobody reads, unless there are mistakes. `run` gives nothing where stages are not run.
    fn staged<T>(
        &self,
        result: BoundResult,
        span: Span,
        run: impl FnOnce(&BoundResult) -> Result<Option<T>, String>,
    ) -> Option<T> {
        let mark = self.mark();
        let result = self.lean(result);
        if self.failed_since(mark) {
            return None;
        }
        match run(&result) {
            Ok(answer) => {
                if answer.is_none() {
                    self.unknown_stage.set(true);
                }
                answer
            }
            Err(message) => {
                self.error(codes::STAGE_FAILED, span, message);
                None
            }
        }
    }
}
