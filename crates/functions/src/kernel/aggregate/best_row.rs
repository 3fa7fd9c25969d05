//! `arg_max`, `arg_min` and `take_any`: one row a group.

use std::sync::Arc;

use arrow::array::{
    Array, ArrayRef, AsArray, BooleanArray, Int64Array, StringViewArray, StringViewBuilder, StructArray,
};
use arrow::datatypes::{DataType, Decimal128Type, Field, Fields, Float64Type, Int32Type, Int64Type};
use datafusion::common::{Result, internal_err};
use datafusion::logical_expr::{EmitTo, Expr, GroupsAccumulator};
use lurcher_symbols::ScalarType;

use super::row_store::RowStore;
use super::selection::{downcast, each_row, selected};
use super::udaf::{Family, Groups, call};
use crate::types::arrow_type;

/// Which row of a group it is. Of rows that are equally good the first wins: the one of the least position, or, where
/// rows have none, the one that happens to come first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BestRow {
    /// The one with the greatest first column. Any value is better than null, and NaN than any number.
    Greatest,
    /// The one with the least first column. Any value is better than null, and NaN than any number.
    Least,
    /// One whose first column is neither null nor an empty string, if there is one.
    Telling,
    /// The first.
    First,
}

/// The columns `args` of one row a group, as a struct `c0`, `c1` …; where `single`, the only column itself.
pub fn best_row(
    function: &str,
    rule: BestRow,
    single: bool,
    args: Vec<Expr>,
    types: &[ScalarType],
    position: Option<Expr>,
    filter: Option<Expr>,
) -> Expr {
    let ordered = position.is_some();
    let list: Vec<&str> = types.iter().map(|t| t.name()).collect();
    let name = format!(
        "{function}({}{}{})",
        list.join(","),
        if single { ";1" } else { "" },
        if ordered { ";ordered" } else { "" }
    );
    let args = args.into_iter().chain(position).collect();
    call(name, Choosing { rule, types: types.to_vec(), single, ordered }, args, filter)
}

#[derive(Debug, Clone, PartialEq)]
struct Choosing {
    rule: BestRow,
    types: Vec<ScalarType>,
    single: bool,
    ordered: bool,
}

impl Choosing {
    fn columns(&self) -> Vec<DataType> {
        self.types.iter().map(|ty| arrow_type(*ty)).collect()
    }

    fn fields(&self) -> Fields {
        self.columns().into_iter().enumerate().map(|(i, ty)| Field::new(format!("c{i}"), ty, true)).collect()
    }

    fn groups(&self) -> Chosen {
        let mut kept = self.columns();
        kept.extend(self.ordered.then_some(DataType::Int64));
        let ranks = match (self.rule, self.types.first()) {
            (BestRow::Greatest | BestRow::Least, Some(ScalarType::String)) => Ranks::Text(Vec::new()),
            (BestRow::Greatest | BestRow::Least, Some(ScalarType::Decimal)) => Ranks::Wide(Vec::new()),
            _ => Ranks::Number(Vec::new()),
        };
        let (seen, positions) = (Vec::new(), Vec::new());
        Chosen { family: self.clone(), seen, positions, ranks, store: RowStore::new(kept) }
    }
}

impl Family for Choosing {
    fn arguments(&self) -> Vec<DataType> {
        self.columns().into_iter().chain(self.ordered.then_some(DataType::Int64)).collect()
    }

    fn state(&self) -> Vec<DataType> {
        // Whether there is a row at all comes last.
        self.arguments().into_iter().chain([DataType::Boolean]).collect()
    }

    fn result(&self) -> DataType {
        if self.single { arrow_type(self.types[0]) } else { DataType::Struct(self.fields()) }
    }

    fn accumulator(&self) -> Box<dyn Groups> {
        Box::new(self.groups())
    }
}

/// How good the best row of each group is; a greater rank is better.
#[derive(Debug)]
enum Ranks {
    Number(Vec<i64>),
    Wide(Vec<i128>),
    Text(Vec<String>),
}

/// What is known of a group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Seen {
    #[default]
    Nothing,
    /// A row with no value to compare.
    Null,
    /// A row with a rank.
    Ranked,
}

#[derive(Debug)]
struct Chosen {
    family: Choosing,
    seen: Vec<Seen>,
    /// The position of each group's row, where rows have positions.
    positions: Vec<i64>,
    ranks: Ranks,
    store: RowStore,
}

/// The rows of a batch as candidates: what is needed besides their ranks.
struct Candidates<'a> {
    groups: &'a [usize],
    filter: Option<&'a BooleanArray>,
    /// Rows without a rank.
    nulls: Option<&'a arrow::buffer::NullBuffer>,
    positions: Option<&'a Int64Array>,
}

