//! What names mean at a place of the query, apart from columns.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use lurcher_symbols::Column;
use lurcher_syntax::ast;
use lurcher_syntax::operators::Operator;

use crate::bound::{Expr, Materialization};
use crate::relation::Relation;

/// Names of a lexical level, and the level around it. A later `let` of the same level makes a new level, so that what was captured before
/// never sees it.
#[derive(Debug, Default)]
pub(crate) struct Scope<'a> {
    names: RefCell<HashMap<String, Binding<'a>>>,
    parent: Option<Rc<Scope<'a>>>,
}

/// What a name is bound to.
#[derive(Debug, Clone)]
pub(crate) enum Binding<'a> {
    /// A scalar: a constant mostly; a function's argument may read the caller's columns.
    Scalar(Expr),
    /// A table, bound anew wherever it is read, so that each reader has columns of its own.
    Tabular(Rc<TabularBinding<'a>>),
    /// `let f = (…) { … }`
    Function(Rc<LetFunction<'a>>),
}

/// A `let` of a tabular expression, or a tabular argument.
#[derive(Debug)]
pub(crate) struct TabularBinding<'a> {
    /// The expression.
    pub expr: TabularSource<'a>,
    /// The scope that its names are looked up in.
    pub scope: Rc<Scope<'a>>,
    /// The columns that readers see when a parameter's type declares them: exactly these unless `open`.
    pub declared: Option<DeclaredColumns>,
    /// Filled at the first reading when the expression is `materialize(…)`.
    pub shared: OnceCell<SharedTable>,
}

/// What a tabular name stands for.
#[derive(Debug)]
pub(crate) enum TabularSource<'a> {
    /// An expression of the query.
    Expr(&'a ast::Expr),
    /// The beginning of a pipe: what flows into `invoke`, or what `as` names.
    Prefix {
        /// Where the pipe starts; none where it starts with an operator such as `print`.
        source: &'a ast::Expr,
        /// The operators up to there.
        operators: &'a [Operator],
    },
    /// Rows that are computed once, whoever reads them: what flows into a plugin that is written in KQL.
    Shared(SharedTable),
}

/// Columns of a tabular parameter.
#[derive(Debug, Clone)]
pub(crate) struct DeclaredColumns {
    /// The declared ones.
    pub columns: Vec<Column>,
    /// Whether the argument's further columns are visible too.
    pub open: bool,
}

/// A table that is computed once and how its readers see it.
#[derive(Debug, Clone)]
pub(crate) struct SharedTable {
    /// The table.
    pub source: Arc<Materialization>,
    /// The relation that was materialized, for names and order of columns.
    pub relation: Rc<Relation>,
}

/// A function that `let` declares.
#[derive(Debug)]
pub(crate) struct LetFunction<'a> {
    /// Its name, for messages.
    pub name: String,
    /// Parameters and body.
    pub function: &'a ast::Function,
    /// The scope of its declaration.
    pub scope: Rc<Scope<'a>>,
}

impl<'a> Scope<'a> {
    /// A level inside `parent`.
    pub fn child(parent: &Rc<Scope<'a>>) -> Rc<Self> {
        Rc::new(Self { names: RefCell::default(), parent: Some(parent.clone()) })
    }

    /// Binds a name in this level.
    pub fn declare(&self, name: &str, binding: Binding<'a>) {
        self.names.borrow_mut().insert(name.to_owned(), binding);
    }

    /// What the name means here.
    pub fn find(&self, name: &str) -> Option<Binding<'a>> {
        let mut scope = self;
        loop {
            if let Some(binding) = scope.names.borrow().get(name) {
                return Some(binding.clone());
            }
            scope = scope.parent.as_deref()?;
        }
    }

    /// The views (`let v = view () {…}`) whose names match, by name.
    pub fn views(&self, matches: impl Fn(&str) -> bool) -> Vec<(String, Rc<LetFunction<'a>>)> {
        let names = self.names();
        let views = names.into_iter().filter(|name| matches(name)).filter_map(|name| match self.find(&name) {
            Some(Binding::Function(f)) if f.function.view && f.function.params.is_empty() => Some((name, f)),
            _ => None,
        });
        let mut views: Vec<_> = views.collect();
        views.sort_by(|a, b| a.0.cmp(&b.0));
        views.dedup_by(|a, b| a.0 == b.0);
        views
    }

    /// All names that are visible here, for suggestions.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = self.names.borrow().keys().cloned().collect();
        if let Some(parent) = &self.parent {
            names.extend(parent.names());
        }
        names
    }
}
