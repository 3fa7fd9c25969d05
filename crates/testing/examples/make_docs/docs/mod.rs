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

mod asim;
mod differences;
mod kusto;
mod probe;
mod reference;
mod reliability;
mod sources;
mod support;

use std::error::Error;
use std::path::Path;

pub use differences::Differences;

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
    Ok(pages)
}
