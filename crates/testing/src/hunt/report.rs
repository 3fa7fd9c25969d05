//! A failure as a semantic case.

use std::path::{Path, PathBuf};
use std::{fs, io};

use super::search::Found;
use crate::cases::TypedTable;
use crate::hunt::Reply;

impl Found {
    /// The failure in the format of a file of cases: what is expected is what the oracle says.
    pub fn case(&self) -> String {
        let mut text = format!("## Pipeline {} of seed {}, by {}\n\n", self.number, self.seed, self.oracle);
        text += &format!("Asked {}.\n\nSource: ours\n", self.failure.how);
        for table in &self.tables {
            text += &format!("\n```table {}\n{}```\n", table.name, table.rows.aligned());
        }
        text += &format!("\n```kql\n{}\n```\n", self.query);
        if let Some(asked) = &self.failure.asked {
            text += &format!("\nWhat was asked beside it:\n\n```text\n{asked}\n```\n");
        }
        if let Some(expected) = &self.failure.expected {
            let ordered = if expected.ordered { " ordered" } else { "" };
            text += &format!("\n```table{ordered}\n{}```\n", expected.table.aligned());
        }
        text + &format!("\nThere came:\n\n```text\n{}```\n", shown(&self.failure.came))
    }
}

fn shown(reply: &Reply) -> String {
    match reply {
        Reply::Rows(rows) => TypedTable::aligned(rows),
        Reply::Refused(why) | Reply::Failed(why) | Reply::Broke(why) => format!("{why}\n"),
        Reply::NoMemory => "not enough memory\n".to_owned(),
    }
}

/// Writes a failure into a file of a folder, and says which.
///
/// # Errors
/// Where the folder or the file cannot be written.
pub fn write_case(folder: &Path, found: &Found) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let path = folder.join(format!("{}-{}-{}.md", found.oracle, found.seed, found.number));
    fs::write(&path, format!("# Found by a search\n\n{}", found.case()))?;
    Ok(path)
}
