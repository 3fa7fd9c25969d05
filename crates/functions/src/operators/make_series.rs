
use super::*;
use crate::kernel::elements::elements;
use crate::kernel::{Scalars, dynamics};
use crate::{Kernel, ScalarFunction};

/// No array of the engine's is longer.
const MAX_STEPS: i64 = 1 << 20;

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: operator(
        "make-series",
        &[Signature {
            parameters: &[
                Parameter::new("pairs", Exact(Dynamic)),
                Parameter::new("default", Exact(Dynamic)),
                Parameter::new("first", Exact(Long)),
                Parameter::new("count", Exact(Long)),
            ],
            result: ResultType::Exact(Dynamic),
        }],
        "The array of `count` elements in which each pair of a place, from `first` on, and `[value]` stands at its place, and the default at the others.",
        "https://learn.microsoft.com/kusto/query/make-series-operator",
        &[Example {
            kql: "datatable(t:long, v:long)[1, 10, 3, 30] | make-series s = sum(v) default = 0 on t from 1 to 5 step 1 | project s",
            result: "[10,0,30,0]",
        }],
    ),
    kernel: Kernel::Vectorized(|call| {
        let (pairs, default) = (call.text(0)?, call.text(1)?);
        let (first, count) = (Scalars::of(call, 2)?, Scalars::of(call, 3)?);
        for row in 0..call.rows {
            if let Some(count) = count.long(row).filter(|count| *count > MAX_STEPS) {
                return refuse!("make-series would make {count} points; at most {MAX_STEPS} are allowed");
            }
        }
        let mut list = Vec::new();
        let mut series: Vec<&str> = Vec::new();
        dynamics(call.rows, |row, out| {
            let count = count.long(row).and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
            let first = first.long(row).unwrap_or(0);
            series.clear();
            series.resize(count, default.option(row).unwrap_or("null"));
            elements(pairs.option(row), &mut list);
            for pair in list.chunks_exact(2) {
                let value = pair[1].strip_prefix('[').and_then(|v| v.strip_suffix(']')).unwrap_or("null");
                let place = pair[0].parse().ok().and_then(|place: i64| usize::try_from(place.checked_sub(first)?).ok());
                let place = place.and_then(|place| series.get_mut(place));
                // A value that an aggregate does not have leaves the default.
                if let Some(place) = place.filter(|_| value != "null") {
                    *place = value;
                }
            }
            out.push('[');
            for (i, value) in series.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                out.push_str(value);
            }
            out.push(']');
            true
        })
    }),
};
