//! The records that Defender XDR streams to a storage account or an event hub: `{"time": …, "category":
//! "AdvancedHunting-DeviceInfo", "properties": {…}}`. The row is what stands in `properties`.
//! <https://learn.microsoft.com/defender-xdr/streaming-api-storage>

use std::ops::Range;

use jiter::{Jiter, JiterResult, Peek};

/// What the categories begin with.
const CATEGORY: &[u8] = b"\"AdvancedHunting-";

/// Where the row is in a record, if it is such a record.
pub(super) fn row(record: &[u8]) -> Option<Range<usize>> {
    find(record).ok().flatten()
}

fn find(record: &[u8]) -> JiterResult<Option<Range<usize>>> {
    let mut json = Jiter::new(record);
    let (mut row, mut is_streamed) = (None, false);
    let mut key = json.next_object()?.map(str::to_owned);
    while let Some(name) = key {
        let kind = json.peek()?;
        let start = json.current_index();
        json.known_skip(kind)?;
        match (name.as_str(), kind) {
            ("properties", Peek::Object) => row = Some(start..json.current_index()),
            ("category", Peek::String) => is_streamed = json.slice_to_current(start).starts_with(CATEGORY),
            _ => {}
        }
        key = json.next_key()?.map(str::to_owned);
    }
    Ok(row.filter(|_| is_streamed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_properties_are_the_row() {
        let record = br#"{"time":"t","category":"AdvancedHunting-DeviceInfo","properties":{"DeviceId":"d"}}"#;
        assert_eq!(row(record).map(|place| &record[place]), Some(&br#"{"DeviceId":"d"}"#[..]));
        for other in [
            r#"{"category":"Administrative","properties":{"a":1}}"#,
            r#"{"category":"AdvancedHunting-DeviceInfo","properties":"text"}"#,
            r#"{"properties":{}}"#,
        ] {
            assert_eq!(row(other.as_bytes()), None, "{other}");
        }
    }
}
