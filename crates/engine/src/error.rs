//! Why a query has no answer. DataFusion's errors become ours here and nowhere else.

use std::fmt;
use std::time::Duration;

use datafusion::arrow::error::ArrowError;
use datafusion::common::DataFusionError;
use lurcher_diagnostics::{Diagnostic, Sources};
use lurcher_functions::allowance::TooLarge;
use tokio::task::JoinError;

use crate::codes;
use crate::tables::DataError;

/// Why a query has no answer.
#[derive(Debug)]
pub enum EngineError {
    /// The query is wrong; the diagnostics say where.
    Query(Box<QueryError>),
    /// The session cannot start.
    Start(String),
    /// The query failed while it ran.
    Failed(String),
    /// A file's data cannot be read, and why; whoever reads it knows which.
    File(String),
    /// The query needs more memory than it may have, and who wanted it.
    Memory(String),
    /// Somebody stopped the query.
    Cancelled,
    /// The query took longer than it may.
    Timeout(Duration),
    /// A defect of ours, in words that only its debugging representation shows.
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
            EngineError::File(reason) => write!(f, "a file cannot be read: {reason}"),
            EngineError::Memory(who) => {
                write!(f, "the query needs more memory than it may have: {who}, and cannot go on on disk")
            }
            EngineError::Cancelled => f.write_str("the query was stopped"),
            EngineError::Timeout(after) => {
                write!(f, "the query was stopped after {after:?}, the time that it may take")
            }
            EngineError::Internal(_) => {
                let code = codes::DEFECT;
                write!(
                    f,
                    "{code}: Lurcher cannot answer this query, which is a defect of Lurcher: please report it with the query"
                )
            }
        }
    }
}

impl std::error::Error for EngineError {}

impl EngineError {
    /// DataFusion's error. What it says is shown only where it is about data or the machine; a refusal of ours is
    /// [`DataFusionError::External`].
    pub(crate) fn of(error: &DataFusionError) -> Self {
        match error.find_root() {
            DataFusionError::ResourcesExhausted(message) => EngineError::Memory(who_wants_more(message)),
            DataFusionError::ArrowError(error, _) => Self::of_arrow(error),
            DataFusionError::ParquetError(error) => match DataError::behind(&**error) {
                Some(error) => EngineError::Failed(error.to_string()),
                None => EngineError::File(first_line(&error.to_string())),
            },
            DataFusionError::ObjectStore(error) => match DataError::behind(&**error) {
                Some(error) => EngineError::Failed(error.to_string()),
                None => EngineError::Failed(format!("a file cannot be read: {error}")),
            },
            DataFusionError::IoError(error) => EngineError::Failed(error.to_string()),
            DataFusionError::External(error) if error.is::<TooLarge>() => EngineError::Memory(error.to_string()),
            DataFusionError::External(error) => EngineError::Failed(first_line(&error.to_string())),
            other => EngineError::Internal(other.to_string()),
        }
    }

    fn of_arrow(error: &ArrowError) -> Self {
        match error {
            ArrowError::DivideByZero => EngineError::Failed("a number is divided by zero".to_owned()),
            ArrowError::ArithmeticOverflow(_) => EngineError::Failed("a number is too great".to_owned()),
            ArrowError::OffsetOverflowError(_) => EngineError::Memory(TEXTS_OF_A_BATCH.to_owned()),
            ArrowError::ExternalError(error) => EngineError::Failed(first_line(&error.to_string())),
            ArrowError::IoError(message, _) => EngineError::Failed(message.clone()),
            ArrowError::CsvError(message) | ArrowError::JsonError(message) | ArrowError::ParquetError(message) => {
                EngineError::File(first_line(message))
            }
            other => EngineError::Internal(other.to_string()),
        }
    }

    /// The end of a task that did not return.
    pub(crate) fn of_task(error: JoinError) -> Self {
        if error.is_cancelled() {
            return EngineError::Cancelled;
        }
        let said = panic_text(error);
        if is_offset_overflow(&said) {
            EngineError::Memory(TEXTS_OF_A_BATCH.to_owned())
        } else {
            EngineError::Internal(said)
        }
    }
}

