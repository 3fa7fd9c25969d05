//! The keys of `bag_pack()`.

use datafusion::common::Result;
use lurcher_symbols::Value;
use lurcher_symbols::values::dynamic::write_string;

use super::{Call, Text};

/// Keys as canonical JSON has them, in quotes; those that are constants are written once.
#[derive(Debug)]
pub enum Key<'a> {
    /// The same in every row.
    Constant(String),
    /// One a row.
    Column(Text<'a>),
}

impl<'a> Key<'a> {
    /// Argument `i` of a call.
    pub fn of(call: &Call<'a>, i: usize) -> Result<Self> {
        Ok(match call.constant(i) {
            Some(Value::String(text)) => Key::Constant(quoted(&text)),
            _ => Key::Column(call.text(i)?),
        })
    }

    /// Appends the key of a row.
    pub fn write(&self, row: usize, out: &mut String) {
        match self {
            Key::Constant(key) => out.push_str(key),
            Key::Column(text) => write_string(out, text.get(row)),
        }
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    write_string(&mut out, text);
    out
}
