//! Kernels of the operators that compare texts.

use std::sync::Arc;

use arrow::array::BooleanArray;
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::{ColumnarValue, Expr, Like, lit};
use lurcher_symbols::ScalarType;

use super::fold::fold_char;
use super::occurrences::occurrences;
use super::spelled::Spelled;
use super::terms::{Boundary, Case, Needle};
use super::{Call, regexes, truths};
use crate::udf::Lowering;

/// Whether the second argument occurs in the first one.
pub fn search(call: &Call<'_>, boundary: Boundary, case: Case) -> Result<ColumnarValue> {
    let (text, needle) = (Spelled::of(call, 0)?, Spelled::of(call, 1)?);
    let (mut left, mut right, mut buffer) = (String::new(), String::new(), String::new());
    if call.constant(1).is_some() {
        let needle = Needle::new(needle.get(0, &mut right), boundary, case);
        if let Some(column) = text.column() {
            return Ok(ColumnarValue::Array(Arc::new(BooleanArray::new(occurrences(&needle, column), None))));
        }
        return truths(call.rows, |row| needle.is_in(text.get(row, &mut left), &mut buffer));
    }
    // Neighbouring rows often look for the same.
    let mut last: Option<(String, Needle)> = None;
    truths(call.rows, |row| {
        let wanted = needle.get(row, &mut right);
        let prepared = match last.take().filter(|(old, _)| old == wanted) {
            Some(prepared) => prepared,
            None => (wanted.to_owned(), Needle::new(wanted, boundary, case)),
        };
        let (_, needle) = last.insert(prepared);
        needle.is_in(text.get(row, &mut left), &mut buffer)
    })
}

/// A test of two texts.
pub fn pairs(call: &Call<'_>, test: impl Fn(&str, &str) -> bool) -> Result<ColumnarValue> {
    let (a, b) = (Spelled::of(call, 0)?, Spelled::of(call, 1)?);
    let (mut left, mut right) = (String::new(), String::new());
    truths(call.rows, |row| test(a.get(row, &mut left), b.get(row, &mut right)))
}

/// Whether the regular expression of the second argument matches in the first one.
pub fn matches_regex(call: &Call<'_>) -> Result<ColumnarValue> {
    let (text, pattern) = (Spelled::of(call, 0)?, Spelled::of(call, 1)?);
    let (mut left, mut right) = (String::new(), String::new());
    if call.constant(1).is_some() {
        let regex = regexes::compile(pattern.get(0, &mut right))?;
        return truths(call.rows, |row| regex.is_match(text.get(row, &mut left)));
    }
    let found: Result<Vec<bool>> = (0..call.rows)
        .map(|row| Ok(regexes::compile(pattern.get(row, &mut right))?.is_match(text.get(row, &mut left))))
        .collect();
    let found = found?;
    truths(call.rows, |row| found[row])
}

/// `text LIKE 'before…after'` where the second argument is a constant without a sign that LIKE knows: it prunes by its
/// prefix.
pub fn like(call: &Lowering<'_>, before: &str, after: &str) -> Result<Option<Expr>> {
    let Some(text) = constant(call) else { return Ok(None) };
    if text.contains(['%', '_', '\\']) {
        return Ok(None);
    }
    let pattern = Box::new(lit(ScalarValue::Utf8View(Some(format!("{before}{text}{after}")))));
    Ok(Some(Expr::Like(Like::new(false, Box::new(call.args[0].clone()), pattern, None, false))))
}

/// `text = 'constant'` where the constant has no letters that have another case: it prunes.
pub fn caseless(call: &Lowering<'_>) -> Result<Option<Expr>> {
    let no_case = |c: char| fold_char(c) == c && c.to_lowercase().eq([c]);
    Ok(constant(call).filter(|text| text.chars().all(no_case)).map(|_| call.args[0].clone().eq(call.args[1].clone())))
}

/// The second argument, where both are strings and it is a constant.
fn constant<'a>(call: &'a Lowering<'_>) -> Option<&'a str> {
    let strings = call.types.iter().all(|ty| *ty == ScalarType::String);
    match &call.args[1] {
        Expr::Literal(ScalarValue::Utf8View(Some(text)), _) if strings => Some(text),
        _ => None,
    }
}
