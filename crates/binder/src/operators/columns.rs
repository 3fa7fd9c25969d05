//! What `extend`, `project`, `summarize` … share: named expressions, and the columns that they make.

use std::cell::RefCell;
use std::collections::HashSet;
use std::rc::Rc;
use std::sync::Arc;

use lurcher_diagnostics::{Code, Span};
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::ast::{self, ExprKind as Syntax, Literal, NamedExpr};

use crate::binder::{Binder, Mark};
use crate::bound::{ColumnId, Expr, ResultColumn};
use crate::codes;
use crate::expressions::{Calls, Context};
use crate::relation::{Openness, Relation};
use crate::result_names::expression_name;
use crate::scope::{Binding, Scope};

/// A table of more columns is a mistake, and takes minutes to plan.
const MAX_COLUMNS: usize = 10_000;
/// So many an operator may name of any table: the union of all tables that connectors make is wider by itself.
const LEAST_ROOM: usize = 100;

/// How a column got its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ColumnName {
    /// Written: `name = …`, or the expression is a plain name.
    Given(Arc<str>),
    /// Derived from the expression (`count_`, `a_b`): made unique.
    Derived(Arc<str>),
    /// What one value of a call with several is called: made unique everywhere, where `extend` lets a derived name take
    /// another column's place.
    Value(Arc<str>),
    /// None: `Column1`, `print_0`.
    Unnamed,
}

/// A bound expression with its name.
pub(crate) struct NamedColumn {
    pub name: ColumnName,
    pub expr: Expr,
    pub span: Span,
    /// Which of the written expressions it comes from, and whether others come from it too.
    pub place: usize,
    pub is_several: bool,
}

impl<'a> Binder<'a> {
    /// The name that a named expression gives its column, over the rows of `input`.
    fn column_name_over(&self, named: &NamedExpr, input: &Relation, scope: &Scope<'a>) -> ColumnName {
        if named.names.is_empty()
            && let Syntax::Call { name, args } = &named.value.kind
        {
            let Some(argument) = args.first() else {
                return match name.as_str() {
                    "ingestion_time" => ColumnName::Derived("$IngestionTime".into()),
                    _ => self.column_name(named),
                };
            };
            // A conversion that changes nothing is the column itself.
            let column = argument.value.as_name().and_then(|name| input.column(name.as_str()));
            let is_plain = args.len() == 1 && argument.name.is_none();
            if let Some(column) = column.filter(|column| is_plain && converts_to(name.as_str(), column.ty)) {
                return ColumnName::Given(column.name.clone());
            }
            if let ("column_ifexists" | "columnifexists", Some(found)) =
                (name.as_str(), known_text(&argument.value, scope))
                && input.column(&found).is_some()
            {
                return ColumnName::Derived(found);
            }
        }
        self.column_name(named)
    }

    /// The name that a named expression gives its column.
    pub(crate) fn column_name(&self, named: &NamedExpr) -> ColumnName {
        if let Some(name) = named.names.first() {
            return ColumnName::Given(name.as_str().into());
        }
        match (named.value.as_name(), expression_name(&named.value, self.env.functions)) {
            (Some(name), _) => ColumnName::Given(name.as_str().into()),
            (None, Some(name)) => ColumnName::Derived(name.into()),
            (None, None) => ColumnName::Unnamed,
        }
    }

    /// The values of a call that has several, with the names of their columns: those that are written, then the call's
    /// own. `name = call` takes the first value only, `(name) = call` all. None where the expression is no such call.
    pub(crate) fn named_columns(&self, named: &'a NamedExpr, ctx: Context<'_, 'a>) -> Option<Vec<(ColumnName, Expr)>> {
        let mut values = self.call_columns(&named.value, ctx)?;
        if named.name().is_some() {
            values.truncate(1);
        }
        self.check_names(named, values.len());
        let given = |i: usize| named.names.get(i).map(|name| ColumnName::Given(name.as_str().into()));
        let name = |i: usize, own: String| match given(i) {
            Some(name) => name,
            None if own.is_empty() => ColumnName::Unnamed,
            None => ColumnName::Value(own.into()),
        };
        Some(values.into_iter().enumerate().map(|(i, (own, value))| (name(i, own), value)).collect())
    }

