//! A failed case as text.

use similar::{ChangeTag, TextDiff};

use super::compare::{arrange, occur, same_row};
use super::table::print;
use super::{Case, CaseFile, Expectation, ExpectedTable, Outcome, Question, TypedTable};

/// Rows that are equal are shown only that near to one that is not.
const CONTEXT: usize = 3;

/// What the case asks, expects and got instead: lines that begin with `-` were expected and did not come, those with
/// `+` came.
pub fn describe(file: &CaseFile, case: &Case, outcome: &Outcome, colour: bool) -> String {
    let mut out = format!("{}:{}: {}\n", file.path.display(), case.line, case.name);
    match &case.question {
        Question::Query(query) => query.lines().for_each(|line| out.push_str(&format!("    {line}\n"))),
        Question::Rule(rule) => out.push_str(&format!("    Rule: {rule}\n")),
    }
    let body = match (&case.expectation, outcome) {
        (Expectation::Missing, Outcome::Results { tables, .. }) => {
            format!("The case expects nothing yet (--update writes it). There came:\n{}", shown_tables(tables))
        }
        (Expectation::Missing, Outcome::Errors(errors)) => {
            format!("The case expects nothing yet (--update writes it). There came an error:\n{}", listed(errors))
        }
        (Expectation::Tables(_), Outcome::Errors(errors)) => format!("It failed:\n{}", listed(errors)),
        (Expectation::Error(texts), Outcome::Results { tables, .. }) => {
            format!("An error was expected:\n{}There came:\n{}", listed(texts), shown_tables(tables))
        }
        (Expectation::Error(texts), Outcome::Errors(errors)) => {
            let missing: Vec<String> =
                texts.iter().filter(|t| !occur(std::slice::from_ref(t), errors)).cloned().collect();
            format!("No error says:\n{}There came:\n{}", listed(&missing), listed(errors))
        }
        (Expectation::Tables(expected), Outcome::Results { tables, warnings }) => {
            differing_tables(expected, tables, colour) + &missing_warnings(&case.warnings, warnings)
        }
    };
    out + &body
}

fn listed(texts: &[String]) -> String {
    texts.iter().map(|text| format!("  {}\n", text.trim_end().replace('\n', "\n  "))).collect()
}

fn shown_tables(tables: &[TypedTable]) -> String {
    tables.iter().map(|table| listed(&[table.aligned()])).collect::<Vec<_>>().join("\n")
}

fn missing_warnings(expected: &[String], warnings: &[String]) -> String {
    if occur(expected, warnings) {
        return String::new();
    }
    format!("Warnings were expected:\n{}There came:\n{}", listed(expected), listed(warnings))
}

fn differing_tables(expected: &[ExpectedTable], actual: &[TypedTable], colour: bool) -> String {
    let mut out = String::new();
    if expected.len() != actual.len() {
        out.push_str(&format!("{} results were expected, {} came.\n", expected.len(), actual.len()));
    }
    let none = TypedTable::default();
    for i in 0..expected.len().max(actual.len()) {
        let (wanted, ordered) = expected.get(i).map_or((&none, false), |e| (&e.table, e.ordered));
        out.push_str(&differing_table(wanted, actual.get(i).unwrap_or(&none), ordered, colour));
    }
    out
}

fn differing_table(expected: &TypedTable, actual: &TypedTable, ordered: bool, colour: bool) -> String {
    let wanted = expected.lines();
    let mut got = actual.lines();
    got.truncate(1);
    for (i, row) in arrange(expected, actual, ordered).into_iter().enumerate() {
        // Numbers that are equal within the tolerance are no difference, so they are shown with the expected digits.
        match expected.rows.get(i) {
            Some(equal) if same_row(equal, row) => got.push(wanted[i + 1].clone()),
            _ => got.push(row.iter().map(print).collect::<Vec<_>>().join(" | ")),
        }
    }
    let (wanted, got): (Vec<&str>, Vec<&str>) =
        (wanted.iter().map(String::as_str).collect(), got.iter().map(String::as_str).collect());
    let diff = TextDiff::from_slices(&wanted, &got);
    let mut out = String::new();
    for (i, group) in diff.grouped_ops(CONTEXT).iter().enumerate() {
        if i > 0 {
            out.push_str("  …\n");
        }
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let (sign, style) = match change.tag() {
                ChangeTag::Equal => ("  ", None),
                ChangeTag::Delete => ("- ", Some("31")),
                ChangeTag::Insert => ("+ ", Some("32")),
            };
            match style.filter(|_| colour) {
                Some(style) => out.push_str(&format!("\u{1b}[{style}m{sign}{}\u{1b}[0m\n", change.value())),
                None => out.push_str(&format!("{sign}{}\n", change.value())),
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn difference(expected: &str, actual: &str) -> String {
        let table = |text| TypedTable::parse(text).unwrap();
        differing_tables(&[ExpectedTable { ordered: false, table: table(expected) }], &[table(actual)], false)
    }

    #[test]
    fn only_what_differs_is_marked() {
        assert_eq!(difference("a:long\n1\n2\n3", "a:long\n3\n7\n1"), "  a:long\n  1\n- 2\n+ 7\n  3\n");
        assert_eq!(difference("a:long\n1", "a:int\n1"), "- a:long\n+ a:int\n  1\n");
        assert_eq!(difference("a:real\n0.3", "a:real\n0.30000000000000004"), "");
    }
}
