//! `series_fit_poly()`: the polynomial with the least squares.

use std::sync::Arc;

use arrow::array::{ArrayRef, Float64Array};
use datafusion::common::Result;

use super::{Reals, write_reals};
use crate::kernel::operand::Operand;
use crate::kernel::{Call, DynamicBuilder};

/// The highest degree: beyond it doubles cannot tell the powers apart.
const MAX_DEGREE: i64 = 30;

/// A polynomial about the middle of its points: powers of `(x - middle) / spread`, the lowest first.
struct Polynomial {
    weights: Vec<f64>,
    middle: f64,
    spread: f64,
}

impl Polynomial {
    /// The polynomial of a degree through more points than that.
    fn fit(xs: &[f64], ys: &[f64], degree: usize) -> Option<Self> {
        if xs.len() != ys.len() || xs.len() <= degree {
            return None;
        }
        let middle = xs.iter().sum::<f64>() / xs.len() as f64;
        let spread = xs.iter().map(|x| (x - middle).abs()).fold(0.0, f64::max);
        let spread = if spread > 0.0 { spread } else { 1.0 };
        let powers = |power: usize| xs.iter().map(move |x| ((x - middle) / spread).powi(power as i32)).collect();
        let matrix = (0..=degree).map(powers).collect();
        Some(Self { weights: least_squares(matrix, ys.to_vec())?, middle, spread })
    }

    fn at(&self, x: f64) -> f64 {
        let t = (x - self.middle) / self.spread;
        self.weights.iter().rev().fold(0.0, |sum, weight| sum * t + weight)
    }

    /// The coefficients of the powers of x, the highest first.
    fn coefficients(&self) -> Vec<f64> {
        // Horner's scheme with (x - middle) / spread for the variable; the lowest power first.
        let mut powers: Vec<f64> = Vec::new();
        for weight in self.weights.iter().rev() {
            let mut next = vec![0.0; powers.len() + 1];
            for (power, coefficient) in powers.iter().enumerate() {
                next[power + 1] += coefficient / self.spread;
                next[power] -= coefficient * self.middle / self.spread;
            }
            next[0] += weight;
            powers = next;
        }
        powers.truncate(self.weights.len());
        powers.reverse();
        powers
    }
}

/// The weights of a matrix's columns whose sum is nearest to `target`, by Householder's reflections. `None` where the
/// columns depend on each other.
fn least_squares(mut columns: Vec<Vec<f64>>, mut target: Vec<f64>) -> Option<Vec<f64>> {
    let count = columns.len();
    let mut diagonal = Vec::with_capacity(count);
    for i in 0..count {
        let length = columns[i][i..].iter().map(|x| x * x).sum::<f64>().sqrt();
        if length <= f64::EPSILON * target.len() as f64 {
            return None;
        }
        let sign = if columns[i][i] > 0.0 { -length } else { length };
        diagonal.push(sign);
        columns[i][i] -= sign;
        let reflector = columns[i][i..].to_vec();
        let scale = 2.0 / reflector.iter().map(|x| x * x).sum::<f64>();
        let reflect = |column: &mut [f64]| {
            let share = scale * reflector.iter().zip(column.iter()).map(|(r, x)| r * x).sum::<f64>();
            column.iter_mut().zip(&reflector).for_each(|(x, r)| *x -= share * r);
        };
        columns[i + 1..].iter_mut().for_each(|column| reflect(&mut column[i..]));
        reflect(&mut target[i..]);
    }
    let mut weights = vec![0.0; count];
    for i in (0..count).rev() {
        let known: f64 = (i + 1..count).map(|j| columns[j][i] * weights[j]).sum();
        weights[i] = (target[i] - known) / diagonal[i];
    }
    Some(weights)
}