    /// The value of an expression that has one.
    pub(crate) fn bind_one(&self, named: &'a NamedExpr, ctx: Context<'_, 'a>) -> Expr {
        let mark = self.mark();
        let value = self.bind_expr(&named.value, ctx);
        if !self.failed_since(mark) {
            self.check_names(named, 1);
        }
        value
    }

    /// Reports names in parentheses for which there is no value.
    pub(crate) fn check_names(&self, named: &NamedExpr, values: usize) {
        if let Some(extra) = named.names.get(values) {
            let (code, message) = match values {
                1 => (codes::NOT_SEVERAL_VALUES, "The expression does not have multiple named values."),
                _ => (codes::NAME_WITHOUT_VALUE, "The name does not have a corresponding expression."),
            };
            self.error(code, extra.span, message);
        }
    }

    /// Binds the keys of groups as [`Self::bind_named`]. One that only an open table knows is a string: a dynamic is no
    /// key.
    pub(crate) fn bind_keys(
        &self,
        columns: &'a [NamedExpr],
        input: &mut Relation,
        scope: &Rc<Scope<'a>>,
    ) -> Vec<NamedColumn> {
        let mut keys = self.bind_named(columns, input, scope);
        let unknown = keys.iter_mut().filter(|key| self.is_broken(&key.expr) && !self.has_failed());
        unknown.for_each(|key| key.expr = Expr::literal(Value::missing(ScalarType::String), key.expr.span));
        keys
    }

    /// Binds `name = expr, …` over the rows of `input`. Window functions in them become a node below.
    pub(crate) fn bind_named(
        &self,
        columns: &'a [NamedExpr],
        input: &mut Relation,
        scope: &Rc<Scope<'a>>,
    ) -> Vec<NamedColumn> {
        let room = MAX_COLUMNS.saturating_sub(input.columns.len()).max(LEAST_ROOM);
        if let Some(beyond) = columns.get(room) {
            let message = format!("The table would have more than {MAX_COLUMNS} columns");
            self.error(codes::TOO_COMPLEX, beyond.span, message);
            return Vec::new();
        }
        let windows = RefCell::new(Vec::new());
        let mut bound = Vec::with_capacity(columns.len());
        let mut unnamed = false;
        for (place, named) in columns.iter().enumerate() {
            let ctx = Context::row(scope, input).with_calls(Calls::Windows(&windows));
            let mark = self.mark();
            let values = self
                .named_columns(named, ctx)
                .unwrap_or_else(|| vec![(self.column_name_over(named, input, scope), self.bind_one(named, ctx))]);
            let lacks_function = self.lacks_function(mark);
            unnamed |= lacks_function && (named.names.is_empty() || takes_all(&named.value));
            let rest: Vec<_> = self.names_without_function(named, values.len(), mark).collect();
            let values: Vec<_> = values.into_iter().chain(rest).collect();
            let is_several = values.len() > 1;
            bound.extend(values.into_iter().map(|(name, expr)| NamedColumn {
                name,
                expr,
                span: named.span,
                place,
                is_several,
            }));
        }
        self.add_windows(input, windows);
        if unnamed {
            input.openness = Openness::Broken;
        }
        bound
    }

