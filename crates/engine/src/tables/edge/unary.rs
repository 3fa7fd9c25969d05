//! A function of one column, as DataFusion sees it.

use std::any::type_name;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::sync::Arc;

use arrow::array::ArrayRef;
use arrow::datatypes::DataType;
use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::preimage::PreimageResult;
use datafusion::logical_expr::simplify::{ExprSimplifyResult, SimplifyContext};
use datafusion::logical_expr::sort_properties::{ExprProperties, SortProperties};
use datafusion::logical_expr::{
    ColumnarValue, Expr, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility,
};

/// What is particular to one function.
pub(super) trait EdgeKernel: Send + Sync + 'static {
    /// The DataFusion name.
    const NAME: &'static str;
    /// Whether a greater argument never gives a smaller result.
    const MONOTONE: bool = false;

    /// The result's type.
    fn returns() -> DataType;

    /// One batch.
    fn run(array: &ArrayRef) -> Result<ArrayRef>;

    /// Which arguments give `result`, see [`ScalarUDFImpl::preimage`].
    fn preimage(_argument: &Expr, _result: &ScalarValue, _info: &SimplifyContext) -> Result<PreimageResult> {
        Ok(PreimageResult::None)
    }

    /// Whether the function does nothing to such an argument.
    fn is_identity(_argument: &DataType, _nullable: bool) -> bool {
        false
    }
}

/// An [`EdgeKernel`] as a DataFusion function.
pub(super) struct EdgeUdf<K> {
    signature: Signature,
    kernel: PhantomData<fn() -> K>,
}

impl<K: EdgeKernel> EdgeUdf<K> {
    /// The function, to be shared by all its calls.
    pub(super) fn shared() -> Arc<ScalarUDF> {
        let udf = Self { signature: Signature::any(1, Volatility::Immutable), kernel: PhantomData };
        Arc::new(ScalarUDF::from(udf))
    }
}

impl<K> fmt::Debug for EdgeUdf<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(type_name::<K>())
    }
}

impl<K: EdgeKernel> PartialEq for EdgeUdf<K> {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl<K: EdgeKernel> Eq for EdgeUdf<K> {}

impl<K: EdgeKernel> Hash for EdgeUdf<K> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        K::NAME.hash(state);
    }
}

impl<K: EdgeKernel> ScalarUDFImpl for EdgeUdf<K> {
    fn name(&self) -> &str {
        K::NAME
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(K::returns())
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        run_unary(&args.args, K::run)
    }

    fn simplify(&self, args: Vec<Expr>, info: &SimplifyContext) -> Result<ExprSimplifyResult> {
        if let [argument] = &args[..]
            && K::is_identity(&info.get_data_type(argument)?, info.nullable(argument)?)
        {
            return Ok(ExprSimplifyResult::Simplified(argument.clone()));
        }
        Ok(ExprSimplifyResult::Original(args))
    }

    fn preimage(&self, args: &[Expr], result: &Expr, info: &SimplifyContext) -> Result<PreimageResult> {
        match (args, result) {
            ([argument], Expr::Literal(result, _)) => K::preimage(argument, result, info),
            _ => Ok(PreimageResult::None),
        }
    }

    fn output_ordering(&self, inputs: &[ExprProperties]) -> Result<SortProperties> {
        match inputs {
            [input] if K::MONOTONE => Ok(input.sort_properties),
            _ => Ok(SortProperties::Unordered),
        }
    }
}

/// Runs a kernel over an array, or once over a constant.
pub(super) fn run_unary(args: &[ColumnarValue], run: impl Fn(&ArrayRef) -> Result<ArrayRef>) -> Result<ColumnarValue> {
    match args {
        [ColumnarValue::Array(array)] => Ok(ColumnarValue::Array(run(array)?)),
        [ColumnarValue::Scalar(scalar)] => {
            let result = run(&scalar.to_array_of_size(1)?)?;
            Ok(ColumnarValue::Scalar(ScalarValue::try_from_array(&result, 0)?))
        }
        _ => datafusion::common::internal_err!("one argument expected, {} given", args.len()),
    }
}
