//! A scalar function as a DataFusion expression.

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use arrow::array::StructArray;
use arrow::datatypes::{DataType, Field, Fields};
use datafusion::common::{Result, ScalarValue, internal_err};
use datafusion::logical_expr::{
    ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};
use lurcher_symbols::ScalarType;
use lurcher_symbols::mutants::{Mutant, is_planted};

use crate::kernel::Call;
use crate::scalar::{Kernel, ScalarFunction};
use crate::types::arrow_type;

/// What an [`Kernel::Expression`] is made from.
#[derive(Debug)]
pub struct Lowering<'a> {
    /// The arguments.
    pub args: Vec<Expr>,
    /// Their KQL types.
    pub types: &'a [ScalarType],
    /// The KQL type of the result.
    pub result: ScalarType,
    /// Whether a null counts as false where the result goes (a filter's conjunct, not below a negation), which allows a
    /// plainer expression that prunes.
    pub null_is_false: bool,
}

/// A call of `function` over arguments of the physical types of [`arrow_type`].
pub fn call(function: &'static ScalarFunction, lowering: Lowering<'_>) -> Result<Expr> {
    let expression = match function.kernel {
        Kernel::Expression(lower) => Some(lower(&lowering)?),
        Kernel::Lowered(lower, _) => lower(&lowering)?,
        Kernel::Vectorized(_) | Kernel::Several(_) => None,
        Kernel::Binder => return internal_err!("{}() reached the planner", function.symbol.name),
    };
    Ok(expression.unwrap_or_else(|| {
        ScalarUDF::from(KqlScalar::new(function, lowering.types, lowering.result)).call(lowering.args)
    }))
}

/// A [`Kernel::Vectorized`] or [`Kernel::Several`] function bound to KQL types, as DataFusion sees it. Its DataFusion
/// name carries the types (`bin(datetime,timespan):datetime`), so that it can be found by name on a remote executor.
#[derive(Debug)]
pub struct KqlScalar {
    function: &'static ScalarFunction,
    types: Vec<ScalarType>,
    result: ScalarType,
    name: String,
    signature: Signature,
}

impl KqlScalar {
    /// `function` over arguments of these types.
    pub fn new(function: &'static ScalarFunction, types: &[ScalarType], result: ScalarType) -> Self {
        let list: Vec<&str> = types.iter().map(|t| t.name()).collect();
        let name = format!("{}({}):{result}", function.symbol.name, list.join(","));
        let volatility = if function.symbol.deterministic { Volatility::Immutable } else { Volatility::Volatile };
        let signature = match types.is_empty() {
            true => Signature::nullary(volatility),
            false => Signature::exact(types.iter().map(|t| arrow_type(*t)).collect(), volatility),
        };
        Self { function, types: types.to_vec(), result, name, signature }
    }
}

/// An operator and a function may share a name: only what runs tells two of them apart.
impl PartialEq for KqlScalar {
    fn eq(&self, other: &Self) -> bool {
        let is_same = std::ptr::eq(self.function, other.function)
            || is_planted(Mutant::NamesAreIdentities) && self.name == other.name;
        is_same && self.types == other.types && self.result == other.result
    }
}

impl Eq for KqlScalar {}

impl Hash for KqlScalar {
    fn hash<H: Hasher>(&self, state: &mut H) {
        if !is_planted(Mutant::NamesAreIdentities) {
            std::ptr::hash(self.function, state);
        }
        (&self.types, self.result).hash(state);
    }
}

impl ScalarUDFImpl for KqlScalar {
    fn name(&self) -> &str {
        &self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(match self.function.kernel {
            Kernel::Several(_) => DataType::Struct(value_fields(self.function, &self.types)),
            _ => arrow_type(self.result),
        })
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        // A volatile function must not be computed once for all rows.
        let constant =
            self.function.symbol.deterministic && args.args.iter().all(|a| matches!(a, ColumnarValue::Scalar(_)));
        let rows = if constant { 1 } else { args.number_rows };
        let result = invoke(self.function, &args.args, &self.types, self.result, rows)?;
        match result {
            ColumnarValue::Array(array) if constant => {
                Ok(ColumnarValue::Scalar(ScalarValue::try_from_array(&array, 0)?))
            }
            other => Ok(other),
        }
    }
}

/// Runs a vectorised kernel over one batch.
pub(crate) fn invoke(
    function: &'static ScalarFunction,
    args: &[ColumnarValue],
    types: &[ScalarType],
    result: ScalarType,
    rows: usize,
) -> Result<ColumnarValue> {
    let call = Call { args, types, result, rows, name: function.symbol.name };
    match function.kernel {
        Kernel::Vectorized(kernel) | Kernel::Lowered(_, kernel) => kernel(&call),
        Kernel::Several(kernel) => {
            let values = StructArray::try_new(value_fields(function, types), kernel(&call)?, None)?;
            Ok(ColumnarValue::Array(Arc::new(values)))
        }
        Kernel::Expression(_) | Kernel::Binder => internal_err!("{} has no kernel", function.symbol.name),
    }
}

/// The fields of the struct that holds several values.
fn value_fields(function: &ScalarFunction, types: &[ScalarType]) -> Fields {
    let types = function.symbol.value_types(types).into_iter();
    types.enumerate().map(|(place, ty)| Field::new(value_name(place), arrow_type(ty), true)).collect()
}

/// How the field of a value is called in the struct of a function or aggregate with several.
pub fn value_name(place: usize) -> String {
    format!("c{place}")
}

/// The function as a shared DataFusion function, for registries.
impl From<KqlScalar> for Arc<ScalarUDF> {
    fn from(function: KqlScalar) -> Self {
        Arc::new(ScalarUDF::from(function))
    }
}
