//! Literals, in their spellings.

use lurcher_symbols::ScalarType;

use super::Generator;

const BOOLS: &[&str] = &["true", "false", "bool(null)", "bool(1)"];
const INTS: &[&str] = &["int(1)", "int(null)", "int(-7)"];
const LONGS: &[&str] = &["1", "2", "0", "10", "-1", "long(1)", "long(null)", "0xff"];
const REALS: &[&str] = &["1.5", "0.5", "1e3", "real(1)", "real(null)", "double(2.5)", "real(nan)"];
const DECIMALS: &[&str] = &["decimal(1.5)", "decimal(null)", "decimal(1)"];
const STRINGS: &[&str] =
    &["'a'", "\"l0\"", "'(a)b'", "''", "@'\\d+'", "h'x'", "'day'", "'%s'", "'$.a'", "'1.2.3.4'", "'yyyy-MM'"];
const DATETIMES: &[&str] = &["datetime(2026-01-15)", "datetime(2026-01-15 10:20:30)", "datetime(null)", "now()"];
const TIMESPANS: &[&str] = &["1d", "2h", "30m", "timespan(1.02:03:04)", "timespan(null)", "time(1h)"];
const GUIDS: &[&str] = &["guid(74be27de-1e4e-49d9-b579-fe0b331d3642)", "guid(null)"];
/// What only the binder looks into: constants that are no arrays where one is wanted are decided.
const DYNAMICS: &[&str] =
    &["dynamic([1,2])", "dynamic(null)", "dynamic({'a':1})", "parse_json('[1]')", "todynamic(s0)"];

impl Generator<'_> {
    /// A literal of that type.
    pub(super) fn literal(&mut self, ty: ScalarType) -> &'static str {
        self.pick(match ty {
            ScalarType::Bool => BOOLS,
            ScalarType::Int => INTS,
            ScalarType::Long => LONGS,
            ScalarType::Real => REALS,
            ScalarType::Decimal => DECIMALS,
            ScalarType::String => STRINGS,
            ScalarType::DateTime => DATETIMES,
            ScalarType::TimeSpan => TIMESPANS,
            ScalarType::Guid => GUIDS,
            ScalarType::Dynamic => DYNAMICS,
        })
    }
}
