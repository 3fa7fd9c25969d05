//! Operators over rows.

use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{Column, ScalarType, Value};

use super::aggregates::aggregate;
use super::expressions::{eval, is_true};
use super::joins::join;
use super::values::{identities, missing, sorted};
use super::{Interpreter, MOST_ROWS, Row, Rows, Unknown};
use crate::query::{Aggregate, Expr, JoinKind, Named, Pipeline, SortKey, Source, Step};

impl Interpreter<'_> {
    pub(super) fn pipeline(&mut self, pipeline: &Pipeline) -> Result<Rows, Unknown> {
        let mut rows = self.source(&pipeline.source)?;
        for step in &pipeline.steps {
            let columns = step.columns(rows.columns.clone(), self.tables);
            rows = self.step(step, rows, columns)?;
            if rows.rows.len() > MOST_ROWS {
                return Err(Unknown("too many rows"));
            }
        }
        Ok(rows)
    }

    fn source(&mut self, source: &Source) -> Result<Rows, Unknown> {
        let (columns, rows) = match source {
            Source::Table(name) => {
                let table = self.tables.iter().find(|t| t.name == *name).ok_or(Unknown("no such table"))?;
                (table.rows.columns.clone(), table.rows.rows.clone())
            }
            Source::Rows(rows) => (rows.columns.clone(), rows.rows.clone()),
            Source::Range { name, from, to, step } => {
                let values = std::iter::successors(Some(*from), |v| Some(v + step)).take_while(|v| v <= to);
                (vec![Column::new(name.as_str(), ScalarType::Long)], values.map(|v| vec![Value::Long(v)]).collect())
            }
            Source::Nested(inner) | Source::Materialized(inner) => {
                let inner = self.pipeline(inner)?;
                (inner.columns, inner.rows)
            }
        };
        Ok(self.unordered(columns, rows))
    }

    /// Rows of which nobody said in which order they come.
    fn unordered(&mut self, columns: Vec<Column>, mut rows: Vec<Row>) -> Rows {
        if let Some(rng) = &mut self.order {
            rng.shuffle(&mut rows);
        }
        Rows { columns, rows, ordered: false }
    }

    fn step(&mut self, step: &Step, input: Rows, columns: Vec<Column>) -> Result<Rows, Unknown> {
        let names = |c: &Column| c.name.to_string();
        match step {
            Step::Where(predicate) => {
                let kept = input.rows.iter().map(|row| is_true(predicate, &input.columns, row));
                let kept: Vec<bool> = kept.collect::<Result<_, _>>()?;
                let rows = input.rows.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(row, _)| row).collect();
                Ok(Rows { rows, ..input })
            }
            Step::Extend(made) => extend(input, made, columns),
            Step::Project(made) => {
                let kept = input.columns.len();
                let mut made = extend(input, made, columns)?;
                made.rows.iter_mut().for_each(|row| drop(row.drain(..kept)));
                Ok(made)
            }
            Step::ProjectAway(_) => {
                let kept = columns.iter().map(names).collect::<Vec<_>>();
                let rows = picked(&input, &kept)?;
                Ok(Rows { columns, rows, ..input })
            }
            Step::ProjectRename(_) => Ok(Rows { columns, ..input }),
            Step::Distinct(kept) => {
                let mut seen = HashSet::new();
                let mut rows = picked(&input, kept)?;
                rows.retain(|row| seen.insert(identities(row)));
                Ok(self.unordered(columns, rows))
            }
            Step::Summarize { aggregates, by } => {
                // Which row is taken nobody promised, in whatever order they are.
                let picks = aggregates.iter().any(|(_, call)| call.name == "take_any");
                let input = if picks { self.unordered(input.columns, input.rows) } else { input };
                let rows = summarize(input, aggregates, by)?;
                Ok(self.unordered(columns, rows))
            }
            Step::Count => Ok(Rows { columns, rows: vec![vec![Value::Long(input.rows.len() as i64)]], ordered: false }),
            // Nobody promised that equal rows stay in the order that they were in.
            Step::Sort(keys) => sort(self.unordered(input.columns, input.rows), keys),
            Step::Top(count, key) => {
                let input = self.unordered(input.columns, input.rows);
                let mut sorted = sort(input, std::slice::from_ref(key))?;
                sorted.rows.truncate(*count as usize);
                Ok(sorted)
            }
            Step::Take(count) => {
                let mut input = input;
                input.rows.truncate(*count as usize);
                Ok(input)
            }
            Step::Serialize(made) => made.iter().try_fold(input, window),
            Step::Join { kind, right, on } => {
                let right = self.pipeline(right)?;
                // Which row of a key is taken nobody promised, in whatever order they are.
                let unique = *kind == JoinKind::InnerUnique;
                let input = if unique { self.unordered(input.columns, input.rows) } else { input };
                let rows = join(*kind, input, right, on)?;
                Ok(self.unordered(columns, rows))
            }
            Step::Lookup { inner, right, on } => {
                let right = self.pipeline(right)?;
                // The right side's keys are looked at and do not come out.
                let width = input.columns.len();
                let kept: Vec<usize> = (0..right.columns.len())
                    .filter(|i| on.iter().all(|(_, key)| **key != *right.columns[*i].name))
                    .collect();
                let kind = if *inner { JoinKind::Inner } else { JoinKind::LeftOuter };
                let rows = join(kind, input, right, on)?;
                let picked = |row: Row| {
                    let added = kept.iter().map(|i| row[width + i].clone()).collect::<Vec<_>>();
                    [row[..width].to_vec(), added].concat()
                };
                Ok(self.unordered(columns, rows.into_iter().map(picked).collect()))
            }
            Step::Union { legs, .. } => {
                let mut all = vec![input];
                for leg in legs {
                    all.push(self.pipeline(leg)?);
                }
                let rows = all.iter().flat_map(|leg| united(leg, &columns)).collect();
                Ok(self.unordered(columns, rows))
            }
            Step::MvExpand { column, ty, index, .. } => expand(input, column, *ty, index.is_some(), columns),
            Step::Verbatim(_) => Err(Unknown("an operator that the interpreter lacks")),
        }
    }
}