    /// The names behind so many values, where a function was missing since `mark`: it may have a value for each.
    pub(crate) fn names_without_function<'n>(
        &'n self,
        named: &'n NamedExpr,
        values: usize,
        mark: Mark,
    ) -> impl Iterator<Item = (ColumnName, Expr)> + 'n {
        let lacks_function = self.lacks_function(mark);
        let names = named.names.iter().skip(values).filter(move |_| lacks_function);
        names.map(|name| (ColumnName::Given(name.as_str().into()), self.broken(named.span)))
    }

    /// Whether a function was missing since `mark`: what it would have called a column nobody knows.
    pub(crate) fn lacks_function(&self, mark: Mark) -> bool {
        let is_lacking = |code: &Code| [codes::UNKNOWN_FUNCTION, codes::NOT_IMPLEMENTED].contains(code);
        self.errors_since(mark).iter().any(is_lacking)
    }

    /// The columns of `project`, `print` …, named in their order: a given name may not be given twice, and makes way
    /// for a derived one that stands before it, as any later column of the same name does. A value without a name takes
    /// no place of a column that `input` brings back.
    pub(crate) fn output_columns(
        &self,
        named: Vec<(ColumnName, ColumnId, ScalarType, Span)>,
        input: &Relation,
    ) -> Vec<ResultColumn> {
        let mut columns: Vec<ResultColumn> = Vec::with_capacity(named.len());
        let mut given: HashSet<Arc<str>> = HashSet::new();
        let mut unnamed = (1..).map(|i| format!("Column{i}")).filter(|name| !input.carries(name));
        for (name, id, ty, span) in named {
            let name = match name {
                ColumnName::Given(name) => {
                    if !self.declare(&mut given, &name, span) {
                        continue;
                    }
                    name
                }
                ColumnName::Derived(name) | ColumnName::Value(name) => name,
                ColumnName::Unnamed => unnamed.next().unwrap_or_default().into(),
            };
            let name = crate::relation::unique_name(&name, |n| columns.iter().any(|c| *c.name == *n));
            columns.push(ResultColumn { id, name, ty });
        }
        columns
    }

    /// Adds a name that is given to a column, or reports that it was given before.
    pub(crate) fn declare(&self, given: &mut HashSet<Arc<str>>, name: &Arc<str>, span: Span) -> bool {
        let first = given.insert(name.clone());
        if !first {
            let message = format!("A column with the name '{name}' is already declared.");
            self.error(codes::DUPLICATE_COLUMN, span, message);
        }
        first
    }
}

/// Whether a call takes `*`, and so may make any column.
pub(super) fn takes_all(expr: &ast::Expr) -> bool {
    matches!(&expr.kind, Syntax::Call { args, .. } if args.iter().any(|arg| matches!(arg.value.kind, Syntax::Star)))
}

/// The text of a literal, or of a name that stands for one: a `let`, a function's parameter.
fn known_text(expr: &ast::Expr, scope: &Scope<'_>) -> Option<Arc<str>> {
    if let Some(Literal::String(text)) = expr.as_literal() {
        return Some(text.as_str().into());
    }
    match scope.find(expr.as_name()?.as_str())? {
        Binding::Scalar(value) => value.as_literal()?.as_str().map(Arc::from),
        Binding::Tabular(_)
        | Binding::Function(_)
        | Binding::Pattern(_)
        | Binding::EntityGroup(_)
        | Binding::Entity(_)
        | Binding::Step(_)
        | Binding::Graph(..) => None,
    }
}

/// Whether a function converts to a type and to no other.
fn converts_to(function: &str, ty: ScalarType) -> bool {
    match function {
        "tobool" => ty == ScalarType::Bool,
        "todatetime" => ty == ScalarType::DateTime,
        "todecimal" => ty == ScalarType::Decimal,
        "todouble" | "toreal" => ty == ScalarType::Real,
        "todynamic" => ty == ScalarType::Dynamic,
        "toguid" => ty == ScalarType::Guid,
        "toint" => ty == ScalarType::Int,
        "tolong" => ty == ScalarType::Long,
        "tostring" => ty == ScalarType::String,
        "totime" | "totimespan" => ty == ScalarType::TimeSpan,
        _ => false,
    }
}
