//! Times as logs spell them.

mod stamp;
mod year;
mod zone;

pub(crate) use stamp::{Stamp, epoch, leading};
pub(crate) use year::{YearClock, YearScan};
pub use zone::Zone;

use lurcher_symbols::values::datetime::{UNIX_EPOCH_TICKS, checked};
use lurcher_symbols::values::timespan::TICKS_PER_SECOND;

/// The ticks of a number of seconds after 1970, with what is below the second in ticks.
pub(crate) fn from_epoch(seconds: i64, ticks: i64) -> Option<i64> {
    checked(seconds.checked_mul(TICKS_PER_SECOND)?.checked_add(ticks)?.checked_add(UNIX_EPOCH_TICKS)?)
}
