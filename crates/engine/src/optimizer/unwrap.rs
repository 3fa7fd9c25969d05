//! Predicates on converted columns as predicates on the files' own columns, which the files' statistics can answer.
//!
//! `kql_str(c)` is `c`, and `""` where `c` is null: a comparison with it is the comparison with `c`, and for a null
//! what the comparison gives for `""`. This is exact wherever the predicate stands. Comparisons of `kql_ticks(c)` are
//! left to the function's preimage, which `SimplifyExpressions` asks for right after this rule; lists, of which it
//! would only take short ones, are rewritten here.

use datafusion::arrow::datatypes::{DataType, TimeUnit};
use datafusion::common::tree_node::{Transformed, TreeNode};
use datafusion::common::{DFSchema, Result, ScalarValue};
use datafusion::logical_expr::expr::InList;
use datafusion::logical_expr::{BinaryExpr, Expr, ExprSchemable, Like, LogicalPlan, Operator};
use datafusion::optimizer::optimizer::ApplyOrder;
use datafusion::optimizer::{OptimizerConfig, OptimizerRule};
use lurcher_planner::functions::unwrap_ticks;
use lurcher_symbols::mutants::{Mutant, is_planted};

use crate::clock::UNIX_EPOCH_TICKS;

/// The function over a file's texts.
const TEXT: &str = "kql_str";

/// The rule.
#[derive(Debug)]
pub(super) struct UnwrapConversions;

impl OptimizerRule for UnwrapConversions {
    fn name(&self) -> &str {
        "unwrap_conversions"
    }

    fn apply_order(&self) -> Option<ApplyOrder> {
        Some(ApplyOrder::TopDown)
    }

    fn rewrite(&self, plan: LogicalPlan, _: &dyn OptimizerConfig) -> Result<Transformed<LogicalPlan>> {
        match plan {
            LogicalPlan::Filter(mut filter) => {
                let rewritten = unwrap(filter.predicate, filter.input.schema())?;
                filter.predicate = rewritten.data;
                Ok(Transformed::new(LogicalPlan::Filter(filter), rewritten.transformed, rewritten.tnr))
            }
            LogicalPlan::TableScan(mut scan) if !scan.filters.is_empty() => {
                let schema = DFSchema::try_from_qualified_schema(scan.table_name.clone(), &scan.source.schema())?;
                let mut changed = false;
                for filter in &mut scan.filters {
                    let rewritten = unwrap(std::mem::take(filter), &schema)?;
                    changed |= rewritten.transformed;
                    *filter = rewritten.data;
                }
                let plan = LogicalPlan::TableScan(scan);
                Ok(if changed { Transformed::yes(plan) } else { Transformed::no(plan) })
            }
            other => Ok(Transformed::no(other)),
        }
    }
}

fn unwrap(predicate: Expr, schema: &DFSchema) -> Result<Transformed<Expr>> {
    predicate.transform_up(|expr| match expr {
        Expr::BinaryExpr(comparison) => Ok(unwrap_comparison(comparison, schema)),
        Expr::InList(list) => Ok(unwrap_list(list, schema)),
        Expr::Like(like) => Ok(unwrap_like(like, schema)),
        other => Ok(Transformed::no(other)),
    })
}

/// The file's column, where an expression is nothing but its conversion to a string.
fn unwrap_text(expr: &Expr) -> Option<&Expr> {
    match expr {
        Expr::ScalarFunction(call) if call.name() == TEXT => match call.args.as_slice() {
            [raw @ Expr::Column(_)] => Some(raw),
            _ => None,
        },
        _ => None,
    }
}

fn text_literal(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Literal(ScalarValue::Utf8View(Some(text)), _) => Some(text),
        _ => None,
    }
}

/// A text as a literal of the column's own type.
fn literal_like(text: &str, ty: &DataType) -> Option<Expr> {
    let value = ScalarValue::Utf8View(Some(text.to_owned()));
    let value = if *ty == DataType::Utf8View { value } else { value.cast_to(ty).ok()? };
    Some(Expr::Literal(value, None))
}

fn unwrap_comparison(comparison: BinaryExpr, schema: &DFSchema) -> Transformed<Expr> {
    let sides = match (text_literal(&comparison.left), text_literal(&comparison.right)) {
        (None, Some(text)) => unwrap_text(&comparison.left).map(|raw| (raw, comparison.op, text)),
        (Some(text), None) => unwrap_text(&comparison.right).zip(comparison.op.swap()).map(|(raw, op)| (raw, op, text)),
        _ => None,
    };
    let rewritten = sides.and_then(|(raw, op, text)| {
        let of_null = compare("", op, text)?;
        let literal = literal_like(text, &raw.get_type(schema).ok()?)?;
        let compared = Expr::BinaryExpr(BinaryExpr::new(Box::new(raw.clone()), op, Box::new(literal)));
        Some(with_nulls(raw, compared, of_null))
    });
    match rewritten {
        Some(expr) => Transformed::yes(expr),
        None => Transformed::no(Expr::BinaryExpr(comparison)),
    }
}

