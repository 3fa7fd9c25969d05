//! Bytes somewhere on the disk, under some layers of compression.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::UNIX_EPOCH;

use super::guard::{Guard, Limits};
use super::gzip::Members;
use super::zip_entry::{Told, ZipEntry};
use crate::HEAD_BYTES;
use crate::time::from_epoch;

/// How many bytes tell a container.
const HEAD: usize = 512;

/// A section of a file, and what it takes to read it. It can be opened any number of times, on any thread.
#[derive(Clone)]
pub(super) struct Content {
    file: Arc<File>,
    start: u64,
    length: u64,
    layers: Vec<(Layer, Arc<Guard>)>,
}

/// How bytes are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layer {
    Gzip,
    Zstd,
    /// An entry of a zip.
    Zip(Told),
}

/// What bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Plain,
    Compressed(Layer),
    Zip,
    Tar,
    Unread(&'static str),
}

impl Content {
    /// A file, when it was changed, and a guard for what is in it.
    pub(super) fn file(path: &Path, limits: Limits) -> io::Result<(Self, Option<i64>, Arc<Guard>)> {
        let file = File::open(path)?;
        let about = file.metadata()?;
        let changed = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        let modified = changed.and_then(|time| from_epoch(i64::try_from(time.as_secs()).ok()?, 0));
        let content = Self { file: Arc::new(file), start: 0, length: about.len(), layers: Vec::new() };
        Ok((content, modified, Guard::new(limits, about.len())))
    }

    /// A part of this file, which must not be compressed as a whole.
    pub(super) fn section(&self, start: u64, length: u64) -> Self {
        let start = self.start.saturating_add(start);
        Self { file: Arc::clone(&self.file), start, length, layers: Vec::new() }
    }

    /// With one layer taken away.
    pub(super) fn unpacked(&self, layer: Layer, guard: &Arc<Guard>) -> Self {
        let mut unpacked = self.clone();
        unpacked.layers.push((layer, Arc::clone(guard)));
        unpacked
    }

    /// The same without compression, so that any part of it can be read: what is compressed goes to a file that has no
    /// name and vanishes with the last reader.
    pub(super) fn plain(&self) -> io::Result<Self> {
        if self.layers.is_empty() {
            return Ok(self.clone());
        }
        let mut file = tempfile::tempfile()?;
        let length = io::copy(&mut self.open()?, &mut file)?;
        Ok(Self { file: Arc::new(file), start: 0, length, layers: Vec::new() })
    }

    pub(super) fn stored_bytes(&self) -> u64 {
        self.length
    }

    pub(super) fn open(&self) -> io::Result<Box<dyn Read + Send>> {
        let mut reader: Box<dyn Read + Send> = Box::new(self.section_reader());
        for (layer, guard) in &self.layers {
            reader = match layer {
                Layer::Gzip => guard.watch(Members::new(io::BufReader::new(reader))),
                Layer::Zstd => guard.watch(zstd::Decoder::new(reader)?),
                Layer::Zip(told) => guard.watch(ZipEntry::new(reader, *told)),
            };
        }
        Ok(reader)
    }

    /// The bytes as they are stored.
    pub(super) fn section_reader(&self) -> Section {
        Section { file: Arc::clone(&self.file), start: self.start, at: 0, length: self.length }
    }

    /// The last bytes. What is compressed is read to its end for them, by a reader of which the beginning was taken.
    pub(super) fn end(&self, mut reader: Box<dyn Read + Send>) -> io::Result<Vec<u8>> {
        let mut end = Vec::new();
        if self.layers.is_empty() {
            let start = self.length.saturating_sub(HEAD_BYTES as u64);
            self.section(start, self.length - start).open()?.read_to_end(&mut end)?;
            return Ok(end);
        }
        let mut block = vec![0; HEAD_BYTES];
        loop {
            let read = reader.read(&mut block)?;
            if read == 0 {
                return Ok(end);
            }
            end.extend_from_slice(&block[..read]);
            end.drain(..end.len().saturating_sub(HEAD_BYTES));
        }
    }

    pub(super) fn kind(&self) -> io::Result<Kind> {
        let mut head = Vec::with_capacity(HEAD);
        self.open()?.take(HEAD as u64).read_to_end(&mut head)?;
        Ok(match head.as_slice() {
            [0x1F, 0x8B, 8, ..] => Kind::Compressed(Layer::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Kind::Compressed(Layer::Zstd),
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => Kind::Zip,
            [b'B', b'Z', b'h', b'1'..=b'9', 0x31, 0x41, ..] => Kind::Unread("compressed by bzip2"),
            [0xFD, b'7', b'z', b'X', b'Z', 0, ..] => Kind::Unread("compressed by xz"),
            [b'7', b'z', 0xBC, 0xAF, ..] => Kind::Unread("a 7-Zip archive"),
            [b'R', b'a', b'r', b'!', ..] => Kind::Unread("a RAR archive"),
            head if head.get(257..262) == Some(b"ustar") => Kind::Tar,
            _ => Kind::Plain,
        })
    }
}

impl Layer {
    /// A path without the ending that says how it is compressed.
    pub(super) fn stem(self, path: &Path) -> PathBuf {
        let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
        match (self, ending.as_str()) {
            (Layer::Gzip, "gz") | (Layer::Zstd, "zst" | "zstd") => path.with_extension(""),
            (Layer::Gzip, "tgz") => path.with_extension("tar"),
            _ => path.to_path_buf(),
        }
    }
}

/// Reads a section of a shared file, at its own pace.
#[derive(Debug, Clone)]
pub(super) struct Section {
    file: Arc<File>,
    start: u64,
    at: u64,
    length: u64,
}

impl Read for Section {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let wanted = (self.length - self.at).min(buffer.len() as u64) as usize;
        let read = read_at(&self.file, &mut buffer[..wanted], self.start + self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}

impl io::Seek for Section {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        let at = match to {
            io::SeekFrom::Start(at) => Some(at),
            io::SeekFrom::End(by) => self.length.checked_add_signed(by),
            io::SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        let at = at.ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
        self.at = at.min(self.length);
        Ok(at)
    }
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, offset)
}

#[cfg(windows)]
fn read_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, offset)
}
