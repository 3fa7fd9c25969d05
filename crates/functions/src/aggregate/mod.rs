//! Aggregate functions.

use datafusion::common::{Result, ScalarValue};
use datafusion::logical_expr::Expr;
use lurcher_symbols::values::dynamic::Dynamic;
use lurcher_symbols::{FunctionSymbol, Outputs, ScalarType, Value};

use crate::types::from_scalar;

include!(concat!(env!("OUT_DIR"), "/aggregate.rs"));

/// An aggregate function: what it is, and how it runs.
#[derive(Debug)]
pub struct AggregateFunction {
    /// Names, signatures, documentation.
    pub symbol: FunctionSymbol,
    /// The columns that a call makes.
    pub outputs: Outputs,
    /// How it runs.
    pub kernel: AggregateKernel,
    /// What makes the result out of the aggregate's column, in the projection above the aggregation; none where the
    /// column is the result.
    pub finish: Option<Finish>,
}

/// Makes a call's result, of that KQL type, out of the aggregate's column.
pub type Finish = fn(Expr, ScalarType) -> Result<Expr>;

/// One call of an aggregate, ready to be planned.
#[derive(Debug)]
pub struct AggregateCall<'a> {
    /// The arguments as DataFusion expressions of the physical types of [`crate::types::arrow_type`].
    pub args: Vec<Expr>,
    /// The arguments' KQL types.
    pub types: &'a [ScalarType],
    /// The KQL type of the result (of an `arg_max`: of its first output).
    pub result: ScalarType,
    /// The number of the row, an Int64, where the input is in an order that aggregates must heed
    /// (`sort … | summarize make_list(…)`): lists are in this order, and where the first of several rows counts it is
    /// the first by this number.
    pub position: Option<Expr>,
}

/// How an aggregate runs.
#[derive(Debug, Clone, Copy)]
pub enum AggregateKernel {
    /// By the DataFusion aggregate expression that the function returns: one of DataFusion's own, or an `AggregateUDF`
    /// of ours. The expression's type is the physical type of the result; where the outputs are not [`Outputs::One`], a
    /// struct with one field an output, named `c0`, `c1` ….
    Expression(fn(AggregateCall<'_>) -> Result<Expr>),
}

impl AggregateCall<'_> {
    /// Takes argument `i` out.
    fn take(&mut self, i: usize) -> Expr {
        self.args.get_mut(i).map(std::mem::take).unwrap_or_default()
    }

    /// The whole number that argument `i` must be; `default` where it is not given.
    fn integer_or(&self, i: usize, default: i64) -> Result<i64> {
        match self.args.get(i) {
            None => Ok(default),
            Some(Expr::Literal(ScalarValue::Int64(Some(value)), _)) => Ok(*value),
            Some(Expr::Literal(ScalarValue::Int32(Some(value)), _)) => Ok(i64::from(*value)),
            Some(_) => refuse!("argument {} must be a constant whole number", i + 1),
        }
    }

    /// The percentages that all arguments from number `first` on must be; a constant array stands for its elements.
    fn percents(&self, first: usize) -> Result<Vec<f64>> {
        let mut percents = Vec::new();
        for (i, (arg, ty)) in self.args.iter().zip(self.types).enumerate().skip(first) {
            let value = match arg {
                Expr::Literal(value, _) => from_scalar(value, *ty),
                _ => None,
            };
            match value {
                Some(Value::Dynamic(text)) => match Dynamic::from_canonical(&text) {
                    Dynamic::Array(elements) => {
                        let number = |element: &Dynamic| match element {
                            Dynamic::Long(v) => Some(*v as f64),
                            Dynamic::Real(v) => Some(*v),
                            _ => None,
                        };
                        match elements.iter().map(number).collect::<Option<Vec<f64>>>() {
                            Some(numbers) => percents.extend(numbers),
                            None => return refuse!("argument {} must be an array of numbers", i + 1),
                        }
                    }
                    _ => return refuse!("argument {} must be an array of numbers", i + 1),
                },
                Some(Value::Int(v)) => percents.push(f64::from(v)),
                Some(Value::Long(v)) => percents.push(v as f64),
                Some(Value::Real(v)) => percents.push(v),
                Some(Value::Decimal(v)) => percents.push(v.to_real()),
                _ => return refuse!("argument {} must be a constant number", i + 1),
            }
        }
        match percents.iter().find(|percent| !(0.0..=100.0).contains(*percent)) {
            Some(percent) => refuse!("a percentile is between 0 and 100, not {percent}"),
            None => Ok(percents),
        }
    }
}
