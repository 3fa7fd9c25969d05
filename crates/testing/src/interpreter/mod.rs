//! A second opinion: the core of the language over plain values, a row at a time, as naive as can be.
//!
//! It shares no code with what it judges but the values themselves. What it does not know for certain it does not
//! answer ([`Unknown`]). Where rows have no order, it may be asked to shuffle them: an answer that changes with that
//! depends on an order that nobody promised.

mod aggregates;
mod expressions;
mod joins;
mod operators;
mod values;

pub use values::identities;

use std::cmp::Ordering;

use fastrand::Rng;
use lurcher_symbols::{Column, Value};

use crate::cases::{TypedTable, same_rows};
use crate::query::{Pipeline, SortKey, Table};

/// A row.
type Row = Vec<Value>;

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unknown(pub &'static str);

/// More rows than that are not looked at.
const MOST_ROWS: usize = 2_000;

/// How many orders of unordered rows are tried, and how many before an answer is called wrong.
const ORDERS: u64 = 8;
const MANY_ORDERS: u64 = 300;

/// Rows, and whether their order says something.
#[derive(Debug, Clone)]
struct Rows {
    columns: Vec<Column>,
    rows: Vec<Row>,
    ordered: bool,
}

/// What a query must give.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Columns and rows.
    pub table: TypedTable,
    /// Whether the rows must come in this order.
    pub ordered: bool,
}

/// What a query gives.
///
/// # Errors
/// Where the interpreter does not know, or the answer depends on an order that nobody promised.
pub fn interpret(pipeline: &Pipeline, tables: &[Table]) -> Result<Answer, Unknown> {
    in_orders(pipeline, tables, ORDERS)
}

/// Whether the query gives the same in any order that its rows may be in, as far as many tries tell; it may be that
/// order by order the interpreter does not know.
pub fn is_settled(pipeline: &Pipeline, tables: &[Table], answer: &Answer) -> bool {
    in_orders(pipeline, tables, MANY_ORDERS).is_ok_and(|again| again.ordered == answer.ordered)
}

fn in_orders(pipeline: &Pipeline, tables: &[Table], orders: u64) -> Result<Answer, Unknown> {
    let first = run(pipeline, tables, None)?;
    let table = |rows: Rows| TypedTable { columns: rows.columns, rows: rows.rows };
    let mut ordered = first.ordered;
    let first = table(first);
    for order in 0..orders {
        let other = table(run(pipeline, tables, Some(order))?);
        ordered &= same_rows(&first, &other, true);
        if !ordered && !same_rows(&first, &other, false) {
            return Err(Unknown("depends on the order of rows"));
        }
    }
    Ok(Answer { table: first, ordered })
}

/// Whether the rows are in the order of a sort.
///
/// # Errors
/// Where the interpreter does not know that order.
pub fn is_sorted(table: &TypedTable, keys: &[SortKey]) -> Result<bool, Unknown> {
    for pair in table.rows.windows(2) {
        for key in keys {
            let place = table.columns.iter().position(|c| *c.name == *key.column).ok_or(Unknown("no such column"))?;
            let nulls_first = key.nulls_first.unwrap_or(!key.descending);
            match values::sorted(&pair[0][place], &pair[1][place], key.descending, nulls_first)? {
                Ordering::Less => break,
                Ordering::Equal => {}
                Ordering::Greater => return Ok(false),
            }
        }
    }
    Ok(true)
}

fn run(pipeline: &Pipeline, tables: &[Table], order: Option<u64>) -> Result<Rows, Unknown> {
    Interpreter { tables, order: order.map(Rng::with_seed) }.pipeline(pipeline)
}

/// Answers one query.
struct Interpreter<'a> {
    tables: &'a [Table],
    order: Option<Rng>,
}
