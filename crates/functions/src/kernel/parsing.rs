//! JSON text from outside as a dynamic.

use lurcher_symbols::values::dynamic::{canonical_text, write_text};

/// Writes the dynamic that a text describes, and says `false` where that is the null: for no text and for `null`. Text that is no JSON is a string.
pub fn parse_json(text: &str, out: &mut String) -> bool {
    let text = text.trim();
    if text.is_empty() || text == "null" {
        return false;
    }
    match canonical_text(text) {
        Some(canonical) => out.push_str(&canonical),
        None => write_text(out, text),
    }
    true
}
