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
    pub(crate) from: Option<i64>,
    /// Only rows whose TimeGenerated is earlier; {{EndTimeISO}} of a hunting query
    #[arg(long, value_name = "TIME", value_parser = time)]
    pub(crate) to: Option<i64>,
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
    /// The query with the chosen times and the parameters' values in its placeholders. A query that has a placeholder
    /// for an end of the time says itself what it means; by any other end the tables are limited, as by the portal's
    /// picker.
    pub(crate) fn fill(
        &self,
        global: &GlobalArguments,
        session: &Session,
        request: &Request<'_>,
        parameters: &Parameters,
    ) -> Result<Filled, Stopped> {
        in_order(self.from, self.to)?;
        let source = request.source.clone().unwrap_or_else(|| Source::new(request.name, request.text));
        let any_file = request.any_file;
        let found = placeholders::placeholders(&source);
        let [has_start, has_end] = [Meaning::Start, Meaning::End].map(|end| found.iter().any(|p| p.meaning() == end));
        let fill = |times: &Range<i64>| {
            if found.is_empty() {
                return Ok(source.clone());
            }
            let value = |placeholder: &Placeholder| {
                let given = parameters.value(&placeholder.name).map(str::to_owned);
                given.or_else(|| match placeholder.meaning() {
                    Meaning::Start => Some(datetime::format(times.start)),
                    Meaning::End => Some(datetime::format(times.end)),
                    Meaning::Entity | Meaning::Unknown => None,
                })
            };
            placeholders::fill(&source, value).map_err(|e| Stopped::Content(e.into()))
        };
        // Which tables the query reads may be asked once its placeholders are no mistakes any more.
        let some_day = fill(&(0..TICKS_PER_DAY))?;
        let hunt = Hunt {
            start: has_start.then(|| Chosen::of("StartTimeISO", "--from", self.from, parameters)).transpose()?,
            end: has_end.then(|| Chosen::of("EndTimeISO", "--to", self.to, parameters)).transpose()?,
        };
        let end = match hunt.end.as_ref().and_then(Chosen::time).or(self.to) {
            None if has_start || has_end || self.from.is_some() => {
                let request = Request { any_file, ..session::request(&some_day) };
                Some(self.now(session, &parameters.fill(request))?)
            }
            end => end,
        };
        let limit = Self { from: self.from.filter(|_| !has_start), to: self.to.filter(|_| !has_end) };
        let range = limit.limit(global);
        let Some(end) = end.filter(|_| has_start || has_end) else {
            return Ok(Filled { source: some_day, any_file, range });
        };
        let times = self.from.unwrap_or(end.saturating_sub(TICKS_PER_DAY))..end;
        note_once(global, hunt.note(&times));
        Ok(Filled { source: fill(&times)?, any_file, range })
    }

    /// What `now()` is for the query, where the range ends if nobody chose its end.
    fn now(&self, session: &Session, request: &Request<'_>) -> Result<i64, Stopped> {
        let now = session.now(request)?;
        let Some(from) = self.from.filter(|from| *from > now) else { return Ok(now) };
        let [from, now] = [from, now].map(datetime::format);
        let message = format!("--from {from} is later than now(), which is {now}: choose an earlier time, or --to too");
        Err(match session.clock() {
            // Other queries may read newer rows.
            Clock::Data => Stopped::Query(EngineError::Failed(message)),
            Clock::Wall | Clock::Fixed(_) => Failure::Usage(message).into(),
        })
    }

    /// The rows that a query sees which does not say itself what the times mean.
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

/// The ends of the time that a query has placeholders for.
struct Hunt {
    start: Option<Chosen>,
    end: Option<Chosen>,
}

/// What somebody chose for an end of the time.
enum Chosen {
    /// The text for the placeholder.
    Text(String),
    /// The time.
    Time(i64),
    /// Nothing.
    Default,
}

impl Chosen {
    /// What the option for the time or the parameter that is called like the placeholder says. Both cannot be meant.
    fn of(name: &str, option: &str, time: Option<i64>, parameters: &Parameters) -> Result<Self, Failure> {
        match (parameters.value(name), time) {
            (Some(_), Some(_)) => {
                Err(Failure::Usage(format!("{option} and --param {name} both say what {{{{{name}}}}} is: give one")))
            }
            (Some(text), None) => Ok(Self::Text(text.to_owned())),
            (None, Some(time)) => Ok(Self::Time(time)),
            (None, None) => Ok(Self::Default),
        }
    }

    /// The time, if it is one: the query may want another text in its place.
    fn time(&self) -> Option<i64> {
        match self {
            Self::Text(text) => datetime::parse(text),
            Self::Time(time) => Some(*time),
            Self::Default => None,
        }
    }

    fn is_default(&self) -> bool {
        matches!(self, Self::Default)
    }
}

impl Hunt {
    /// What is said of the placeholders, of which those that nobody chose are the ends of `times`.
    fn note(&self, times: &Range<i64>) -> String {
        let ends = [("StartTimeISO", &self.start, times.start), ("EndTimeISO", &self.end, times.end)];
        let is = |(name, chosen, time): (&str, &Option<Chosen>, i64)| {
            let value = match chosen.as_ref()? {
                Chosen::Text(text) => text.clone(),
                Chosen::Time(_) | Chosen::Default => datetime::format(time),
            };
            Some(format!("{{{{{name}}}}} is {value}"))
        };
        let said: Vec<String> = ends.into_iter().filter_map(is).collect();
        let is_default = |end: &Option<Chosen>| end.as_ref().map(Chosen::is_default);
        let whose = match (is_default(&self.start), is_default(&self.end)) {
            (Some(true), Some(true)) => ", the last 24 hours; --from and --to choose others",
            (Some(true), _) => ", 24 hours before the end; --from chooses another time",
            (_, Some(true)) => ", which is now(); --to chooses another time",
            _ => "",
        };
        said.join(", ") + whose
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
    if may_be_two_days(text) {
        return Err("this may be two days; write the year first: 2026-01-15".to_owned());
    }
    let advice = "this is no time; write 2026-01-15, 2026-01-15T12:00:00Z or 2026-01-15T12:00:00+01:00";
    datetime::parse(text).ok_or_else(|| advice.to_owned())
}

/// Whether a date can be read with its day first or with its month first: KQL has the month first, most people do not.
pub(crate) fn may_be_two_days(text: &str) -> bool {
    let mut numbers = text.trim().splitn(3, ['/', '.']).map(|part| part.trim().parse::<u8>().ok());
    let mut next = || numbers.next().flatten().filter(|number| (1..=12).contains(number));
    next().zip(next()).is_some_and(|(first, second)| first != second)
}

fn note_once(global: &GlobalArguments, note: String) {
    let mut told = TOLD.lock().unwrap_or_else(PoisonError::into_inner);
    if told.get_or_insert_default().insert(note.clone()) {
        report::note(global, &note);
    }
}
