//! An aggregate of ours as DataFusion sees it.

use std::fmt::Debug;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use arrow::datatypes::{DataType, Field, FieldRef};
use datafusion::common::Result;
use datafusion::logical_expr::expr::AggregateFunction;
use datafusion::logical_expr::function::{AccumulatorArgs, StateFieldsArgs};
use datafusion::logical_expr::utils::{AggregateOrderSensitivity, format_state_name};
use datafusion::logical_expr::{
    Accumulator, AggregateUDF, AggregateUDFImpl, Expr, GroupsAccumulator, Signature, Volatility,
};

use super::ungrouped::Ungrouped;
use crate::kernel::identity::Identity;

/// A kind of aggregate with its constants: what KQL's types and the constant arguments of one call have settled.
pub trait Family: Debug + Identity + Send + Sync {
    /// The types of the arguments that travel as columns.
    fn arguments(&self) -> Vec<DataType>;

    /// The types of the columns of a partial state.
    fn state(&self) -> Vec<DataType>;

    /// The type of the result.
    fn result(&self) -> DataType;

    /// An accumulator without groups.
    fn accumulator(&self) -> Box<dyn Groups>;
}

/// The states of many groups, which also serves as an [`Accumulator`] of one group.
pub trait Groups: GroupsAccumulator + Debug + Sync {}

impl<T: GroupsAccumulator + Debug + Sync> Groups for T {}

/// An aggregate of ours. Its DataFusion name carries the KQL types and the constants (`percentiles(long;50,95)`); two
/// calls are of the same function when their families are equal, too.
#[derive(Debug)]
pub struct KqlAggregate {
    name: String,
    family: Box<dyn Family>,
    signature: Signature,
}

impl KqlAggregate {
    /// The aggregate of that full name.
    pub fn new(name: String, family: impl Family + 'static) -> Self {
        let signature = Signature::exact(family.arguments(), Volatility::Immutable);
        Self { name, family: Box::new(family), signature }
    }
}

/// A call of an aggregate of ours over the rows that `filter` lets through.
pub fn call(name: String, family: impl Family + 'static, args: Vec<Expr>, filter: Option<Expr>) -> Expr {
    let function = Arc::new(AggregateUDF::from(KqlAggregate::new(name, family)));
    Expr::AggregateFunction(AggregateFunction::new_udf(function, args, false, filter.map(Box::new), vec![], None))
}

impl PartialEq for KqlAggregate {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.family.is_same(&*other.family)
    }
}

impl Eq for KqlAggregate {}

impl Hash for KqlAggregate {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl AggregateUDFImpl for KqlAggregate {
    fn name(&self) -> &str {
        &self.name
    }

    fn signature(&self) -> &Signature {
        &self.signature
    }

    fn return_type(&self, _: &[DataType]) -> Result<DataType> {
        Ok(self.family.result())
    }

    fn accumulator(&self, _: AccumulatorArgs) -> Result<Box<dyn Accumulator>> {
        Ok(Box::new(Ungrouped::new(self.family.accumulator(), &self.family.arguments())?))
    }

    fn state_fields(&self, args: StateFieldsArgs) -> Result<Vec<FieldRef>> {
        let field = |(i, ty)| Arc::new(Field::new(format_state_name(args.name, &format!("s{i}")), ty, true));
        Ok(self.family.state().into_iter().enumerate().map(field).collect())
    }

    fn groups_accumulator_supported(&self, _: AccumulatorArgs) -> bool {
        true
    }

    fn create_groups_accumulator(&self, _: AccumulatorArgs) -> Result<Box<dyn GroupsAccumulator>> {
        Ok(self.family.accumulator())
    }

    /// Where the order of rows matters it comes as an argument.
    fn order_sensitivity(&self) -> AggregateOrderSensitivity {
        AggregateOrderSensitivity::Insensitive
    }
}
