//! `summarize`.

use lurcher_symbols::ScalarType::{self, Bool, DateTime, Dynamic, Guid, Int, Long, Real, TimeSpan};
use lurcher_symbols::Column;

use crate::generate::{Generator, Operator, is_key};
use crate::query::{Aggregate, Expr, Step};

/// How many of a hundred summaries of all rows ask for nothing but their number and extremes.
const EXTREMES: u32 = 25;

pub(super) static OPERATOR: Operator = Operator { weight: 14, is_plain: true, make };

fn make(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let keys = if generator.chance(75) { generator.some_columns(columns, 3, is_key) } else { Vec::new() };
    let mut by: Vec<_> = keys.iter().map(|c| (c.name.to_string(), Expr::column(c))).collect();
    let mut taken = columns.to_vec();
    if generator.chance(25) {
        let key = generator.key(columns);
        let name = generator.free_name(key.ty(), &taken);
        taken.push(Column::new(name.as_str(), key.ty()));
        by.push((name, key));
    }
    if by.is_empty() && generator.chance(EXTREMES) {
        return extremes(generator, columns);
    }
    let mut aggregates = Vec::new();
    for _ in 0..generator.rng.usize(usize::from(by.is_empty())..=3) {
        let aggregate = aggregate(generator, columns);
        let name = generator.free_name(aggregate.ty, &taken);
        taken.push(Column::new(name.as_str(), aggregate.ty));
        aggregates.push((name, aggregate));
    }
    Some(Step::Summarize { aggregates, by })
}

/// How many rows there are, and between which values of a column: what is asked of a table first.
fn extremes(generator: &mut Generator<'_>, columns: &[Column]) -> Option<Step> {
    let column = generator.column(columns, |c| matches!(c.ty, Long | Int | DateTime))?;
    let mut taken = columns.to_vec();
    let mut aggregates = Vec::new();
    for (name, ty) in [("count", Long), ("min", column.ty), ("max", column.ty)] {
        let args = if name == "count" { Vec::new() } else { vec![Expr::column(&column)] };
        let own = generator.free_name(ty, &taken);
        taken.push(Column::new(own.as_str(), ty));
        aggregates.push((own, Aggregate { name: name.to_owned(), args, ty }));
    }
    Some(Step::Summarize { aggregates, by: Vec::new() })
}

fn aggregate(generator: &mut Generator<'_>, columns: &[Column]) -> Aggregate {
    let of = |name: &str, args: Vec<Expr>, ty: ScalarType| Aggregate { name: name.to_owned(), args, ty };
    let number = |generator: &mut Generator<'_>| {
        let ty = [Long, Long, Real, Int, TimeSpan][generator.rng.usize(0..5)];
        generator.expr(ty, columns, 1)
    };
    let promoted = |ty: ScalarType| if ty == Int { Long } else { ty };
    match generator.rng.u32(0..19) {
        0..=2 => of("count", Vec::new(), Long),
        3 => of("countif", vec![generator.predicate(columns)], Long),
        4 | 5 => {
            let arg = number(generator);
            let ty = promoted(arg.ty());
            of("sum", vec![arg], ty)
        }
        6 => {
            let (arg, condition) = (number(generator), generator.predicate(columns));
            let ty = promoted(arg.ty());
            of("sumif", vec![arg, condition], ty)
        }
        7 | 8 => {
            let ty = [Long, Real, DateTime, ScalarType::String, TimeSpan, Int][generator.rng.usize(0..6)];
            let name = if generator.rng.bool() { "min" } else { "max" };
            of(name, vec![generator.expr(ty, columns, 1)], ty)
        }
        9 => of("avg", vec![generator.expr(Long, columns, 1)], Real),
        10 | 11 => {
            let ty = [Long, ScalarType::String, DateTime, Guid, Bool][generator.rng.usize(0..5)];
            let name = if generator.rng.bool() { "dcount" } else { "count_distinct" };
            of(name, vec![generator.leaf(ty, columns)], Long)
        }
        12 | 13 => of("make_set", vec![generator.leaf(Long, columns)], Dynamic),
        14 | 15 => of("make_list", vec![generator.leaf(Long, columns)], Dynamic),
        16 => of("take_any", vec![generator.leaf(Long, columns)], Long),
        _ => of("make_list", vec![generator.leaf(ScalarType::String, columns)], Dynamic),
    }
}