fn extend(input: Rows, made: &[Named], columns: Vec<Column>) -> Result<Rows, Unknown> {
    let extended = |row: Row| {
        let values = made.iter().map(|(_, expr)| eval(expr, &input.columns, &row)).collect::<Result<Vec<_>, _>>()?;
        Ok([row, values].concat())
    };
    let rows = input.rows.into_iter().map(extended).collect::<Result<_, Unknown>>()?;
    Ok(Rows { columns, rows, ordered: input.ordered })
}

/// The columns of these names, in this order.
fn picked(input: &Rows, names: &[String]) -> Result<Vec<Row>, Unknown> {
    let place = |name: &String| input.columns.iter().position(|c| *c.name == **name).ok_or(Unknown("no such column"));
    let places: Vec<usize> = names.iter().map(place).collect::<Result<_, _>>()?;
    Ok(input.rows.iter().map(|row| places.iter().map(|i| row[*i].clone()).collect()).collect())
}

fn summarize(input: Rows, aggregates: &[(String, Aggregate)], by: &[Named]) -> Result<Vec<Row>, Unknown> {
    let mut groups: Vec<(Row, Vec<&Row>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    if by.is_empty() {
        groups.push((Vec::new(), input.rows.iter().collect()));
    } else {
        for row in &input.rows {
            let key: Row = by.iter().map(|(_, key)| eval(key, &input.columns, row)).collect::<Result<_, _>>()?;
            let place = *places.entry(identities(&key)).or_insert_with(|| {
                groups.push((key, Vec::new()));
                groups.len() - 1
            });
            groups[place].1.push(row);
        }
    }
    let row = |(mut row, rows): (Row, Vec<&Row>)| {
        for (_, call) in aggregates {
            row.push(aggregate(call, &input.columns, &rows)?);
        }
        Ok(row)
    };
    groups.into_iter().map(row).collect()
}

fn sort(mut input: Rows, keys: &[SortKey]) -> Result<Rows, Unknown> {
    let place =
        |key: &SortKey| input.columns.iter().position(|c| *c.name == *key.column).ok_or(Unknown("no such column"));
    let places: Vec<usize> = keys.iter().map(place).collect::<Result<_, _>>()?;
    let mut failed = None;
    input.rows.sort_by(|a, b| {
        for (key, i) in keys.iter().zip(&places) {
            let nulls_first = key.nulls_first.unwrap_or(!key.descending);
            match sorted(&a[*i], &b[*i], key.descending, nulls_first) {
                Ok(Ordering::Equal) => {}
                Ok(order) => return order,
                Err(unknown) => failed = Some(unknown),
            }
        }
        Ordering::Equal
    });
    match failed {
        Some(unknown) => Err(unknown),
        None => Ok(Rows { ordered: true, ..input }),
    }
}

fn window(mut input: Rows, (name, call): &Named) -> Result<Rows, Unknown> {
    let Expr::Call(call) = call else { return Err(Unknown("no window function")) };
    let values = match call.args.first() {
        Some(arg) => input.rows.iter().map(|row| eval(arg, &input.columns, row)).collect::<Result<_, _>>()?,
        None => Vec::new(),
    };
    let mut sum = 0_i64;
    for (i, row) in input.rows.iter_mut().enumerate() {
        row.push(match call.name.as_str() {
            "row_number" => Value::Long(i as i64 + 1),
            "prev" => i.checked_sub(1).map_or_else(|| missing(call.ty), |i| values[i].clone()),
            "next" => values.get(i + 1).cloned().unwrap_or_else(|| missing(call.ty)),
            "row_cumsum" => {
                let value = values[i].as_i64().ok_or(Unknown("a sum over nulls, row by row"))?;
                sum = sum.wrapping_add(value);
                Value::Long(sum)
            }
            _ => return Err(Unknown("a window function that the interpreter lacks")),
        });
    }
    input.columns.push(Column::new(name.as_str(), call.ty));
    Ok(input)
}

/// The rows of a union's leg in the columns of the union.
fn united(leg: &Rows, columns: &[Column]) -> Vec<Row> {
    let places: Vec<Option<usize>> = columns.iter().map(|c| leg.columns.iter().position(|own| own == c)).collect();
    let row = |row: &Row| {
        let value = |(c, place): (&Column, &Option<usize>)| place.map_or_else(|| missing(c.ty), |i| row[i].clone());
        columns.iter().zip(&places).map(value).collect()
    };
    leg.rows.iter().map(row).collect()
}

fn expand(
    input: Rows,
    column: &str,
    ty: Option<ScalarType>,
    with_index: bool,
    columns: Vec<Column>,
) -> Result<Rows, Unknown> {
    let place = input.columns.iter().position(|c| *c.name == *column).ok_or(Unknown("no such column"))?;
    let mut rows = Vec::new();
    for row in input.rows {
        for (i, item) in items(&row[place])?.into_iter().enumerate() {
            let mut row = row.clone();
            row.push(element(item, ty)?);
            if with_index {
                row.push(Value::Long(i as i64));
            }
            rows.push(row);
        }
    }
    Ok(Rows { columns, rows, ordered: input.ordered })
}

fn items(value: &Value) -> Result<Vec<Dynamic>, Unknown> {
    match value {
        Value::Dynamic(json) => Ok(match Dynamic::from_canonical(json) {
            Dynamic::Array(items) => items,
            Dynamic::Bag(entries) => entries.into_iter().map(|entry| Dynamic::Bag(vec![entry])).collect(),
            scalar => vec![scalar],
        }),
        _ => Ok(vec![Dynamic::Null]),
    }
}

fn element(item: Dynamic, ty: Option<ScalarType>) -> Result<Value, Unknown> {
    match (ty, item) {
        (None, Dynamic::Null) => Ok(Value::Null(ScalarType::Dynamic)),
        (None, item) => Ok(Value::Dynamic(item.canonical().into())),
        (Some(ScalarType::Long), Dynamic::Long(value)) => Ok(Value::Long(value)),
        (Some(ScalarType::String), Dynamic::String(text)) => Ok(Value::String(text.into())),
        (Some(ScalarType::String), Dynamic::Long(value)) => Ok(Value::String(value.to_string().into())),
        (Some(ty), Dynamic::Null) => Ok(missing(ty)),
        _ => Err(Unknown("a conversion that the interpreter lacks")),
    }
}
