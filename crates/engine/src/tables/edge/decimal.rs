//! `kql_decimal(d)`: a decimal of any precision and scale as KQL's.

use arrow::array::ArrayRef;
use arrow::compute::{CastOptions, cast_with_options};
use arrow::datatypes::DataType;
use datafusion::common::Result;
use lurcher_functions::types::arrow_type;
use lurcher_symbols::ScalarType;

use super::unary::EdgeKernel;

/// `kql_decimal`. A number that is too great is null.
pub(super) struct Decimal;

impl EdgeKernel for Decimal {
    const NAME: &'static str = "kql_decimal";

    fn returns() -> DataType {
        arrow_type(ScalarType::Decimal)
    }

    fn run(array: &ArrayRef) -> Result<ArrayRef> {
        let options = CastOptions { safe: true, ..CastOptions::default() };
        Ok(cast_with_options(array, &Self::returns(), &options)?)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow::array::{Array, AsArray, Decimal128Array, Decimal256Array};
    use arrow::datatypes::{Decimal128Type, i256};
    use lurcher_symbols::values::decimal;

    use super::*;

    fn run(array: impl Array + 'static) -> Vec<Option<String>> {
        let result = Decimal::run(&(Arc::new(array) as ArrayRef)).unwrap();
        result.as_primitive::<Decimal128Type>().iter().map(|d| d.map(decimal::format)).collect()
    }

    #[test]
    fn any_scale() {
        let money = Decimal128Array::from(vec![Some(12_345), None, Some(-1)]).with_precision_and_scale(10, 2).unwrap();
        assert_eq!(run(money), [Some("123.45".to_owned()), None, Some("-0.01".to_owned())]);
        let whole = Decimal256Array::from(vec![i256::from(7)]).with_precision_and_scale(40, 0).unwrap();
        assert_eq!(run(whole), [Some("7".to_owned())]);
    }

    #[test]
    fn too_great_is_null() {
        let great = Decimal128Array::from(vec![10_i128.pow(30)]).with_precision_and_scale(38, 0).unwrap();
        assert_eq!(run(great), [None]);
    }
}
