//! `kql_ticks(ts)`: a timestamp of any unit, or a date, as 100-ns ticks since 0001-01-01.

use std::sync::Arc;

use arrow::array::AsArray;
use arrow::array::{Array, ArrayRef, Int64Array, PrimitiveArray};
use arrow::datatypes::{
    ArrowPrimitiveType, DataType, Date32Type, Date64Type, Int64Type, TimeUnit, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType,
};
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::Expr;
use datafusion::logical_expr::interval_arithmetic::Interval;
use datafusion::logical_expr::preimage::PreimageResult;
use datafusion::logical_expr::simplify::SimplifyContext;
use lurcher_symbols::ScalarType;
use lurcher_symbols::mutants::{Mutant, is_planted};
use lurcher_symbols::values::datetime::{MAX, UNIX_EPOCH_TICKS};
use lurcher_symbols::values::timespan::{
    TICKS_PER_DAY, TICKS_PER_MICROSECOND, TICKS_PER_MILLISECOND, TICKS_PER_SECOND,
};

use super::unary::EdgeKernel;

const NANOSECONDS_PER_TICK: i64 = 100;

/// `kql_ticks`: for a column that is known to lie within years 1 to 9999, so that the function is monotone and total,
/// and a comparison with it is one with the column.
pub(super) struct Ticks;

/// `kql_ticks_checked`: the same, for a column of which nothing is known, also of ticks as a table of ours has them. What lies outside of years 1 to 9999 is null,
/// which no comparison with the column would tell, so it has no preimage.
pub(super) struct TicksChecked;

impl EdgeKernel for Ticks {
    const NAME: &'static str = "kql_ticks";
    const MONOTONE: bool = true;

    fn returns() -> DataType {
        DataType::Int64
    }

    fn run(array: &ArrayRef) -> Result<ArrayRef> {
        ticks(array)
    }

    fn preimage(argument: &Expr, result: &ScalarValue, info: &SimplifyContext) -> Result<PreimageResult> {
        let ScalarValue::Int64(Some(ticks)) = result else { return Ok(PreimageResult::None) };
        let ty = info.get_data_type(argument)?;
        let bounds = bounds(&ty, *ticks).and_then(|(low, high)| Some((scalar(&ty, low)?, scalar(&ty, high)?)));
        match bounds {
            Some((low, high)) => {
                Ok(PreimageResult::Range { expr: argument.clone(), interval: Box::new(Interval::try_new(low, high)?) })
            }
            None => Ok(PreimageResult::None),
        }
    }
}

impl EdgeKernel for TicksChecked {
    const NAME: &'static str = "kql_ticks_checked";

    fn returns() -> DataType {
        DataType::Int64
    }

    fn run(array: &ArrayRef) -> Result<ArrayRef> {
        ticks(array)
    }
}

/// The least argument that gives at least `ticks`, and the least one that gives more: the half-open range that gives
/// exactly `ticks`, which is empty where the unit is too coarse for it.
fn bounds(ty: &DataType, ticks: i64) -> Option<(i64, i64)> {
    let since_epoch = ticks.checked_sub(UNIX_EPOCH_TICKS)?;
    let per_unit = match ty {
        DataType::Timestamp(TimeUnit::Nanosecond, _) => {
            let low = since_epoch.checked_mul(NANOSECONDS_PER_TICK)?;
            return Some((low, low.checked_add(NANOSECONDS_PER_TICK)?));
        }
        DataType::Timestamp(TimeUnit::Microsecond, _) => TICKS_PER_MICROSECOND,
        DataType::Timestamp(TimeUnit::Millisecond, _) | DataType::Date64 => TICKS_PER_MILLISECOND,
        DataType::Timestamp(TimeUnit::Second, _) => TICKS_PER_SECOND,
        DataType::Date32 => TICKS_PER_DAY,
        _ => return None,
    };
    let floor = since_epoch.div_euclid(per_unit);
    let exact = since_epoch.rem_euclid(per_unit) == 0;
    let next = if is_planted(Mutant::LastTimeIsBeyond) { floor } else { floor + 1 };
    Some((if exact { floor } else { floor + 1 }, next))
}

