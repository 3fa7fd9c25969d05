//! The words that all stages share: KQL's types and values, columns, tables, functions and their signatures, and the
//! catalog's interface.
//!
//! Nothing here knows text, Arrow or DataFusion.

mod catalog;
mod constants;
mod function;
mod further;
pub mod mutants;
mod outputs;
mod scalar_type;
mod signature;
mod signature_text;
mod table;
pub mod values;

pub use catalog::{Catalog, Found, Layered, OffsetMap, Reach, StoredFunction, StoredParameter, StoredParameterType};
pub use constants::{ConstantEvaluator, RegexMistake};
pub use function::{Category, Example, FunctionKind, FunctionLibrary, FunctionSymbol, ResultName};
pub use further::{Further, FurtherNames, suffix_type};
pub use outputs::{OutputArgument, Outputs, RowNames};
pub use scalar_type::ScalarType;
pub use signature::{ArgumentKind, Choices, ColumnsOf, Parameter, ParameterType, RegexUse, ResultType, Signature};
pub use table::{Column, TableSymbol};
pub use values::Value;
