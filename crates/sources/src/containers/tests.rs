//! Archives made on the spot, good and hostile.

use std::fs;
use std::io::{Read, Write};

use super::*;

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("writes");
    encoder.finish().expect("writes")
}

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    for (index, (name, bytes)) in files.iter().enumerate() {
        let method = if index % 2 == 0 { zip::CompressionMethod::Deflated } else { zip::CompressionMethod::Stored };
        let options = zip::write::SimpleFileOptions::default().compression_method(method);
        writer.start_file(*name, options).expect("writes");
        writer.write_all(bytes).expect("writes");
    }
    writer.finish().expect("writes").into_inner()
}

fn tar(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mtime(1_768_471_872);
        // As a hostile program writes it: the builder would refuse `..`.
        header.as_old_mut().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_cksum();
        builder.append(&header, *bytes).expect("writes");
    }
    builder.into_inner().expect("writes")
}

/// What is found under a path, relative to its folder: names, and contents or what is wrong.
fn found(path: &Path, limits: Limits) -> Vec<(String, String)> {
    let root = path.parent().expect("a folder").display().to_string();
    let short = |name: &str| name.strip_prefix(&root).unwrap_or(name).trim_start_matches('/').to_owned();
    let read = |entry: &Entry| {
        let mut text = String::new();
        match entry.open().and_then(|mut reader| reader.read_to_string(&mut text)) {
            Ok(_) => text,
            Err(error) => format!("! {error}"),
        }
    };
    find(path, limits)
        .map(|found| match found {
            Found::Log(entry) => {
                // It can be read more than once.
                assert_eq!(read(&entry), read(&entry));
                (
                    short(entry.name()),
                    format!("{}: {}", entry.path().file_name().expect("a name").display(), read(&entry)),
                )
            }
            Found::Skipped { name, reason } => (short(&name), format!("- {reason}")),
            Found::Failed { name, error } => (short(&name), format!("! {error}")),
        })
        .collect()
}

fn in_file(name: &str, bytes: &[u8], limits: Limits) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    fs::write(&path, bytes).expect("writes");
    found(&path, limits)
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(name, what)| ((*name).to_owned(), (*what).to_owned())).collect()
}

#[test]
fn folders_and_what_is_left_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path().join("evidence");
    fs::create_dir_all(root.join(".git")).expect("writes");
    fs::create_dir_all(root.join("b")).expect("writes");
    fs::write(root.join(".git/config"), "x").expect("writes");
    fs::write(root.join("b/2.log"), "two").expect("writes");
    fs::write(root.join("a.log.gz"), gz(b"one")).expect("writes");
    fs::write(root.join("._a.log"), "x").expect("writes");
    #[cfg(unix)]
    std::os::unix::fs::symlink("/", root.join("link")).expect("links");
    let mut expected = pairs(&[
        ("evidence/._a.log", "- what macOS adds to archives"),
        ("evidence/.git", "- a repository's own folder"),
        ("evidence/a.log.gz", "a.log: one"),
        ("evidence/b/2.log", "2.log: two"),
    ]);
    if cfg!(unix) {
        expected.push(("evidence/link".to_owned(), "- a symbolic link".to_owned()));
    }
    assert_eq!(found(&root, Limits::default()), expected);
}

#[test]
fn archives_in_each_other() {
    let inner = zip(&[("x/one.log", b"one"), ("two.log.gz", &gz(b"two")), ("__MACOSX/one.log", b"x"), ("._two", b"x")]);
    let bytes = gz(&tar(&[("logs/inner.zip", &inner), ("three.log", b"three")]));
    assert_eq!(
        in_file("all.tgz", &bytes, Limits::default()),
        pairs(&[
            ("all.tgz/logs/inner.zip/x/one.log", "one.log: one"),
            ("all.tgz/logs/inner.zip/two.log.gz", "two.log: two"),
            ("all.tgz/logs/inner.zip/__MACOSX/one.log", "- what macOS adds to archives"),
            ("all.tgz/logs/inner.zip/._two", "- what macOS adds to archives"),
            ("all.tgz/three.log", "three.log: three"),
        ])
    );
    let zstd = zstd::encode_all(&b"four"[..], 1).expect("packs");
    assert_eq!(in_file("four.zst", &zstd, Limits::default()), pairs(&[("four.zst", "four: four")]));
    // Gzip members behind each other are one content.
    let twice = [gz(b"one "), gz(b"two")].concat();
    assert_eq!(in_file("1.gz", &twice, Limits::default()), pairs(&[("1.gz", "1: one two")]));
}