fn scalar(ty: &DataType, value: i64) -> Option<ScalarValue> {
    Some(match ty {
        DataType::Timestamp(TimeUnit::Nanosecond, zone) => ScalarValue::TimestampNanosecond(Some(value), zone.clone()),
        DataType::Timestamp(TimeUnit::Microsecond, zone) => {
            ScalarValue::TimestampMicrosecond(Some(value), zone.clone())
        }
        DataType::Timestamp(TimeUnit::Millisecond, zone) => {
            ScalarValue::TimestampMillisecond(Some(value), zone.clone())
        }
        DataType::Timestamp(TimeUnit::Second, zone) => ScalarValue::TimestampSecond(Some(value), zone.clone()),
        DataType::Date64 => ScalarValue::Date64(Some(value)),
        DataType::Date32 => ScalarValue::Date32(Some(i32::try_from(value).ok()?)),
        _ => return None,
    })
}

fn ticks(array: &ArrayRef) -> Result<ArrayRef> {
    let ticks = match array.data_type() {
        DataType::Timestamp(TimeUnit::Nanosecond, _) => nanoseconds(array.as_primitive()),
        DataType::Timestamp(TimeUnit::Microsecond, _) => {
            scaled::<TimestampMicrosecondType, TICKS_PER_MICROSECOND>(array.as_primitive())
        }
        DataType::Timestamp(TimeUnit::Millisecond, _) => {
            scaled::<TimestampMillisecondType, TICKS_PER_MILLISECOND>(array.as_primitive())
        }
        DataType::Timestamp(TimeUnit::Second, _) => {
            scaled::<TimestampSecondType, TICKS_PER_SECOND>(array.as_primitive())
        }
        DataType::Date64 => scaled::<Date64Type, TICKS_PER_MILLISECOND>(array.as_primitive()),
        DataType::Date32 => scaled::<Date32Type, TICKS_PER_DAY>(array.as_primitive()),
        DataType::Int64 => array.as_primitive::<Int64Type>().unary_opt(|t| (0..=MAX).contains(&t).then_some(t)),
        other => return super::refuse(other, ScalarType::DateTime),
    };
    Ok(Arc::new(ticks))
}

/// All nanosecond timestamps lie between 1677 and 2262.
fn nanoseconds(array: &PrimitiveArray<TimestampNanosecondType>) -> Int64Array {
    array.unary(|v| v.div_euclid(NANOSECONDS_PER_TICK) + UNIX_EPOCH_TICKS)
}

