//! Tabular expressions: tables, `let` tables, calls, constant tables, and pipes over them.

mod datatable;
mod externaldata;
mod names;
mod shape;
mod shared;
mod tables;

use std::rc::Rc;

use lurcher_diagnostics::Diagnostic;
use lurcher_syntax::ast::{self, ExprKind as Syntax};
use lurcher_syntax::operators::{Operator, OperatorKind};

use crate::binder::Binder;
use crate::codes;
use crate::relation::Relation;
use crate::scope::Scope;

impl<'a> Binder<'a> {
    /// Binds a tabular expression. After a mistake, which is reported, the relation is broken and takes any name.
    pub(crate) fn bind_tabular(&self, expr: &'a ast::Expr, scope: &Rc<Scope<'a>>) -> Relation {
        let relation = self.bind_source(expr, scope);
        if relation.graph.is_some() {
            self.graph_without_reader(expr.span);
            return Relation::broken();
        }
        relation
    }

    /// Binds a tabular expression, or one that gives a graph.
    pub(crate) fn bind_source(&self, expr: &'a ast::Expr, scope: &Rc<Scope<'a>>) -> Relation {
        stacker::maybe_grow(256 * 1024, 4 * 1024 * 1024, || self.bind_tabular_kind(expr, scope))
    }

    fn bind_tabular_kind(&self, expr: &'a ast::Expr, scope: &Rc<Scope<'a>>) -> Relation {
        match &expr.kind {
            Syntax::Name(name) => self.bind_table_name(name, scope),
            Syntax::Call { name, args } => self.bind_tabular_call(name, args, expr.span, scope),
            Syntax::Path { .. } | Syntax::ScopedCall { .. } => self.bind_scoped_table(expr, scope),
            Syntax::Pipe { source, operators } => self.bind_pipe(source, operators, scope),
            Syntax::Operator(operator) => self.bind_leading_operator(operator, scope),
            Syntax::Datatable(table) => self.bind_datatable(table, expr.span, scope),
            Syntax::ExternalData(table) => self.bind_external_data(table, expr.span, scope),
            Syntax::List(items) if items.len() == 1 => self.bind_tabular(&items[0], scope),
            Syntax::Missing => Relation::broken(),
            Syntax::Literal(ast::Literal::String(path)) => self.bind_file(path, expr.span),
            Syntax::Literal(_)
            | Syntax::Wildcard(_)
            | Syntax::Star
            | Syntax::Index { .. }
            | Syntax::Unary { .. }
            | Syntax::Binary { .. }
            | Syntax::And(_)
            | Syntax::Or(_)
            | Syntax::In { .. }
            | Syntax::Between { .. }
            | Syntax::List(_)
            | Syntax::TypeOf(_) => self.no_table(expr),
        }
    }

    /// As [`Self::bind_tabular`], where rows are wanted: `consume` gives none.
    pub(crate) fn bind_rows(&self, expr: &'a ast::Expr, scope: &Rc<Scope<'a>>) -> Relation {
        let last = match &expr.kind {
            Syntax::Pipe { operators, .. } => operators.last(),
            _ => None,
        };
        match self.refuses_consumed(last) {
            true => Relation::broken(),
            false => self.bind_tabular(expr, scope),
        }
    }

    /// Reports a pipeline of rows whose last operator gives none, and says whether it is one.
    pub(crate) fn refuses_consumed(&self, last: Option<&Operator>) -> bool {
        let consume = last.filter(|operator| matches!(operator.kind, OperatorKind::Consume(_)));
        if let Some(operator) = consume {
            self.error(codes::TABLE_EXPECTED, operator.span, "Tabular value expected.");
        }
        consume.is_some()
    }

    /// Reports what stands where a table must.
    fn no_table(&self, expr: &ast::Expr) -> Relation {
        let message = "A tabular expression is expected here.";
        let diagnostic = Diagnostic::error(codes::TABLE_EXPECTED, expr.span, message);
        self.report(match self.text(expr.span).filter(|text| is_file(text)) {
            Some(path) => diagnostic.with_help(format!("a file is a table in quotes: '{path}'")),
            None => diagnostic,
        });
        Relation::broken()
    }

    /// Binds the first `operators` of a pipe.
    pub(crate) fn bind_pipe(
        &self,
        source: &'a ast::Expr,
        operators: &'a [Operator],
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let mut relation = self.bind_source(source, scope);
        for i in 0..operators.len() {
            relation = self.bind_operator(relation, source, &operators[..=i], scope).settled();
        }
        relation
    }
}

/// Whether a text that is no table reads as the name of a file.
fn is_file(text: &str) -> bool {
    [".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".parquet", ".gz", ".zst"].iter().any(|end| text.ends_with(end))
}
