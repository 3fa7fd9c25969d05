//! A dialect of JSON whose objects are events.

use super::{Event, Route};
use crate::driver::JsonReader;
use crate::json::Object;
use crate::rows::Output;

/// Writes the events of objects.
pub(crate) struct DialectReader {
    /// Where they go.
    pub(crate) route: Route,
    /// The event of an object; none where it is no event.
    pub(crate) event: for<'a> fn(&Object<'a>) -> Option<Event<'a>>,
}

impl JsonReader for DialectReader {
    fn record(&self, record: &Object<'_>, _text: &str, out: &mut Output) -> Result<(), &'static str> {
        self.route.write(&(self.event)(record).ok_or("no event in the JSON")?, out);
        Ok(())
    }
}
