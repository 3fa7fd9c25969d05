//! The cases of a file.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

use super::TypedTable;
use super::markdown::{Part, Placed, parts};

/// A file of cases.
#[derive(Debug, Clone, PartialEq)]
pub struct CaseFile {
    /// Where it is.
    pub path: PathBuf,
    /// What it holds.
    pub text: String,
    /// Tables that all its cases can query.
    pub inputs: Vec<Input>,
    /// Its cases in order.
    pub cases: Vec<Case>,
    /// What cannot be read in it.
    pub malformed: Vec<Malformed>,
}

/// A table that a case queries.
#[derive(Debug, Clone, PartialEq)]
pub struct Input {
    /// The name that the query calls it by.
    pub name: String,
    /// Where its rows come from.
    pub rows: InputRows,
}

/// Where the rows of an input come from.
#[derive(Debug, Clone, PartialEq)]
pub enum InputRows {
    /// They are written down.
    Table(TypedTable),
    /// A query makes them: for more of them than anyone wants to write.
    Query(String),
}

/// What a case asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Question {
    /// A query.
    Query(String),
    /// The query of a file of Sentinel content: its path.
    Rule(String),
}

/// A query and what it gives.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The heading.
    pub name: String,
    /// The heading's line, counted from 1.
    pub line: usize,
    /// Where the expectation comes from.
    pub source: String,
    /// What the session's clock shows, as a KQL datetime.
    pub now: Option<String>,
    /// A workspace to run in, relative to the file.
    pub workspace: Option<String>,
    /// Files and folders of Sentinel content whose functions and watchlists it needs.
    pub content: Vec<String>,
    /// Its own tables.
    pub inputs: Vec<Input>,
    /// What is asked.
    pub question: Question,
    /// What is expected.
    pub expectation: Expectation,
    /// Texts that must occur in the warnings; none where warnings do not matter.
    pub warnings: Vec<String>,
    /// The bytes that the expectation stands in, or an empty range where one would stand.
    pub(super) expectation_range: Range<usize>,
}

/// What a case expects.
#[derive(Debug, Clone, PartialEq)]
pub enum Expectation {
    /// Nothing is said yet.
    Missing,
    /// These results.
    Tables(Vec<ExpectedTable>),
    /// An error: texts that must occur in its code, message or help.
    Error(Vec<String>),
}

/// An expected result.
#[derive(Debug, Clone, PartialEq)]
pub struct ExpectedTable {
    /// Whether the rows must come in this order.
    pub ordered: bool,
    /// Its columns and rows.
    pub table: TypedTable,
}

/// Something in a case file that is not as the format asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// The file.
    pub path: PathBuf,
    /// The line, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path.display(), self.line, self.message)
    }
}

impl Case {
    /// Whether it runs in a workspace of its own, made of its tables and content.
    pub(super) fn makes_workspace(&self) -> bool {
        matches!(self.question, Question::Rule(_)) || !self.content.is_empty()
    }
}

impl CaseFile {
    /// Reads a file.
    pub fn read(path: &Path) -> io::Result<CaseFile> {
        Ok(CaseFile::parse(path, fs::read_to_string(path)?))
    }

    /// The cases of a text.
    pub fn parse(path: &Path, text: String) -> CaseFile {
        let mut file =
            CaseFile { path: path.to_owned(), text, inputs: Vec::new(), cases: Vec::new(), malformed: Vec::new() };
        let text = file.text.clone();
        match parts(&text) {
            Ok(parts) => file.read_parts(&parts),
            Err(line) => file.complain(line, "the block that begins here is never closed"),
        }
        file
    }

    fn complain(&mut self, line: usize, message: impl Into<String>) {
        self.malformed.push(Malformed { path: self.path.clone(), line, message: message.into() });
    }

    fn read_parts(&mut self, parts: &[Placed<'_>]) {
        let is_heading = |p: &Placed<'_>| matches!(p.part, Part::Heading { level, .. } if level > 1);
        let first = parts.iter().position(is_heading).unwrap_or(parts.len());
        let (preface, rest) = parts.split_at(first);
        let mut common = Properties::default();
        for part in preface {
            match &part.part {
                Part::Property { name, value } => common.set(name, value),
                Part::Block { info: "kql", .. } => self.complain(part.line, "a case begins with a heading (##)"),
                Part::Block { info, text } if is_input(info) || *info == "table" => {
                    match input(info, text, part.line) {
                        Ok(input) => self.inputs.push(input),
                        Err((line, message)) => self.complain(line, message),
                    }
                }
                Part::Heading { .. } | Part::Block { .. } => {}
            }
        }
        for section in rest.chunk_by(|_, next| !is_heading(next)) {
            let asks = |p: &Placed<'_>| match p.part {
                Part::Block { info, .. } => info == "kql" || common.rule.is_some(),
                Part::Property { name, .. } => name == "Rule",
                Part::Heading { .. } => false,
            };
            if section.iter().any(asks) {
                match read_case(section, common.clone()) {
                    Ok(case) => self.cases.push(case),
                    Err((line, message)) => self.complain(line, message),
                }
            }
        }
    }
}

