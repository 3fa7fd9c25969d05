//! The state of one binding, and what all its parts need.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use lurcher_diagnostics::{Code, Diagnostic, Diagnostics, Origin, Source, SourceId, Sources, Span};
use lurcher_symbols::{Reach, ScalarType, StoredFunction, Value};
use lurcher_syntax::ast;
use lurcher_syntax::operators::Operator;

use crate::bound::{BoundResult, ColumnId, Expr, ResultColumn};
use crate::calls::FoldedCalls;
use crate::paths::lift_paths;
use crate::prune::prune_result;
use crate::relation::{Openness, Relation};
use crate::scope::Scope;
use crate::{Environment, codes, suggestions};

/// How far names may be written out in all, in parts of expressions. Functions of functions grow as powers of two.
const MAX_GROWTH: usize = 100_000;

/// What a body or a table counts for, see [`Binder::may_grow`].
pub(crate) const EXPANSION: usize = 10;

/// Keeps the trees of stored functions, and expressions that the binder made, alive while a query is bound.
#[derive(Default)]
pub(crate) struct Arena {
    trees: elsa::FrozenVec<Box<ast::Query>>,
    exprs: elsa::FrozenVec<Box<ast::Expr>>,
}

impl Arena {
    fn keep(&self, tree: ast::Query) -> &ast::Query {
        self.trees.push_get(Box::new(tree))
    }
}

/// How much was reported at a point of the binding.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    reported: usize,
    errors: usize,
}

/// A stored function's body.
struct Parsed<'a> {
    tree: &'a ast::Query,
    /// What its parser says.
    said: Vec<Diagnostic>,
}

/// Binds one query.
pub(crate) struct Binder<'a> {
    pub env: &'a Environment<'a>,
    pub arena: &'a Arena,
    sources: RefCell<&'a mut Sources>,
    diagnostics: RefCell<Diagnostics>,
    /// The codes of all errors, also of those that were said before: a body is bound at each call.
    errors: RefCell<Vec<Code>>,
    next_column: std::cell::Cell<u32>,
    next_materialization: std::cell::Cell<u32>,
    parsed: RefCell<HashMap<Arc<str>, Parsed<'a>>>,
    calls: RefCell<Vec<Arc<str>>>,
    /// The stored functions of which it is being found out whether they give a table.
    pub shaping: RefCell<Vec<Arc<str>>>,
    pub depth: std::cell::Cell<usize>,
    /// Whether a stage was not run, so that what is concluded of its answer may be wrong.
    pub unknown_stage: std::cell::Cell<bool>,
    /// Whether a column was read that an open table does not declare.
    pub read_undeclared: std::cell::Cell<bool>,
    /// Columns whose type nobody knows, because of a mistake that was reported.
    unknown_columns: RefCell<HashSet<ColumnId>>,
    /// Whether a built-in function binds its sources. A workspace has the tables of a few, so that it is no news which
    /// are missing.
    pub unites_sources: std::cell::Cell<bool>,
    /// How many fuzzy unions are bound, which forgive names that nobody knows.
    pub forgiving: std::cell::Cell<usize>,
    /// The names nearest to those that nobody knows, by their place. Tables of tables are bound again and again.
    pub nearest: RefCell<HashMap<Span, Option<String>>>,
    /// What calls with constant arguments gave so far.
    pub folded: RefCell<FoldedCalls>,
    /// What `toscalar(…)` of scalars gave so far, by where it stands and what it computes.
    pub computed: RefCell<Vec<(Span, Expr, Value)>>,
    grown: std::cell::Cell<usize>,
    too_large: std::cell::Cell<Option<Span>>,
}

impl<'a> Binder<'a> {
    pub fn new(env: &'a Environment<'a>, arena: &'a Arena, sources: &'a mut Sources) -> Self {
        Self {
            env,
            arena,
            sources: RefCell::new(sources),
            diagnostics: RefCell::default(),
            errors: RefCell::default(),
            next_column: Default::default(),
            next_materialization: Default::default(),
            parsed: RefCell::default(),
            calls: RefCell::default(),
            shaping: RefCell::default(),
            depth: Default::default(),
            unknown_stage: Default::default(),
            read_undeclared: Default::default(),
            unknown_columns: RefCell::default(),
            unites_sources: Default::default(),
            forgiving: Default::default(),
            nearest: RefCell::default(),
            folded: RefCell::default(),
            computed: RefCell::default(),
            grown: Default::default(),
            too_large: Default::default(),
        }
    }

