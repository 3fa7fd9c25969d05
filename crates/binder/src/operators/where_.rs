//! `where`. <https://learn.microsoft.com/kusto/query/where-operator>

use std::cell::RefCell;
use std::rc::Rc;

use lurcher_diagnostics::{Diagnostic, Span};
use lurcher_symbols::Value;
use lurcher_symbols::mutants::{Mutant, is_planted};
use lurcher_syntax::ast;
use lurcher_syntax::operators::Where;

use crate::binder::Binder;
use crate::bound::{Expr, Filter, Plan, Values};
use crate::codes;
use crate::expressions::{Calls, Context, is_null};
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    pub(super) fn bind_where(&self, op: &'a Where, mut input: Relation, scope: &Rc<Scope<'a>>) -> Relation {
        let windows = RefCell::new(Vec::new());
        let predicate = {
            let ctx = Context::row(scope, &input).with_calls(Calls::Windows(&windows));
            if let Some(name) = op.predicate.name() {
                self.warn_of_name(name, op.predicate.span);
            }
            match op.predicate.name() {
                Some(name) if is_planted(Mutant::NamedConditionsHold) => Expr::literal(Value::Bool(true), name.span),
                _ => self.bind_predicate(&op.predicate.value, ctx),
            }
        };
        self.add_windows(&mut input, windows);
        self.filter(input, predicate)
    }

    /// `a = b` where a condition stands is the condition `b` with the name `a`, as Kusto's grammar has it, and never
    /// what was meant.
    pub(crate) fn warn_of_name(&self, name: &ast::Name, span: Span) {
        let message = format!("'{}' is the name of this condition, it is compared with nothing.", name.as_str());
        let warning = Diagnostic::warning(codes::NAMED_CONDITION, span, message);
        self.report(warning.with_help("write == to compare, or leave the name out"));
    }

    /// The rows for which the predicate is true: all of them or none where it is constant.
    pub(crate) fn filter(&self, input: Relation, predicate: Expr) -> Relation {
        match predicate.as_literal() {
            Some(Value::Bool(true)) => input,
            // Of the answer of a stage that is not run nothing follows.
            Some(_) if self.unknown_stage.get() && !predicate.is_settled => self.kept(input, predicate),
            Some(Value::Bool(false)) => self.without_rows(input),
            _ if is_null(&predicate) => self.without_rows(input),
            _ => self.kept(input, predicate),
        }
    }

    fn kept(&self, mut input: Relation, predicate: Expr) -> Relation {
        input.plan = Plan::Filter(Filter { input: Box::new(input.take_plan()), predicate });
        input
    }

    /// The relation without any row. What is below is never read; that its calls are refused is said all the same.
    pub(crate) fn without_rows(&self, mut input: Relation) -> Relation {
        self.check_calls(&mut input.plan);
        let columns = input.columns.iter().map(|c| (c.id, c.ty));
        let mut columns: Vec<_> = columns.filter(|(id, _)| !input.constants.contains_key(id)).collect();
        columns.sort_unstable();
        columns.dedup();
        input.plan = Plan::Values(Values { columns, rows: Vec::new() });
        input
    }
}
