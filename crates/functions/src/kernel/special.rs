//! The beta distribution and what rests on it.

use std::cmp::Ordering;

use arrow::datatypes::Float64Type;
use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use libm::lgamma;

use super::operand::Operand;
use super::{Call, numbers};

/// A function of all arguments as reals; null where one is null.
pub fn of_reals<const N: usize>(call: &Call<'_>, f: impl Fn([f64; N]) -> Option<f64>) -> Result<ColumnarValue> {
    let arguments = (0..N).map(|i| Operand::reals(call, i)).collect::<Result<Vec<_>>>()?;
    numbers::<Float64Type>(call.rows, |row| {
        let mut values = [0.0; N];
        for (value, argument) in values.iter_mut().zip(&arguments) {
            *value = argument.get(row)?;
        }
        f(values)
    })
}

fn ln_beta(alpha: f64, beta: f64) -> f64 {
    lgamma(alpha) + lgamma(beta) - lgamma(alpha + beta)
}

/// The share of the distribution below `x`; NaN outside of 0 to 1.
pub fn beta_cdf(x: f64, alpha: f64, beta: f64) -> f64 {
    if !(0.0..=1.0).contains(&x) || alpha.is_nan() || beta.is_nan() {
        return f64::NAN;
    }
    // A distribution without the one shape lies at the one end.
    if alpha <= 0.0 {
        return 1.0;
    }
    if beta <= 0.0 || x == 0.0 {
        return 0.0;
    }
    if x == 1.0 {
        return 1.0;
    }
    let front = (alpha * x.ln() + beta * (-x).ln_1p() - ln_beta(alpha, beta)).exp();
    // The fraction converges fast on one side of the mean only.
    match x < (alpha + 1.0) / (alpha + beta + 2.0) {
        true => front * fraction(x, alpha, beta) / alpha,
        false => 1.0 - front * fraction(1.0 - x, beta, alpha) / beta,
    }
}

/// The continued fraction of the incomplete beta function, by Lentz's method; NaN where it has not converged after so
/// many steps, as with shapes beyond some billions.
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let away_from_zero = |v: f64| if v.abs() < TINY { TINY } else { v };
    let mut c = 1.0;
    let mut d = 1.0 / away_from_zero(1.0 - (a + b) * x / (a + 1.0));
    let mut value = d;
    for step in 1..100_000 {
        let m = f64::from(step);
        for term in [
            m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0)),
        ] {
            d = 1.0 / away_from_zero(1.0 + term * d);
            c = away_from_zero(1.0 + term / c);
            value *= d * c;
        }
        // The last factor may stay beside one for good; NaN never gets there.
        if (d * c - 1.0).abs() <= 4.0 * f64::EPSILON || value.is_nan() {
            return value;
        }
    }
    f64::NAN
}

/// The density at `x`; NaN outside of 0 to 1 and for shapes that are not positive.
pub fn beta_pdf(x: f64, alpha: f64, beta: f64) -> f64 {
    if !(x > 0.0 && x < 1.0 && alpha > 0.0 && beta > 0.0) {
        return f64::NAN;
    }
    ((alpha - 1.0) * x.ln() + (beta - 1.0) * (-x).ln_1p() - ln_beta(alpha, beta)).exp()
}

/// The `x` below which a share of the distribution lies; null for what is no share, NaN for shapes that are not
/// positive.
pub fn beta_inv(share: f64, alpha: f64, beta: f64) -> Option<f64> {
    if !(share > 0.0 && share <= 1.0) {
        return None;
    }
    if !(alpha > 0.0 && beta > 0.0) {
        return Some(f64::NAN);
    }
    // Rounded, all of the distribution lies below many an `x`.
    if share == 1.0 {
        return Some(1.0);
    }
    // Positive reals are in the order of their bits, so that halving those reaches the smallest as soon as the others.
    let (mut low, mut high) = (0, 1.0_f64.to_bits());
    while low + 1 < high {
        let middle = low.midpoint(high);
        match beta_cdf(f64::from_bits(middle), alpha, beta).partial_cmp(&share) {
            Some(Ordering::Less) => low = middle,
            Some(_) => high = middle,
            None => return Some(f64::NAN),
        }
    }
    Some(f64::from_bits(high))
}

/// The chance that two samples of the same mean differ as much as these (Welch's test).
pub fn welch([mean1, variance1, count1, mean2, variance2, count2]: [f64; 6]) -> Option<f64> {
    let (a, b) = (variance1 / count1, variance2 / count2);
    let square = (mean1 - mean2).powi(2) / (a + b);
    let freedom = (a + b).powi(2) / (a * a / (count1 - 1.0) + b * b / (count2 - 1.0));
    Some(beta_cdf(freedom / (freedom + square), freedom / 2.0, 0.5))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() <= 1e-12 * b.abs(), "{a} {b}");
    }

    /// Answers of the engine and of the documentation; of large shapes, what symmetry says.
    #[test]
    fn answers() {
        near(beta_cdf(0.9, 10.0, 20.0), 0.999_999_999_999_959_3);
        assert_eq!(beta_cdf(0.1, -1.0, 20.0), 1.0);
        near(beta_pdf(0.5, 10.0, 20.0), 0.746_176_019_310_951);
        assert!((beta_inv(0.1, 10.0, 20.0).unwrap_or(0.0) - 0.226_415_022_388_749).abs() < 1e-12);
        assert_eq!(beta_inv(1.5, 10.0, 20.0), None);
        let sample = [20.819_999_999_999_997, 7.867_428_571_4, 15.0, 22.986_666_666_666_668, 3.812_666_666_7, 15.0];
        assert!((beta_cdf(0.5, 1e8, 1e8) - 0.5).abs() < 1e-6);
        assert_eq!(beta_inv(1.0, 10.0, 20.0), Some(1.0));
        assert!(beta_inv(0.5, f64::INFINITY, 1.0).is_some_and(f64::is_nan));
        assert!((welch(sample).unwrap_or(0.0) - 0.021_378_001_462_866_41).abs() < 1e-10);
    }
}