    /// A column that no other node has.
    pub fn new_column(&self) -> ColumnId {
        let id = self.next_column.get();
        self.next_column.set(id + 1);
        ColumnId(id)
    }

    /// The result with nothing in its plan that nobody needs, once what is wrong with its calls is said.
    pub fn lean(&self, mut result: BoundResult) -> BoundResult {
        self.check_calls(&mut result.plan);
        let result = if self.env.prunes { prune_result(result) } else { result };
        lift_paths(result, || self.new_column())
    }

    /// A number for a materialized table.
    pub fn new_materialization(&self) -> u32 {
        let id = self.next_materialization.get();
        self.next_materialization.set(id + 1);
        id
    }

    pub fn report(&self, diagnostic: Diagnostic) {
        self.errors.borrow_mut().extend(diagnostic.is_error().then_some(diagnostic.code));
        self.diagnostics.borrow_mut().push(diagnostic);
    }

    pub fn error(&self, code: Code, span: Span, message: impl Into<String>) {
        self.report(Diagnostic::error(code, span, message));
    }

    /// Whether a remark of that code was made already.
    pub fn warned_of(&self, code: Code) -> bool {
        self.diagnostics.borrow().iter().any(|d| d.code == code)
    }

    /// Reports what has not been said in these words yet.
    pub fn report_once(&self, diagnostic: Diagnostic) {
        let is_same = |d: &Diagnostic| d.code == diagnostic.code && d.message == diagnostic.message;
        if !self.diagnostics.borrow().iter().any(is_same) {
            self.report(diagnostic);
        }
    }

    /// Reports what has not been said of that place yet. What is read twice is bound twice.
    pub fn report_once_here(&self, diagnostic: Diagnostic) {
        let is_same = |d: &Diagnostic| d.code == diagnostic.code && d.span == diagnostic.span;
        if !self.diagnostics.borrow().iter().any(is_same) {
            self.report(diagnostic);
        }
    }

    /// Whether the expression is a dynamic, and does not stand for a mistake or for a column that nobody has.
    pub fn is_dynamic(&self, expr: &Expr) -> bool {
        expr.ty == ScalarType::Dynamic && !self.is_broken(expr)
    }

    /// Reports a dynamic where values are compared; `true` where it is one.
    pub fn refuse_dynamic(&self, expr: &Expr, span: Span) -> bool {
        let refused = self.is_dynamic(expr);
        if refused {
            self.error(codes::TYPE_NOT_ALLOWED, span, "The value of type 'dynamic' is not allowed in this context.");
        }
        refused
    }

    /// Reports what Kusto has and we do not yet.
    pub fn not_implemented(&self, span: Span, what: &str) {
        self.error(codes::NOT_IMPLEMENTED, span, format!("{what} is not implemented yet"));
    }

    /// How far a path may lead that stands in a span.
    pub fn reach(&self, span: Span) -> Reach {
        if self.env.any_file == Some(span.source) { Reach::Anywhere } else { Reach::Workspace }
    }

    /// The text of a span.
    pub fn text(&self, span: Span) -> Option<String> {
        let sources = self.sources.borrow();
        sources.get(span.source).text.get(span.start as usize..span.end as usize).map(str::to_owned)
    }

    /// Where the diagnostics stand now, for [`Self::take_since`].
    pub fn mark(&self) -> Mark {
        Mark { reported: self.diagnostics.borrow().len(), errors: self.errors.borrow().len() }
    }

    /// Whether anything was reported.
    pub fn has_reported(&self) -> bool {
        !self.diagnostics.borrow().is_empty()
    }

    /// Takes back what was reported since `mark`.
    pub fn take_since(&self, mark: Mark) -> Vec<Diagnostic> {
        self.errors.borrow_mut().truncate(mark.errors);
        self.diagnostics.borrow_mut().truncate(mark.reported)
    }

    /// The codes of the errors since `mark`.
    pub fn errors_since(&self, mark: Mark) -> Vec<Code> {
        self.errors.borrow()[mark.errors..].to_vec()
    }

