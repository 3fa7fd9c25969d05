//! `bag_unpack`: a column for each key of a bag. <https://learn.microsoft.com/kusto/query/bag-unpack-plugin>

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::ast::{self, BinaryOp};
use lurcher_syntax::operators::Operator;

use crate::binder::Binder;
use crate::bound::{Expand, ExpandColumn, Expr, ExprKind, PathStep, Plan, ResultColumn};
use crate::codes;
use crate::expressions::{Context, scalar_type};
use crate::relation::{Openness, Relation, unique_name};
use crate::scope::Scope;

/// More keys than this, counted once for each type that they have, are refused.
const MAX_KEYS: usize = 10_000;

/// What becomes of a column of the input that a key is called like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Conflict {
    Error,
    ReplaceSource,
    KeepSource,
}

/// The keys that become columns, with the types of these.
type Keys = Vec<(String, ScalarType)>;

impl<'a> Binder<'a> {
    pub(crate) fn bind_bag_unpack(
        &self,
        args: &'a [ast::Argument],
        mut input: Relation,
        schema: Option<&'a ast::Schema>,
        span: Span,
        (source, before): (&'a ast::Expr, &'a [Operator]),
        scope: &Rc<Scope<'a>>,
    ) -> Relation {
        let parameters = ["column", "columnPrefix", "columnsConflict", "ignoredProperties"];
        let Some(args) = self.plugin_arguments("bag_unpack", (1, 4), &parameters, args, span) else {
            return Relation::broken();
        };
        let Some(bag) = args.get(0).and_then(ast::Expr::as_name) else {
            self.error(codes::COLUMN_EXPECTED, args.get(0).map_or(span, |arg| arg.span), "Column name expected.");
            return Relation::broken();
        };
        let mark = self.mark();
        let column = self.column_of(&input, bag, Context::row(scope, &input));
        if self.failed_since(mark) {
            return Relation::broken();
        }
        if column.ty != ScalarType::Dynamic {
            self.wrong_type(bag.span, "dynamic", column.ty);
            return Relation::broken();
        }
        let constant = |place: usize| args.get(place).and_then(|arg| self.bind_constant(arg, scope));
        let prefix = constant(1).and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
        let conflict = match constant(2).as_ref().map(|v| v.as_str().unwrap_or_default()) {
            None | Some("error") => Conflict::Error,
            Some("replace_source") => Conflict::ReplaceSource,
            Some("keep_source") => Conflict::KeepSource,
            Some(other) => {
                let message =
                    format!("columnsConflict must be 'error', 'replace_source' or 'keep_source', not '{other}'.");
                self.error(codes::BAD_PARAMETER, args.get(2).map_or(span, |arg| arg.span), message);
                return Relation::broken();
            }
        };
        let ignored = constant(3).map_or_else(Vec::new, |v| texts(&v));
        let declared = schema.filter(|schema| !schema.columns.is_empty());
        let keys = match declared {
            Some(schema) => declared_keys(schema, &input, bag, &prefix, conflict),
            None => match self.bag_keys(bag, source, before, scope) {
                None => return Relation::broken(),
                // Nothing is known of the data: any name may be a key's.
                Some(None) => return without_bag(input, bag, Openness::any()),
                // Of a table without data nobody knows the keys; a query that names some has no rows, and need not fail.
                Some(Some(keys)) if keys.is_empty() && input.plan.is_empty() => {
                    return without_bag(input, bag, Openness::unseen());
                }
                Some(Some(keys)) => keys,
            },
        };
        let keys: Keys = keys.into_iter().filter(|(key, _)| !ignored.contains(key)).collect();
        self.unpack(&mut input, (bag, column), keys, &prefix, conflict);
        input.serialized = false;
        match declared {
            Some(schema) => self.declared_output(input, schema),
            None => input,
        }
    }

