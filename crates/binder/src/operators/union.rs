//! `union`. <https://learn.microsoft.com/kusto/query/union-operator>

use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use std::sync::Arc;

use indexmap::IndexMap;
use lurcher_diagnostics::{Code, Diagnostic, Span};
use lurcher_symbols::mutants::{Mutant, is_planted};
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::ast::{self, ExprKind as Syntax};
use lurcher_syntax::operators::{self, Operator, OperatorKind, UnionKind};

use super::selections::matches_wildcard;
use crate::binder::Binder;
use crate::bound::{ColumnId, Expr, Plan, ResultColumn, Union, UnionLeg, Values};
use crate::codes;
use crate::relation::{Openness, Relation, unique_name};
use crate::scope::{Binding, Scope};

/// A bound input and what `withsource` calls it.
pub(super) struct Leg {
    pub relation: Relation,
    pub source: Arc<str>,
}

/// The query that flows into an operator.
pub(super) struct Piped<'a> {
    pub source: &'a ast::Expr,
    pub before: &'a [Operator],
}

impl Piped<'_> {
    /// What `withsource` calls it: as the last `as` says, or as its table is called.
    pub fn name(&self, scope: &Scope<'_>, otherwise: &str, place: usize) -> Arc<str> {
        let named = self.before.iter().rev().find_map(|operator| match &operator.kind {
            OperatorKind::As(op) if !is_planted(Mutant::InputsHaveNoNames) => Some(op.name.as_str().into()),
            _ => None,
        });
        named.unwrap_or_else(|| leg_name(self.source, scope, otherwise, place))
    }
}