    /// Whether an error was reported since `mark`.
    pub fn failed_since(&self, mark: Mark) -> bool {
        self.errors.borrow().len() > mark.errors
    }

    /// Whether an error was reported: nothing runs then, and what came of it has an unknown type.
    pub fn has_failed(&self) -> bool {
        !self.errors.borrow().is_empty()
    }

    /// Says of a column that nobody knows its type, where a mistake may be the reason.
    pub fn mark_unknown(&self, column: ColumnId) {
        if self.has_failed() {
            self.unknown_columns.borrow_mut().insert(column);
        }
    }

    /// Whether [`Self::mark_unknown`] said so of the column.
    pub fn is_marked_unknown(&self, column: ColumnId) -> bool {
        self.has_failed() && self.unknown_columns.borrow().contains(&column)
    }

    /// Whether a mistake that was reported is the reason why nobody knows the column's type.
    pub fn is_unknown(&self, relation: &Relation, column: &ResultColumn) -> bool {
        let is_null = || relation.constants.get(&column.id) == Some(&Value::Null(ScalarType::Dynamic));
        let is_broken = || relation.openness == Openness::Broken && column.ty == ScalarType::Dynamic;
        self.has_failed() && (self.is_marked_unknown(column.id) || is_null() || is_broken())
    }

    /// The column as an expression: its value where it is constant. What comes of a mistake is unknown.
    pub fn read(&self, relation: &Relation, column: &ResultColumn, span: Span) -> Expr {
        if self.is_unknown(relation, column) {
            return self.broken(span);
        }
        relation.read(column, span)
    }

    /// Counts what is put in the place of a name. Once it is too much nothing more may be, and the query is refused: no
    /// fuzzy union forgives it.
    pub fn may_grow(&self, by: usize, span: Span) -> bool {
        let grown = self.grown.get().saturating_add(by);
        self.grown.set(grown);
        if grown > MAX_GROWTH && self.too_large.get().is_none() {
            self.too_large.set(Some(span));
        }
        grown <= MAX_GROWTH
    }

    /// Whether the query is refused for what it stands for.
    pub fn is_too_large(&self) -> bool {
        self.too_large.get().is_some()
    }

    pub fn finish(self) -> Diagnostics {
        if let Some(span) = self.too_large.get() {
            let message = "The query grows too large: its functions and tables stand for too much";
            self.error(codes::TOO_COMPLEX, span, message);
        }
        self.diagnostics.into_inner()
    }

    /// The stored function of that name. Where its file cannot be used, that is reported, and there is no function.
    pub fn stored_function(&self, name: &str, span: Span) -> Option<Arc<StoredFunction>> {
        match self.env.catalog.function(name)? {
            Ok(function) => Some(function),
            Err(message) => {
                self.error(codes::UNREADABLE_FUNCTION, span, message);
                None
            }
        }
    }

