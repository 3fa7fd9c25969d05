//! An entry of a zip, checked at its end against what the zip says of it.

use std::io::{self, BufReader, Read};

use flate2::Crc;
use flate2::read::DeflateDecoder;

/// What a zip says of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) is_deflated: bool,
    /// How many bytes are stored.
    pub(super) stored: u64,
    /// How many bytes it has.
    pub(super) size: u64,
    /// Their checksum.
    pub(super) crc: u32,
}

/// Reads an entry; where it is not what the zip says, the end is an error.
pub(super) struct ZipEntry<R> {
    bytes: Bytes<R>,
    told: Told,
    size: u64,
    crc: Crc,
}

enum Bytes<R> {
    Stored(R),
    Deflated(Box<DeflateDecoder<BufReader<R>>>),
}

impl<R: Read> ZipEntry<R> {
    pub(super) fn new(reader: R, told: Told) -> Self {
        let bytes = match told.is_deflated {
            true => Bytes::Deflated(Box::new(DeflateDecoder::new(BufReader::new(reader)))),
            false => Bytes::Stored(reader),
        };
        Self { bytes, told, size: 0, crc: Crc::new() }
    }

    /// What is wrong, now that there is no more.
    fn check(&self) -> io::Result<()> {
        let Told { stored, size, crc, .. } = self.told;
        let taken = match &self.bytes {
            Bytes::Stored(_) => self.size,
            Bytes::Deflated(decoder) => decoder.total_in(),
        };
        let wrong = |what: String| {
            let message =
                format!("is damaged: {what}; take a copy that is whole, or unpack it with a tool that repairs");
            Err(io::Error::new(io::ErrorKind::InvalidData, message))
        };
        if self.size != size {
            return wrong(format!("it has {} bytes, and the zip says {size}", self.size));
        }
        if taken != stored {
            return wrong(format!("it is stored in {taken} bytes, and the zip says {stored}"));
        }
        if self.crc.sum() != crc {
            return wrong("its checksum does not fit".to_owned());
        }
        Ok(())
    }
}

impl<R: Read> Read for ZipEntry<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = match &mut self.bytes {
            Bytes::Stored(reader) => reader.read(into)?,
            Bytes::Deflated(decoder) => decoder.read(into)?,
        };
        if read == 0 && !into.is_empty() {
            self.check()?;
        }
        self.size += read as u64;
        self.crc.update(&into[..read]);
        Ok(read)
    }
}
