//! gzip and zlib. Kusto stores without compressing, so its output is the same for the same text everywhere.

use std::io::{Read, Result, Write};

use flate2::read::{MultiGzDecoder, ZlibDecoder};
use flate2::write::ZlibEncoder;
use flate2::{Compression, GzBuilder};

/// The operating system that Kusto names in the header: unknown.
const NO_SYSTEM: u8 = 255;

/// Where the header says how hard the compressor tried, which Kusto does not say.
const EXTRA_FLAGS: usize = 8;

/// How much a compressed text may grow, so that a few bytes cannot fill the memory.
const LIMIT: u64 = 1 << 28;

/// A gzip file.
pub fn gzip(bytes: &[u8]) -> Option<Vec<u8>> {
    let write = || -> Result<Vec<u8>> {
        let mut encoder = GzBuilder::new().operating_system(NO_SYSTEM).write(Vec::new(), Compression::none());
        encoder.write_all(bytes)?;
        encoder.finish()
    };
    let mut file = write().ok()?;
    *file.get_mut(EXTRA_FLAGS)? = 0;
    Some(file)
}

/// A zlib stream.
pub fn zlib(bytes: &[u8]) -> Option<Vec<u8>> {
    let write = || -> Result<Vec<u8>> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::none());
        encoder.write_all(bytes)?;
        encoder.finish()
    };
    write().ok()
}

/// The text in a gzip file.
pub fn ungzip(bytes: &[u8]) -> Option<String> {
    text(MultiGzDecoder::new(bytes))
}

/// The text in a zlib stream.
pub fn unzlib(bytes: &[u8]) -> Option<String> {
    text(ZlibDecoder::new(bytes))
}

fn text(stream: impl Read) -> Option<String> {
    let mut text = String::new();
    stream.take(LIMIT).read_to_string(&mut text).ok()?;
    Some(text)
}