/// The lines `Word: value` of a case, or those above the first case, which hold for all.
#[derive(Clone, Default)]
struct Properties {
    source: String,
    now: Option<String>,
    workspace: Option<String>,
    rule: Option<String>,
    content: Vec<String>,
}

impl Properties {
    fn set(&mut self, name: &str, value: &str) {
        let value = value.to_owned();
        match name {
            "Now" => self.now = Some(value),
            "Workspace" => self.workspace = Some(value),
            "Rule" => self.rule = Some(value),
            "Content" => self.content.push(value),
            _ => self.source = value,
        }
    }
}

type Mistake = (usize, String);

fn mistake<T>(line: usize, message: &str) -> Result<T, Mistake> {
    Err((line, message.to_owned()))
}

fn read_case(section: &[Placed<'_>], mut properties: Properties) -> Result<Case, Mistake> {
    let Some((Placed { part: Part::Heading { text: name, .. }, line, range }, parts)) = section.split_first() else {
        return mistake(section.first().map_or(1, |p| p.line), "a case begins with a heading");
    };
    for part in parts {
        if let Part::Property { name, value } = part.part {
            properties.set(name, value);
        }
    }
    let Properties { source, now, workspace, rule, content } = properties;
    if source.is_empty() {
        return mistake(*line, "a line `Source: …` must say where the expectation comes from");
    }
    if workspace.is_some() && (rule.is_some() || !content.is_empty()) {
        return mistake(*line, "a case with `Rule` or `Content` makes a workspace of its own; leave `Workspace` out");
    }
    // Where a rule is asked, nothing in the section stands between what goes in and what is expected.
    let by_rule = rule.is_some();
    let mut asked = by_rule;
    let mut case = Case {
        name: (*name).to_owned(),
        line: *line,
        source,
        now,
        workspace,
        content,
        inputs: Vec::new(),
        question: Question::Rule(rule.unwrap_or_default()),
        expectation: Expectation::Missing,
        warnings: Vec::new(),
        expectation_range: range.end..range.end,
    };
    for Placed { part, line, range } in parts {
        let Part::Block { info, text } = part else {
            move_end(&mut case, range);
            continue;
        };
        match info.split(' ').next() {
            Some("kql") if *info == "kql" => {
                if by_rule {
                    return mistake(*line, "a case asks a rule or has a kql block, not both");
                }
                if std::mem::replace(&mut asked, true) {
                    return mistake(*line, "a case has one kql block; give the second one a heading of its own");
                }
                case.question = Question::Query(text.trim_end().to_owned());
                move_end(&mut case, range);
            }
            Some("kql" | "table") if !asked || (by_rule && is_input(info)) => {
                case.inputs.push(input(info, text, *line)?);
                move_end(&mut case, range);
            }
            Some("table" | "error") => expect(&mut case, info, text, *line, range)?,
            Some("warning") => case.warnings = texts(text),
            _ => {}
        }
    }
    Ok(case)
}

/// Until something is expected, it would stand behind what was read so far.
fn move_end(case: &mut Case, range: &Range<usize>) {
    if case.expectation == Expectation::Missing {
        case.expectation_range = range.end..range.end;
    }
}

/// Adds an expected block to the case.
fn expect(case: &mut Case, info: &str, text: &str, line: usize, range: &Range<usize>) -> Result<(), Mistake> {
    if case.expectation_range.is_empty() {
        case.expectation_range.start = range.start;
    }
    case.expectation_range.end = range.end;
    let flags: Vec<&str> = info.split_whitespace().collect();
    case.expectation = match (&*flags, std::mem::replace(&mut case.expectation, Expectation::Missing)) {
        (["error"], Expectation::Missing) => Expectation::Error(texts(text)),
        (["table", flags @ ..], before @ (Expectation::Missing | Expectation::Tables(_))) => {
            if let Some(flag) = flags.iter().find(|f| **f != "ordered") {
                return Err((line, format!("an expected table has the flag 'ordered' or none, not '{flag}'")));
            }
            let mut tables = match before {
                Expectation::Tables(tables) => tables,
                _ => Vec::new(),
            };
            tables.push(ExpectedTable { ordered: !flags.is_empty(), table: read_table(text, line)? });
            Expectation::Tables(tables)
        }
        _ => return mistake(line, "a case expects tables or one error"),
    };
    Ok(())
}

/// Whether a block with a name is meant to be an input, and not what is expected.
fn is_input(info: &str) -> bool {
    matches!(info.split_once(' '), Some(("table" | "kql", name)) if name.trim() != "ordered")
}

fn input(info: &str, text: &str, line: usize) -> Result<Input, Mistake> {
    let (name, rows) = match &*info.split_whitespace().collect::<Vec<_>>() {
        ["table", name] => (*name, InputRows::Table(read_table(text, line)?)),
        ["kql", name] => (*name, InputRows::Query(text.trim_end().to_owned())),
        _ => return mistake(line, "a table before the query is an input and needs a name: ```table NAME"),
    };
    Ok(Input { name: name.to_owned(), rows })
}

/// Reads a table whose block begins at `line`.
fn read_table(text: &str, line: usize) -> Result<TypedTable, Mistake> {
    TypedTable::parse(text).map_err(|(offset, message)| (line + offset, message))
}

fn texts(block: &str) -> Vec<String> {
    block.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> CaseFile {
        CaseFile::parse(Path::new("a.md"), text.to_owned())
    }

    fn complaint(text: &str) -> String {
        parse(text).malformed.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn a_case() {
        let file = parse(
            "# T\n\n```table All\na:long\n1\n```\n\n## prose only\n\n## one\n\nText.\n\nSource: ours\nNow: 2026-01-15\n\n\
             ```table Own\nb:string\nx\n```\n```kql\nOwn\n| take 1\n```\n\n```table ordered\nb:string\nx\n```\n```table\nb:string\n```\n\n\
             ## two\n\nSource: ours\n\n```kql\nx\n```\n```error\nSEM0100\n```\n```warning\nw\n```\n\n## three\nSource: ours\n```kql\nprint 1\n```\n",
        );
        assert_eq!(file.malformed, []);
        assert_eq!(file.inputs[0].name, "All");
        let [one, two, three] = &file.cases[..] else { panic!("{file:?}") };
        assert_eq!((one.inputs[0].name.as_str(), one.line), ("Own", 10));
        assert_eq!(one.question, Question::Query("Own\n| take 1".into()));
        assert_eq!(one.now.as_deref(), Some("2026-01-15"));
        let Expectation::Tables(tables) = &one.expectation else { panic!("{one:?}") };
        assert_eq!(tables.iter().map(|t| t.ordered).collect::<Vec<_>>(), [true, false]);
        assert!(file.text[one.expectation_range.clone()].starts_with("```table ordered"));
        assert!(file.text[one.expectation_range.clone()].ends_with("b:string\n```\n"));
        assert_eq!(two.expectation, Expectation::Error(vec!["SEM0100".into()]));
        assert_eq!(two.warnings, ["w"]);
        assert_eq!((&three.expectation, three.expectation_range.len()), (&Expectation::Missing, 0));
    }

    #[test]
    fn cases_of_a_rule() {
        let file = parse(
            "# T\n\nRule: a.yaml\nContent: w.json\nSource: ours\n\n## prose only\n\n## one\n\nNow: 2026-01-15\nContent: f\n\n\
             ```table T\na:long\n1\n```\n```table ordered\nb:long\n```\n\n## two\n\n```kql T\nprint a = 1\n```\n\n## three\n\n\
             Rule: b.yaml\n\n```error\nx\n```\n",
        );
        assert_eq!(file.malformed, []);
        let [one, two, three] = &file.cases[..] else { panic!("{file:?}") };
        assert_eq!((&one.question, one.content.join(" ")), (&Question::Rule("a.yaml".into()), "w.json f".into()));
        assert_eq!((one.now.as_deref(), one.source.as_str(), one.inputs.len()), (Some("2026-01-15"), "ours", 1));
        assert!(matches!(&one.expectation, Expectation::Tables(tables) if tables[0].ordered));
        assert_eq!(two.inputs[0].rows, InputRows::Query("print a = 1".into()));
        assert_eq!(two.expectation, Expectation::Missing);
        assert!(file.text[..two.expectation_range.start].ends_with("print a = 1\n```\n"));
        assert_eq!((&three.question, three.content.len()), (&Question::Rule("b.yaml".into()), 1));
    }

    #[test]
    fn mistakes_name_their_place() {
        assert_eq!(
            complaint("## a\n```kql\nprint 1\n```"),
            "a.md:1: a line `Source: …` must say where the expectation comes from"
        );
        assert!(
            complaint("## a\nSource: x\n```kql\n1\n```\n```kql\n2\n```")
                .starts_with("a.md:6: a case has one kql block")
        );
        assert!(
            complaint("## a\nSource: x\n```kql\n1\n```\n```table\na:long\nx\n```")
                .starts_with("a.md:8: 'x' is not a long")
        );
        assert!(complaint("## a\nSource: x\n```table\na:long\n```\n```kql\n1\n```").contains("needs a name"));
        assert!(complaint("## a\nSource: x\n```kql\n1\n```\n```table sorted\na:long\n```").contains("'sorted'"));
        assert!(
            complaint("## a\nSource: x\n```kql\n1\n```\n```table\na:long\n```\n```error\n```").contains("one error")
        );
        assert!(complaint("Rule: a\n## a\nSource: x\n```kql\n1\n```").contains("not both"));
        assert!(complaint("Rule: a\nWorkspace: b\n## a\nSource: x\n```error\n```").contains("leave `Workspace` out"));
        assert!(complaint("```kql\nprint 1\n```").contains("heading"));
        assert!(complaint("## a\n```kql\nprint 1").contains("never closed"));
    }
}
