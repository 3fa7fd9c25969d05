//! KQL's built-in functions, one file a function.
//!
//! A file in `scalar/`, `operators/`, `aggregate/` or `window/` defines one constant `FUNCTION` that says all there is:
//! names, signatures, result name, summary, documentation link, runnable examples and the kernel. The build script
//! lists the folders, so that adding a function touches one file; the binder's signatures, DataFusion's registration,
//! `.help`, the documentation and one test for each example come from that list.

#[macro_use]
mod refusal;

mod aggregate;
pub mod allowance;
mod constants;
pub mod kernel;
mod library;
mod nulls;
mod operators;
mod promotion;
mod scalar;
pub mod types;
mod udf;
mod window;

pub use aggregate::{AggregateCall, AggregateFunction, AggregateKernel, Finish};
pub use constants::KernelEvaluator;
pub use library::{BuiltIns, aggregate_of, aggregates, kusto_names, operators, scalar_of, scalars, window_of, windows};
pub use nulls::or_else;
pub use promotion::promote;
pub use refusal::{Refusal, refused};
pub use scalar::{Kernel, ScalarFunction};
pub use udf::{KqlScalar, Lowering, call, value_name};
pub use window::{WindowCall, WindowFunction};
