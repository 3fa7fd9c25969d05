//! Where Lurcher's answers are not Kusto's: `docs/differences.md`, a file of semantic cases that hold Lurcher's
//! answers.

use std::error::Error;
use std::path::Path;

use lurcher_testing::cases::{Case, CaseFile};

/// The known differences.
#[derive(Debug)]
pub struct Differences {
    /// The file.
    pub file: CaseFile,
}

impl Differences {
    /// Reads the file.
    ///
    /// # Errors
    /// It cannot be read, or a part of it is no case.
    pub fn read(path: &Path) -> Result<Self, Box<dyn Error>> {
        let file = CaseFile::read(path)?;
        match file.malformed.first() {
            Some(malformed) => Err(malformed.to_string().into()),
            None => Ok(Self { file }),
        }
    }

    /// What each case is about, the part of its heading before the colon, and the whole heading.
    pub fn of(&self, name: &str) -> impl Iterator<Item = &Case> {
        self.file.cases.iter().filter(move |case| subject(case) == name)
    }

    /// The cases' subjects.
    pub fn subjects(&self) -> impl Iterator<Item = &str> {
        self.file.cases.iter().map(subject)
    }
}

fn subject(case: &Case) -> &str {
    case.name.split(": ").next().unwrap_or(&case.name)
}

/// What differs, with a link to the case.
pub fn link(case: &Case) -> String {
    let what = case.name.split_once(": ").map_or(case.name.as_str(), |(_, what)| what);
    // As Git hosts make anchors of headings.
    let kept = case
        .name
        .to_lowercase()
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'))
        .collect::<String>();
    format!("[{what}](differences.md#{})", kept.replace(' ', "-"))
}