/// rsquare, coefficients, variance, rvariance, poly_fit. Arguments: the points, where they lie (1, 2, 3 … by default),
/// the degree (1).
pub fn columns(call: &Call<'_>) -> Result<Vec<ArrayRef>> {
    let series = call.text(0)?;
    let places = call.optional_text(1)?;
    let degrees = Operand::optional_longs(call, 2)?;
    let degree_of = |degree: Option<i64>| match degree {
        Some(degree @ 0..=MAX_DEGREE) => Ok(degree as usize),
        _ => refuse!("series_fit_poly(): the degree must be between 0 and {MAX_DEGREE}"),
    };
    // Also where there are no rows.
    if let Some(degree) = call.constant(2) {
        degree_of(degree.as_i64())?;
    }
    let (mut reals, mut given) = (Reals::default(), Reals::default());
    let (mut rsquares, mut variances, mut rvariances) = (Vec::new(), Vec::new(), Vec::new());
    let mut coefficients = DynamicBuilder::new(call.rows);
    let mut fits = DynamicBuilder::new(call.rows);
    for row in 0..call.rows {
        let degree = degree_of(degrees.as_ref().map_or(Some(1), |degrees| degrees.get(row)))?;
        let ys = reals.complete(series.option(row)).unwrap_or_default();
        let counted: Vec<f64>;
        let xs = match &places {
            Some(places) => given.complete(places.option(row)).unwrap_or_default(),
            None => {
                counted = (1..=ys.len()).map(|place| place as f64).collect();
                &counted
            }
        };
        let fit = if ys.is_empty() { None } else { Polynomial::fit(xs, ys, degree) };
        let spreads = fit.as_ref().map(|fit| variances_of(fit, xs, ys));
        let explained =
            |(variance, rvariance): (f64, f64)| if variance > 0.0 { 1.0 - rvariance / variance } else { 1.0 };
        rsquares.push(spreads.map(explained));
        variances.push(spreads.map(|(variance, _)| variance));
        rvariances.push(spreads.map(|(_, rvariance)| rvariance));
        coefficients.append(|out| fit.as_ref().map(|fit| write_reals(fit.coefficients(), out)).is_some())?;
        fits.append(|out| fit.as_ref().map(|fit| write_reals(xs.iter().map(|x| fit.at(*x)), out)).is_some())?;
    }
    Ok(vec![
        Arc::new(Float64Array::from(rsquares)),
        coefficients.finish(),
        Arc::new(Float64Array::from(variances)),
        Arc::new(Float64Array::from(rvariances)),
        fits.finish(),
    ])
}

/// The variance of the points, and that of the points about the polynomial.
fn variances_of(fit: &Polynomial, xs: &[f64], ys: &[f64]) -> (f64, f64) {
    let freedom = (ys.len().max(2) - 1) as f64;
    let mean = ys.iter().sum::<f64>() / ys.len() as f64;
    let total: f64 = ys.iter().map(|y| (y - mean) * (y - mean)).sum();
    let left: f64 = xs.iter().zip(ys).map(|(x, y)| (y - fit.at(*x)) * (y - fit.at(*x))).sum();
    (total / freedom, left / freedom)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exact_points() {
        let xs: Vec<f64> = (0..12).map(f64::from).collect();
        let ys: Vec<f64> = xs.iter().map(|x| x * x * x - 8.0 * x + 6.0).collect();
        let fit = Polynomial::fit(&xs, &ys, 3).unwrap();
        for (came, expected) in fit.coefficients().into_iter().zip([1.0, 0.0, -8.0, 6.0]) {
            assert!((came - expected).abs() < 1e-9, "{came} {expected}");
        }
        assert!((fit.at(3.5) - (3.5_f64.powi(3) - 28.0 + 6.0)).abs() < 1e-9);
        assert!(Polynomial::fit(&[1.0, 1.0, 1.0], &[1.0, 2.0, 3.0], 1).is_none());
        assert!(Polynomial::fit(&[1.0], &[1.0], 1).is_none());
    }
}
