//! What came, written into the file as what is expected.

use super::{Case, CaseFile, Expectation, Outcome};

/// The file's text where each of the given cases expects its outcome. What else stands in the file stays as it is.
pub fn update(file: &CaseFile, outcomes: &[(&Case, &Outcome)]) -> String {
    let mut changes: Vec<_> = outcomes.iter().map(|(case, outcome)| (case, blocks(case, outcome))).collect();
    changes.sort_by_key(|(case, _)| case.expectation_range.start);
    let mut text = String::with_capacity(file.text.len());
    let mut done = 0;
    for (case, blocks) in changes {
        let range = &case.expectation_range;
        text.push_str(&file.text[done..range.start]);
        if range.is_empty() {
            text.push_str(if text.ends_with('\n') { "\n" } else { "\n\n" });
        }
        text.push_str(&blocks);
        done = range.end;
    }
    text.push_str(&file.text[done..]);
    text
}

fn blocks(case: &Case, outcome: &Outcome) -> String {
    match outcome {
        Outcome::Errors(errors) => format!("```error\n{}\n```\n", errors.join("\n").trim_end()),
        Outcome::Results { tables, .. } => {
            let ordered = |i: usize| match &case.expectation {
                Expectation::Tables(tables) => tables.get(i).is_some_and(|t| t.ordered),
                Expectation::Missing | Expectation::Error(_) => false,
            };
            let block = |(i, table): (usize, &super::TypedTable)| {
                let flag = if ordered(i) { " ordered" } else { "" };
                format!("```table{flag}\n{}```\n", table.aligned())
            };
            tables.iter().enumerate().map(block).collect::<Vec<_>>().join("\n")
        }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::super::TypedTable;
    use super::*;

    #[test]
    fn only_the_expectation_changes() {
        let text = "# T\n\n## a\n\nSource: ours\n\n```kql\nprint 1\n```\n\n```table ordered\na:long\n7\n```\n\nAfter.\n\n## b\nSource: ours\n```kql\nx\n```\n";
        let file = CaseFile::parse(Path::new("a.md"), text.into());
        let table = TypedTable::parse("a:long | b:string\n1 | x\n100 | y").unwrap();
        let results = Outcome::Results { tables: vec![table], warnings: vec![] };
        let errors = Outcome::Errors(vec!["SEM0100: no 'x'".into()]);
        let [a, b] = &file.cases[..] else { panic!() };
        let updated = update(&file, &[(b, &errors), (a, &results)]);
        let expected = text
            .replace("a:long\n7\n", "a:long | b:string\n1      | x\n100    | y\n")
            .replace("x\n```\n", "x\n```\n\n```error\nSEM0100: no 'x'\n```\n");
        assert_eq!(updated, expected);
        let again = CaseFile::parse(Path::new("a.md"), updated);
        assert!(
            again
                .cases
                .iter()
                .zip([&results, &errors])
                .all(|(c, o)| super::super::judge(c, o) == super::super::Verdict::Passed)
        );
    }
}
