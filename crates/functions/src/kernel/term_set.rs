//! Search for many terms at once (`has_any`, `has_all`) and membership in a list (`in`, `in~`).

use std::borrow::Cow;

use arrow::buffer::BooleanBuffer;
use arrow::datatypes::Int64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::ScalarType;
use rustc_hash::FxHashSet;

use super::any_term::AnyTerm;
use super::cell::Cell;
use super::compare::{Comparison, cells};
use super::elements::elements;
use super::fold::{self, fold_into};
use super::occurrences::occurrences;
use super::prepared::prepared;
use super::spelled::Spelled;
use super::terms::{Case, Needle};
use super::{Call, Scalars, Text, numbers, truths};

/// The texts of a dynamic: its elements, or itself where it is no array. A null has none.
pub fn texts_of(list: Option<&str>) -> Vec<Cow<'_, str>> {
    let mut parts = Vec::new();
    if !elements(list, &mut parts) {
        parts.extend(list);
    }
    parts
        .into_iter()
        .map(|part| match Cell::of(Some(part)) {
            Cell::Text(text) => text,
            other => {
                let mut out = String::new();
                other.write_text(&mut out);
                Cow::Owned(out)
            }
        })
        .collect()
}

/// `has_any`: the second argument is a dynamic array, or a single text.
pub fn has_any(call: &Call<'_>) -> Result<ColumnarValue> {
    let source = Spelled::of(call, 0)?;
    let (mut text, mut buffer) = (String::new(), String::new());
    let list = Scalars::of(call, 1)?;
    if let Scalars::Dynamic(Text::Constant(Some(constant))) = list {
        let terms = prepared(constant, || AnyTerm::new(&terms_of(&list, 0)))?;
        return truths(call.rows, |row| terms.is_in(source.get(row, &mut text), &mut buffer));
    }
    truths(call.rows, |row| {
        let source = source.get(row, &mut text);
        terms_of(&list, row).iter().any(|t| Needle::term(t).is_in(source, &mut buffer))
    })
}

/// `has_all`: as [`has_any`], with every term.
pub fn has_all(call: &Call<'_>) -> Result<ColumnarValue> {
    let source = Spelled::of(call, 0)?;
    let (mut text, mut buffer) = (String::new(), String::new());
    if let Some(mut terms) = constant_terms(call)? {
        // Of the longest, the fewest texts have it.
        terms.sort_by_key(|term| std::cmp::Reverse(term.len()));
        let terms: Vec<Needle> = terms.iter().map(|t| Needle::term(t)).collect();
        let Some((first, others)) = terms.split_first() else { return truths(call.rows, |_| true) };
        let candidates = match source.column() {
            Some(column) => occurrences(first, column),
            None => BooleanBuffer::collect_bool(call.rows, |row| first.is_in(source.get(row, &mut text), &mut buffer)),
        };
        return truths(call.rows, |row| {
            candidates.value(row) && {
                let source = source.get(row, &mut text);
                others.iter().all(|needle| needle.is_in(source, &mut buffer))
            }
        });
    }
    let list = Scalars::of(call, 1)?;
    truths(call.rows, |row| {
        let source = source.get(row, &mut text);
        terms_of(&list, row).iter().all(|t| Needle::term(t).is_in(source, &mut buffer))
    })
}

/// `has_any_index`: the place of the first term of the array that is found, -1 where none is.
pub fn has_any_index(call: &Call<'_>) -> Result<ColumnarValue> {
    let source = Spelled::of(call, 0)?;
    let (mut text, mut buffer) = (String::new(), String::new());
    let place = |found: Option<usize>| Some(found.map_or(-1, |p| p as i64));
    if let Some(terms) = constant_terms(call)? {
        let terms: Vec<Needle> = terms.iter().map(|t| Needle::term(t)).collect();
        return numbers::<Int64Type>(call.rows, |row| {
            let source = source.get(row, &mut text);
            place(terms.iter().position(|needle| needle.is_in(source, &mut buffer)))
        });
    }
    let list = Scalars::of(call, 1)?;
    numbers::<Int64Type>(call.rows, |row| {
        let source = source.get(row, &mut text);
        let mut terms = terms_of(&list, row).into_iter();
        place(terms.position(|t| Needle::term(&t).is_in(source, &mut buffer)))
    })
}

fn terms_of<'a>(list: &Scalars<'a>, row: usize) -> Vec<Cow<'a, str>> {
    match list {
        Scalars::Dynamic(list) => texts_of(list.option(row)),
        other => {
            let mut text = String::new();
            other.write_text(row, &mut text);
            vec![Cow::Owned(text)]
        }
    }
}

fn constant_terms<'a>(call: &Call<'a>) -> Result<Option<Vec<Cow<'a, str>>>> {
    Ok(match call.constant(1) {
        Some(_) => Some(terms_of(&Scalars::of(call, 1)?, 0)),
        None => None,
    })
}

/// `in` and `in~`: whether the first argument equals an element of the second, a dynamic array. Never null.
pub fn is_element(call: &Call<'_>, case: Case) -> Result<ColumnarValue> {
    let value_is_text = matches!(call.types[0], ScalarType::String) || case == Case::Insensitive;
    if value_is_text && call.constant(1).is_some() {
        return is_one_of(call, case);
    }
    let (value, list) = (Scalars::of(call, 0)?, call.text(1)?);
    let mut parts = Vec::new();
    truths(call.rows, |row| {
        split(&list, row, &mut parts);
        let value = value.cell(row);
        parts.iter().map(|part| Cell::of(Some(part))).any(|element| match case {
            Case::Insensitive => fold::equal(&text_of(&value), &text_of(&element)),
            Case::Sensitive => {
                cells(Comparison::Equal, &value, &element, call.types[0], ScalarType::Dynamic) == Some(true)
            }
        })
    })
}

/// The texts of a constant list.
struct Texts(FxHashSet<Box<str>>);

/// The texts of a constant list, folded.
struct FoldedTexts(FxHashSet<Box<str>>);

/// Strings against a constant list, by their hash.
fn is_one_of(call: &Call<'_>, case: Case) -> Result<ColumnarValue> {
    let list = call.text(1)?.option(0);
    let constant = list.unwrap_or_default();
    let value = Spelled::of(call, 0)?;
    let (mut text, mut buffer) = (String::new(), String::new());
    match case {
        Case::Sensitive => {
            let set = prepared(constant, || Ok(Texts(texts_of(list).into_iter().map(Into::into).collect())))?;
            truths(call.rows, |row| set.0.contains(value.get(row, &mut text)))
        }
        Case::Insensitive => {
            let fold = || Ok(FoldedTexts(texts_of(list).iter().map(|t| fold::fold(t).into()).collect()));
            let set = prepared(constant, fold)?;
            truths(call.rows, |row| {
                fold_into(value.get(row, &mut text), &mut buffer);
                set.0.contains(buffer.as_str())
            })
        }
    }
}

fn split<'a>(list: &Text<'a>, row: usize, parts: &mut Vec<&'a str>) {
    let list = list.option(row);
    if !elements(list, parts) {
        parts.extend(list);
    }
}

fn text_of(cell: &Cell<'_>) -> String {
    let mut out = String::new();
    cell.write_text(&mut out);
    out
}