    /// The tree of a stored function's body. What its parser says is an error of each call.
    pub fn parse_stored(&self, function: &StoredFunction) -> &'a ast::Query {
        if let Some(Parsed { tree, said }) = self.parsed.borrow().get(&function.name) {
            said.iter().for_each(|diagnostic| self.report(diagnostic.clone()));
            return tree;
        }
        let origin = function.origin.as_ref().map(|(text, map)| Origin { text: text.clone(), map: map.clone() });
        let source = Source { name: function.file.clone(), text: function.body.clone(), origin };
        let id = self.sources.borrow_mut().add(source);
        let parsed = lurcher_syntax::parse(&function.body, id);
        let said: Vec<Diagnostic> = parsed.diagnostics.iter().cloned().collect();
        said.iter().for_each(|diagnostic| self.report(diagnostic.clone()));
        let tree = self.arena.keep(parsed.query);
        self.parsed.borrow_mut().insert(function.name.clone(), Parsed { tree, said });
        tree
    }

    /// Whether the text at `span` is that of a function that every workspace has.
    pub fn is_built_in(&self, span: Span) -> bool {
        self.sources.borrow().get(span.source).name.starts_with("<built-in")
    }

    /// The tree of a text of our own.
    pub fn parse_text(&self, name: &str, text: &str) -> &'a ast::Query {
        let id = self.sources.borrow_mut().add(Source::new(name, text));
        self.arena.keep(self.parse(text, id))
    }

    /// The expression that a default value's text denotes.
    pub fn parse_default(&self, file: &Arc<str>, text: &Arc<str>) -> Option<&'a ast::Expr> {
        let id = self.sources.borrow_mut().add(Source::new(file.clone(), text.clone()));
        let tree = self.arena.keep(self.parse(text, id));
        match tree.statements.first().map(|s| &s.kind) {
            Some(ast::StatementKind::Expr(expr)) => Some(expr),
            _ => None,
        }
    }

    fn parse(&self, text: &str, source: SourceId) -> ast::Query {
        let parsed = lurcher_syntax::parse(text, source);
        parsed.diagnostics.into_iter().for_each(|diagnostic| self.report(diagnostic));
        parsed.query
    }

    /// A name that stands in no text, as an expression.
    pub fn name_expression(&self, name: &str, span: Span) -> &'a ast::Expr {
        let expr = ast::Expr { kind: ast::ExprKind::Name(ast::Name::new(name, span)), span };
        self.arena.exprs.push_get(Box::new(expr))
    }

    /// A source and the operators behind it as one expression, for operators of an inner pipe that read their rows anew.
    pub fn pipe_expression(&self, source: &'a ast::Expr, operators: &'a [Operator]) -> &'a ast::Expr {
        let Some(last) = operators.last() else { return source };
        let kind = ast::ExprKind::Pipe { source: Box::new(source.clone()), operators: operators.to_vec() };
        self.arena.exprs.push_get(Box::new(ast::Expr { kind, span: source.span.to(last.span) }))
    }

    /// Runs `body` as the body of the stored function `name`, or reports that it calls itself.
    pub fn enter_call<T>(&self, name: &Arc<str>, span: Span, body: impl FnOnce() -> T) -> Option<T> {
        if self.calls.borrow().contains(name) {
            let path = self.calls.borrow().join(" → ");
            let message = format!("The function '{name}' calls itself ({path} → {name}); Kusto has no recursion");
            self.error(codes::RECURSION, span, message);
            return None;
        }
        self.calls.borrow_mut().push(name.clone());
        let result = body();
        self.calls.borrow_mut().pop();
        Some(result)
    }

    /// How many calls of stored functions are under way.
    pub fn call_depth(&self) -> usize {
        self.calls.borrow().len()
    }

    /// Runs `body` as a part of the first `depth` calls only: an argument belongs to who gives it.
    pub fn outside_calls<T>(&self, depth: usize, body: impl FnOnce() -> T) -> T {
        let inner = {
            let mut calls = self.calls.borrow_mut();
            let depth = depth.min(calls.len());
            calls.split_off(depth)
        };
        let result = body();
        self.calls.borrow_mut().extend(inner);
        result
    }

    /// Whether it was reported already that nobody knows that name.
    pub fn is_reported_unknown(&self, name: &str) -> bool {
        let quoted = format!("'{name}'");
        let is_of_name = |d: &Diagnostic| d.code == codes::UNKNOWN_NAME && d.message.contains(&quoted);
        self.diagnostics.borrow().iter().any(is_of_name)
    }

    /// Reports a name that is no column of `relation`, with the nearest that is.
    pub fn unknown_name(&self, name: &ast::Name, relation: Option<&Relation>, scope: &Scope<'a>) {
        if relation.is_some_and(|r| r.openness == Openness::Broken) {
            return;
        }
        let columns = relation.into_iter().flat_map(|r| r.columns.iter().map(|c| c.name.to_string()));
        let suggestion = suggestions::nearest(name.as_str(), columns.chain(scope.names()));
        let message =
            format!("The name '{}' does not refer to any known column, table, variable or function.", name.as_str());
        self.report(Diagnostic::error(codes::UNKNOWN_NAME, name.span, message).with_suggestion(suggestion));
    }

    /// Reports an expression of the wrong type.
    pub fn wrong_type(&self, span: Span, expected: &str, found: ScalarType) {
        let diagnostic =
            Diagnostic::error(codes::WRONG_TYPE, span, format!("The expression must have the type {expected}."));
        self.report(diagnostic.with_label(format!("this is {found}")));
    }

    /// A scope with nothing in it.
    pub fn root_scope(&self) -> Rc<Scope<'a>> {
        Rc::new(Scope::default())
    }
}
