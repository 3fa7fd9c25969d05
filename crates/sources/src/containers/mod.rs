//! Folders, archives and compression: what is inside is found, one content after the other, and nothing is unpacked to
//! a path.
//!
//! What a container holds is not trusted: how far it may unfold is bounded ([`Limits`]), a name inside is only ever
//! shown, and what lies in a compressed archive goes to a file without a name.

mod archive;
mod content;
mod folder;
mod guard;
mod gzip;
mod zip_entry;

use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use guard::Limits;

use self::content::{Content, Kind};
use self::guard::Guard;
use crate::{HEAD_BYTES, Input};

/// What was found under a path.
#[derive(Debug)]
pub enum Found {
    /// A content that is no container.
    Log(Entry),
    /// What is not looked at, and why.
    Skipped {
        /// The path, with the names inside of archives behind it.
        name: String,
        /// Why.
        reason: String,
    },
    /// What cannot be read.
    Failed {
        /// The path, with the names inside of archives behind it.
        name: String,
        /// Why.
        error: io::Error,
    },
}

/// A content that is no container.
#[derive(Clone)]
pub struct Entry {
    name: String,
    path: PathBuf,
    /// The file on the disk that it is, where it is no part of one.
    place: Option<PathBuf>,
    modified: Option<i64>,
    content: Content,
}

impl Entry {
    /// The path, with the names inside of archives behind it: `evidence.zip/logs/fw.log`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The path inside of the innermost container, without the endings that say how it is compressed: `logs/fw.log`.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// When it was last changed, in ticks.
    pub fn modified(&self) -> Option<i64> {
        self.modified
    }

    /// How many bytes are on the disk for it, where that is known: they tell how far reading is.
    pub fn stored_bytes(&self) -> u64 {
        self.content.stored_bytes()
    }

    /// A reader of the unpacked bytes. It can be opened again.
    pub fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        self.content.open()
    }

    /// The first bytes, by which the format is told; of Parquet, which says at its end what it is, the last ones behind
    /// its mark.
    pub fn head(&self) -> io::Result<Vec<u8>> {
        let mut head = Vec::new();
        let mut reader = self.open()?;
        reader.by_ref().take(HEAD_BYTES as u64).read_to_end(&mut head)?;
        if head.starts_with(PARQUET) && head.len() == HEAD_BYTES {
            head.splice(PARQUET.len().., self.content.end(reader)?);
        }
        Ok(head)
    }

    /// The content as what a format reads.
    pub fn input(&self) -> Input {
        let content = self.content.clone();
        Input::new(self.name.clone(), move || content.open())
            .with_path(self.path.clone())
            .with_place(self.place.clone())
            .with_modified(self.modified)
    }
}

/// How Parquet begins.
const PARQUET: &[u8] = b"PAR1";

impl fmt::Debug for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Entry").field("name", &self.name).finish_non_exhaustive()
    }
}

/// Everything under a path, in the order of names. Containers are opened when it is their turn.
pub fn find(path: &Path, limits: Limits) -> impl Iterator<Item = Found> {
    let mut waiting = vec![Waiting::Path(path.to_path_buf())];
    std::iter::from_fn(move || {
        loop {
            match waiting.pop()? {
                Waiting::Found(found) => return Some(found),
                Waiting::Path(path) if path.is_dir() => waiting.extend(folder::list(&path).into_iter().rev()),
                Waiting::Path(path) => waiting.push(file(&path, limits)),
                Waiting::Content(member) => {
                    let name = member.name.clone();
                    match open(member) {
                        Ok(inside) => waiting.extend(inside.into_iter().rev()),
                        Err(error) => return Some(Found::Failed { name, error }),
                    }
                }
            }
        }
    })
}

/// What is still to be looked at.
enum Waiting {
    Found(Found),
    Path(PathBuf),
    Content(Member),
}

/// A content that may be a container.
struct Member {
    name: String,
    path: PathBuf,
    modified: Option<i64>,
    content: Content,
    /// In how many archives it lies.
    depth: usize,
    guard: Arc<Guard>,
}

fn file(path: &Path, limits: Limits) -> Waiting {
    let name = path.display().to_string();
    match Content::file(path, limits) {
        Ok((content, modified, guard)) => {
            Waiting::Content(Member { name, path: path.to_path_buf(), modified, content, depth: 0, guard })
        }
        Err(error) => Waiting::Found(Found::Failed { name, error }),
    }
}

/// Takes one layer away, or finds that there is none.
fn open(member: Member) -> io::Result<Vec<Waiting>> {
    let kind = member.content.kind()?;
    let skipped = |name: &str, reason: &str| {
        Ok(vec![Waiting::Found(Found::Skipped { name: name.to_owned(), reason: reason.to_owned() })])
    };
    let limit = member.guard.limits().depth;
    if member.depth >= limit && kind != Kind::Plain {
        return Err(io::Error::other(format!("is a container in more than {limit} others: unpack it")));
    }
    match kind {
        Kind::Plain => {
            let Member { name, path, modified, content, depth, .. } = member;
            let place = (depth == 0).then(|| path.clone());
            Ok(vec![Waiting::Found(Found::Log(Entry { name, path, place, modified, content }))])
        }
        Kind::Compressed(layer) => {
            let stem = layer.stem(&member.path);
            let content = member.content.unpacked(layer, &member.guard);
            Ok(vec![Waiting::Content(Member { path: stem, content, depth: member.depth + 1, ..member })])
        }
        Kind::Zip => archive::zip(member),
        Kind::Tar => archive::tar(member),
        Kind::Unread(what) => skipped(&member.name, &format!("is {what}, which is not unpacked here: unpack it first")),
    }
}

#[cfg(test)]
mod tests;
