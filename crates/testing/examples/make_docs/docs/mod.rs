//! The generated pages.
//!
//! | module | what it does |
//! |---|---|
//! | `kusto` | what Kusto's documentation has |
//! | `probe` | whether Lurcher has it |
//! | `differences` | `docs/differences.md`: where the answers are not Kusto's |
//! | `asim` | the page `asim.md` |
//! | `support` | the page `support.md` |
//! | `reference` | the pages `functions/*.md` |
//! | `reliability` | the page `reliability.md` |
//! | `sources` | the pages `sources/*.md` |
//! | `prose` | the width of their lines |

mod asim;
mod differences;
mod kusto;
mod probe;
mod prose;
mod reference;
mod reliability;
mod sources;
mod support;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{fs, io};

pub use differences::Differences;
pub use prose::filled;

/// Each page with its path below `folder`, which is `docs`.
///
/// # Errors
/// A page that they are made from cannot be read, or contradicts the code.
pub fn pages(folder: &Path) -> Result<Vec<(String, String)>, Box<dyn Error>> {
    let differences = Differences::read(&folder.join("differences.md"))?;
    let mut pages = reference::pages();
    pages.extend(sources::pages());
    pages.push(("support.md".to_owned(), support::page(&differences)?));
    pages.push(("asim.md".to_owned(), asim::page()?));
    pages.push(("reliability.md".to_owned(), reliability::page(&folder.join("../tests/campaigns"))?));
    Ok(pages.into_iter().map(|(path, text)| (path, prose::filled(&text))).collect())
}

/// The pages with prose that somebody wrote, and some of those above.
///
/// # Errors
/// The folder cannot be read.
pub fn written(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut pages = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "data/README.md"]
        .map(|name| folder.join("..").join(name))
        .to_vec();
    for entry in fs::read_dir(folder)? {
        pages.push(entry?.path());
    }
    pages.retain(|page| page.extension().is_some_and(|ending| ending == "md"));
    Ok(pages)
}
