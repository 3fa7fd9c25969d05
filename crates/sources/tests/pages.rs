//! The example of every format's page is what the format makes of it, and tells the format.

mod support;

use std::path::Path;

use lurcher_sources::{Options, all, sniff};
use serde_json::Value;
use support::Collected;

#[test]
fn examples_become_their_rows() {
    for format in all().iter().filter(|format| !format.is_binary()) {
        let example = format.page().example;
        let bytes = example.input.as_bytes();
        let told = sniff(bytes, Some(Path::new(example.file))).map(|format| format.name());
        assert_eq!(told, Some(format.name()), "the example of {}", format.name());
        let read = Collected::read(*format, example.file, bytes, &Options::default());
        let expected: Vec<Value> = example
            .rows
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{line}: {e}")))
            .collect();
        assert_eq!(read.rows, expected, "{}", format.name());
        assert_eq!(read.unparsed, [], "{}", format.name());
    }
}

#[test]
fn pages_are_whole() {
    let mut last = "";
    for format in all() {
        let page = format.page();
        assert!(last < page.name, "{} is not the name of its file", page.name);
        last = page.name;
        for text in [page.title, page.summary, page.told_by, page.notes, page.example.input] {
            assert!(!text.trim().is_empty(), "{} lacks a text", page.name);
        }
    }
}
