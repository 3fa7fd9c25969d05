//! A column of which nothing is known but its values.

use std::sync::Arc;

use datafusion::arrow::datatypes::{DataType, Field, SchemaRef};
use datafusion::common::config::ConfigOptions;
use datafusion::common::{Result, ScalarValue, internal_err};
use datafusion::logical_expr::{ColumnarValue, ScalarFunctionArgs, ScalarUDF, ScalarUDFImpl, Signature, Volatility};
use datafusion::physical_expr::expressions::Column;
use datafusion::physical_expr::{PhysicalExpr, ScalarFunctionExpr};
use datafusion::physical_plan::ExecutionPlan;
use datafusion::physical_plan::projection::{ProjectionExec, ProjectionExpr};

/// The rows of a plan, with those of its columns hidden that `is_hidden` says.
pub(super) fn hide(
    plan: Arc<dyn ExecutionPlan>,
    is_hidden: impl Fn(usize) -> bool,
    config: &Arc<ConfigOptions>,
) -> Result<Arc<dyn ExecutionPlan>> {
    let schema = plan.schema();
    let fields = schema.fields().iter().enumerate().map(|(place, field)| {
        let expr = if is_hidden(place) { unproven(&schema, place, config) } else { column(&schema, place) };
        ProjectionExpr { expr, alias: field.name().clone() }
    });
    let fields: Vec<ProjectionExpr> = fields.collect();
    Ok(Arc::new(ProjectionExec::try_new(fields, plan)?))
}

fn column(schema: &SchemaRef, place: usize) -> Arc<dyn PhysicalExpr> {
    Arc::new(Column::new(schema.field(place).name(), place))
}

/// An expression is taken for constant when all that it is made of is. So the column goes through a function together
/// with a call of something that depends on nothing, of which DataFusion knows nothing; a different one for each
/// column, or equal columns would still be equal.
fn unproven(schema: &SchemaRef, place: usize, config: &Arc<ConfigOptions>) -> Arc<dyn PhysicalExpr> {
    let call = |function: Hidden, args, field| {
        let function = Arc::new(ScalarUDF::from(function));
        let name = function.name().to_owned();
        Arc::new(ScalarFunctionExpr::new(&name, function, args, field, Arc::clone(config))) as Arc<dyn PhysicalExpr>
    };
    let nothing = Arc::new(Field::new("", DataType::Null, true));
    let unknown = call(Hidden::Unknown(place, Signature::nullary(Volatility::Immutable)), vec![], nothing);
    let signature = Signature::any(2, Volatility::Immutable);
    let field = Arc::clone(&schema.fields()[place]);
    call(Hidden::Column(signature), vec![column(schema, place), unknown], field)
}

/// The functions.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Hidden {
    /// Its first argument.
    Column(Signature),
    /// Null. The number tells it apart from others.
    Unknown(usize, Signature),
}

impl ScalarUDFImpl for Hidden {
    fn name(&self) -> &str {
        match self {
            Hidden::Column(_) => "kql_unproven",
            Hidden::Unknown(..) => "kql_unknown",
        }
    }

    fn signature(&self) -> &Signature {
        match self {
            Hidden::Column(signature) | Hidden::Unknown(_, signature) => signature,
        }
    }

    fn return_type(&self, types: &[DataType]) -> Result<DataType> {
        Ok(types.first().cloned().unwrap_or(DataType::Null))
    }

    fn invoke_with_args(&self, args: ScalarFunctionArgs) -> Result<ColumnarValue> {
        match (self, args.args.into_iter().next()) {
            (Hidden::Unknown(..), _) => Ok(ColumnarValue::Scalar(ScalarValue::Null)),
            (Hidden::Column(_), Some(column)) => Ok(column),
            (Hidden::Column(_), None) => internal_err!("{} takes two arguments", self.name()),
        }
    }
}
