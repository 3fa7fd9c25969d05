//! The line with the least squares. <https://learn.microsoft.com/kusto/query/series-fit-line-function>

use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{ScalarType, Value};

use super::numbers::Number;
use crate::driver::Pool;
use crate::naive::{Row, naive};

const SERIES: Pool = Pool::Only(&[
    "[1,2,3,4]",
    "[2,5,6,8,11,15,17,18,25,26,30,30]",
    "[5]",
    "[]",
    "[1,null]",
    "[3,3,3]",
    "[1.5,-2.0,0.25]",
    "7",
]);

naive! {
    series_fit_line => [SERIES];
    series_fit_line_dynamic => [SERIES];
}

/// rsquare, slope, variance, rvariance and interception of the line through points at 1, 2, 3 …, and its points; none
/// for fewer than two points.
fn fit(row: &Row<'_>) -> Option<([f64; 5], Vec<Dynamic>)> {
    let numbers: Option<Vec<f64>> = row.array(0)?.iter().map(|element| Number::of(element).map(Number::real)).collect();
    let y = numbers.filter(|numbers| numbers.len() > 1)?;
    let n = y.len() as f64;
    let sum = |f: &dyn Fn(f64, f64) -> f64| y.iter().enumerate().fold(0.0, |sum, (i, y)| sum + f(i as f64 + 1.0, *y));
    let (x, mean) = (sum(&|x, _| x) / n, sum(&|_, y| y) / n);
    let slope = sum(&|at, y| (at - x) * (y - mean)) / sum(&|at, _| (at - x) * (at - x));
    let interception = mean - slope * x;
    let line = |x: f64| interception + slope * x;
    let variance = sum(&|_, y| (y - mean) * (y - mean)) / (n - 1.0);
    let rvariance = sum(&|x, y| (y - line(x)) * (y - line(x))) / (n - 1.0);
    let rsquare = if variance > 0.0 { 1.0 - rvariance / variance } else { 1.0 };
    let points = (0..y.len()).map(|i| Dynamic::Real(line(i as f64 + 1.0))).collect();
    Some(([rsquare, slope, variance, rvariance, interception], points))
}

fn series_fit_line(row: &Row<'_>) -> Vec<Value> {
    match fit(row) {
        Some((numbers, points)) => {
            numbers.into_iter().map(Value::Real).chain([Dynamic::Array(points).to_value()]).collect()
        }
        None => [ScalarType::Real; 5].into_iter().chain([ScalarType::Dynamic]).map(Value::Null).collect(),
    }
}

fn series_fit_line_dynamic(row: &Row<'_>) -> Option<Dynamic> {
    let (numbers, points) = fit(row)?;
    let names = ["rsquare", "slope", "variance", "rvariance", "interception"].into_iter();
    let mut bag: Vec<(String, Dynamic)> =
        names.zip(numbers).map(|(name, number)| (name.to_owned(), Dynamic::Real(number))).collect();
    bag.push(("line_fit".to_owned(), Dynamic::Array(points)));
    Some(Dynamic::Bag(bag))
}
