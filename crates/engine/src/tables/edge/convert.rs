//! `kql_convert(v)`: a column of one KQL type as another one, because the documentation or the user declares another
//! type than the file has. What does not convert is null and counted.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::compute::{CastOptions, cast_with_options};
use arrow::datatypes::DataType;
use datafusion::common::Result;
use datafusion::logical_expr::{
    ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use lurcher_functions::types::arrow_type;
use lurcher_symbols::values::decimal::Decimal;
use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{ScalarType, Value};

use super::unary::run_unary;
use crate::tables::cells::Cells;
use crate::tables::counters::{Conversion, ConversionCounters, FailedCell, Loss};
use crate::tables::values::{text_of, value_at};

/// `kql_convert` for one column of a table.
pub struct Convert {
    table: Arc<str>,
    column: Arc<str>,
    from: ScalarType,
    to: ScalarType,
    counters: Arc<ConversionCounters>,
    signature: Signature,
}

impl Convert {
    /// `argument`, a column of type `from`, as one of type `to`. What does not convert is counted for `column` of
    /// `table`.
    pub fn call(
        argument: Expr,
        (from, to): (ScalarType, ScalarType),
        (table, column): (&Arc<str>, &Arc<str>),
        counters: &Arc<ConversionCounters>,
    ) -> Expr {
        let udf = Self {
            table: table.clone(),
            column: column.clone(),
            from,
            to,
            counters: counters.clone(),
            signature: Signature::exact(vec![arrow_type(from)], Volatility::Immutable),
        };
        ScalarUDF::from(udf).call(vec![argument])
    }

    fn run(&self, array: &ArrayRef) -> Result<ArrayRef> {
        let converted = convert_array(array, self.from, self.to)?;
        let lost =
            |row: &usize| converted.is_null(*row) && !array.is_null(*row) && !is_empty_text(array, self.from, *row);
        if converted.null_count() > array.null_count() {
            let rows: Vec<usize> = (0..array.len()).filter(lost).collect();
            if let Some(first) = rows.first() {
                let text = value_at(array, self.from, *first).map(|v| text_of(&v)).unwrap_or_default();
                let first = FailedCell::new(&text, None);
                let (table, column) = (Arc::clone(&self.table), Arc::clone(&self.column));
                let count = rows.len() as u64;
                self.counters.add(Conversion { table, column, ty: self.to, loss: Loss::Null, count, first });
            }
        }
        Ok(converted)
    }
}

/// A string without a character is missing in a column of another type; it does not count as lost.
fn is_empty_text(array: &ArrayRef, ty: ScalarType, row: usize) -> bool {
    ty == ScalarType::String && array.as_string_view_opt().is_some_and(|a| a.value(row).is_empty())
}

/// Whether [`Convert`] goes from one type to the other.
pub fn is_convertible(from: ScalarType, to: ScalarType) -> bool {
    use ScalarType::{Bool, Dynamic, String};
    from == to
        || matches!(from, String | Dynamic)
        || matches!(to, String | Dynamic)
        || from.is_numeric() && (to.is_numeric() || to == Bool)
}

/// A column of one type as another one; null where a value does not convert.
pub(crate) fn convert_array(array: &ArrayRef, from: ScalarType, to: ScalarType) -> Result<ArrayRef> {
    if from == to {
        return Ok(array.clone());
    }
    let numeric = |ty: ScalarType| ty.is_numeric() || ty == ScalarType::Bool;
    if numeric(from) && numeric(to) && from != ScalarType::Decimal && to != ScalarType::Decimal {
        let options = CastOptions { safe: true, ..CastOptions::default() };
        return Ok(cast_with_options(array, &arrow_type(to), &options)?);
    }
    let mut cells = Cells::new(to);
    for row in 0..array.len() {
        match value_at(array, from, row) {
            None => cells.append_missing(),
            Some(Value::String(text)) => {
                cells.append_text(&text);
            }
            Some(value) if numeric(from) && numeric(to) => match converted_decimal(&value, to) {
                Some(value) => cells.append_value(&value),
                None => cells.append_missing(),
            },
            Some(value) if to == ScalarType::Dynamic => {
                cells.append_value(&Dynamic::from_value(&value).to_value());
            }
            Some(Value::Dynamic(json)) => match Dynamic::from_canonical(&json).to_scalar() {
                Some(scalar) => {
                    cells.append_text(&text_of(&scalar));
                }
                None if to == ScalarType::String => {
                    cells.append_text(&text_of(&Value::Dynamic(json)));
                }
                None => cells.append_missing(),
            },
            Some(value) => {
                cells.append_text(&text_of(&value));
            }
        }
    }
    Ok(cells.finish())
}

/// A number as a decimal, or a decimal as a number of another type, its fraction dropped where there is no room for
/// one.
fn converted_decimal(value: &Value, to: ScalarType) -> Option<Value> {
    Some(match (value, to) {
        (Value::Bool(b), _) => Value::Decimal(Decimal::from_long(i64::from(*b))),
        (Value::Real(r), _) => Value::Decimal(Decimal::from_real(*r)?),
        (Value::Decimal(d), ScalarType::Bool) => Value::Bool(!d.is_zero()),
        (Value::Decimal(d), ScalarType::Int) => Value::Int(i32::try_from(d.to_long()?).ok()?),
        (Value::Decimal(d), ScalarType::Long) => Value::Long(d.to_long()?),
        (Value::Decimal(d), ScalarType::Real) => Value::Real(d.to_real()),
        (other, _) => Value::Decimal(Decimal::from_long(other.as_i64()?)),
    })
}

impl fmt::Debug for Convert {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "kql_convert({}.{}: {} to {})", self.table, self.column, self.from, self.to)
    }
}

