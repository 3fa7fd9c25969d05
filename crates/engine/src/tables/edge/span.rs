//! `kql_span(d)`: a duration, a time of the day or an interval as 100-ns ticks.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Int64Array, PrimitiveArray};
use arrow::datatypes::{
    ArrowPrimitiveType, DataType, DurationMicrosecondType, DurationMillisecondType, DurationNanosecondType,
    DurationSecondType, IntervalDayTimeType, IntervalMonthDayNanoType, IntervalUnit, Time32MillisecondType,
    Time32SecondType, Time64MicrosecondType, Time64NanosecondType, TimeUnit,
};
use datafusion::common::Result;
use lurcher_symbols::ScalarType;
use lurcher_symbols::values::timespan::{
    TICKS_PER_DAY, TICKS_PER_MICROSECOND, TICKS_PER_MILLISECOND, TICKS_PER_SECOND,
};

use super::unary::EdgeKernel;

const NANOSECONDS_PER_TICK: i64 = 100;

/// `kql_span`. What is too long for a timespan is null, and so is an interval with months, which have no length.
pub(super) struct Span;

impl EdgeKernel for Span {
    const NAME: &'static str = "kql_span";

    fn returns() -> DataType {
        DataType::Int64
    }

    fn run(array: &ArrayRef) -> Result<ArrayRef> {
        use TimeUnit::{Microsecond, Millisecond, Nanosecond, Second};
        let ticks = match array.data_type() {
            DataType::Duration(Second) => scaled::<DurationSecondType>(array, TICKS_PER_SECOND),
            DataType::Duration(Millisecond) => scaled::<DurationMillisecondType>(array, TICKS_PER_MILLISECOND),
            DataType::Duration(Microsecond) => scaled::<DurationMicrosecondType>(array, TICKS_PER_MICROSECOND),
            DataType::Duration(Nanosecond) => {
                array.as_primitive::<DurationNanosecondType>().unary(|v| v.div_euclid(NANOSECONDS_PER_TICK))
            }
            DataType::Time32(Second) => scaled::<Time32SecondType>(array, TICKS_PER_SECOND),
            DataType::Time32(Millisecond) => scaled::<Time32MillisecondType>(array, TICKS_PER_MILLISECOND),
            DataType::Time64(Microsecond) => scaled::<Time64MicrosecondType>(array, TICKS_PER_MICROSECOND),
            DataType::Time64(Nanosecond) => {
                array.as_primitive::<Time64NanosecondType>().unary(|v| v.div_euclid(NANOSECONDS_PER_TICK))
            }
            DataType::Interval(IntervalUnit::DayTime) => array.as_primitive::<IntervalDayTimeType>().unary_opt(|v| {
                let milliseconds = i64::from(v.milliseconds).checked_mul(TICKS_PER_MILLISECOND)?;
                i64::from(v.days).checked_mul(TICKS_PER_DAY)?.checked_add(milliseconds)
            }),
            DataType::Interval(IntervalUnit::MonthDayNano) => {
                array.as_primitive::<IntervalMonthDayNanoType>().unary_opt(|v| {
                    let days = i64::from(v.days).checked_mul(TICKS_PER_DAY).filter(|_| v.months == 0)?;
                    days.checked_add(v.nanoseconds.div_euclid(NANOSECONDS_PER_TICK))
                })
            }
            other => return super::refuse(other, ScalarType::TimeSpan),
        };
        Ok(Arc::new(ticks))
    }
}

fn scaled<T: ArrowPrimitiveType>(array: &ArrayRef, per_unit: i64) -> Int64Array
where
    T::Native: Into<i64>,
{
    let array: &PrimitiveArray<T> = array.as_primitive();
    array.unary_opt(|v| v.into().checked_mul(per_unit))
}

#[cfg(test)]
mod tests {
    use arrow::array::{
        DurationMicrosecondArray, DurationNanosecondArray, DurationSecondArray, IntervalDayTimeArray,
        IntervalMonthDayNanoArray, Time32MillisecondArray, Time64NanosecondArray,
    };
    use arrow::datatypes::{IntervalDayTime, IntervalMonthDayNano};
    use lurcher_symbols::values::timespan;

    use super::*;

    fn run(array: impl Array + 'static) -> Vec<Option<String>> {
        let result = Span::run(&(Arc::new(array) as ArrayRef)).unwrap();
        result.as_primitive::<arrow::datatypes::Int64Type>().iter().map(|t| t.map(timespan::format)).collect()
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn every_kind() {
        assert_eq!(
            run(DurationSecondArray::from(vec![Some(90), None, Some(i64::MAX)])),
            [some("00:01:30"), None, None]
        );
        assert_eq!(run(DurationMicrosecondArray::from(vec![-1])), [some("-00:00:00.0000010")]);
        assert_eq!(run(DurationNanosecondArray::from(vec![150])), [some("00:00:00.0000001")]);
        assert_eq!(run(Time32MillisecondArray::from(vec![3_600_000])), [some("01:00:00")]);
        assert_eq!(run(Time64NanosecondArray::from(vec![86_399_000_000_000])), [some("23:59:59")]);
        assert_eq!(run(IntervalDayTimeArray::from(vec![IntervalDayTime::new(1, 500)])), [some("1.00:00:00.5000000")]);
        let intervals = vec![IntervalMonthDayNano::new(0, 2, 1_000), IntervalMonthDayNano::new(1, 0, 0)];
        assert_eq!(run(IntervalMonthDayNanoArray::from(intervals)), [some("2.00:00:00.0000010"), None]);
    }
}