fn scaled<T, const PER_UNIT: i64>(array: &PrimitiveArray<T>) -> Int64Array
where
    T: ArrowPrimitiveType,
    T::Native: Into<i64>,
{
    let (low, high) = (-UNIX_EPOCH_TICKS / PER_UNIT, (MAX - UNIX_EPOCH_TICKS) / PER_UNIT);
    // The sign bit of `v - low` or `high - v` is set exactly for a value outside of the range: additions only, which
    // every processor does several at a time.
    let outside = array.values().iter().fold(0, |signs: i64, v| {
        let v: i64 = (*v).into();
        signs | v.wrapping_sub(low) | high.wrapping_sub(v)
    });
    let convert = |v: T::Native| -> i64 { v.into().wrapping_mul(PER_UNIT).wrapping_add(UNIX_EPOCH_TICKS) };
    if outside >= 0 {
        return array.unary(convert);
    }
    array.unary_opt(|v| (low..=high).contains(&v.into()).then(|| convert(v)))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{
        Date32Array, Date64Array, TimestampMicrosecondArray, TimestampMillisecondArray, TimestampNanosecondArray,
        TimestampSecondArray,
    };
    use arrow::datatypes::{Field, Schema};
    use datafusion::common::DFSchema;
    use datafusion::logical_expr::{col, lit};
    use datafusion::optimizer::simplify_expressions::ExprSimplifier;

    use super::super::EdgeFunction;
    use super::*;

    /// .NET's `new DateTime(y, m, d, h, m, s).Ticks`.
    const D2026_01_15T10: i64 = 639_040_680_000_000_000;
    const D1969_12_31T23_59_59: i64 = 621_355_967_990_000_000;
    const D0001_01_01: i64 = 0;

    fn run(array: impl Array + 'static) -> Vec<Option<i64>> {
        let array: ArrayRef = Arc::new(array);
        let checked = EdgeFunction::TicksChecked.run(&array).unwrap();
        assert_eq!(&EdgeFunction::Ticks.run(&array).unwrap(), &checked);
        checked.as_primitive::<arrow::datatypes::Int64Type>().iter().collect()
    }

    #[test]
    fn every_unit_before_and_after_1970() {
        let (after, before) = (1_768_471_200, -1); // 2026-01-15T10:00:00Z and 1969-12-31T23:59:59Z
        let expected = [Some(D2026_01_15T10), None, Some(D1969_12_31T23_59_59), Some(UNIX_EPOCH_TICKS)];
        let values = |per_second: i64| vec![Some(after * per_second), None, Some(before * per_second), Some(0)];
        assert_eq!(run(TimestampSecondArray::from(values(1))), expected);
        assert_eq!(run(TimestampMillisecondArray::from(values(1_000))), expected);
        assert_eq!(run(TimestampMicrosecondArray::from(values(1_000_000))), expected);
        assert_eq!(run(TimestampNanosecondArray::from(values(1_000_000_000))), expected);
        assert_eq!(run(TimestampMicrosecondArray::from(values(1_000_000)).with_timezone("+02:00")), expected);
        assert_eq!(run(Date64Array::from(values(1_000))), expected);
        let days = Date32Array::from(vec![Some(-1), None, Some(-719_162), Some(20_468)]);
        let midnights =
            [Some(UNIX_EPOCH_TICKS - TICKS_PER_DAY), None, Some(D0001_01_01), Some(639_040_320_000_000_000)];
        assert_eq!(run(days), midnights);
    }

    #[test]
    fn parts_of_a_tick_go_down() {
        let expected = [0, 0, 1, -1, -1].map(|t| Some(UNIX_EPOCH_TICKS + t));
        assert_eq!(run(TimestampNanosecondArray::from(vec![0, 99, 100, -1, -100])), expected);
    }

    #[test]
    fn extremes_outside_of_years_1_to_9999_are_null() {
        let last_second = (MAX - UNIX_EPOCH_TICKS) / TICKS_PER_SECOND;
        let seconds = vec![last_second, last_second + 1, -62_135_596_800, -62_135_596_801, i64::MAX, i64::MIN, 0];
        let expected = [Some(3_155_378_975_990_000_000), None, Some(0), None, None, None, Some(UNIX_EPOCH_TICKS)];
        assert_eq!(run(TimestampSecondArray::from(seconds)), expected);
        assert_eq!(run(TimestampMicrosecondArray::from(vec![i64::MAX, i64::MIN, i64::MAX / 10])), [None; 3]);
        assert_eq!(run(TimestampMillisecondArray::from(vec![i64::MAX, i64::MIN])), [None; 2]);
        assert_eq!(
            run(Date32Array::from(vec![i32::MAX, i32::MIN, 2_932_896, 2_932_897])),
            [None, None, Some(3_155_378_112_000_000_000), None]
        );
        let nanoseconds = run(TimestampNanosecondArray::from(vec![i64::MAX, i64::MIN]));
        assert_eq!(nanoseconds, [Some(713_589_688_368_547_758), Some(529_122_247_631_452_241)]);
    }

    fn simplified(ty: DataType, predicate: impl Fn(Expr) -> Expr) -> String {
        let schema = DFSchema::try_from(Schema::new(vec![Field::new("t", ty, true)])).unwrap();
        let context = SimplifyContext::builder().with_schema(Arc::new(schema)).build();
        let predicate = predicate(EdgeFunction::Ticks.udf().call(vec![col("t")]));
        ExprSimplifier::new(context).simplify(predicate).unwrap().to_string()
    }

    #[test]
    fn comparisons_become_those_of_the_column() {
        let us = DataType::Timestamp(TimeUnit::Microsecond, None);
        let at = |ticks: i64| lit(UNIX_EPOCH_TICKS + ticks);
        for (predicate, expected) in [
            (simplified(us.clone(), |t| t.gt_eq(at(70))), "t >= TimestampMicrosecond(7, None)"),
            // Seven and a half microseconds: nothing is equal to it, eight is the first after it.
            (simplified(us.clone(), |t| t.gt_eq(at(75))), "t >= TimestampMicrosecond(8, None)"),
            (simplified(us.clone(), |t| t.gt(at(75))), "t >= TimestampMicrosecond(8, None)"),
            (simplified(us.clone(), |t| t.lt(at(75))), "t < TimestampMicrosecond(8, None)"),
            (simplified(us.clone(), |t| t.lt_eq(at(70))), "t < TimestampMicrosecond(8, None)"),
            (simplified(us.clone(), |t| t.lt(at(-75))), "t < TimestampMicrosecond(-7, None)"),
            (
                simplified(DataType::Timestamp(TimeUnit::Nanosecond, None), |t| t.eq(at(-1))),
                "t >= TimestampNanosecond(-100, None) AND t < TimestampNanosecond(0, None)",
            ),
            (simplified(DataType::Date32, |t| t.gt(at(0))), "t >= Date32(\"1970-01-02\")"),
        ] {
            assert_eq!(predicate, expected);
        }
    }
}
