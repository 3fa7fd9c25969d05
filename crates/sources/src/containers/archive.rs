//! Archives: their contents are sections of a file.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use zip::{CompressionMethod, ZipArchive};

use super::content::{Content, Layer};
use super::folder::left_out;
use super::zip_entry::Told;
use super::{Found, Member, Waiting};
use crate::time::{Stamp, Zone, from_epoch};

/// The contents of a zip.
pub(super) fn zip(member: Member) -> io::Result<Vec<Waiting>> {
    let content = member.content.plain()?;
    let mut archive = ZipArchive::new(content.section_reader())?;
    check_number(&member, archive.len())?;
    if is_document_or_program(&archive) {
        let reason = "a document or program in the form of a zip".to_owned();
        return Ok(vec![Waiting::Found(Found::Skipped { name: member.name, reason })]);
    }
    let mut places = Vec::new();
    let mut inside = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        let entry = match archive.by_index_raw(index) {
            Ok(entry) => entry,
            Err(error) => {
                let name = format!("{}/content {index}", member.name);
                inside.push(Waiting::Found(Found::Failed { name, error: error.into() }));
                continue;
            }
        };
        if entry.is_dir() {
            continue;
        }
        let inner = entry.name()?.into_owned();
        let name = format!("{}/{inner}", member.name);
        let is_deflated = match entry.compression() {
            CompressionMethod::Stored => Ok(false),
            CompressionMethod::Deflated => Ok(true),
            method => Err(format!("is compressed by {method}, which is not unpacked here")),
        };
        let is_deflated = if entry.encrypted() { Err("is encrypted".to_owned()) } else { is_deflated };
        let Some(start) = entry.data_start() else {
            inside.push(failed(name, "does not say where it begins"));
            continue;
        };
        let section = content.section(start, entry.compressed_size());
        let (stored, size, crc) = (entry.compressed_size(), entry.size(), entry.crc32());
        places.push((entry.header_start(), start.saturating_add(stored), inside.len()));
        let modified = entry.last_modified().and_then(|time| {
            let clock = (i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60 + i64::from(time.second()))
                * lurcher_symbols::values::timespan::TICKS_PER_SECOND;
            let year = Some(i32::from(time.year()));
            Stamp { year, month: time.month().into(), day: time.day().into(), clock, ahead: None }
                .ticks(Zone::Utc, None)
        });
        inside.push(match is_deflated {
            Ok(is_deflated) => {
                let layer = Layer::Zip(Told { is_deflated, stored, size, crc });
                let content = section.unpacked(layer, &member.guard);
                inner_member(&member, name, &inner, modified.or(member.modified), content)
            }
            Err(reason) => failed(name, reason),
        });
    }
    refuse_overlapping(places, archive.central_directory_start(), &mut inside);
    Ok(inside)
}

/// Documents and programs are zips too. One name alone does not tell: logs may be packed with a file that is called so.
fn is_document_or_program<R>(archive: &ZipArchive<R>) -> bool
where
    R: Read + io::Seek,
{
    let has = |name: &str| archive.index_for_name(name).is_some();
    let is_document = has("[Content_Types].xml") && has("_rels/.rels")
        || has("mimetype") && (has("META-INF/manifest.xml") || has("META-INF/container.xml"));
    let is_code = |name: &str| name.ends_with(".class") || name.ends_with(".dex");
    let has_code = || archive.file_names().flatten().any(|name| is_code(&name));
    is_document || (has("META-INF/MANIFEST.MF") || has("AndroidManifest.xml")) && has_code()
}

/// Entries that reach into the next one, or out of the entries' part of the zip: as in archives that are made to unfold
/// without end, or from which something is cut out.
fn refuse_overlapping(mut places: Vec<(u64, u64, usize)>, end: u64, inside: &mut [Waiting]) {
    places.sort_unstable();
    let nexts = places.iter().skip(1).map(|(begin, ..)| *begin).chain([end]);
    for ((_, end, index), next) in places.iter().zip(nexts) {
        if *end > next
            && let Waiting::Content(Member { name, .. }) = &inside[*index]
        {
            inside[*index] = failed(name.clone(), "is damaged: it reaches into what follows it in the zip");
        }
    }
}

/// The contents of a tar. Where it is cut or damaged, what comes before that is there.
pub(super) fn tar(member: Member) -> io::Result<Vec<Waiting>> {
    let content = member.content.plain()?;
    let mut archive = tar::Archive::new(content.section_reader());
    let (mut inside, mut end) = (Vec::new(), 0);
    for entry in archive.entries_with_seek()? {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                inside.push(failed(member.name, format!("is cut or damaged behind byte {end}: {error}")));
                return Ok(inside);
            }
        };
        check_number(&member, inside.len())?;
        let inner = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let name = format!("{}/{inner}", member.name);
        let (start, size) = (entry.raw_file_position(), entry.size());
        end = start.saturating_add(size).checked_next_multiple_of(TAR_BLOCK).unwrap_or(u64::MAX);
        let kind = entry.header().entry_type();
        if kind.is_dir() || kind.is_pax_global_extensions() {
            continue;
        }
        if !kind.is_file() && !kind.is_contiguous() {
            let reason = "no plain file in a tar".to_owned();
            inside.push(Waiting::Found(Found::Skipped { name, reason }));
            continue;
        }
        if start.saturating_add(size) > content.stored_bytes() {
            let there = content.stored_bytes().saturating_sub(start);
            inside.push(failed(name, format!("is cut: {there} of its {size} bytes are in the archive")));
            continue;
        }
        let changed = entry.header().mtime().ok().and_then(|time| from_epoch(i64::try_from(time).ok()?, 0));
        let content = content.section(start, size);
        inside.push(inner_member(&member, name, &inner, changed.or(member.modified), content));
    }
    if !ends_whole(&content, end)? {
        let reason = "is cut: it does not end as a tar does, so that contents may be missing";
        inside.push(failed(member.name, reason));
    }
    Ok(inside)
}

/// The size of what a tar consists of.
const TAR_BLOCK: u64 = 512;

/// Whether the block of zeros is there that ends a tar. There should be two, but one is common and enough to know that
/// nothing is missing.
fn ends_whole(content: &Content, end: u64) -> io::Result<bool> {
    let mut block = Vec::new();
    let length = content.stored_bytes().saturating_sub(end).min(TAR_BLOCK);
    content.section(end, length).open()?.read_to_end(&mut block)?;
    Ok(block.len() as u64 == TAR_BLOCK && block.iter().all(|b| *b == 0))
}

fn failed(name: String, reason: impl Into<String>) -> Waiting {
    Waiting::Found(Found::Failed { name, error: io::Error::other(reason.into()) })
}

fn check_number(member: &Member, number: usize) -> io::Result<()> {
    let limit = member.guard.limits().entries;
    if number > limit {
        return Err(io::Error::other(format!("has more than {limit} contents: unpack it")));
    }
    Ok(())
}

/// A content of an archive. Its name may be anything: it is shown, and never opened.
fn inner_member(archive: &Member, name: String, inner: &str, modified: Option<i64>, content: Content) -> Waiting {
    if let Some(reason) = inner.split(['/', '\\']).find_map(left_out) {
        return Waiting::Found(Found::Skipped { name, reason: reason.to_owned() });
    }
    if inner.split(['/', '\\']).any(|part| part == "..") || Path::new(inner).is_absolute() {
        return failed(name, "has a path that leads out of its archive");
    }
    let (path, depth, guard) = (PathBuf::from(inner), archive.depth + 1, archive.guard.clone());
    Waiting::Content(Member { name, path, modified, content, depth, guard })
}
