//! Paths. <https://learn.microsoft.com/kusto/query/parse-path-function>

use lurcher_symbols::values::dynamic::Dynamic;

use crate::driver::Pool;
use crate::naive::{Row, naive};

const PATHS: Pool = Pool::Only(&[
    r"C:\temp\file.txt",
    r"temp\file.txt",
    "file://C:/temp/file.txt:some.exe",
    r"\\shared\users\temp\file.txt.gz",
    "/usr/lib/temp/file.txt",
    "",
    "file",
    "/",
    r"C:\",
    "a/b",
    ".bashrc",
    "é/😀.txt",
    "a.b.c/d",
]);

naive! {
    parse_path => [PATHS];
}

fn parse_path(row: &Row<'_>) -> Dynamic {
    let text = row.text(0);
    let (scheme, path) = text.split_once("://").unwrap_or(("", text));
    let is_slash = |c: char| matches!(c, '/' | '\\');
    // A colon behind the last slash parts the stream from the file.
    let cut = path.rfind(is_slash).map_or(0, |at| at + 1);
    let (directory, file) = path.split_at(cut);
    let (file, stream) = match file.split_once(':') {
        Some((file, stream)) if !(cut == 0 && file.len() == 1) => (file, stream),
        _ => (file, ""),
    };
    let root = match path.as_bytes() {
        [letter, b':', ..] if letter.is_ascii_alphabetic() => &path[..2],
        _ => "",
    };
    let directory = directory.strip_suffix(is_slash).unwrap_or(directory);
    let name = directory.rsplit(is_slash).next().filter(|name| *name != root).unwrap_or("");
    let extension = file.rsplit_once('.').map_or("", |(_, extension)| extension);
    let parts = [
        ("Scheme", scheme),
        ("RootPath", root),
        ("DirectoryPath", directory),
        ("DirectoryName", name),
        ("Filename", file),
        ("Extension", extension),
        ("AlternateDataStreamName", stream),
    ];
    Dynamic::Bag(parts.iter().map(|(key, part)| ((*key).to_owned(), Dynamic::String((*part).to_owned()))).collect())
}
