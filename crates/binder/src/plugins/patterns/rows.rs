//! The rows that patterns are looked for in: each value is a number, and only values that a pattern can have are kept.

use std::collections::HashMap;
use std::sync::Arc;

use indexmap::IndexMap;
use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::{ScalarType, Value};

/// What rows weigh in each of the two sets.
pub(super) type Weights = [f64; 2];

/// The code of all values that are in no pattern.
pub(super) const RARE: u32 = u32::MAX;

/// A value, as what numbers it. All values of a column are of one type.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key {
    Null,
    Whole(i64),
    Bits(u64),
    Decimal(Decimal),
    Guid([u8; 16]),
    Text(Arc<str>),
}

/// A column: its values by their codes, and the code of each row.
#[derive(Debug)]
struct Column {
    ty: ScalarType,
    values: IndexMap<Key, Weights>,
    codes: Vec<u32>,
}

/// Rows by the codes of their values, and what each row weighs.
#[derive(Debug)]
pub(super) struct Rows {
    columns: Vec<Column>,
    weights: Vec<Weights>,
    total: Weights,
}

impl Rows {
    /// No rows yet, of columns of those types.
    pub fn new(types: impl IntoIterator<Item = ScalarType>) -> Self {
        let column = |ty| Column { ty, values: IndexMap::new(), codes: Vec::new() };
        Self { columns: types.into_iter().map(column).collect(), weights: Vec::new(), total: [0.0; 2] }
    }

    /// Adds a row, one value for each column, and says how many bytes it takes. Less than nothing weighs nothing, so that
    /// a part never weighs more than the whole.
    pub fn add(&mut self, row: Vec<Value>, weights: Weights) -> usize {
        let weights = weights.map(|weight| weight.max(0.0));
        if weights == [0.0; 2] {
            return 0;
        }
        let mut bytes = size_of::<Weights>() + self.width() * size_of::<u32>();
        for (column, value) in self.columns.iter_mut().zip(row) {
            let (next, entry) = (column.values.len(), column.values.entry(Key::of(value)));
            if entry.index() == next {
                bytes += entry.key().size();
            }
            column.codes.push(entry.index() as u32);
            add(entry.or_default(), weights);
        }
        self.weights.push(weights);
        add(&mut self.total, weights);
        bytes
    }

    /// Keeps the values that are frequent, in an order that is not that of the rows. All others are one, so that rows
    /// which differ in them alone become one row: a value of a pattern has all its rows, and is as frequent.
    pub fn keep_frequent(&mut self, is_frequent: impl Fn(Weights) -> bool) {
        for column in &mut self.columns {
            let mut kept: Vec<(usize, (Key, Weights))> =
                std::mem::take(&mut column.values).into_iter().enumerate().collect();
            let mut renumbered = vec![RARE; kept.len()];
            kept.retain(|(_, (_, weights))| is_frequent(*weights));
            kept.sort_unstable_by(|(_, (a, _)), (_, (b, _))| a.cmp(b));
            kept.iter().zip(0..).for_each(|((old, _), new)| renumbered[*old] = new);
            column.codes.iter_mut().for_each(|code| *code = renumbered[*code as usize]);
            column.values = kept.into_iter().map(|(_, value)| value).collect();
        }
        let mut places: HashMap<Vec<u32>, usize> = HashMap::new();
        let mut kept = 0;
        for row in 0..self.weights.len() {
            let codes: Vec<u32> = self.columns.iter().map(|column| column.codes[row]).collect();
            let place = *places.entry(codes).or_insert(kept);
            if place < kept {
                let weights = self.weights[row];
                add(&mut self.weights[place], weights);
                continue;
            }
            self.columns.iter_mut().for_each(|column| column.codes[kept] = column.codes[row]);
            self.weights[kept] = self.weights[row];
            kept += 1;
        }
        self.columns.iter_mut().for_each(|column| {
            column.codes.truncate(kept);
            column.codes.shrink_to_fit();
        });
        self.weights.truncate(kept);
        self.weights.shrink_to_fit();
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// How many columns there are.
    pub fn width(&self) -> usize {
        self.columns.len()
    }

    /// The code of each row in a column.
    pub fn codes(&self, column: usize) -> &[u32] {
        &self.columns[column].codes
    }

    /// How many codes a column has.
    pub fn code_count(&self, column: usize) -> usize {
        self.columns[column].values.len()
    }

    /// The value of a code.
    pub fn value(&self, column: usize, code: u32) -> Value {
        let Column { ty, values, .. } = &self.columns[column];
        values.get_index(code as usize).map_or(Value::missing(*ty), |(key, _)| key.value(*ty))
    }

    /// What the rows with one value of a column weigh.
    pub fn weights_of(&self, column: usize, code: u32) -> Weights {
        self.columns[column].values.get_index(code as usize).map_or([0.0; 2], |(_, weights)| *weights)
    }

    /// What all rows weigh.
    pub fn total(&self) -> Weights {
        self.total
    }

    /// What some rows weigh.
    pub fn weigh(&self, rows: &[u32]) -> Weights {
        let mut sum = [0.0; 2];
        rows.iter().for_each(|row| add(&mut sum, self.weights[*row as usize]));
        sum
    }
}

fn add(sum: &mut Weights, weights: Weights) {
    *sum = [sum[0] + weights[0], sum[1] + weights[1]];
}

impl Key {
    fn of(value: Value) -> Self {
        match value {
            Value::Null(_) => Self::Null,
            Value::Bool(bool) => Self::Whole(bool.into()),
            Value::Int(int) => Self::Whole(int.into()),
            Value::Long(number) | Value::DateTime(number) | Value::TimeSpan(number) => Self::Whole(number),
            Value::Real(real) => Self::Bits(if real.is_nan() { f64::NAN } else { real }.to_bits()),
            Value::Decimal(decimal) => Self::Decimal(decimal),
            Value::Guid(bytes) => Self::Guid(bytes),
            Value::String(text) | Value::Dynamic(text) => Self::Text(text),
        }
    }

    /// How many bytes it takes among the values of a column, with its place in their index.
    fn size(&self) -> usize {
        let text = match self {
            Self::Text(text) => text.len() + 2 * size_of::<usize>(),
            _ => 0,
        };
        size_of::<(u64, Self, Weights)>() + 2 * size_of::<usize>() + text
    }

    fn value(&self, ty: ScalarType) -> Value {
        match self {
            Self::Null => Value::Null(ty),
            Self::Whole(number) => match ty {
                ScalarType::Bool => Value::Bool(*number != 0),
                ScalarType::Int => Value::Int(*number as i32),
                ScalarType::DateTime => Value::DateTime(*number),
                ScalarType::TimeSpan => Value::TimeSpan(*number),
                _ => Value::Long(*number),
            },
            Self::Bits(bits) => Value::Real(f64::from_bits(*bits)),
            Self::Decimal(decimal) => Value::Decimal(*decimal),
            Self::Guid(bytes) => Value::Guid(*bytes),
            Self::Text(text) if ty == ScalarType::Dynamic => Value::Dynamic(Arc::clone(text)),
            Self::Text(text) => Value::String(Arc::clone(text)),
        }
    }
}
