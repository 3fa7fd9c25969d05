//! `x in (…)` over a long list: the values stand in a set that is made once, not in a tree of constants, which every
//! rule that looks at the plan copies and every file that is opened analyses anew.

use std::hash::{BuildHasher, Hash, Hasher};
use std::sync::Arc;

use arrow::array::{Array, AsArray, BooleanArray};
use arrow::buffer::BooleanBuffer;
use arrow::datatypes::{DataType, Int32Type, Int64Type};
use datafusion::common::{Result, internal_err};
use datafusion::logical_expr::{
    ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use lurcher_functions::types::{arrow_type, to_scalar};
use lurcher_symbols::{ScalarType, Value};
use rustc_hash::{FxBuildHasher, FxHashSet};

use crate::cost::is_costly;

/// From how many values on a list is long.
const LONG: usize = 64;

/// Whether the operand is one of the values, which are of its type; false for a null. None for a short list, and for a
/// type that has no sets.
pub fn in_set(operand: &Expr, ty: ScalarType, list: &[Value]) -> Option<Expr> {
    if list.len() < LONG {
        return None;
    }
    let set = Set::of(ty, list)?;
    let name =
        format!("in({ty}[{}]:{:x})", list.len(), FxBuildHasher.hash_one(list.iter().map(Key).collect::<Vec<_>>()));
    let signature = Signature::exact(vec![arrow_type(ty)], Volatility::Immutable);
    let is_in = ScalarUDF::from(InSet { set: Arc::new(set), name, signature }).call(vec![operand.clone()]);
    // What lies outside of the list's range is ruled out by the files' statistics.
    let range = list.iter().min_by_key(|v| number(v)).zip(list.iter().max_by_key(|v| number(v)));
    Some(match range.filter(|(least, _)| number(least).is_some() && !is_costly(operand)) {
        Some((least, greatest)) => {
            let literal = |value: &Value| Expr::Literal(to_scalar(value), None);
            operand.clone().gt_eq(literal(least)).and(operand.clone().lt_eq(literal(greatest))).and(is_in)
        }
        None => is_in,
    })
}

/// The whole number that a value is.
fn number(value: &Value) -> Option<i64> {
    match value {
        Value::Int(number) => Some(i64::from(*number)),
        Value::Long(number) | Value::DateTime(number) | Value::TimeSpan(number) => Some(*number),
        _ => None,
    }
}

/// A value of one of the types that have sets, to be hashed.
struct Key<'a>(&'a Value);

impl Hash for Key<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.0 {
            Value::String(text) => text.hash(state),
            other => number(other).hash(state),
        }
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Set {
    Texts(FxHashSet<Arc<str>>),
    /// Of ints, longs, datetimes and timespans.
    Numbers(FxHashSet<i64>),
}

impl Set {
    fn of(ty: ScalarType, list: &[Value]) -> Option<Self> {
        let text = |value: &Value| match value {
            Value::String(text) => Some(Arc::from(&**text)),
            _ => None,
        };
        match ty {
            ScalarType::String => list.iter().map(text).collect::<Option<_>>().map(Set::Texts),
            ScalarType::Int | ScalarType::Long | ScalarType::DateTime | ScalarType::TimeSpan => {
                list.iter().map(number).collect::<Option<_>>().map(Set::Numbers)
            }
            _ => None,
        }
    }
}

/// The function. The values belong to it; its DataFusion name tells them apart from others.
#[derive(Debug)]
struct InSet {
    set: Arc<Set>,
    name: String,
    signature: Signature,
}

impl InSet {
    fn test(&self, array: &dyn Array) -> Result<BooleanBuffer> {
        let found = match (&*self.set, array.data_type()) {
            (Set::Texts(set), DataType::Utf8View) => {
                let texts = array.as_string_view();
                BooleanBuffer::collect_bool(texts.len(), |row| set.contains(texts.value(row)))
            }
            (Set::Numbers(set), DataType::Int64) => {
                let numbers = array.as_primitive::<Int64Type>().values();
                BooleanBuffer::collect_bool(numbers.len(), |row| set.contains(&numbers[row]))
            }
            (Set::Numbers(set), DataType::Int32) => {
                let numbers = array.as_primitive::<Int32Type>().values();
                BooleanBuffer::collect_bool(numbers.len(), |row| set.contains(&i64::from(numbers[row])))
            }
            (_, other) => return internal_err!("{} over {other}", self.name),
        };
        Ok(match array.nulls() {
            Some(nulls) => &found & nulls.inner(),
            None => found,
        })
    }
}

impl PartialEq for InSet {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.set, &other.set) || self.name == other.name && self.set == other.set
    }
}

impl Eq for InSet {}

impl Hash for InSet {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl ScalarUDFImpl for InSet {
    fn name(&self) -> &str {
        &self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(DataType::Boolean)
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        let [operand] = args.args.as_slice() else {
            return internal_err!("{} takes one argument", self.name);
        };
        let operand = operand.to_array(args.number_rows)?;
        Ok(ColumnarValue::Array(Arc::new(BooleanArray::new(self.test(&*operand)?, None))))
    }
}

#[cfg(test)]
mod tests {
    use arrow::array::{Int32Array, Int64Array, StringViewArray};
    use datafusion::logical_expr::col;

    use super::*;

    fn set(ty: ScalarType, list: &[Value]) -> InSet {
        let signature = Signature::exact(vec![arrow_type(ty)], Volatility::Immutable);
        InSet { set: Arc::new(Set::of(ty, list).expect("a set")), name: String::new(), signature }
    }

    #[test]
    fn members() {
        let longs: Vec<Value> = (0..100).map(|i| Value::Long(i * 3)).collect();
        let column = Int64Array::from(vec![Some(0), Some(1), None, Some(297), Some(300)]);
        let found = set(ScalarType::Long, &longs).test(&column).expect("a test");
        assert_eq!(found.iter().collect::<Vec<_>>(), [true, false, false, true, false]);
        let found = set(ScalarType::Int, &[Value::Int(-1)]).test(&Int32Array::from(vec![-1, 1])).expect("a test");
        assert_eq!(found.iter().collect::<Vec<_>>(), [true, false]);
        let texts = [Value::String("a".into()), Value::String("".into())];
        let found = set(ScalarType::String, &texts).test(&StringViewArray::from(vec!["a", "A", ""])).expect("a test");
        assert_eq!(found.iter().collect::<Vec<_>>(), [true, false, true]);
    }

    #[test]
    fn long_lists_only() {
        let list: Vec<Value> = (0..100).map(Value::Long).collect();
        assert!(in_set(&col("x"), ScalarType::Long, &list[..10]).is_none());
        let expr = in_set(&col("x"), ScalarType::Long, &list).expect("a set").to_string();
        assert!(expr.starts_with("x >= Int64(0) AND x <= Int64(99) AND in(long[100]:"), "{expr}");
        assert!(in_set(&col("x"), ScalarType::Bool, &vec![Value::Bool(true); 100]).is_none());
    }
}
