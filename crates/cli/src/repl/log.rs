//! The queries of the session, for `.show queries`.

use std::time::{Duration, SystemTime};

use lurcher_symbols::values::{datetime, timespan};

use super::management::escape;

/// How many queries are remembered.
const KEPT: usize = 1000;

/// How a query ended, in the words of Kusto's `.show queries`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Completed,
    Failed,
    Cancelled,
}

/// A query that has ended.
#[derive(Debug)]
struct Entry {
    text: String,
    started: SystemTime,
    duration: Duration,
    state: State,
}

/// The queries that have ended, the first one first.
#[derive(Debug, Default)]
pub(super) struct Log(Vec<Entry>);

impl Log {
    /// Remembers a query that began at `started` and has just ended.
    pub(super) fn add(&mut self, text: &str, started: SystemTime, duration: Duration, state: State) {
        if self.0.len() >= KEPT {
            self.0.remove(0);
        }
        self.0.push(Entry { text: text.to_owned(), started, duration, state });
    }

    /// A query that gives the log as a table.
    pub(super) fn query(&self) -> String {
        let rows: Vec<String> = self.0.iter().map(Entry::values).collect();
        format!("datatable(Text:string, StartedOn:datetime, Duration:timespan, State:string) [{}]", rows.join(", "))
    }
}

impl Entry {
    fn values(&self) -> String {
        let unix = self.started.duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        let started = datetime::UNIX_EPOCH_TICKS + ticks(unix);
        format!(
            "'{}', datetime({}), timespan({}), '{:?}'",
            escape(&self.text),
            datetime::format(started),
            timespan::format(ticks(self.duration)),
            self.state
        )
    }
}

/// Ticks of 100 ns.
fn ticks(duration: Duration) -> i64 {
    i64::try_from(duration.as_nanos() / 100).unwrap_or(i64::MAX)
}