/// Arrow counts the bytes of texts in 31 bits where it has no views.
const TEXTS_OF_A_BATCH: &str = "the texts of one batch would take more than 2 GB";

/// Whether Arrow panics because a column's texts have more bytes than it counts.
fn is_offset_overflow(panic: &str) -> bool {
    panic.contains("offset overflow")
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

/// Who in a plan did not get memory, in KQL's words, and how much it wanted:
/// `… Failed to allocate additional 2.4 MB for HashJoinInput[1] with …`.
fn who_wants_more(message: &str) -> String {
    let wanted = message.rsplit_once("Failed to allocate additional ").and_then(|(_, rest)| rest.split_once(" for "));
    let Some((size, rest)) = wanted else { return first_line(message) };
    let name = rest.split([' ', '[']).next().unwrap_or_default();
    let who = match name {
        name if name.contains("Join") || name.starts_with("SMJ") => "a join",
        name if name.contains("Aggregate") => "a summarize or distinct",
        name if name.contains("Sort") || name.contains("TopK") => "a sort",
        name if name.contains("GraphSearch") => "a search in a graph",
        name if name.contains("ScanMatches") => "a scan",
        name if name.contains("Repartition") => "the exchange of rows between threads",
        name => name,
    };
    format!("{who} wants {size} more")
}

fn first_line(message: &str) -> String {
    message.lines().next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_datafusion_says_of_plans_is_not_shown() {
        let plan = "Plan: [\"SortExec\"] does not satisfy order requirements";
        for error in [
            DataFusionError::Plan(plan.to_owned()),
            DataFusionError::Execution(plan.to_owned()),
            DataFusionError::Internal(plan.to_owned()),
            DataFusionError::NotImplemented(plan.to_owned()).context("optimizing"),
            DataFusionError::ArrowError(Box::new(ArrowError::SchemaError(plan.to_owned())), None),
        ] {
            let shown = EngineError::of(&error).to_string();
            assert!(!shown.contains("Exec") && shown.starts_with("LUR050: "), "{shown}");
        }
    }

    #[test]
    fn texts_of_more_than_2_gb_are_too_large_for_a_batch() {
        let overflow = DataFusionError::ArrowError(Box::new(ArrowError::OffsetOverflowError(1 << 31)), None);
        for error in [EngineError::of(&overflow), EngineError::of(&overflow.context("joining"))] {
            let shown = error.to_string();
            assert!(
                shown.contains("the texts of one batch would take more than 2 GB") && !shown.contains("LUR050"),
                "{shown}"
            );
        }
    }

    #[test]
    fn what_a_function_refuses_is_shown() {
        let refused = lurcher_functions::refused("format_bytes(): there is no unit 'x'");
        let travelled = ArrowError::ExternalError(Box::new(refused.context("projecting")));
        let shown = EngineError::of(&DataFusionError::ArrowError(Box::new(travelled), None)).to_string();
        assert_eq!(shown, "format_bytes(): there is no unit 'x'");
    }

    #[test]
    fn who_needs_memory_is_said_in_words_of_kql() {
        let exhausted = |text: &str| EngineError::of(&DataFusionError::ResourcesExhausted(text.to_owned())).to_string();
        let message = exhausted(
            "Additional allocation failed for HashJoinInput[1] with top memory consumers (across reservations) as:\n  x\n\
             Error: Failed to allocate additional 2.4 MB for HashJoinInput[1] with 0.0 B already allocated",
        );
        assert_eq!(
            message,
            "the query needs more memory than it may have: a join wants 2.4 MB more, and cannot go on on disk"
        );
        let named = |name: &str| exhausted(&format!("Failed to allocate additional 1 B for {name} with 0 B"));
        assert!(named("FinalHashAggregateStream[0]").contains("a summarize or distinct wants 1 B more"));
        assert!(named("ExternalSorterMerge[3]").contains("a sort wants"));
        assert!(named("SomethingElse").contains("SomethingElse wants"));
        assert!(exhausted("no room\nat all").contains("no room, and cannot"));
    }
}
