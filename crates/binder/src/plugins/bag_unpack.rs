//! `bag_unpack`: a column for each key of a bag. <https://learn.microsoft.com/kusto/query/bag-unpack-plugin>

use std::rc::Rc;

use lurcher_diagnostics::Span;
use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{ScalarType, Value};
use lurcher_syntax::ast;
use lurcher_syntax::operators::Operator;

use crate::binder::Binder;
use crate::bound::{Expr, ExprKind, PathStep, ResultColumn};
use crate::codes;
use crate::expressions::{Context, scalar_type};
use crate::relation::{Relation, unique_name};
use crate::scope::Scope;

/// How many rows are looked at for keys.
const MAX_ROWS: usize = 1_000_000;

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
        let Some(bag) = args.first().and_then(|arg| arg.value.as_name()) else {
            self.error(codes::COLUMN_EXPECTED, span, "bag_unpack needs a column of type dynamic.");
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
        let named = |name: &str| args.iter().position(|a| a.name.as_ref().is_some_and(|n| n.as_str() == name));
        let constant = |place: usize, name: &str| {
            let place = named(name).or_else(|| args.get(place).filter(|a| a.name.is_none()).map(|_| place));
            place.and_then(|place| self.bind_constant(&args[place].value, scope))
        };
        let prefix = constant(1, "columnPrefix").and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default();
        let conflict =
            constant(2, "columnsConflict").and_then(|v| v.as_str().map(str::to_owned)).unwrap_or("error".into());
        let ignored = constant(3, "ignoredProperties").map_or_else(Vec::new, |v| texts(&v));
        let keys: Vec<(String, ScalarType)> = match schema.filter(|s| !s.open && !s.columns.is_empty()) {
            Some(schema) => {
                let declared = schema.columns.iter().filter(|c| input.column(c.name.as_str()).is_none());
                declared.map(|c| (c.name.as_str().to_owned(), scalar_type(&c.ty.kind))).collect()
            }
            None => match self.bag_keys(bag, source, before, scope) {
                Some(keys) => keys,
                None => return Relation::broken(),
            },
        };
        let keys: Vec<_> = keys.into_iter().filter(|(key, _)| !ignored.contains(key)).collect();
        let cells = keys.iter().map(|(key, ty)| {
            let path =
                ExprKind::Path { base: Box::new(column.clone()), steps: vec![PathStep::Key(key.as_str().into())] };
            self.convert(Expr { kind: path, ty: ScalarType::Dynamic, span }, *ty)
        });
        let cells: Vec<Expr> = cells.collect();
        let ids = self.compute(&mut input, cells);
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
            match (taken, conflict.as_str()) {
                (Some(at), _) if slot == Some(at) => input.columns[at] = ResultColumn { id, name: name.into(), ty },
                (Some(at), "replace_source") => input.columns[at] = ResultColumn { id, name: name.into(), ty },
                (Some(_), "keep_source") => {}
                (Some(_), _) => {
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
        input
    }

    /// The keys that the bags have, in alphabetical order, each with the type that all its values have.
    fn bag_keys(
        &self,
        bag: &'a ast::Name,
        source: &'a ast::Expr,
        before: &'a [Operator],
        scope: &Rc<Scope<'a>>,
    ) -> Option<Vec<(String, ScalarType)>> {
        let mut rows = self.bind_pipe(source, before, scope);
        rows.columns.retain(|c| *c.name == *bag.as_str());
        let rows = self.stage_rows(rows, MAX_ROWS, bag.span)?.unwrap_or_default();
        let mut keys: Vec<(String, Option<ScalarType>)> = Vec::new();
        for value in rows.into_iter().flatten() {
            let Value::Dynamic(text) = value else { continue };
            let Dynamic::Bag(entries) = Dynamic::from_canonical(&text) else { continue };
            for (key, value) in entries {
                let ty = value_type(&value);
                match keys.iter_mut().find(|(known, _)| *known == key) {
                    Some((_, known)) => *known = common(*known, ty),
                    None => keys.push((key, ty)),
                }
            }
        }
        keys.sort_by(|a, b| a.0.cmp(&b.0));
        Some(keys.into_iter().map(|(key, ty)| (key, ty.unwrap_or(ScalarType::Dynamic))).collect())
    }
}

/// The column type of a value; a null has none.
fn value_type(value: &Dynamic) -> Option<ScalarType> {
    match value {
        Dynamic::Null => None,
        Dynamic::Array(_) | Dynamic::Bag(_) => Some(ScalarType::Dynamic),
        scalar => scalar.to_scalar().map(|value| value.ty()),
    }
}

fn common(a: Option<ScalarType>, b: Option<ScalarType>) -> Option<ScalarType> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.common(b).unwrap_or(ScalarType::Dynamic)),
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
