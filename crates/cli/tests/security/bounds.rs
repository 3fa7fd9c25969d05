//! Few bytes do not become much work.

use std::time::{Duration, Instant};

use crate::support::{Folder, lurcher};

/// What must be done in a moment may take so long on a busy machine.
const MOMENT: Duration = Duration::from_secs(30);

#[track_caller]
fn in_a_moment<T>(work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    assert!(start.elapsed() < MOMENT, "it took {:?}", start.elapsed());
    result
}

#[test]
fn regular_expressions_take_time_in_proportion_to_the_text() {
    let text = "strcat(strrep('a', 100000), '!')";
    for pattern in ["(a+)+$", "(a|aa)+$", "^(.*a){12}$", "(a*)*b"] {
        let kql = format!("print x = {text} matches regex @'{pattern}', y = extract(@'{pattern}', 1, {text}) == ''");
        in_a_moment(|| lurcher(&["query", "--format", "csv", &kql]).ok());
    }
    let kql = "print 'a' matches regex '(((a?){100}){100}){100}'";
    in_a_moment(|| lurcher(&["query", kql]).fails_with(&["Regex pattern is ill-formed"]));
}

#[test]
fn aliases_of_yaml_are_counted() {
    let mut text = "name: x\na0: &a0 [lol]\n".to_owned();
    for i in 1..12 {
        text += &format!("a{i}: &a{i} [{}]\n", vec![format!("*a{}", i - 1); 10].join(", "));
    }
    let folder = Folder::with(&[("a.yaml", text.as_bytes())]);
    in_a_moment(|| folder.on_file("check", "a.yaml").fails_with(&["more than 1000000 values"]));
}