impl Chosen {
    fn resize(&mut self, total: usize) {
        self.seen.resize(total, Seen::Nothing);
        self.store.resize(total);
        if self.family.ordered {
            self.positions.resize(total, 0);
        }
        match &mut self.ranks {
            Ranks::Number(best) => best.resize(total, 0),
            Ranks::Wide(best) => best.resize(total, 0),
            Ranks::Text(best) => best.resize(total, String::new()),
        }
    }

    /// Takes the better rows of a batch: the arguments, perhaps with positions.
    fn choose(&mut self, columns: &[ArrayRef], groups: &[usize], filter: Option<&BooleanArray>) -> Result<()> {
        let key = &columns[0];
        let positions: Option<&Int64Array> =
            if self.family.ordered { Some(downcast(&columns[columns.len() - 1])?) } else { None };
        let nulls = if self.family.types[0] == ScalarType::String { None } else { key.nulls() };
        let rows = Candidates { groups, filter, nulls, positions };
        let least = self.family.rule == BestRow::Least;
        match self.family.rule {
            BestRow::First => self.compare(&Candidates { nulls: None, ..rows }, |_| 0),
            BestRow::Telling => match key.as_string_view_opt() {
                Some(text) if self.family.types[0] == ScalarType::String => {
                    self.compare(&rows, |row| i64::from(text.is_valid(row) && text.views()[row] as u32 > 0));
                }
                _ => self.compare(&rows, |_| 0),
            },
            BestRow::Greatest | BestRow::Least => match key.data_type() {
                DataType::Boolean => {
                    let bools = key.as_boolean().values();
                    self.compare(&rows, |row| i64::from(bools.value(row) != least));
                }
                DataType::Int32 => {
                    let ints = key.as_primitive::<Int32Type>().values();
                    self.compare(&rows, |row| flip(i64::from(ints[row]), least));
                }
                DataType::Int64 => {
                    let longs = key.as_primitive::<Int64Type>().values();
                    self.compare(&rows, |row| flip(longs[row], least));
                }
                DataType::Float64 => {
                    let reals = key.as_primitive::<Float64Type>().values();
                    self.compare(&rows, |row| real_rank(reals[row], least));
                }
                DataType::Decimal128(..) => self.compare_wide(&rows, key, least),
                DataType::Utf8View => self.compare_text(&rows, downcast(key)?, least),
                other => return internal_err!("{other} has no order"),
            },
        }
        self.store.keep(columns)
    }

    #[inline]
    fn compare(&mut self, rows: &Candidates<'_>, rank: impl Fn(usize) -> i64) {
        let Self { seen, positions, ranks: Ranks::Number(best), store, .. } = self else { return };
        each_candidate(rows, seen, positions, store, |row, group, known| {
            let rank = rank(row);
            let order = if known { rank.cmp(&best[group]) } else { std::cmp::Ordering::Greater };
            if order.is_gt() {
                best[group] = rank;
            }
            order
        });
    }

    fn compare_wide(&mut self, rows: &Candidates<'_>, key: &ArrayRef, least: bool) {
        let Self { seen, positions, ranks: Ranks::Wide(best), store, .. } = self else { return };
        let values = key.as_primitive::<Decimal128Type>().values();
        each_candidate(rows, seen, positions, store, |row, group, known| {
            let rank = if least { !values[row] } else { values[row] };
            let order = if known { rank.cmp(&best[group]) } else { std::cmp::Ordering::Greater };
            if order.is_gt() {
                best[group] = rank;
            }
            order
        });
    }

    fn compare_text(&mut self, rows: &Candidates<'_>, key: &StringViewArray, least: bool) {
        let Self { seen, positions, ranks: Ranks::Text(best), store, .. } = self else { return };
        each_candidate(rows, seen, positions, store, |row, group, known| {
            let text = if key.is_null(row) { "" } else { key.value(row) };
            let order = match (known, text.cmp(&best[group])) {
                (false, _) => std::cmp::Ordering::Greater,
                (true, order) if least => order.reverse(),
                (true, order) => order,
            };
            if order.is_gt() {
                best[group].clear();
                best[group].push_str(text);
            }
            order
        });
    }

    fn emit(&mut self, emit_to: EmitTo) -> Result<(Vec<ArrayRef>, Vec<Seen>)> {
        let columns = self.store.emit(emit_to)?;
        let seen = emit_to.take_needed(&mut self.seen);
        if self.family.ordered {
            emit_to.take_needed(&mut self.positions);
        }
        match &mut self.ranks {
            Ranks::Number(best) => drop(emit_to.take_needed(best)),
            Ranks::Wide(best) => drop(emit_to.take_needed(best)),
            Ranks::Text(best) => drop(emit_to.take_needed(best)),
        }
        Ok((columns, seen))
    }
}