    /// Puts the keys' columns in the place of the bag's.
    fn unpack(
        &self,
        input: &mut Relation,
        (bag, column): (&ast::Name, Expr),
        keys: Keys,
        prefix: &str,
        conflict: Conflict,
    ) {
        let span = bag.span;
        let cells = keys.iter().map(|(key, ty)| {
            let steps = vec![PathStep::Key(key.as_str().into())];
            let path = ExprKind::Path { base: Box::new(column.clone()), steps };
            self.convert(Expr::new(path, ScalarType::Dynamic, span), *ty)
        });
        let cells: Vec<Expr> = cells.collect();
        let ids = self.compute(input, cells);
        // A key that is called as the bag itself takes its place.
        let slot = input.columns.iter().position(|c| *c.name == *bag.as_str());
        let slot = slot.filter(|_| keys.iter().any(|(key, _)| format!("{prefix}{key}") == bag.as_str()));
        if slot.is_none() {
            input.columns.retain(|c| *c.name != *bag.as_str());
        }
        let mut unpacked: Vec<ResultColumn> = Vec::new();
        for ((key, ty), id) in keys.into_iter().zip(ids) {
            let name = format!("{prefix}{key}");
            let taken = input.columns.iter().position(|c| *c.name == *name);
            match (taken, conflict) {
                (Some(at), _) if slot == Some(at) => input.columns[at] = ResultColumn { id, name: name.into(), ty },
                (Some(at), Conflict::ReplaceSource) => input.columns[at] = ResultColumn { id, name: name.into(), ty },
                (Some(_), Conflict::KeepSource) => {}
                (Some(_), Conflict::Error) => {
                    let message = format!("bag_unpack: the key '{key}' would make a second column '{name}'.");
                    self.error(codes::DUPLICATE_COLUMN, span, message);
                }
                (None, _) => {
                    let name = unique_name(&name, |n| unpacked.iter().any(|c| *c.name == *n));
                    unpacked.push(ResultColumn { id, name, ty });
                }
            }
        }
        input.columns.extend(unpacked);
    }

    /// The keys that the bags have, in alphabetical order, each with the type that all its values have: a query of its
    /// own, run first. The outer `None` is a mistake, the inner one says that nothing is run.
    fn bag_keys(
        &self,
        bag: &'a ast::Name,
        source: &'a ast::Expr,
        before: &'a [Operator],
        scope: &Rc<Scope<'a>>,
    ) -> Option<Option<Keys>> {
        let span = bag.span;
        let rows = self.bind_pipe(source, before, scope);
        let column = self.column_of(&rows, bag, Context::row(scope, &rows));
        let kind = self.call_builtin("gettype", vec![column.clone()], span);
        let dictionary = Expr::literal(Value::String("dictionary".into()), span);
        let predicate = self.binary(BinaryOp::Equal, kind, dictionary, span);
        let mut rows = self.filter(rows, predicate);
        let entry = self.new_column();
        rows.plan = Plan::Expand(Expand {
            input: Box::new(rows.take_plan()),
            columns: vec![ExpandColumn { source: column, output: entry, ty: ScalarType::Dynamic }],
            index: None,
            bag_as_array: true,
            limit: None,
        });
        let part = |place: i64| {
            let base = Box::new(Expr::column(entry, ScalarType::Dynamic, span));
            Expr::new(ExprKind::Path { base, steps: vec![PathStep::Index(place)] }, ScalarType::Dynamic, span)
        };
        let found = [self.convert(part(0), ScalarType::String), self.call_builtin("gettype", vec![part(1)], span)];
        let ids = self.compute(&mut rows, found);
        self.group(&mut rows, ids.iter().map(|id| (*id, ScalarType::String)).collect(), Vec::new());
        let column = |(name, id): (&str, _)| ResultColumn { id, name: name.into(), ty: ScalarType::String };
        rows.columns = ["key", "type"].into_iter().zip(ids).map(column).collect();
        let too_many = format!("bag_unpack: the bags have more than {MAX_KEYS} keys.");
        let Some(found) = self.all_stage_rows(rows, MAX_KEYS, span, too_many)? else { return Some(None) };
        let mut keys: Vec<(String, Option<ScalarType>)> = Vec::new();
        for row in found {
            let [Value::String(key), Value::String(name)] = row.as_slice() else { continue };
            let ty = column_type(name);
            match keys.iter_mut().find(|(known, _)| **known == **key) {
                Some((_, known)) => *known = common(*known, ty),
                None => keys.push((key.to_string(), ty)),
            }
        }
        keys.sort_by(|a, b| a.0.cmp(&b.0));
        Some(Some(keys.into_iter().map(|(key, ty)| (key, ty.unwrap_or(ScalarType::Dynamic))).collect()))
    }

