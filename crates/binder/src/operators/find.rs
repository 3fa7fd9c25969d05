//! `find`: rows of several tables. <https://learn.microsoft.com/kusto/query/find-operator>

use std::rc::Rc;
use std::sync::Arc;

use lurcher_diagnostics::Span;
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::operators::{Find, FindColumn, FindColumnKind, FindProject};

use super::union::Leg;
use crate::binder::Binder;
use crate::bound::{Expr, Plan, ResultColumn, Values};
use crate::codes;
use crate::expressions::scalar_type;
use crate::relation::{Openness, Relation};
use crate::scope::Scope;

/// The column with the columns that have none of their own.
const PACK: &str = "pack_";
/// What the column with the table's name is called.
const SOURCE: &str = "source_";

impl<'a> Binder<'a> {
    pub(super) fn bind_find(&self, op: &'a Find, span: Span, scope: &Rc<Scope<'a>>) -> Relation {
        let mut legs: Vec<Leg> = Vec::new();
        let mut missing = Vec::new();
        match op.sources.as_slice() {
            [] => legs = self.all_legs(span, scope),
            sources => sources.iter().for_each(|source| self.bind_legs(source, false, scope, &mut legs, &mut missing)),
        }
        if legs.is_empty() {
            self.error(codes::UNKNOWN_TABLE, span, "The search has no table to look into.");
            return Relation::broken();
        }
        let mentioned = self.mentioned(&op.predicate, scope);
        let Some(mut legs) = self.filter_legs(legs, &op.predicate, &mentioned, false, scope) else {
            return Relation::broken();
        };
        if legs.iter().any(|leg| leg.relation.openness == Openness::Broken) {
            return Relation::broken();
        }
        let referenced = mentioned.columns(&legs);
        let projected = match &op.project {
            FindProject::Smart => None,
            FindProject::Columns(columns) => match self.find_columns(columns, &legs, scope) {
                Some(columns) => Some(columns),
                None => return Relation::broken(),
            },
        };
        // A table without any column of the condition is left out.
        if legs.len() > 1 && !mentioned.everywhere {
            legs.retain(|leg| {
                let relation = &leg.relation;
                relation.openness != Openness::Closed || referenced.iter().any(|name| relation.column(name).is_some())
            });
        }
        let (shown, packs) = match projected {
            None => smart_columns(&legs, &referenced),
            Some(projected) => projected,
        };
        let relation = self.find_union(legs, &shown, packs, op, span);
        self.find_away(relation, op, packs == Packs::Always)
    }

    /// The columns that `project` names, and whether the others are packed. `None` after a mistake, which is reported.
    fn find_columns(
        &self,
        columns: &'a [FindColumn],
        legs: &[Leg],
        scope: &Rc<Scope<'a>>,
    ) -> Option<(Vec<Shown>, Packs)> {
        let mut shown: Vec<Shown> = Vec::with_capacity(columns.len());
        let mut packs = Packs::Never;
        for (place, column) in columns.iter().enumerate() {
            match &column.kind {
                FindColumnKind::Pack if place + 1 == columns.len() => packs = Packs::Always,
                FindColumnKind::Pack => {
                    let message = "The pack(*) expression must be the last item in the list.";
                    self.error(codes::PACK_LAST, column.span, message);
                    return None;
                }
                FindColumnKind::Star => {
                    self.error(codes::COLUMN_EXPECTED, column.span, "Column name expected.");
                    return None;
                }
                FindColumnKind::Column { name, ty } => {
                    let types = types_of(legs, name.as_str());
                    let open = legs.iter().find_map(|leg| leg.relation.openness.ty(name.as_str()));
                    let ty = match (ty, types.as_slice(), open) {
                        (Some(ty), [_, ..], _) => scalar_type(&ty.kind),
                        (Some(ty), [], Some(_)) => scalar_type(&ty.kind),
                        (None, [ty], _) => *ty,
                        // Several types have only dynamic in common.
                        (None, [_, _, ..], _) => ScalarType::Dynamic,
                        (None, [], Some(ty)) => ty,
                        (_, [], None) => {
                            self.unknown_name(name, legs.first().map(|leg| &leg.relation), scope);
                            return None;
                        }
                    };
                    if !shown.iter().any(|s| *s.name == *name.as_str()) {
                        shown.push(Shown { name: name.as_str().into(), types: vec![ty] });
                    }
                }
            }
        }
        Some((shown, packs))
    }