/// Goes through the rows and notes the better ones. `compare` tells how a row's rank compares to the best of its group,
/// if that is `known`, and notes it where it is greater.
#[inline]
fn each_candidate(
    rows: &Candidates<'_>,
    seen: &mut [Seen],
    positions: &mut [i64],
    store: &mut RowStore,
    mut compare: impl FnMut(usize, usize, bool) -> std::cmp::Ordering,
) {
    let mut placing = store.placing();
    each_row(rows.groups, None, rows.filter, |row, group| {
        let found = if rows.nulls.is_none_or(|nulls| nulls.is_valid(row)) { Seen::Ranked } else { Seen::Null };
        if found < seen[group] {
            return;
        }
        let order = match found {
            Seen::Ranked => compare(row, group, seen[group] == Seen::Ranked),
            _ => found.cmp(&seen[group]),
        };
        let better = match rows.positions {
            Some(column) => order.is_gt() || order.is_eq() && column.value(row) < positions[group],
            None => order.is_gt(),
        };
        if better {
            seen[group] = found;
            placing.put(group, row);
            if let Some(column) = rows.positions {
                positions[group] = column.value(row);
            }
        }
    });
}

/// The rank of a number: turned around where the least is wanted.
fn flip(value: i64, least: bool) -> i64 {
    if least { !value } else { value }
}

/// The rank of a real: in the order of numbers, the zeros alike, NaN above all.
fn real_rank(value: f64, least: bool) -> i64 {
    if value.is_nan() {
        return i64::MAX;
    }
    let bits = (value + 0.0).to_bits() as i64;
    flip(if bits < 0 { bits ^ i64::MAX } else { bits }, least)
}

impl GroupsAccumulator for Chosen {
    fn update_batch(
        &mut self,
        values: &[ArrayRef],
        groups: &[usize],
        filter: Option<&BooleanArray>,
        total: usize,
    ) -> Result<()> {
        self.resize(total);
        self.choose(values, groups, filter)
    }

    fn evaluate(&mut self, emit_to: EmitTo) -> Result<ArrayRef> {
        let (mut columns, _) = self.emit(emit_to)?;
        columns.truncate(self.family.types.len());
        for (column, ty) in columns.iter_mut().zip(&self.family.types) {
            if *ty == ScalarType::String && column.null_count() > 0 {
                *column = without_nulls(downcast(column)?);
            }
        }
        if self.family.single {
            return Ok(columns.swap_remove(0));
        }
        Ok(Arc::new(StructArray::try_new(self.family.fields(), columns, None)?))
    }

    fn state(&mut self, emit_to: EmitTo) -> Result<Vec<ArrayRef>> {
        let (mut columns, seen) = self.emit(emit_to)?;
        let exists: BooleanArray = seen.iter().map(|seen| Some(*seen != Seen::Nothing)).collect();
        columns.push(Arc::new(exists));
        Ok(columns)
    }

    fn merge_batch(&mut self, values: &[ArrayRef], groups: &[usize], total: usize) -> Result<()> {
        self.resize(total);
        let (exists, columns) = match values.split_last() {
            Some((exists, columns)) => (exists, columns),
            None => return internal_err!("a state without columns"),
        };
        self.choose(columns, groups, Some(downcast(exists)?))
    }

    fn convert_to_state(&self, values: &[ArrayRef], filter: Option<&BooleanArray>) -> Result<Vec<ArrayRef>> {
        let rows = values[0].len();
        let exists = match selected(None, filter) {
            Some(passed) => BooleanArray::new(passed, None),
            None => BooleanArray::from(vec![true; rows]),
        };
        Ok(values.iter().cloned().chain([Arc::new(exists) as ArrayRef]).collect())
    }

    fn size(&self) -> usize {
        let ranks = match &self.ranks {
            Ranks::Number(best) => best.capacity() * 8,
            Ranks::Wide(best) => best.capacity() * 16,
            // Most keys are short; to ask each would cost more than it tells.
            Ranks::Text(best) => best.capacity() * (size_of::<String>() + 16),
        };
        ranks + self.seen.capacity() + self.positions.capacity() * 8 + self.store.size()
    }
}

/// A string is never null.
fn without_nulls(column: &StringViewArray) -> ArrayRef {
    let mut builder = StringViewBuilder::with_capacity(column.len());
    column.iter().for_each(|text| builder.append_value(text.unwrap_or("")));
    Arc::new(builder.finish())
}