    /// The columns that a declared schema asks for, in its order; behind the others where it begins with a star. A
    /// declared column that the plugin has not made is null.
    pub(crate) fn declared_output(&self, mut rows: Relation, schema: &ast::Schema) -> Relation {
        let is_declared = |c: &ResultColumn| schema.columns.iter().any(|d| *d.name.as_str() == *c.name);
        let mut columns: Vec<ResultColumn> =
            rows.columns.iter().filter(|c| schema.open && !is_declared(c)).cloned().collect();
        for declared in &schema.columns {
            let ty = scalar_type(&declared.ty.kind);
            let value = match rows.column(declared.name.as_str()) {
                Some(column) => self.convert(rows.read(column, declared.span), ty),
                None => Expr::literal(Value::missing(ty), declared.span),
            };
            let id = self.compute(&mut rows, [value])[0];
            columns.push(ResultColumn { id, name: declared.name.as_str().into(), ty });
        }
        rows.columns = columns;
        if rows.openness != Openness::Broken {
            rows.openness = Openness::Closed;
        }
        rows
    }
}

/// The rows without the bag, whose keys are not known.
fn without_bag(mut input: Relation, bag: &ast::Name, openness: Openness) -> Relation {
    input.columns.retain(|c| *c.name != *bag.as_str());
    input.openness = openness;
    input
}

/// The keys that a schema declares. A column of the input is one only where it takes that column's place.
fn declared_keys(schema: &ast::Schema, input: &Relation, bag: &ast::Name, prefix: &str, conflict: Conflict) -> Keys {
    let declared = schema.columns.iter().filter_map(|declared| {
        let name = declared.name.as_str();
        let is_source = name != bag.as_str() && input.column(name).is_some();
        let key = name.strip_prefix(prefix).filter(|_| !is_source || conflict == Conflict::ReplaceSource)?;
        Some((key.to_owned(), scalar_type(&declared.ty.kind)))
    });
    declared.collect()
}

/// The column type of values that `gettype()` calls so; a null has none.
fn column_type(name: &str) -> Option<ScalarType> {
    Some(match name {
        "null" => return None,
        "bool" => ScalarType::Bool,
        "long" => ScalarType::Long,
        "double" => ScalarType::Real,
        "decimal" => ScalarType::Decimal,
        "string" => ScalarType::String,
        "datetime" => ScalarType::DateTime,
        "timespan" => ScalarType::TimeSpan,
        "guid" => ScalarType::Guid,
        _ => ScalarType::Dynamic,
    })
}

/// The type of values of two types: a dynamic, unless they are the same.
fn common(a: Option<ScalarType>, b: Option<ScalarType>) -> Option<ScalarType> {
    match (a, b) {
        (Some(a), Some(b)) => Some(if a == b { a } else { ScalarType::Dynamic }),
        (known, None) | (None, known) => known,
    }
}

fn texts(value: &Value) -> Vec<String> {
    let Value::Dynamic(text) = value else { return Vec::new() };
    let Dynamic::Array(items) = Dynamic::from_canonical(text) else { return Vec::new() };
    let text = |item| match item {
        Dynamic::String(text) => Some(text),
        _ => None,
    };
    items.into_iter().filter_map(text).collect()
}