#[test]
fn paths_that_lead_out() {
    let hostile = tar(&[("../../etc/passwd", b"x"), ("ok.log", b"ok"), ("/etc/passwd", b"x"), ("a\\..\\b", b"x")]);
    let out = "! has a path that leads out of its archive";
    assert_eq!(
        in_file("e.tar", &hostile, Limits::default()),
        pairs(&[
            ("e.tar/../../etc/passwd", out),
            ("e.tar/ok.log", "ok.log: ok"),
            ("e.tar//etc/passwd", out),
            ("e.tar/a\\..\\b", out),
        ])
    );
}

#[test]
fn bombs() {
    let limits = Limits { ratio: 10, free_bytes: 1_000, depth: 3, entries: 3, ..Limits::default() };
    let flat = gz(&vec![b'x'; 1_000_000]);
    let [(_, what)] = in_file("bomb.gz", &flat, limits).try_into().expect("one");
    assert!(what.contains("unfolds to more than"), "{what}");
    let nested = (0..5).fold(b"x".to_vec(), |inner, _| gz(&inner));
    let [(_, what)] = in_file("nested.gz", &nested, limits).try_into().expect("one");
    assert_eq!(what, "! is a container in more than 3 others: unpack it");
    let many = tar(&[("1", b"x"), ("2", b"x"), ("3", b"x"), ("4", b"x"), ("5", b"x")]);
    let [(_, what)] = in_file("many.tar", &many, limits).try_into().expect("one");
    assert_eq!(what, "! has more than 3 contents: unpack it");
}

#[test]
fn what_is_broken_or_not_read() {
    let whole = gz(&b"text ".repeat(1_000));
    let [(_, what)] = in_file("cut.gz", &whole[..whole.len() - 12], Limits::default()).try_into().expect("one");
    assert!(what.starts_with("cut: !") || what.starts_with("! "), "{what}");
    let whole = zip(&[("one.log", &b"one ".repeat(100))]);
    let [(_, what)] = in_file("cut.zip", &whole[..whole.len() / 2], Limits::default()).try_into().expect("one");
    assert!(what.starts_with("! "), "{what}");
    let xz = [0xFD, b'7', b'z', b'X', b'Z', 0, 0, 0];
    assert_eq!(
        in_file("a.xz", &xz, Limits::default()),
        pairs(&[("a.xz", "- is compressed by xz, which is not unpacked here: unpack it first")])
    );
    let document = zip(&[("[Content_Types].xml", b"<x/>"), ("_rels/.rels", b"<x/>"), ("word/document.xml", b"<x/>")]);
    assert_eq!(
        in_file("a.docx", &document, Limits::default()),
        pairs(&[("a.docx", "- a document or program in the form of a zip")])
    );
    assert_eq!(in_file("empty.log", b"", Limits::default()), pairs(&[("empty.log", "empty.log: ")]));
    let [(_, what)] = found(Path::new("/nowhere/at/all"), Limits::default()).try_into().expect("one");
    assert!(what.starts_with("! "), "{what}");
}

#[test]
fn times_of_contents() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.tar");
    fs::write(&path, tar(&[("1.log", b"x")])).expect("writes");
    let Some(Found::Log(entry)) = find(&path, Limits::default()).next() else { panic!("no content") };
    assert_eq!(entry.modified(), lurcher_symbols::values::datetime::parse("2026-01-15T10:11:12Z"));
    assert_eq!(entry.path(), Path::new("1.log"));
}

/// What is in an archive whose bytes were changed.
fn changed(name: &str, bytes: &[u8], change: impl FnOnce(&mut Vec<u8>)) -> Vec<(String, String)> {
    let mut bytes = bytes.to_vec();
    change(&mut bytes);
    in_file(name, &bytes, Limits::default())
}

