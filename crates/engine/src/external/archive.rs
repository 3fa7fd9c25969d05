//! ZIP archives: the files in them, in the order of the directory at the end.
//! <https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT>

use std::io::{Cursor, Read};

use bytes::Bytes;
use flate2::read::DeflateDecoder;
use regex::Regex;

/// A file of an archive.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its path in the archive.
    pub(super) name: String,
    method: Method,
    packed: Bytes,
}

#[derive(Debug, Clone, Copy)]
enum Method {
    Stored,
    Deflated,
}

/// Signatures and sizes of the fixed parts of the records.
const END: (u32, usize) = (0x0605_4b50, 22);
const CENTRAL: (u32, usize) = (0x0201_4b50, 46);
const LOCAL: (u32, usize) = (0x0403_4b50, 30);

/// The longest comment at the end of an archive.
const LONGEST_COMMENT: usize = u16::MAX as usize;

impl Entry {
    /// The content, unpacked while it is read.
    pub(super) fn reader(&self) -> Box<dyn Read + Send> {
        let packed = Cursor::new(self.packed.clone());
        match self.method {
            Method::Stored => Box::new(packed),
            Method::Deflated => Box::new(DeflateDecoder::new(packed)),
        }
    }
}

/// What the names of the files match that are to be read. It is a regular expression; `*.csv`, which is none, is read as
/// it is meant. <https://learn.microsoft.com/azure/data-explorer/ingestion-properties>
///
/// # Errors
/// It is neither.
pub(super) fn pattern(text: &str) -> Result<Regex, String> {
    Regex::new(text).or_else(|error| {
        let parts: Vec<String> = text.split('*').map(regex::escape).collect();
        let wildcard = text.starts_with('*').then(|| Regex::new(&format!("^{}$", parts.join(".*"))).ok());
        wildcard.flatten().ok_or_else(|| format!("cannot be searched: zipPattern is no regular expression: {error}"))
    })
}

/// The files of an archive; folders are left out.
///
/// # Errors
/// What is wrong with the archive: no capital letter, no full stop.
pub(super) fn entries(archive: &Bytes) -> Result<Vec<Entry>, String> {
    let broken = || "is no ZIP archive, or is damaged".to_owned();
    let (count, mut at) = directory(archive).ok_or_else(broken)?;
    let mut found = Vec::new();
    for _ in 0..count {
        let record = Record::at(archive, at, CENTRAL).ok_or_else(broken)?;
        let [flags, method, name, extra, comment] = [8, 10, 28, 30, 32].map(|offset| usize::from(record.short(offset)));
        let (size, start) = (record.long(20), record.long(42));
        let text = archive.get(at + CENTRAL.1..at + CENTRAL.1 + name).ok_or_else(broken)?;
        let text = String::from_utf8_lossy(text).into_owned();
        at += CENTRAL.1 + name + extra + comment;
        if text.ends_with('/') {
            continue;
        }
        if flags & 1 == 1 {
            return Err(format!("the file '{text}' in the archive is encrypted"));
        }
        if size == u32::MAX || start == u32::MAX {
            return Err("is a ZIP archive of more than 4 GiB, which is not read".to_owned());
        }
        let method = match method {
            0 => Method::Stored,
            8 => Method::Deflated,
            other => return Err(format!("the file '{text}' in the archive is packed by method {other}")),
        };
        let local = Record::at(archive, start as usize, LOCAL).ok_or_else(broken)?;
        let data = start as usize + LOCAL.1 + usize::from(local.short(26)) + usize::from(local.short(28));
        let end = data.checked_add(size as usize).filter(|end| *end <= archive.len()).ok_or_else(broken)?;
        found.push(Entry { name: text, method, packed: archive.slice(data..end) });
    }
    Ok(found)
}

/// How many files the directory at the end names, and where it begins.
fn directory(archive: &[u8]) -> Option<(u16, usize)> {
    let last = archive.len().checked_sub(END.1)?;
    let first = last.saturating_sub(LONGEST_COMMENT);
    let end = (first..=last).rev().find_map(|at| Record::at(archive, at, END))?;
    Some((end.short(10), end.long(16) as usize))
}