impl<'a> Binder<'a> {
    pub(super) fn bind_union(
        &self,
        op: &'a operators::Union,
        input: Option<(Relation, Piped<'a>)>,
        span: Span,
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let fuzzy = op.is_fuzzy == Some(true);
        let mut legs: Vec<Leg> = Vec::new();
        if let Some((relation, piped)) = input {
            if relation.groups.is_some() {
                self.not_implemented(span, "The operator 'union' inside of mv-apply or partition");
                return Relation::broken();
            }
            legs.push(Leg { relation, source: piped.name(scope, "union_arg", 0) });
        }
        let mut dropped = Vec::new();
        let outer = self.unites_sources.get();
        self.unites_sources.set(outer || self.is_built_in(span));
        for source in &op.sources {
            self.bind_legs(source, fuzzy, scope, &mut legs, &mut dropped);
        }
        let is_united = self.report_dropped(dropped, legs.is_empty(), span, scope);
        self.unites_sources.set(outer);
        if !is_united {
            return Relation::broken();
        }
        self.union_of(legs, op.kind == Some(UnionKind::Inner), op.with_source.as_ref().map(|n| n.as_str()), span)
    }

    /// Warns of the legs that a fuzzy union has dropped. Where no leg is left it fails, with what its legs failed with.
    /// Says whether there is a union.
    pub(super) fn report_dropped(
        &self,
        dropped: Vec<Diagnostic>,
        is_empty: bool,
        span: Span,
        scope: &Scope<'a>,
    ) -> bool {
        if is_empty {
            dropped.into_iter().for_each(|d| self.report(self.with_nearest(d, scope)));
            if !self.has_reported() {
                self.error(codes::UNKNOWN_TABLE, span, "The union has no table that exists.");
            }
            return false;
        }
        let is_expected = |d: &Diagnostic| self.unites_sources.get() && d.code == codes::UNKNOWN_TABLE;
        for d in dropped.into_iter().filter(|d| !is_expected(d)) {
            let message = format!("A leg of the fuzzy union was dropped: {}", d.message);
            let is_absent = [codes::UNKNOWN_TABLE, codes::UNKNOWN_FUNCTION].contains(&d.code);
            let code = if is_absent { codes::LEG_DROPPED } else { codes::LEG_FAILED };
            self.report(Diagnostic::warning(code, d.span, message));
        }
        true
    }

    /// What was to be forgiven, and is not, with the suggestion that was not looked for.
    fn with_nearest(&self, diagnostic: Diagnostic, scope: &Scope<'a>) -> Diagnostic {
        if diagnostic.help.is_some() {
            return diagnostic;
        }
        let nearest = self.unless_forgiven(diagnostic.span, || {
            let name = self.text(diagnostic.span)?;
            match diagnostic.code == codes::UNKNOWN_TABLE {
                true => self.nearest_table(&name, scope),
                false => self.nearest_function(&name, scope),
            }
        });
        diagnostic.with_suggestion(nearest)
    }

    pub(super) fn bind_legs(
        &self,
        source: &'a ast::Expr,
        fuzzy: bool,
        scope: &Rc<Scope<'a>>,
        legs: &mut Vec<Leg>,
        dropped: &mut Vec<Diagnostic>,
    ) {
        let pattern = match &source.kind {
            Syntax::Wildcard(pattern) => pattern.as_str(),
            Syntax::Star => "*",
            // There is one database.
            Syntax::Path { base, member }
                if self.is_database(base, scope) && !member.quoted && member.as_str().contains('*') =>
            {
                member.as_str()
            }
            _ => return self.bind_leg(source, fuzzy, scope, legs, dropped),
        };
        if !self.matching_legs(|name| matches_wildcard(pattern, name), source.span, scope, legs) {
            let message = format!("No table matches '{pattern}'.");
            dropped.push(Diagnostic::error(codes::UNKNOWN_TABLE, source.span, message));
            if !fuzzy {
                dropped.drain(..).for_each(|d| self.report(d));
            }
        }
    }

    /// Adds the tables and the views whose names match, and says whether there were any. Tables without rows count where
    /// nothing else matches: those that every workspace has, before those that connectors make.
    pub(super) fn matching_legs(
        &self,
        matches: impl Fn(&str) -> bool,
        span: Span,
        scope: &Rc<Scope<'a>>,
        legs: &mut Vec<Leg>,
    ) -> bool {
        let matching = |mut names: Vec<Arc<str>>| {
            names.retain(|name| matches(name) && scope.allows_stored(name));
            names.sort();
            names
        };
        let catalog = &self.env.catalog;
        let found_views = self.view_legs(scope, &matches, span, legs);
        let mut names = matching(catalog.stored_table_names());
        if !found_views && names.is_empty() {
            names = matching(catalog.common_table_names());
        }
        if !found_views && names.is_empty() {
            names = matching(catalog.table_names());
        }
        let found = found_views || !names.is_empty();
        legs.extend(names.into_iter().filter_map(|name| {
            let relation = self.bind_stored_table(&name, span)?;
            Some(Leg { relation, source: name })
        }));
        found
    }

    /// Adds the views whose names match, and says whether there were any.
    fn view_legs(
        &self,
        scope: &Rc<Scope<'a>>,
        matches: impl Fn(&str) -> bool,
        span: Span,
        legs: &mut Vec<Leg>,
    ) -> bool {
        let views = scope.views(matches);
        let found = !views.is_empty();
        for (name, function) in views {
            let ctx = crate::expressions::Context::constant(scope);
            let outcome = self.call_let(&function, None, &[], span, ctx);
            let relation = self.table_outcome(outcome, &name, span);
            legs.push(Leg { relation, source: name.into() });
        }
        found
    }

    /// Binds one input. Of a fuzzy union a leg whose table or function does not exist, at any depth, is dropped; nothing
    /// else is forgiven, but in a source of a built-in function: a parser that does not fit the workspace's tables, or has
    /// any other mistake, must not take the others with it.
    fn bind_leg(
        &self,
        source: &'a ast::Expr,
        fuzzy: bool,
        scope: &Rc<Scope<'a>>,
        legs: &mut Vec<Leg>,
        dropped: &mut Vec<Diagnostic>,
    ) {
        let Some(relation) = self.forgiving(fuzzy, || self.bind_rows(source, scope), dropped) else { return };
        let source = leg_name(source, scope, "union_arg", legs.len());
        legs.push(Leg { relation, source });
    }

    /// What `bind` gives; nothing where `fuzzy` says that it is no mistake that tables or functions do not exist.
    pub(super) fn forgiving(
        &self,
        fuzzy: bool,
        bind: impl FnOnce() -> Relation,
        dropped: &mut Vec<Diagnostic>,
    ) -> Option<Relation> {
        let mark = self.mark();
        self.forgiving.update(|depth| depth + usize::from(fuzzy));
        let relation = bind();
        self.forgiving.update(|depth| depth - usize::from(fuzzy));
        if fuzzy && self.failed_since(mark) {
            let forgives_all = self.unites_sources.get();
            let missing =
                |code: &Code| forgives_all || *code == codes::UNKNOWN_TABLE || *code == codes::UNKNOWN_FUNCTION;
            // Also what was reported before in the same words, where the leg is bound again.
            let is_forgiven = self.errors_since(mark).iter().all(missing);
            let reported = self.take_since(mark);
            if is_forgiven {
                dropped.extend(reported.into_iter().filter(Diagnostic::is_error));
                return None;
            }
            reported.into_iter().for_each(|d| self.report(d));
        }
        Some(relation)
    }

    /// Calls the columns as their union does: where a name has several types, each by its type. Gives the names that the
    /// columns had.
    pub(super) fn tell_types_apart(&self, legs: &mut [Leg]) -> HashMap<ColumnId, Arc<str>> {
        let columns = all_columns(legs, |relation, column| self.is_unknown(relation, column));
        let told: HashMap<(Arc<str>, ScalarType), Arc<str>> =
            columns.into_iter().filter(|c| c.name != c.shown).map(|c| ((c.name, c.ty), c.shown)).collect();
        let mut before = HashMap::new();
        for column in legs.iter_mut().flat_map(|leg| &mut leg.relation.columns) {
            if let Some(shown) = told.get(&(Arc::clone(&column.name), column.ty)) {
                before.insert(column.id, std::mem::replace(&mut column.name, Arc::clone(shown)));
            }
        }
        before
    }

    /// The union of bound inputs: of their common columns only, or of all of them; with a first column that says where
    /// a row comes from.
    pub(super) fn union_of(
        &self,
        legs: Vec<Leg>,
        common_only: bool,
        with_source: Option<&str>,
        span: Span,
    ) -> Relation {
        let unknown = |relation: &Relation, column: &ResultColumn| self.is_unknown(relation, column);
        let mut columns = if common_only { common_columns(&legs, unknown) } else { all_columns(&legs, unknown) };
        let mut visible: Vec<ResultColumn> = Vec::new();
        if let Some(name) = with_source {
            // It is called as the query says, whatever the inputs have.
            if let Some(same) = columns.iter().position(|c| *c.shown == *name) {
                columns[same].shown = unique_name(name, |n| columns.iter().any(|c| *c.shown == *n));
            }
            visible.push(ResultColumn { id: self.new_column(), name: name.into(), ty: ScalarType::String });
        }
        visible.extend(columns.iter().map(|c| {
            let id = self.new_column();
            if c.unknown {
                self.mark_unknown(id);
            }
            ResultColumn { id, name: c.shown.clone(), ty: c.ty }
        }));
        let openness = Openness::of_all(legs.iter().map(|leg| &leg.relation.openness));
        let named: Vec<ResultColumn> = hidden_columns(&legs);
        let hidden = named.iter().map(|c| ResultColumn { id: self.new_column(), ..c.clone() }).collect::<Vec<_>>();
        let ids: Vec<(ColumnId, ScalarType)> = visible.iter().chain(&hidden).map(|c| (c.id, c.ty)).collect();
        // A leg without rows has given its columns, and its calls are refused all the same. A union of the whole catalog
        // has hundreds of such legs, and thousands of columns.
        let (empty, legs): (Vec<Leg>, Vec<Leg>) = legs.into_iter().partition(|leg| leg.relation.plan.is_empty());
        empty.into_iter().for_each(|mut leg| self.check_calls(&mut leg.relation.plan));
        let legs = legs.into_iter().map(|mut leg| {
            let source = with_source.map(|_| Expr::literal(Value::String(leg.source.clone()), span));
            let mut own: HashMap<&str, &ResultColumn> = HashMap::with_capacity(leg.relation.columns.len());
            leg.relation.columns.iter().for_each(|c| {
                own.entry(&c.name).or_insert(c);
            });
            let read = |column: &UnionColumn| match own.get(&*column.name).filter(|c| c.ty == column.ty) {
                Some(found) => leg.relation.read(found, span),
                None => Expr::literal(Value::missing(column.ty), span),
            };
            let read_hidden = |column: &ResultColumn| match leg.relation.hidden.iter().find(|c| c.name == column.name) {
                Some(found) if found.ty == column.ty => leg.relation.read(found, span),
                _ => Expr::literal(Value::missing(column.ty), span),
            };
            let columns = source.into_iter().chain(columns.iter().map(read)).chain(named.iter().map(read_hidden));
            let columns = columns.collect();
            UnionLeg { input: leg.relation.take_plan(), columns }
        });
        let legs: Vec<UnionLeg> = legs.collect();
        let plan = match legs.is_empty() {
            true => Plan::Values(Values { columns: ids, rows: Vec::new() }),
            false => Plan::Union(Union { columns: ids, legs }),
        };
        Relation { openness, hidden, ..Relation::new(plan, visible) }.settled()
    }
}

/// A column of the union: its name in the inputs, its type, and its name in the result.
struct UnionColumn {
    name: Arc<str>,
    ty: ScalarType,
    shown: Arc<str>,
    /// Whether a mistake leaves its type open.
    unknown: bool,
}

/// All columns of all inputs. A name that has several types becomes a column for each, `name_type`; they stand
/// together, where the first of them stood. An unknown type is that of the other inputs.
fn all_columns(legs: &[Leg], unknown: impl Fn(&Relation, &ResultColumn) -> bool) -> Vec<UnionColumn> {
    let mut types_of: IndexMap<&Arc<str>, Vec<ScalarType>> = IndexMap::new();
    for leg in legs {
        for column in &leg.relation.columns {
            let types = types_of.entry(&column.name).or_default();
            if !types.contains(&column.ty) && !unknown(&leg.relation, column) {
                types.push(column.ty);
            }
        }
    }
    let open: HashSet<Arc<str>> = types_of.iter().filter(|(_, t)| t.is_empty()).map(|(n, _)| Arc::clone(n)).collect();
    open.iter().for_each(|name| types_of[name].push(ScalarType::Dynamic));
    // A column that keeps its name goes before those that get one.
    let keeps = |(name, types): (&&Arc<str>, &Vec<ScalarType>)| (types.len() == 1).then(|| Arc::clone(name));
    let mut taken: HashSet<Arc<str>> = types_of.iter().filter_map(keeps).collect();
    let mut columns = Vec::with_capacity(types_of.len());
    for (name, types) in types_of {
        for ty in &types {
            let shown = match &*types {
                [_] => Arc::clone(name),
                _ => unique_name(&format!("{name}_{ty}"), |n| taken.contains(n)),
            };
            if types.len() > 1 {
                taken.insert(Arc::clone(&shown));
            }
            columns.push(UnionColumn { name: Arc::clone(name), ty: *ty, shown, unknown: open.contains(name) });
        }
    }
    columns
}

/// What is hidden of any of the inputs, once a name.
fn hidden_columns(legs: &[Leg]) -> Vec<ResultColumn> {
    let mut hidden: Vec<ResultColumn> = Vec::new();
    for column in legs.iter().flat_map(|leg| &leg.relation.hidden) {
        if hidden.iter().all(|known| known.name != column.name) {
            hidden.push(column.clone());
        }
    }
    hidden
}

/// The columns that every input has, with one type.
fn common_columns(legs: &[Leg], unknown: impl Fn(&Relation, &ResultColumn) -> bool) -> Vec<UnionColumn> {
    let Some((first, rest)) = legs.split_first() else { return Vec::new() };
    let is_open = |c: &ResultColumn| unknown(&first.relation, c);
    let everywhere = |c: &&ResultColumn| {
        let fits = |leg: &Leg, other: &ResultColumn| other.ty == c.ty || is_open(c) || unknown(&leg.relation, other);
        rest.iter().all(|leg| leg.relation.column(&c.name).is_some_and(|other| fits(leg, other)))
    };
    let columns = first.relation.columns.iter().filter(everywhere);
    let column = |c: &ResultColumn| {
        let [name, shown] = [&c.name, &c.name].map(Arc::clone);
        UnionColumn { name, ty: c.ty, shown, unknown: is_open(c) }
    };
    columns.map(column).collect()
}

/// What `withsource` calls an input: its table, or `union_argN`, `search_argN`.
fn leg_name(source: &ast::Expr, scope: &Scope<'_>, otherwise: &str, place: usize) -> Arc<str> {
    match &source.kind {
        // A `let` table has no name of its own, a view and a stored table have.
        Syntax::Name(name) if !matches!(scope.find(name.as_str()), Some(Binding::Tabular(_))) => name.as_str().into(),
        Syntax::Pipe { source, operators } => Piped { source, before: operators }.name(scope, otherwise, place),
        Syntax::Path { member, .. } => member.as_str().into(),
        _ => format!("{otherwise}{place}").into(),
    }
}
