//! Archives: their contents are sections of a file.

use std::io;
use std::path::{Path, PathBuf};

use zip::{CompressionMethod, ZipArchive};

use super::content::Layer;
use super::folder::left_out;
use super::{Found, Member, Waiting};
use crate::time::{Stamp, Zone, from_epoch};

/// The contents of a zip.
pub(super) fn zip(member: Member) -> io::Result<Vec<Waiting>> {
    let content = member.content.plain()?;
    let mut archive = ZipArchive::new(content.section_reader())?;
    check_number(&member, archive.len())?;
    // Documents and programs are zips too.
    let is_other = ["[Content_Types].xml", "META-INF/MANIFEST.MF", "AndroidManifest.xml", "mimetype"];
    if is_other.iter().any(|name| archive.index_for_name(name).is_some()) {
        let reason = "a document or program in the form of a zip".to_owned();
        return Ok(vec![Waiting::Found(Found::Skipped { name: member.name, reason })]);
    }
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
        let method = entry.compression();
        let layer = match method {
            CompressionMethod::Stored => Ok(None),
            CompressionMethod::Deflated => Ok(Some(Layer::Deflate)),
            method => Err(format!("is compressed by {method}, which is not unpacked here")),
        };
        let layer = if entry.encrypted() { Err("is encrypted".to_owned()) } else { layer };
        let Some(start) = entry.data_start() else {
            let error = io::Error::other("does not say where it begins");
            inside.push(Waiting::Found(Found::Failed { name, error }));
            continue;
        };
        let section = content.section(start, entry.compressed_size());
        let modified = entry.last_modified().and_then(|time| {
            let clock = (i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60 + i64::from(time.second()))
                * lurcher_symbols::values::timespan::TICKS_PER_SECOND;
            let year = Some(i32::from(time.year()));
            Stamp { year, month: time.month().into(), day: time.day().into(), clock, ahead: None }
                .ticks(Zone::Utc, None)
        });
        inside.push(match layer {
            Ok(layer) => {
                let content = layer.map_or_else(|| section.clone(), |layer| section.unpacked(layer, &member.guard));
                inner_member(&member, name, &inner, modified.or(member.modified), content)
            }
            Err(reason) => Waiting::Found(Found::Failed { name, error: io::Error::other(reason) }),
        });
    }
    Ok(inside)
}

/// The contents of a tar.
pub(super) fn tar(member: Member) -> io::Result<Vec<Waiting>> {
    let content = member.content.plain()?;
    let mut archive = tar::Archive::new(content.section_reader());
    let mut inside = Vec::new();
    for entry in archive.entries_with_seek()? {
        let entry = entry?;
        check_number(&member, inside.len())?;
        let inner = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
        let name = format!("{}/{inner}", member.name);
        let kind = entry.header().entry_type();
        if kind.is_dir() || kind.is_pax_global_extensions() {
            continue;
        }
        if !kind.is_file() && !kind.is_contiguous() {
            let reason = "no plain file in a tar".to_owned();
            inside.push(Waiting::Found(Found::Skipped { name, reason }));
            continue;
        }
        let changed = entry.header().mtime().ok().and_then(|time| from_epoch(i64::try_from(time).ok()?, 0));
        let content = content.section(entry.raw_file_position(), entry.size());
        inside.push(inner_member(&member, name, &inner, changed.or(member.modified), content));
    }
    Ok(inside)
}

fn check_number(member: &Member, number: usize) -> io::Result<()> {
    let limit = member.guard.limits().entries;
    if number > limit {
        return Err(io::Error::other(format!("has more than {limit} contents: unpack it")));
    }
    Ok(())
}

/// A content of an archive. Its name may be anything: it is shown, and never opened.
fn inner_member(
    archive: &Member,
    name: String,
    inner: &str,
    modified: Option<i64>,
    content: super::content::Content,
) -> Waiting {
    if let Some(reason) = inner.split(['/', '\\']).find_map(left_out) {
        return Waiting::Found(Found::Skipped { name, reason: reason.to_owned() });
    }
    if inner.split(['/', '\\']).any(|part| part == "..") || Path::new(inner).is_absolute() {
        let error = io::Error::other("has a path that leads out of its archive");
        return Waiting::Found(Found::Failed { name, error });
    }
    let (path, depth, guard) = (PathBuf::from(inner), archive.depth + 1, archive.guard.clone());
    Waiting::Content(Member { name, path, modified, content, depth, guard })
}
