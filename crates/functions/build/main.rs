//! Generates the list of functions from the folders: adding a function touches one file.

mod list;

const FOLDERS: [(&str, &str); 4] = [
    ("scalar", "crate::ScalarFunction"),
    ("operators", "crate::ScalarFunction"),
    ("aggregate", "crate::AggregateFunction"),
    ("window", "crate::WindowFunction"),
];

fn main() {
    for (folder, ty) in FOLDERS {
        list::list(folder, folder, "FUNCTION", ty);
    }
}