#[test]
fn tars_that_are_cut() {
    // A header and two blocks for each, then the end's two blocks.
    let (one, two) = (b"1".repeat(1_000), b"2".repeat(1_000));
    let whole = tar(&[("1", &one), ("2", &two)]);
    let first = ("t.tar/1".to_owned(), format!("1: {}", "1".repeat(1_000)));
    let second = ("t.tar/2".to_owned(), format!("2: {}", "2".repeat(1_000)));
    let cut =
        ("t.tar".to_owned(), "! is cut: it does not end as a tar does, so that contents may be missing".to_owned());
    let cut_at = |end: usize| changed("t.tar", &whole, |bytes| bytes.truncate(end));
    let in_the_first = ("t.tar/1".to_owned(), "! is cut: 488 of its 1000 bytes are in the archive".to_owned());
    assert_eq!(cut_at(1_000), [in_the_first, cut.clone()]);
    assert_eq!(cut_at(1_536), [first.clone(), cut.clone()]);
    assert_eq!(cut_at(3_072), [first.clone(), second.clone(), cut]);
    assert_eq!(cut_at(3_584), [first.clone(), second]);
    let [kept, (name, what)] = cut_at(1_600).try_into().expect("two");
    assert!(kept == first && name == "t.tar" && what.starts_with("! is cut or damaged behind byte 1536"), "{what}");
    let [kept, (_, what)] = changed("t.tar", &whole, |bytes| bytes[1_540] ^= 1).try_into().expect("two");
    assert!(kept == first && what.starts_with("! is cut or damaged behind byte 1536"), "{what}");
}

/// Whatever is changed of an entry's bytes shows at its end.
#[test]
fn zips_that_are_damaged() {
    let text = (0..2_000_u32).flat_map(|i| format!("{} ", i * i).into_bytes()).collect::<Vec<u8>>();
    let whole = zip(&[("deflated", &text), ("stored", &text)]);
    let is_refused = |name: &str, found: Vec<(String, String)>| {
        let (_, what) = found.iter().find(|(found, _)| found == name).expect("is told");
        what.contains("! ")
    };
    assert!(!is_refused("z.zip/deflated", in_file("z.zip", &whole, Limits::default())));
    let stored = whole.len() - 200 - text.len();
    for at in (50..stored - 100).step_by(97) {
        let found = changed("z.zip", &whole, |bytes| bytes[at] ^= 4);
        assert!(is_refused("z.zip/deflated", found), "{at}");
    }
    for at in [stored + 100, stored + 5_000] {
        assert!(is_refused("z.zip/stored", changed("z.zip", &whole, |bytes| bytes[at] ^= 1)), "{at}");
    }
    // The sizes in the zip's list of its entries, which is at its end.
    let entry = memchr::memmem::find(&whole, b"PK\x01\x02").expect("a list");
    for size in [20, 24] {
        let found = changed("z.zip", &whole, |bytes| bytes[entry + size] ^= 1);
        assert!(is_refused("z.zip/deflated", found), "{size}");
        let found = changed("z.zip", &whole, |bytes| bytes[entry + size + 2] ^= 1);
        assert!(is_refused("z.zip/deflated", found), "{size}");
    }
    let [(_, what), _] = changed("z.zip", &whole, |bytes| bytes[entry + 22] ^= 1).try_into().expect("two");
    assert_eq!(what, "! is damaged: it reaches into what follows it in the zip");
}

#[test]
fn logs_that_are_packed_like_documents() {
    let zip_of = |names: &[&str]| {
        let files: Vec<(&str, &[u8])> = names.iter().map(|name| (*name, &b"x"[..])).collect();
        in_file("a.zip", &zip(&files), Limits::default()).len()
    };
    for names in [&["mimetype", "1.log"][..], &["[Content_Types].xml", "1.log"], &["META-INF/MANIFEST.MF", "1.log"]] {
        assert_eq!(zip_of(names), 2, "{names:?}");
    }
    for names in [
        &["mimetype", "META-INF/manifest.xml", "content.xml"][..],
        &["mimetype", "META-INF/container.xml", "1.xhtml"],
        &["META-INF/MANIFEST.MF", "A.class"],
        &["AndroidManifest.xml", "classes.dex"],
    ] {
        assert_eq!(zip_of(names), 1, "{names:?}");
    }
}

/// As gzip reads them: zeros behind a member are nothing, other bytes are damage.
#[test]
fn what_follows_a_gzip() {
    let padded = [gz(b"one "), vec![0; 20_000], gz(b"two"), vec![0; 3]].concat();
    assert_eq!(in_file("1.gz", &padded, Limits::default()), pairs(&[("1.gz", "1: one two")]));
    let [(_, what)] =
        in_file("1.gz", &[gz(b"one "), b"junk".to_vec()].concat(), Limits::default()).try_into().expect("one");
    assert!(what.contains("! "), "{what}");
}