/// What a comparison gives; none where the operator does not compare.
fn compare(left: &str, op: Operator, right: &str) -> Option<bool> {
    match op {
        Operator::Eq => Some(left == right),
        Operator::NotEq => Some(left != right),
        Operator::Lt => Some(left < right),
        Operator::LtEq => Some(left <= right),
        Operator::Gt => Some(left > right),
        Operator::GtEq => Some(left >= right),
        _ => None,
    }
}

/// A predicate on a column that gives `of_null` where the column is null.
fn with_nulls(raw: &Expr, predicate: Expr, of_null: bool) -> Expr {
    if is_planted(Mutant::MissingTextsAreNothing) {
        return predicate;
    }
    if of_null { predicate.or(raw.clone().is_null()) } else { predicate.and(raw.clone().is_not_null()) }
}

fn unwrap_like(like: Like, schema: &DFSchema) -> Transformed<Expr> {
    let is_plain = !like.case_insensitive && like.escape_char.is_none();
    let sides = unwrap_text(&like.expr).zip(text_literal(&like.pattern)).filter(|_| is_plain);
    let rewritten = sides.and_then(|(raw, pattern)| {
        let of_null = pattern.chars().all(|c| c == '%') != like.negated;
        let literal = Box::new(literal_like(pattern, &raw.get_type(schema).ok()?)?);
        let found = Expr::Like(Like::new(like.negated, Box::new(raw.clone()), literal, None, false));
        Some(with_nulls(raw, found, of_null))
    });
    match rewritten {
        Some(expr) => Transformed::yes(expr),
        None => Transformed::no(Expr::Like(like)),
    }
}

fn unwrap_list(list: InList, schema: &DFSchema) -> Transformed<Expr> {
    let rewritten = unwrap_text_list(&list, schema).or_else(|| unwrap_ticks_list(&list, schema));
    match rewritten {
        Some(expr) => Transformed::yes(expr),
        None => Transformed::no(Expr::InList(list)),
    }
}

fn unwrap_text_list(list: &InList, schema: &DFSchema) -> Option<Expr> {
    let raw = unwrap_text(&list.expr)?;
    let ty = raw.get_type(schema).ok()?;
    let texts = list.list.iter().map(text_literal).collect::<Option<Vec<_>>>()?;
    let of_null = texts.contains(&"") != list.negated;
    let literals = texts.into_iter().map(|text| literal_like(text, &ty)).collect::<Option<_>>()?;
    let found = Expr::InList(InList::new(Box::new(raw.clone()), literals, list.negated));
    Some(with_nulls(raw, found, of_null))
}

/// A tick that the column's unit has no timestamp for is equal to none; a null stays null.
fn unwrap_ticks_list(list: &InList, schema: &DFSchema) -> Option<Expr> {
    let raw = unwrap_ticks(&list.expr)?;
    let ty = raw.get_type(schema).ok()?;
    let mut timestamps = Vec::with_capacity(list.list.len());
    for item in &list.list {
        let Expr::Literal(ScalarValue::Int64(Some(ticks)), _) = item else { return None };
        if let Some(timestamp) = timestamp(*ticks, &ty)? {
            timestamps.push(Expr::Literal(timestamp, None));
        }
    }
    if timestamps.is_empty() {
        return None;
    }
    Some(Expr::InList(InList::new(Box::new(raw.clone()), timestamps, list.negated)))
}

/// The timestamp of that type at a tick, if there is one; none for a type that is no timestamp.
fn timestamp(ticks: i64, ty: &DataType) -> Option<Option<ScalarValue>> {
    let DataType::Timestamp(unit, zone) = ty else { return None };
    let since_epoch = i128::from(ticks) - i128::from(UNIX_EPOCH_TICKS);
    let (multiply, divide) = match unit {
        TimeUnit::Second => (1, 10_000_000),
        TimeUnit::Millisecond => (1, 10_000),
        TimeUnit::Microsecond => (1, 10),
        TimeUnit::Nanosecond => (100, 1),
    };
    let scaled = since_epoch * multiply;
    if scaled % divide != 0 {
        return Some(None);
    }
    let value = i64::try_from(scaled / divide).ok();
    let zone = zone.clone();
    Some(value.map(|value| match unit {
        TimeUnit::Second => ScalarValue::TimestampSecond(Some(value), zone),
        TimeUnit::Millisecond => ScalarValue::TimestampMillisecond(Some(value), zone),
        TimeUnit::Microsecond => ScalarValue::TimestampMicrosecond(Some(value), zone),
        TimeUnit::Nanosecond => ScalarValue::TimestampNanosecond(Some(value), zone),
    }))
}
