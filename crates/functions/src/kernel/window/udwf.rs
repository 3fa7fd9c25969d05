//! A window function of ours as DataFusion sees it.

use std::fmt::Debug;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use arrow::array::ArrayRef;
use arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::common::Result;
use datafusion::logical_expr::function::{PartitionEvaluatorArgs, WindowUDFFieldArgs};
use datafusion::logical_expr::{Expr, PartitionEvaluator, Signature, Volatility, WindowUDF, WindowUDFImpl};

use crate::kernel::identity::Identity;

/// How a window function computes its column, all constant arguments settled.
pub trait Rule: Debug + Identity + Send + Sync {
    /// The types of the arguments that travel as columns.
    fn arguments(&self) -> Vec<DataType>;

    /// The type of the result.
    fn result(&self) -> DataType;

    /// The column for `rows` rows in order.
    fn evaluate(&self, values: &[ArrayRef], rows: usize) -> Result<ArrayRef>;
}

/// A window function of ours. Its DataFusion name carries the types and the constants; two calls are of the same
/// function when their rules are equal, too.
#[derive(Debug)]
pub struct KqlWindow {
    name: String,
    rule: Arc<dyn Rule>,
    signature: Signature,
}

impl KqlWindow {
    /// The function of that full name.
    pub fn new(name: String, rule: impl Rule) -> Self {
        let arguments = rule.arguments();
        let signature = match arguments.is_empty() {
            true => Signature::nullary(Volatility::Immutable),
            false => Signature::exact(arguments, Volatility::Immutable),
        };
        Self { name, rule: Arc::new(rule), signature }
    }
}

/// A call of a window function of ours.
pub fn call(name: String, rule: impl Rule, args: Vec<Expr>) -> Expr {
    WindowUDF::from(KqlWindow::new(name, rule)).call(args)
}

impl PartialEq for KqlWindow {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.rule.is_same(&*other.rule)
    }
}

impl Eq for KqlWindow {}

impl Hash for KqlWindow {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl WindowUDFImpl for KqlWindow {
    fn name(&self) -> &str {
        &self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn partition_evaluator(&self, _: PartitionEvaluatorArgs) -> Result<Box<dyn PartitionEvaluator>> {
        Ok(Box::new(Whole(Arc::clone(&self.rule))))
    }

    fn field(&self, args: WindowUDFFieldArgs) -> Result<FieldRef> {
        Ok(Arc::new(Field::new(args.name(), self.rule.result(), true)))
    }
}

/// Computes the whole column at once.
#[derive(Debug)]
struct Whole(Arc<dyn Rule>);

impl PartitionEvaluator for Whole {
    fn evaluate_all(&mut self, values: &[ArrayRef], rows: usize) -> Result<ArrayRef> {
        self.0.evaluate(values, rows)
    }
}
