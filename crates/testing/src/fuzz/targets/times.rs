//! Datetimes, timespans, their formats and time zones.

use lurcher_symbols::{FunctionKind, ScalarType, Value};

use super::ground::{compute, fold};
use super::{Target, texts};

/// See the module.
pub(super) const TARGET: Target = Target {
    name: "times",
    about: "a text as datetime, timespan, format, unit or time zone, and the calendar of what it is",
    batch: 256,
    words: &[
        "2026-01-15", "T", "Z", "+02:00", "-14:00", "12:34:56", ".1234567", "24:00", "9999-12-31", "0001-01-01", "1601", "2024-02-29", "AM", "pm", "Mon,", "Jan", "January",
        "GMT", "d", "h", "ms", "tick", "1.02:03:04", "-", ":", "/", " ", "yyyy", "MM", "dd", "HH", "hh", "mm", "ss", "fffffff", "FFFFFFF", "tt", "[", "]",
        "Europe/Berlin", "US/Pacific", "Etc/GMT+12", "Eastern Standard Time", "week", "quarter", "nanosecond", "1700000000", "-1e18",
    ],
    seeds: || {
        texts(&[
            "2026-01-15T10:20:30.1234567Z", "2026-01-15 10:20 PM", "Thu, 15 Jan 2026 10:20:30 GMT", "15/01/2026", "1.02:03:04.5678901", "-5.5h", "10675199.02:48:05.4775807",
            "yyyy-MM-dd [HH:mm:ss.fffffff tt]", "d.hh:mm:ss.FFF", "Europe/Berlin", "America/New_York", "quarter", "9999-12-31T23:59:59.9999999Z", "0001-01-01T00:00:00-14:00",
            "1700000000", "20260115", "2026-W03-4", "2026-1-5T1:2:3", "Jan 5 2026 1:02PM",
        ])
    },
    run: |inputs| {
        compute(EXPRESSIONS, inputs);
        for text in inputs.iter().filter_map(|input| std::str::from_utf8(input).ok()) {
            constants(text);
        }
    },
};

const EXPRESSIONS: &[&str] = &[
    "todatetime(s)", "totimespan(s)", "tostring(t)", "tostring(p)", "bin(t, p)", "bin(p, 1h)", "bin_at(t, 1d, datetime(2026-01-01))", "startofday(t, i)", "startofweek(t, i)",
    "startofmonth(t, i)", "startofyear(t, i)", "endofday(t, i)", "endofweek(t, i)", "endofmonth(t, i)", "endofyear(t, i)", "dayofmonth(t)", "dayofweek(t)", "dayofyear(t)",
    "hourofday(t)", "monthofyear(t)", "getyear(t)", "week_of_year(t)", "datetime_part('nanosecond', t)", "datetime_part('quarter', t)", "datetime_add('month', i, t)",
    "datetime_add('week', n, t)", "datetime_add('nanosecond', n, t)", "datetime_diff('year', t, datetime(2000-01-01))", "datetime_diff('nanosecond', t, datetime(1601-01-01))",
    "datetime_diff('week', datetime(9999-12-31), t)", "make_datetime(i, i, i)", "make_datetime(toint(n % 10000), 1, 31, 23, 59, r)", "make_timespan(i, i, r)",
    "unixtime_seconds_todatetime(n)", "unixtime_milliseconds_todatetime(n)", "unixtime_microseconds_todatetime(n)", "unixtime_nanoseconds_todatetime(n)",
    "datetime_utc_to_local(t, s)", "datetime_local_to_utc(t, s)", "t + p", "t - p", "p * r", "p / 3", "p / p", "t - datetime(2026-01-01)", "abs(p)", "-p", "t between (t .. p)",
    "format_datetime(t, 'yyyy-MM-dd HH:mm:ss.fffffff tt [d]')", "format_timespan(p, 'ddddd.hh:mm:ss.FFFFFFF')", "tolong(t)", "tolong(p)", "todatetime(d)", "totimespan(n)",
];

/// Formats, units and zones must be constants.
fn constants(text: &str) {
    let string = || Value::String(text.into());
    let scalar = |name, arguments: &[Value], result| fold(FunctionKind::Scalar, name, arguments, result);
    let (date, span) = (Value::DateTime(639_040_320_123_456_789), Value::TimeSpan(-1_234_567_890_123));
    scalar("format_datetime", &[date.clone(), string()], ScalarType::String);
    scalar("format_timespan", &[span, string()], ScalarType::String);
    scalar("datetime_utc_to_local", &[date.clone(), string()], ScalarType::DateTime);
    scalar("datetime_part", &[string(), date.clone()], ScalarType::Long);
    scalar("datetime_add", &[string(), Value::Long(i64::MAX), date], ScalarType::DateTime);
}
