//! What targets ask: a session over a table of inputs, one over the demo workspace, and kernels by themselves.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use std::{num::NonZeroUsize, thread};

use datafusion::arrow::array::{ArrayRef, RecordBatch, StringViewArray};
use lurcher_engine::limits::Limits;
use lurcher_engine::{EngineError, Request, Session, SessionOptions};
use lurcher_functions::{BuiltIns, KernelEvaluator};
use lurcher_symbols::{Column, ConstantEvaluator, FunctionKind, FunctionLibrary, ScalarType, Value};
use tempfile::TempDir;

use crate::panics::panics_of_readers;

/// After that time a query is stopped: `range x from 0 to 1e15 step 1 | count` is not wrong.
const PATIENCE: Duration = Duration::from_millis(400);

/// How many rows of a result are looked at.
const ROWS: usize = 10_000;

/// A parser's thread has that much stack at least.
const STACK: usize = 8 << 20;

/// The table of the inputs, which has one column `s`.
const INPUTS: &str = "Inputs";

/// Columns of all types that are made of an input.
const TYPED: &str = "Inputs
| extend d = parse_json(s), n = coalesce(tolong(s), hash(s))
| extend i = toint(n), r = coalesce(toreal(s), n / 1e3), m = todecimal(s), t = coalesce(todatetime(s), datetime(2026-01-01) + n * 1tick),
    p = coalesce(totimespan(s), n * 1tick), g = toguid(s), b = n % 2 == 0";

/// A session, and the empty folder that is its workspace.
pub(super) struct Ground {
    session: Session,
    _folder: Option<TempDir>,
}

thread_local! {
    static GROUND: Ground = Ground::empty();
    static DEMO: Ground = Ground::demo();
}

/// Little, so that what holds too much is found early.
pub(super) fn limits() -> Limits {
    Limits { memory: 256 << 20, partitions: NonZeroUsize::new(2).unwrap_or(NonZeroUsize::MIN), ..Limits::default() }
}

impl Ground {
    fn empty() -> Self {
        let folder = tempfile::tempdir().unwrap_or_else(|e| panic!("no folder: {e}"));
        let session = open(folder.path());
        Self { session, _folder: Some(folder) }
    }

    fn demo() -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
        Self { session: open(&folder), _folder: None }
    }

    /// Lets the table of inputs have these.
    pub(super) fn put(&self, inputs: &[&[u8]]) {
        let texts: Vec<_> = inputs.iter().map(|input| String::from_utf8_lossy(input)).collect();
        let column: ArrayRef = Arc::new(StringViewArray::from_iter_values(&texts));
        let batch = RecordBatch::try_from_iter([("s", column)]).unwrap_or_else(|e| panic!("no batch: {e}"));
        let columns = vec![Column::new("s", ScalarType::String)];
        self.session.keep_table(INPUTS, columns, vec![batch]).unwrap_or_else(|e| panic!("no table: {e}"));
    }

    /// Lets a name stand for a file. Whether it can be read does not matter.
    pub(super) fn put_file(&self, name: &str, path: &Path) -> bool {
        self.session.catalog().put_files(name, &path.to_string_lossy()).is_ok()
    }

    /// The columns of a query's first result; none where it has none.
    pub(super) fn columns(&self, query: &str) -> Vec<String> {
        let answer = self.session.run(Request::new(query).within(PATIENCE));
        let results = answer.map(|answer| answer.results).unwrap_or_default();
        results.first().map(|r| r.columns.iter().map(|c| c.name.to_string()).collect()).unwrap_or_default()
    }

    fn is_valid(&self, expression: &str) -> bool {
        let query = format!("{TYPED}\n| project x = {expression}");
        let checked = self.session.check(&Request::new(&query));
        checked.is_ok_and(|checked| !checked.diagnostics.has_errors())
    }

    /// Asks a query, and panics where it shows a defect. Whether it has an answer does not matter.
    pub(super) fn ask(&self, text: &str) {
        let before = panics_of_readers();
        match read(&self.session, text) {
            Err(EngineError::Internal(defect)) if before == panics_of_readers() => panic!("{defect}\n{text}"),
            Ok(()) | Err(_) => {}
        }
    }
}

/// Does something with the empty workspace of this thread.
pub(super) fn with_ground<T>(work: impl FnOnce(&Ground) -> T) -> T {
    GROUND.with(work)
}

/// Does something with the demo workspace, opened for this thread.
pub(super) fn with_demo<T>(work: impl FnOnce(&Ground) -> T) -> T {
    DEMO.with(work)
}

/// Computes expressions for all inputs: `s` is the text of one, `d` what JSON it holds, and there is a column of every
/// other type: `n`, `i`, `r`, `m`, `t`, `p`, `g`, `b`.
pub(super) fn compute(expressions: &[&str], inputs: &[&[u8]]) {
    let named: Vec<String> = expressions.iter().enumerate().map(|(i, e)| format!("x{i} = {e}")).collect();
    with_ground(|ground| {
        ground.put(inputs);
        let query = format!("{TYPED}\n| project {}", named.join(", "));
        match read(&ground.session, &query) {
            Err(EngineError::Internal(defect)) => panic!("{defect}\n{query}"),
            // A target that asks nothing would find nothing.
            Err(EngineError::Query(_)) => {
                let wrong: Vec<_> = expressions.iter().filter(|e| !ground.is_valid(e)).collect();
                panic!("the target's own expressions are wrong: {wrong:?}");
            }
            Ok(()) | Err(_) => {}
        }
    });
}

/// Whether an expression over the columns of [`compute`] is one.
pub(super) fn is_valid(expression: &str) -> bool {
    with_ground(|ground| {
        ground.put(&[]);
        ground.is_valid(expression)
    })
}

/// Computes a call of constants, as the binder does.
pub(super) fn fold(kind: FunctionKind, name: &str, arguments: &[Value], result: ScalarType) {
    let symbol = BuiltIns.find(kind, name).unwrap_or_else(|| panic!("there is no {name}"));
    // Whether there is a value does not matter.
    let _ = KernelEvaluator.evaluate(symbol, arguments, result);
}

/// Does something on a stack as the engine gives a query.
pub(super) fn on_a_stack(work: impl FnOnce() + Send) {
    thread::scope(|scope| {
        let started = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        if let Err(panic) = started.unwrap_or_else(|e| panic!("no thread: {e}")).join() {
            std::panic::resume_unwind(panic);
        }
    });
}

fn open(folder: &Path) -> Session {
    let options = SessionOptions { workspace: Some(folder.to_owned()), limits: limits(), ..SessionOptions::default() };
    Session::open(options).unwrap_or_else(|e| panic!("{} does not open: {e}", folder.display()))
}

fn read(session: &Session, text: &str) -> Result<(), EngineError> {
    for result in session.run(Request::new(text).within(PATIENCE))?.results {
        let mut rows = 0;
        for batch in result.start() {
            rows += batch?.num_rows();
            if rows > ROWS {
                break;
            }
        }
    }
    Ok(())
}
