//! Generates the list of formats from their folder: adding a format touches one file.

#[path = "../functions/build/list.rs"]
mod list;

fn main() {
    list::list("formats", "formats", "FORMAT", "dyn crate::Format");
}
