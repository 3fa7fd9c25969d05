//! Why a query has no answer. DataFusion's errors become ours here and nowhere else.

use std::fmt;

use datafusion::arrow::error::ArrowError;
use datafusion::common::DataFusionError;
use lurcher_diagnostics::{Diagnostic, Sources};
use tokio::task::JoinError;

/// Why a query has no answer.
#[derive(Debug)]
pub enum EngineError {
    /// The query is wrong; the diagnostics say where.
    Query(Box<QueryError>),
    /// The session cannot start.
    Start(String),
    /// The query failed while it ran.
    Failed(String),
    /// The query needs more memory than it may have.
    Memory(String),
    /// Somebody stopped the query.
    Cancelled,
    /// A defect of ours.
    Internal(String),
}

/// The diagnostics of a wrong query, and the texts that they point into.
#[derive(Debug)]
pub struct QueryError {
    /// What is wrong, and what is only noteworthy.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts.
    pub sources: Sources,
}

impl fmt::Display for EngineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            EngineError::Query(query) => {
                let mut messages = query.diagnostics.iter().map(|d| &d.message);
                match messages.next() {
                    Some(message) => f.write_str(message),
                    None => f.write_str("the query is wrong"),
                }
            }
            EngineError::Start(message) | EngineError::Failed(message) => f.write_str(message),
            EngineError::Memory(message) => write!(f, "the query needs more memory than it may have: {message}"),
            EngineError::Cancelled => f.write_str("the query was stopped"),
            EngineError::Internal(message) => write!(f, "internal error: {message}"),
        }
    }
}

impl std::error::Error for EngineError {}

impl EngineError {
    /// DataFusion's error, without any text of a plan.
    pub(crate) fn of(error: &DataFusionError) -> Self {
        match error.find_root() {
            DataFusionError::ResourcesExhausted(message) => EngineError::Memory(first_line(message)),
            DataFusionError::Execution(message)
            | DataFusionError::Plan(message)
            | DataFusionError::NotImplemented(message)
            | DataFusionError::Configuration(message) => EngineError::Failed(first_line(message)),
            DataFusionError::ArrowError(error, _) => Self::of_arrow(error),
            DataFusionError::ParquetError(error) => {
                EngineError::Failed(format!("a Parquet file cannot be read: {error}"))
            }
            DataFusionError::ObjectStore(error) => EngineError::Failed(format!("a file cannot be read: {error}")),
            DataFusionError::IoError(error) => EngineError::Failed(error.to_string()),
            DataFusionError::External(error) => EngineError::Failed(error.to_string()),
            DataFusionError::ExecutionJoin(error) if error.is_panic() => {
                EngineError::Internal("a thread panicked".to_owned())
            }
            other => EngineError::Internal(first_line(&other.to_string())),
        }
    }

    fn of_arrow(error: &ArrowError) -> Self {
        match error {
            ArrowError::DivideByZero => EngineError::Failed("a number is divided by zero".to_owned()),
            ArrowError::ArithmeticOverflow(message) => EngineError::Failed(format!("a number is too great: {message}")),
            ArrowError::ExternalError(error) => EngineError::Failed(error.to_string()),
            ArrowError::IoError(message, _) => EngineError::Failed(message.clone()),
            other => EngineError::Failed(first_line(&other.to_string())),
        }
    }

    /// The end of a task that did not return.
    pub(crate) fn of_task(error: JoinError) -> Self {
        if error.is_cancelled() { EngineError::Cancelled } else { EngineError::Internal(panic_text(error)) }
    }
}

fn panic_text(error: JoinError) -> String {
    match error.try_into_panic() {
        Ok(payload) => panic_message(&*payload),
        Err(error) => error.to_string(),
    }
}

/// What a panic said.
pub(crate) fn panic_message(payload: &(dyn std::any::Any + Send)) -> String {
    match (payload.downcast_ref::<&str>(), payload.downcast_ref::<String>()) {
        (Some(text), _) => (*text).to_owned(),
        (_, Some(text)) => text.clone(),
        _ => "a panic".to_owned(),
    }
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().to_owned()
}
