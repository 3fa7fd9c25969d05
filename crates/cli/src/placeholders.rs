//! The time range that queries see, and what Sentinel would fill in for the placeholders in them.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::{Mutex, PoisonError};

use clap::Args;
use lurcher_content::placeholders::{self, Meaning, Placeholder};
use lurcher_diagnostics::Source;
use lurcher_engine::clock::Clock;
use lurcher_engine::{EngineError, Request, Session};
use lurcher_symbols::values::datetime;
use lurcher_symbols::values::timespan::TICKS_PER_DAY;

use crate::arguments::GlobalArguments;
use crate::failure::Failure;
use crate::parameters::Parameters;
use crate::session::Stopped;
use crate::{report, session};

/// The time range that somebody chose.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct TimeRange {
    /// Only rows whose TimeGenerated is then or later; {{StartTimeISO}} of a hunting query
    #[arg(long, value_name = "TIME", value_parser = time)]
    from: Option<i64>,
    /// Only rows whose TimeGenerated is earlier; {{EndTimeISO}} of a hunting query
    #[arg(long, value_name = "TIME", value_parser = time)]
    to: Option<i64>,
}

/// A query that is ready to be asked.
pub(crate) struct Filled {
    source: Source,
    any_file: bool,
    range: Option<Range<i64>>,
}

/// What was told to the user already: the same notes of many queries are told once.
static TOLD: Mutex<Option<HashSet<String>>> = Mutex::new(None);

impl Filled {
    /// The request, with values for the parameters that the query declares.
    pub(crate) fn request(&self, parameters: &Parameters) -> Request<'_> {
        let (time_range, any_file) = (self.range.clone(), self.any_file);
        parameters.fill(Request { time_range, any_file, ..session::request(&self.source) })
    }
}

impl TimeRange {
    /// The query with the chosen times and the parameters' values in its placeholders. A query that has placeholders
    /// for the times says itself what they mean for it; of any other the tables are limited to them, as by the portal's
    /// picker.
    pub(crate) fn fill(
        &self,
        global: &GlobalArguments,
        session: &Session,
        request: &Request<'_>,
        parameters: &Parameters,
    ) -> Result<Filled, Stopped> {
        let source = request.source.clone().unwrap_or_else(|| Source::new(request.name, request.text));
        let found = placeholders::placeholders(&source);
        let has_times = found.iter().any(|p| matches!(p.meaning(), Meaning::Start | Meaning::End));
        in_order(self.from, self.to)?;
        let end = match self.to {
            None if has_times || self.from.is_some() => Some(self.now(session, &source)?),
            to => to,
        };
        let times = end.filter(|_| has_times).map(|end| self.of_hunt(global, end));
        let value = |placeholder: &Placeholder| {
            let given = parameters.iter().find(|(name, _)| *name == &*placeholder.name);
            let time = |pick: fn(&Range<i64>) -> i64| times.as_ref().map(|times| datetime::format(pick(times)));
            given.map(|(_, value)| value.to_owned()).or_else(|| match placeholder.meaning() {
                Meaning::Start => time(|times| times.start),
                Meaning::End => time(|times| times.end),
                Meaning::Entity | Meaning::Unknown => None,
            })
        };
        let source = match found.is_empty() {
            true => source,
            false => placeholders::fill(&source, value).map_err(|e| Stopped::Content(e.into()))?,
        };
        Ok(Filled { source, any_file: request.any_file, range: if has_times { None } else { self.limit(global) } })
    }

    /// The times of a query that has placeholders for them: what nobody chose is the last day.
    fn of_hunt(&self, global: &GlobalArguments, end: i64) -> Range<i64> {
        let range = self.from.unwrap_or(end.saturating_sub(TICKS_PER_DAY))..end;
        let [start, end] = [range.start, range.end].map(datetime::format);
        let whose = match (self.from, self.to) {
            (None, None) => ", the last 24 hours; --from and --to choose others",
            _ => "",
        };
        note_once(global, format!("{{{{StartTimeISO}}}} is {start}, {{{{EndTimeISO}}}} is {end}{whose}"));
        range
    }

    /// What `now()` is for the query, where the range ends if nobody chose its end.
    fn now(&self, session: &Session, source: &Source) -> Result<i64, Stopped> {
        // Which tables the query reads may be asked once the placeholders are no mistakes any more.
        let some_day = placeholders::fill_times(source, &(0..TICKS_PER_DAY));
        let now = session.now(&session::request(&some_day))?;
        let Some(from) = self.from.filter(|from| *from > now) else { return Ok(now) };
        let [from, now] = [from, now].map(datetime::format);
        let message = format!("--from {from} is later than now(), which is {now}: choose an earlier time, or --to too");
        Err(match session.clock() {
            // Other queries may read newer rows.
            Clock::Data => Stopped::Query(EngineError::Failed(message)),
            Clock::Wall | Clock::Fixed(_) => Failure::Usage(message).into(),
        })
    }

    /// The rows that any other query sees.
    fn limit(&self, global: &GlobalArguments) -> Option<Range<i64>> {
        let said = match (self.from, self.to) {
            (None, None) => return None,
            (Some(from), None) => format!("from {} on", datetime::format(from)),
            (None, Some(to)) => format!("before {}", datetime::format(to)),
            (Some(from), Some(to)) => format!("from {} on and before {}", datetime::format(from), datetime::format(to)),
        };
        note_once(global, format!("of every table the queries see the rows whose TimeGenerated is {said}"));
        Some(self.from.unwrap_or(0)..self.to.unwrap_or(datetime::MAX))
    }
}

/// Refuses a time range without an instant in it.
pub(crate) fn in_order(from: Option<i64>, to: Option<i64>) -> Result<(), Failure> {
    match (from, to) {
        (Some(from), Some(to)) if from >= to => {
            let [from, to] = [from, to].map(datetime::format);
            Err(Failure::Usage(format!("--from {from} is not before --to {to}: there is no time between them")))
        }
        _ => Ok(()),
    }
}

/// A time that the command line names.
pub(crate) fn time(text: &str) -> Result<i64, String> {
    datetime::parse(text).ok_or_else(|| "this is no time; write 2026-01-15T12:00:00Z".to_owned())
}

fn note_once(global: &GlobalArguments, note: String) {
    let mut told = TOLD.lock().unwrap_or_else(PoisonError::into_inner);
    if told.get_or_insert_default().insert(note.clone()) {
        report::note(global, &note);
    }
}
