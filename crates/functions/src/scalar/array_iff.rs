use datafusion::common::Result;
use datafusion::logical_expr::ColumnarValue;
use lurcher_symbols::*;

use crate::kernel::elements::{elements, write_array};
use crate::kernel::{Call, Cell, Scalars, dynamics};
use crate::{Kernel, ScalarFunction};

pub(crate) static FUNCTION: ScalarFunction = ScalarFunction {
    symbol: FunctionSymbol {
        name: "array_iff",
        aliases: &["array_iif"],
        kind: FunctionKind::Scalar,
        category: Category::Dynamic,
        signatures: &[Signature {
            parameters: &[
                Parameter::new("condition_array", ParameterType::DynamicArray),
                Parameter::new("when_true", ParameterType::Scalar),
                Parameter::new("when_false", ParameterType::Scalar),
            ],
            result: ResultType::Exact(ScalarType::Dynamic),
        }],
        result_name: ResultName::None,
        deterministic: true,
        summary: "For each condition of an array the element of one array or of the other.",
        url: "https://learn.microsoft.com/kusto/query/array-iff-function",
        examples: &[
            Example {
                kql: "print array_iff(dynamic([true, false, true]), dynamic([1, 2, 3]), dynamic([4, 5, 6]))",
                result: "[1,5,3]",
            },
            Example { kql: "print array_iff(dynamic([1, 0, 50]), 'yes', 'no')", result: r#"["yes","no","yes"]"# },
        ],
    },
    kernel: Kernel::Vectorized(kernel),
};

fn kernel(call: &Call<'_>) -> Result<ColumnarValue> {
    let conditions = call.text(0)?;
    let (when_true, when_false) = (Scalars::of(call, 1)?, Scalars::of(call, 2)?);
    let mut items = Vec::new();
    dynamics(call.rows, |row, out| {
        let known = elements(conditions.option(row), &mut items);
        let (when_true, when_false) = (Choice::of(&when_true, row), Choice::of(&when_false, row));
        let chosen = items.iter().enumerate().map(|(i, condition)| match Cell::of(Some(condition)) {
            Cell::Bool(true) => when_true.get(i),
            Cell::Bool(false) => when_false.get(i),
            Cell::Long(number) if number != 0 => when_true.get(i),
            Cell::Real(number) if number != 0.0 => when_true.get(i),
            Cell::Long(_) | Cell::Real(_) => when_false.get(i),
            _ => "null",
        });
        write_array(chosen, out);
        known
    })
}

/// What a condition chooses.
enum Choice<'a> {
    /// The element of the same place; null where there is none.
    Array(Vec<&'a str>),
    /// Always the same, as canonical JSON.
    Scalar(String),
}

impl<'a> Choice<'a> {
    fn of(values: &Scalars<'a>, row: usize) -> Self {
        if let Cell::Array(text) = values.cell(row) {
            let mut items = Vec::new();
            elements(Some(text), &mut items);
            return Choice::Array(items);
        }
        let mut scalar = String::new();
        values.write_element(row, &mut scalar);
        Choice::Scalar(scalar)
    }

    fn get(&self, place: usize) -> &str {
        match self {
            Choice::Array(items) => items.get(place).copied().unwrap_or("null"),
            Choice::Scalar(scalar) => scalar,
        }
    }
}
