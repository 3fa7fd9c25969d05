//! `series_decompose_anomalies()`.

use arrow::array::ArrayRef;
use datafusion::common::Result;

use super::decompose::{Decomposer, Parts, Places};
use super::outliers::Fences;
use super::{write_longs, write_reals};
use crate::kernel::operand::Operand;
use crate::kernel::{Call, DynamicBuilder};

/// The score beyond which a point is an anomaly.
const THRESHOLD: f64 = 1.5;

/// Where the arguments of a decomposition stand behind the series and the threshold.
const PLACES: Places = Places { period: 2, trend: 3, test_points: 4, threshold: 6 };

/// ad_flag, ad_score, baseline: the outliers of what a decomposition leaves.
pub fn columns(call: &Call<'_>) -> Result<Vec<ArrayRef>> {
    let mut decomposer = Decomposer::of(call, PLACES)?;
    let thresholds = Operand::optional_reals(call, 1)?;
    let methods = call.optional_text(5)?;
    call.check_constant(5, |method| Fences::named(call.name, method))?;
    let mut parts = Parts::default();
    let (mut sorted, mut scores) = (Vec::new(), Vec::new());
    let mut columns: Vec<DynamicBuilder> = (0..3).map(|_| DynamicBuilder::new(call.rows)).collect();
    for row in 0..call.rows {
        let fences = Fences::named(call.name, methods.as_ref().map_or("", |method| method.get(row)))?;
        let known = decomposer.read(row, &mut parts)?;
        let threshold = thresholds.as_ref().and_then(|threshold| threshold.get(row)).unwrap_or(THRESHOLD);
        if known {
            fences.score(&parts.residual, parts.learned, &mut sorted, &mut scores);
        }
        let flag = |score: &f64| i64::from(*score > threshold) - i64::from(*score < -threshold);
        let writers: [&dyn Fn(&mut String); 3] = [
            &|out| write_longs(scores.iter().map(flag), out),
            &|out| write_reals(scores.iter().copied(), out),
            &|out| write_reals(parts.baseline.iter().copied(), out),
        ];
        for (column, write) in columns.iter_mut().zip(writers) {
            column.append(|out| {
                if known {
                    write(out);
                }
                known
            })?;
        }
    }
    Ok(columns.into_iter().map(DynamicBuilder::finish).collect())
}
