//! Tables.

use fastrand::Rng;
use lurcher_symbols::{Column, ScalarType, Value};

use super::values::value;
use super::{Generator, letter};
use crate::cases::TypedTable;
use crate::query::Table;

/// Types as often as columns have them.
const TYPES: [ScalarType; 20] = [
    ScalarType::Long,
    ScalarType::Long,
    ScalarType::Long,
    ScalarType::Long,
    ScalarType::Long,
    ScalarType::String,
    ScalarType::String,
    ScalarType::String,
    ScalarType::String,
    ScalarType::String,
    ScalarType::Real,
    ScalarType::Real,
    ScalarType::Bool,
    ScalarType::Int,
    ScalarType::DateTime,
    ScalarType::DateTime,
    ScalarType::TimeSpan,
    ScalarType::Dynamic,
    ScalarType::Guid,
    ScalarType::Decimal,
];

/// How many of a hundred rows are one of those before them.
const DOUBLES: u32 = 20;

/// Two or three tables.
pub fn tables(rng: &mut Rng) -> Vec<Table> {
    let count = rng.usize(2..=3);
    (0..count).map(|i| Table { name: format!("T{i}"), rows: table(rng) }).collect()
}

fn table(rng: &mut Rng) -> TypedTable {
    let mut columns: Vec<Column> = Vec::new();
    for _ in 0..rng.usize(2..=7) {
        let ty = TYPES[rng.usize(0..TYPES.len())];
        let name = format!("{}{}", letter(ty), rng.u32(0..3));
        if columns.iter().all(|c| *c.name != *name) {
            columns.push(Column::new(name, ty));
        }
    }
    let most = match rng.u32(0..10) {
        0 => 1,
        1..=7 => 12,
        _ => 60,
    };
    let mut rows: Vec<Vec<Value>> = Vec::new();
    for _ in 0..rng.usize(0..=most) {
        let row = match rng.u32(0..100) {
            chance if chance < DOUBLES && !rows.is_empty() => rows[rng.usize(0..rows.len())].clone(),
            _ => columns.iter().map(|c| value(rng, c.ty)).collect(),
        };
        rows.push(row);
    }
    TypedTable { columns, rows }
}

impl Generator<'_> {
    /// A few rows for a query's own.
    pub(super) fn rows(&mut self) -> TypedTable {
        let mut rows = table(self.rng);
        rows.rows.truncate(4);
        rows
    }
}
