//! What completion asks the data.

use std::collections::{BTreeSet, HashMap};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use arrow::array::AsArray;
use arrow::compute::cast;
use arrow::datatypes::DataType;
use lurcher_editor::Probe;
use lurcher_engine::{Request, Session};

/// How long somebody who pressed Tab waits for the data. What takes longer is there when Tab is pressed again.
const PATIENCE: Duration = Duration::from_millis(40);
/// How long a question may go on behind somebody's back.
const LONGEST: Duration = Duration::from_secs(10);
/// A column with more values than this has no list worth showing.
const MAX_VALUES: usize = 50;
/// How many rows are looked at.
const SAMPLE: usize = 20_000;

/// The answers of earlier questions; `None` while one is being looked for.
type Known = Arc<Mutex<HashMap<String, Option<Vec<String>>>>>;

/// Asks a session, briefly.
#[derive(Clone)]
pub(super) struct DataProbe {
    session: Arc<Session>,
    known: Known,
}

impl DataProbe {
    pub(super) fn new(session: Arc<Session>) -> Self {
        Self { session, known: Known::default() }
    }

    /// Forgets what it knows: tables may have changed.
    pub(super) fn forget(&self) {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    /// The texts of a query's only column; none where it fails, or until it has ended.
    fn texts(&self, query: String) -> Vec<String> {
        let known = || self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = known().get(&query) {
            return answer.clone().unwrap_or_default();
        }
        known().insert(query.clone(), None);
        let (done, waits) = channel();
        let probe = self.clone();
        thread::spawn(move || {
            let texts = probe.ask(&query).unwrap_or_default();
            probe.known.lock().unwrap_or_else(PoisonError::into_inner).insert(query, Some(texts.clone()));
            // Nobody waits any more, perhaps.
            let _ = done.send(texts);
        });
        waits.recv_timeout(PATIENCE).unwrap_or_default()
    }

    fn ask(&self, query: &str) -> Option<Vec<String>> {
        let request = Request { any_file: true, ..Request::new(query) };
        let (request, handle) = request.cancellable();
        let (done, waits) = channel::<()>();
        thread::spawn(move || {
            if waits.recv_timeout(LONGEST).is_err() {
                handle.cancel();
            }
        });
        let answer = self.session.run(request).ok()?;
        let mut texts = Vec::new();
        for batch in answer.results.into_iter().next()?.start() {
            let batch = batch.ok()?;
            let column = cast(batch.column(0), &DataType::Utf8View).ok()?;
            texts.extend(column.as_string_view().iter().flatten().map(str::to_owned));
        }
        // The watchman may have left already.
        let _ = done.send(());
        Some(texts)
    }
}

impl Probe for DataProbe {
    fn watchlists(&self) -> Vec<String> {
        self.session.catalog().watchlist_aliases().iter().map(|alias| alias.to_string()).collect()
    }

    fn values(&self, query: &str, column: &str) -> Vec<String> {
        let limit = MAX_VALUES + 1;
        let texts = format!(
            "{query}\n| take {SAMPLE}\n| where isnotempty({column})\n| summarize Rows = count() by Value = {column}\n| top {limit} by Rows\n\
             | project case(gettype(Value) == 'datetime', strcat('datetime(', tostring(Value), ')'), gettype(Value) == 'string', strcat(\"'\", replace_string(replace_string(tostring(Value), @'\\', @'\\\\'), \"'\", @\"\\'\"), \"'\"), tostring(Value))"
        );
        let values = self.texts(texts);
        if values.len() > MAX_VALUES { Vec::new() } else { values }
    }

    fn keys(&self, query: &str, expression: &str) -> Vec<String> {
        let texts = format!(
            "{query}\n| take {SAMPLE}\n| project Bag = todynamic({expression})\n| mv-expand Key = bag_keys(Bag) to typeof(string)\n\
             | where isnotempty(Key)\n| distinct Key\n| take {MAX_VALUES}"
        );
        self.texts(texts).into_iter().collect::<BTreeSet<_>>().into_iter().collect()
    }
}