    /// The rows of all legs with the columns that are shown.
    fn find_union(&self, legs: Vec<Leg>, shown: &[Shown], packs: Packs, op: &Find, span: Span) -> Relation {
        let packed = |leg: &Leg| leg.relation.columns.iter().any(|c| !shown.iter().any(|s| s.name == c.name));
        let closed = |leg: &Leg| leg.relation.openness == Openness::Closed;
        let has_pack = match packs {
            Packs::Never => false,
            Packs::Always => true,
            Packs::WhereNeeded => legs.iter().any(|leg| closed(leg) && packed(leg)),
        };
        // A leg without rows says which columns there are, and in which order.
        let column = |name: &Arc<str>, ty| ResultColumn { id: self.new_column(), name: name.clone(), ty };
        let mut columns: Vec<ResultColumn> =
            shown.iter().flat_map(|s| s.types.iter().map(|ty| column(&s.name, *ty))).collect();
        if has_pack {
            columns.push(column(&PACK.into(), ScalarType::Dynamic));
        }
        let rows = Values { columns: columns.iter().map(|c| (c.id, c.ty)).collect(), rows: Vec::new() };
        let order = Leg { relation: Relation::new(Plan::Values(rows), columns), source: SOURCE.into() };
        let legs = legs.into_iter().map(|leg| self.find_leg(leg, shown, has_pack, span));
        let legs = std::iter::once(order).chain(legs).collect();
        let source = op.with_source.as_ref().map_or(SOURCE, |name| name.as_str());
        self.union_of(legs, false, Some(source), span)
    }

    /// The rows of one leg with the columns that are shown and those that are packed.
    fn find_leg(&self, Leg { mut relation, source }: Leg, shown: &[Shown], has_pack: bool, span: Span) -> Leg {
        let mut named: Vec<(Arc<str>, ScalarType, Expr)> = Vec::with_capacity(shown.len() + 1);
        for Shown { name, types } in shown {
            let Some(found) = relation.column(name) else { continue };
            let value = self.read(&relation, found, span);
            let value = match types.as_slice() {
                types if types.contains(&found.ty) => value,
                [ty] => self.convert(value, *ty),
                _ => value,
            };
            named.push((name.clone(), value.ty, value));
        }
        if has_pack {
            let rest = relation.columns.iter().filter(|c| !shown.iter().any(|s| s.name == c.name));
            let pairs =
                rest.flat_map(|c| [Expr::literal(Value::String(c.name.clone()), span), self.read(&relation, c, span)]);
            let pairs: Vec<Expr> = pairs.collect();
            if !pairs.is_empty() {
                let bag = match relation.plan.is_empty() {
                    // Nobody packs what has no rows.
                    true => Expr::literal(Value::Null(ScalarType::Dynamic), span),
                    false => self.call_builtin("bag_pack", pairs, span),
                };
                named.push((PACK.into(), ScalarType::Dynamic, bag));
            }
        }
        let (heads, values): (Vec<_>, Vec<_>) = named.into_iter().map(|(name, ty, value)| ((name, ty), value)).unzip();
        let ids = self.compute(&mut relation, values);
        relation.columns = heads.into_iter().zip(ids).map(|((name, ty), id)| ResultColumn { id, name, ty }).collect();
        Leg { relation, source }
    }

    /// `project-away` behind the projection. A star leaves the source, and what the query packs itself.
    fn find_away(&self, mut relation: Relation, op: &'a Find, explicit_pack: bool) -> Relation {
        let source = relation.columns.first().map(|c| c.id);
        for away in &op.project_away {
            match &away.kind {
                FindColumnKind::Star => {
                    relation.columns.retain(|c| Some(c.id) == source || (explicit_pack && *c.name == *PACK));
                }
                FindColumnKind::Column { name, .. } => relation.columns.retain(|c| *c.name != *name.as_str()),
                FindColumnKind::Pack => relation.columns.retain(|c| *c.name != *PACK),
            }
        }
        relation
    }
}

/// A column of the result, with the types that it has in the tables or is converted to.
#[derive(Debug)]
struct Shown {
    name: Arc<str>,
    types: Vec<ScalarType>,
}

/// Whether columns that are not shown are packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packs {
    Never,
    Always,
    WhereNeeded,
}

/// `project-smart`: the columns that all tables have, and those of the condition.
fn smart_columns(legs: &[Leg], referenced: &[&str]) -> (Vec<Shown>, Packs) {
    let everywhere = |name: &str| legs.iter().all(|leg| leg.relation.column(name).is_some());
    let common = legs.first().into_iter().flat_map(|leg| &leg.relation.columns).map(|c| &*c.name);
    let common: Vec<&str> = common.filter(|name| everywhere(name)).collect();
    let rest = referenced.iter().copied().filter(|name| !common.contains(name));
    let names = common.iter().copied().chain(rest);
    let shown = names.map(|name| Shown { name: name.into(), types: types_of(legs, name) });
    (shown.collect(), Packs::WhereNeeded)
}

/// The types that the columns of that name have, each once.
fn types_of(legs: &[Leg], name: &str) -> Vec<ScalarType> {
    let mut types = Vec::new();
    for ty in legs.iter().filter_map(|leg| leg.relation.column(name)).map(|column| column.ty) {
        if !types.contains(&ty) {
            types.push(ty);
        }
    }
    types
}
