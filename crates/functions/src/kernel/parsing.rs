//! JSON text from outside as a dynamic.

use lurcher_symbols::values::dynamic::{canonical_text, write_text};

/// Writes the dynamic that a text describes, and says `false` where that is the null: for no text and for `null`. Text
/// that is no JSON is a string as it stands, white space around it included.
pub fn parse_json(text: &str, out: &mut String) -> bool {
    let json = text.trim();
    if json.is_empty() || json == "null" {
        return false;
    }
    match canonical_text(json) {
        Some(canonical) => out.push_str(&canonical),
        None => write_text(out, text),
    }
    true
}
