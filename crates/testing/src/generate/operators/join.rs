//! `join`.

use lurcher_symbols::Column;

use crate::generate::{DEPTH, Generator, Operator, is_key};
use crate::query::{Expr, JoinKind, Pipeline, Step};

/// How many of a hundred other sides are those rows that have one value, as what hunters enrich by is filtered.
const FILTERED: u32 = 35;

/// How often the default kind comes beside the others: nobody names it.
const DEFAULTS: usize = 7;

/// A table, and the keys of the left and of the right side.
type Side = (Pipeline, Vec<(String, String)>);

pub(super) static OPERATOR: Operator = Operator { weight: 9, is_plain: true, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let kind = match generator.rng.usize(0..JoinKind::ALL.len() + DEFAULTS) {
        i if i < JoinKind::ALL.len() => JoinKind::ALL[i],
        _ => JoinKind::InnerUnique,
    };
    let (right, on) = other_side(generator, columns)?;
    Some(Step::Join { kind, right, on })
}

/// A table and keys of both sides. Most keys have one name.
pub(super) fn other_side(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Side> {
    if generator.chance(FILTERED) {
        return filtered_side(generator, columns);
    }
    let right = if generator.depth < DEPTH { generator.inner() } else { return None };
    keyed(generator, columns, right)
}

/// The same, of those rows alone that have one value.
pub(in crate::generate) fn filtered_side(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Side> {
    let right = if generator.depth < DEPTH { generator.inner() } else { return None };
    let column = generator.column(&right.columns(generator.tables), is_key)?;
    let value = Expr::Literal(generator.met(&column));
    keyed(generator, columns, right.then(Step::Where(Expr::is("==", vec![Expr::column(&column), value]))))
}

fn keyed(generator: &mut Generator<'_>, columns: &[Column], right: Pipeline) -> Option<Side> {
    let others = right.columns(generator.tables);
    let most = generator.rng.usize(1..=2);
    let common = generator.some_columns(columns, most, |c| is_key(c) && others.contains(c));
    if !common.is_empty() && generator.chance(85) {
        return Some((right, common.iter().map(|c| (c.name.to_string(), c.name.to_string())).collect()));
    }
    let left = generator.column(columns, is_key)?;
    let partner = generator.column(&others, |c| c.ty == left.ty)?;
    Some((right, vec![(left.name.to_string(), partner.name.to_string())]))
}
