//! What a function or an operator says of arguments and values that it cannot work with.

use std::error::Error;
use std::fmt;

use datafusion::common::DataFusionError;

/// Words for whoever asked. Everything else that DataFusion hands on as an error is a defect of ours, and its words are
/// not shown.
#[derive(Debug, PartialEq, Eq)]
pub struct Refusal(String);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Refusal {}

/// A refusal as DataFusion's error, which carries it to the engine.
pub fn refused(message: impl Into<String>) -> DataFusionError {
    DataFusionError::External(Box::new(Refusal(message.into())))
}

/// `refuse!("{}(): the format is empty", name)`: a [`Refusal`] as a result.
#[macro_export]
macro_rules! refuse {
    ($($message:tt)*) => { ::std::result::Result::Err($crate::refused(::std::format!($($message)*))) };
}