/// The fixed part of a record.
struct Record<'a>(&'a [u8]);

impl<'a> Record<'a> {
    fn at(archive: &'a [u8], at: usize, (signature, size): (u32, usize)) -> Option<Self> {
        let record = Self(archive.get(at..at.checked_add(size)?)?);
        (record.long(0) == signature).then_some(record)
    }

    fn short(&self, at: usize) -> u16 {
        u16::from_le_bytes([self.0[at], self.0[at + 1]])
    }

    fn long(&self, at: usize) -> u32 {
        u32::from_le_bytes([self.0[at], self.0[at + 1], self.0[at + 2], self.0[at + 3]])
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;

    /// An archive of one deflated and one stored file, and of a folder.
    fn archive() -> Vec<u8> {
        let mut deflated = flate2::write::DeflateEncoder::new(Vec::new(), flate2::Compression::fast());
        deflated.write_all(b"a,1\n").unwrap();
        let files =
            [("x/a.csv", 8_u16, deflated.finish().unwrap()), ("x/", 0, Vec::new()), ("b.csv", 0, b"b,2\n".to_vec())];
        let (mut out, mut central) = (Vec::new(), Vec::new());
        for (name, method, data) in &files {
            let start = out.len() as u32;
            let (size, length) = (data.len() as u32, name.len() as u16);
            out.extend(LOCAL.0.to_le_bytes());
            out.extend([0; 4]);
            out.extend(method.to_le_bytes());
            out.extend([0; 8]);
            out.extend(size.to_le_bytes());
            out.extend([0; 4]);
            out.extend(length.to_le_bytes());
            out.extend([0; 2]);
            out.extend(name.bytes());
            out.extend(data);
            central.extend(CENTRAL.0.to_le_bytes());
            central.extend([0; 6]);
            central.extend(method.to_le_bytes());
            central.extend([0; 8]);
            central.extend(size.to_le_bytes());
            central.extend([0; 4]);
            central.extend(length.to_le_bytes());
            central.extend([0; 12]);
            central.extend(start.to_le_bytes());
            central.extend(name.bytes());
        }
        let start = out.len() as u32;
        out.extend(&central);
        out.extend(END.0.to_le_bytes());
        out.extend([0; 6]);
        out.extend((files.len() as u16).to_le_bytes());
        out.extend((central.len() as u32).to_le_bytes());
        out.extend(start.to_le_bytes());
        out.extend([0; 2]);
        out
    }

    #[test]
    fn files_of_an_archive() {
        let found = entries(&Bytes::from(archive())).unwrap();
        let texts: Vec<(String, String)> = found
            .iter()
            .map(|entry| {
                let mut text = String::new();
                entry.reader().read_to_string(&mut text).unwrap();
                (entry.name.clone(), text)
            })
            .collect();
        assert_eq!(texts, [("x/a.csv".into(), "a,1\n".into()), ("b.csv".into(), "b,2\n".into())]);
    }

    #[test]
    fn patterns_of_names() {
        let matches = |text: &str, name: &str| pattern(text).map(|pattern| pattern.is_match(name));
        assert_eq!(matches("*.csv", "x/a.csv"), Ok(true));
        assert_eq!(matches("*.csv", "a.csv.txt"), Ok(false));
        assert_eq!(matches("^b", "b.csv"), Ok(true));
        assert_eq!(matches("^b", "x/b.csv"), Ok(false));
        assert!(pattern("(").is_err_and(|message| message.contains("zipPattern is no regular expression")));
    }

    #[test]
    fn damaged_archives_are_errors() {
        let whole = archive();
        for length in 0..whole.len() {
            assert!(entries(&Bytes::copy_from_slice(&whole[..length])).is_err(), "{length}");
        }
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0xFF;
            // Whatever it finds, it does not panic.
            if let Ok(found) = entries(&Bytes::from(damaged)) {
                found.iter().for_each(|entry| drop(entry.reader().read_to_end(&mut Vec::new())));
            }
        }
    }
}