impl PartialEq for Convert {
    fn eq(&self, other: &Self) -> bool {
        (&self.table, &self.column, self.from, self.to) == (&other.table, &other.column, other.from, other.to)
            && Arc::ptr_eq(&self.counters, &other.counters)
    }
}

impl Eq for Convert {}

impl Hash for Convert {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.table, &self.column, self.from, self.to).hash(state);
    }
}

impl ScalarUDFImpl for Convert {
    fn name(&self) -> &str {
        "kql_convert"
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(arrow_type(self.to))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        run_unary(&args.args, |array| self.run(array))
    }
}

#[cfg(test)]
mod tests {
    use arrow::array::{Float64Array, Int64Array, StringViewArray};

    use super::*;

    fn run(array: impl Array + 'static, from: ScalarType, to: ScalarType) -> (Vec<Option<String>>, u64) {
        let counters = Arc::new(ConversionCounters::default());
        let udf = Convert {
            table: "T".into(),
            column: "c".into(),
            from,
            to,
            counters: counters.clone(),
            signature: Signature::any(1, Volatility::Immutable),
        };
        let array: ArrayRef = Arc::new(array);
        let result = udf.run(&array).unwrap();
        let texts = (0..result.len()).map(|row| value_at(&result, to, row).map(|v| text_of(&v))).collect();
        (texts, counters.take().iter().map(|c| c.count).sum())
    }

    fn some(text: &str) -> Option<String> {
        Some(text.to_owned())
    }

    #[test]
    fn what_does_not_convert_is_null_and_counted() {
        use ScalarType::*;
        let texts = StringViewArray::from(vec!["2026-01-15", "", "x"]);
        assert_eq!(run(texts, String, DateTime), (vec![some("2026-01-15T00:00:00.0000000Z"), None, None], 1));
        let longs = Int64Array::from(vec![Some(1), None, Some(1 << 40)]);
        assert_eq!(run(longs.clone(), Long, Int), (vec![some("1"), None, None], 1));
        assert_eq!(run(longs.clone(), Long, String), (vec![some("1"), some(""), some("1099511627776")], 0));
        assert_eq!(run(longs, Long, Bool), (vec![some("true"), None, some("true")], 0));
        let reals = Float64Array::from(vec![1.9, -1.9, f64::NAN]);
        assert_eq!(run(reals, Real, Long), (vec![some("1"), some("-1"), None], 1));
    }

    #[test]
    fn to_and_from_decimals() {
        use ScalarType::{Bool, Decimal, Dynamic, Int, Long, Real, String};
        let longs = Int64Array::from(vec![Some(i64::MIN), None]);
        assert_eq!(run(longs, Long, Decimal), (vec![some("-9223372036854775808"), None], 0));
        let reals = Float64Array::from(vec![0.1, f64::INFINITY]);
        assert_eq!(run(reals, Real, Decimal), (vec![some("0.1"), None], 1));
        let texts = ["1e-25", "-7.9", "9223372036854775808"];
        let decimals =
            || convert_array(&(Arc::new(StringViewArray::from(texts.to_vec())) as ArrayRef), String, Decimal);
        let of = |to| {
            let result = decimals().and_then(|array| convert_array(&array, Decimal, to)).unwrap();
            (0..3).map(|row| value_at(&result, to, row).map(|v| text_of(&v))).collect::<Vec<_>>()
        };
        assert_eq!(of(Long), [some("0"), some("-7"), None]);
        assert_eq!(of(Int), [some("0"), some("-7"), None]);
        assert_eq!(of(Bool), [some("true"), some("true"), some("true")]);
        assert_eq!(of(Real), [some("1e-25"), some("-7.9"), some("9223372036854776000.0")]);
        assert_eq!(of(String)[0], some("0.0000000000000000000000001"));
        assert_eq!(of(Dynamic)[1], some("\"-7.9\""));
    }

    #[test]
    fn to_and_from_dynamic() {
        use ScalarType::*;
        let texts = StringViewArray::from(vec!["{\"a\": 1}", "", "x"]);
        assert_eq!(run(texts, String, Dynamic), (vec![some("{\"a\":1}"), None, some("\"x\"")], 0));
        let json = StringViewArray::from(vec!["{\"a\":1}", "\"x\"", "7"]);
        assert_eq!(run(json.clone(), Dynamic, String), (vec![some("{\"a\":1}"), some("x"), some("7")], 0));
        assert_eq!(run(json, Dynamic, Long), (vec![None, None, some("7")], 2));
        let ticks = Int64Array::from(vec![0]);
        assert_eq!(run(ticks, DateTime, Dynamic).0, [some("\"0001-01-01T00:00:00.0000000Z\"")]);
    }

    #[test]
    fn a_datetime_is_no_number() {
        assert!(!is_convertible(ScalarType::DateTime, ScalarType::Long));
        assert!(!is_convertible(ScalarType::Bool, ScalarType::Int));
        assert!(is_convertible(ScalarType::Real, ScalarType::Int));
    }
}
