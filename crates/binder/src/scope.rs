//! What names mean at a place of the query, apart from columns.

use std::cell::{Cell, OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use lurcher_symbols::{Column, Value};
use lurcher_syntax::ast;
use lurcher_syntax::operators::Operator;

use crate::bound::{ColumnId, Expr, Materialization, ResultColumn, ScanState};
use crate::operators::{GraphBinding, GraphVariable, matches_wildcard};
use crate::relation::{Openness, Relation};

/// Names of a lexical level, and the level around it. A later `let` of the same level makes a new level, so that what
/// was captured before never sees it.
#[derive(Debug, Default)]
pub(crate) struct Scope<'a> {
    names: RefCell<HashMap<String, Binding<'a>>>,
    /// What is visible of the levels around.
    restriction: Option<Restriction>,
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
    /// `declare pattern p = …`
    Pattern(Rc<PatternBinding<'a>>),
    /// `let g = entity_group […]`
    EntityGroup(&'a [ast::Expr]),
    /// An entity of a group, inside `macro-expand`.
    Entity(&'a ast::Expr),
    /// A step of the `scan` around.
    Step(Rc<StepBinding>),
    /// A node or an edge of the pattern in a graph.
    Graph(Rc<GraphBinding>, GraphVariable),
}

/// A step's name in the conditions and assignments of its `scan`.
#[derive(Debug)]
pub(crate) struct StepBinding {
    /// Its number, from 0.
    pub number: usize,
    /// What all steps share.
    pub scan: Rc<ScanBinding>,
}

/// What the steps of a `scan` remember, and what is read of it.
#[derive(Debug)]
pub(crate) struct ScanBinding {
    /// The columns of the input, those that steps assign as they assign them, and behind them the declared ones, some
    /// of which may have a name that the input has too.
    pub columns: Vec<ResultColumn>,
    /// The columns of the rows that are scanned.
    pub inputs: Vec<ColumnId>,
    /// Whether further names resolve.
    pub openness: Openness,
    /// The step that is being bound.
    pub current: Cell<usize>,
    /// What has been read so far.
    pub state: RefCell<Vec<ScanState>>,
}

/// A pattern that the query declares.
#[derive(Debug)]
pub(crate) struct PatternBinding<'a> {
    /// Its name, for messages.
    pub name: String,
    /// What it maps; absent where it is only declared.
    pub pattern: Option<&'a ast::Pattern>,
    /// The scope of its declaration.
    pub scope: Rc<Scope<'a>>,
}

/// `restrict access to (…)`: what stays visible of what was declared before, and of what is stored.
#[derive(Debug, Default)]
pub(crate) struct Restriction {
    /// Names and wildcards of what the query declares.
    pub declared: Vec<String>,
    /// Names and wildcards of tables and functions that are stored.
    pub stored: Vec<String>,
}

impl Restriction {
    fn allows(names: &[String], name: &str) -> bool {
        names.iter().any(|pattern| matches_wildcard(pattern, name))
    }
}

/// A `let` of a tabular expression, or a tabular argument.
#[derive(Debug)]
pub(crate) struct TabularBinding<'a> {
    /// The expression.
    pub expr: TabularSource<'a>,
    /// The scope that its names are looked up in.
    pub scope: Rc<Scope<'a>>,
    /// How many calls of stored functions it stands in: where it is read, more may be under way, which it is no part
    /// of.
    pub calls: usize,
    /// The columns that an argument must have.
    pub declared: Option<Vec<Column>>,
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
        /// What they gave, for the first reader: whoever only goes on with it need not bind it again.
        bound: RefCell<Option<Box<Relation>>>,
    },
    /// Rows that are computed once, whoever reads them: what flows into a plugin that is written in KQL.
    Shared(SharedTable),
    /// The rows of one key of a `partition`.
    Part(PartOf),
}

/// The rows of a table that have one value of a column.
#[derive(Debug)]
pub(crate) struct PartOf {
    /// The table.
    pub table: SharedTable,
    /// The column.
    pub key: Arc<str>,
    /// Its value.
    pub value: Value,
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
        Rc::new(Self { parent: Some(parent.clone()), ..Self::default() })
    }

    /// A level inside `parent` that sees only some of it.
    pub fn restricted(parent: &Rc<Scope<'a>>, restriction: Restriction) -> Rc<Self> {
        Rc::new(Self { restriction: Some(restriction), parent: Some(parent.clone()), ..Self::default() })
    }

    /// Whether a stored table or function of that name is visible here.
    pub fn allows_stored(&self, name: &str) -> bool {
        let allowed = self.restriction.as_ref().is_none_or(|r| Restriction::allows(&r.stored, name));
        allowed && self.parent.as_ref().is_none_or(|parent| parent.allows_stored(name))
    }

    /// Binds a name in this level.
    pub fn declare(&self, name: &str, binding: Binding<'a>) {
        self.names.borrow_mut().insert(name.to_owned(), binding);
    }

    /// What the name means in this level, whatever it means around it.
    pub fn find_here(&self, name: &str) -> Option<Binding<'a>> {
        self.names.borrow().get(name).cloned()
    }

    /// What the name means here.
    pub fn find(&self, name: &str) -> Option<Binding<'a>> {
        let mut scope = self;
        let mut hidden = false;
        loop {
            if let Some(binding) = scope.names.borrow().get(name) {
                // Scalars are no entities that access could be restricted to.
                return (!hidden || matches!(binding, Binding::Scalar(_))).then(|| binding.clone());
            }
            hidden |= scope.restriction.as_ref().is_some_and(|r| !Restriction::allows(&r.declared, name));
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
