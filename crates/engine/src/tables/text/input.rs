//! A text file as a stream of UTF-8: decompressed, decoded by its byte order mark.

use std::fmt;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::sync::Arc;

use encoding_rs::{CoderResult, Decoder, UTF_16BE, UTF_16LE};
use flate2::read::MultiGzDecoder;
use lurcher_functions::allowance::allowed;

use crate::tables::reading::{CountedFile, Reading};
use crate::tables::{DataError, open_file};
use crate::workspace::{Compression, TableFile};

/// How many bytes are read at a time.
pub(super) const BUFFER: usize = 256 * 1024;

/// A text file to read once from front to back.
pub(crate) type Input = Box<dyn BufRead + Send>;

/// Opens a file. What cannot be UTF-8 without a byte order mark is refused here; other bytes that are not UTF-8 are
/// found by the readers, which know the line.
pub(crate) fn open(file: &TableFile) -> Result<Input, DataError> {
    open_counted(file, &Arc::default())
}

/// As [`open`]; what is read is counted.
pub(crate) fn open_counted(file: &TableFile, reading: &Arc<Reading>) -> Result<Input, DataError> {
    let raw = CountedFile::new(open_file(&file.path)?, Arc::clone(reading));
    decode(file, Box::new(raw.map_err(|e| DataError::io(&file.path, &e))?))
}

/// The text of bytes that `file` names, wherever they come from.
pub(crate) fn decode(file: &TableFile, raw: Box<dyn Read + Send>) -> Result<Input, DataError> {
    let error = |e: io::Error| DataError::io(&file.path, &e);
    let mut bytes: Box<dyn Read + Send> = match file.compression {
        Compression::None => raw,
        Compression::Gzip => Box::new(MultiGzDecoder::new(BufReader::new(raw))),
        Compression::Zstd => Box::new(zstd::stream::Decoder::new(raw).map_err(error)?),
    };
    let mut head = Vec::with_capacity(4);
    bytes.by_ref().take(4).read_to_end(&mut head).map_err(|e| broken(file, &e))?;
    let (mark, encoding) = match &head[..] {
        [0xFF, 0xFE, 0, 0] | [0, 0, 0xFE, 0xFF] => return Err(not_utf8(file).at_line(1)),
        [0xEF, 0xBB, 0xBF, ..] => (3, None),
        [0xFF, 0xFE, ..] => (2, Some(UTF_16LE)),
        [0xFE, 0xFF, ..] => (2, Some(UTF_16BE)),
        head if head.contains(&0) => return Err(not_utf8(file).at_line(1)),
        _ => (0, None),
    };
    let rest = Cursor::new(head.split_off(mark)).chain(bytes);
    Ok(match encoding {
        None => Box::new(BufReader::with_capacity(BUFFER, rest)),
        Some(encoding) => {
            let decoder = encoding.new_decoder_without_bom_handling();
            Box::new(BufReader::with_capacity(BUFFER, Decoded::new(rest, decoder)))
        }
    })
}

/// What went wrong while a file was read.
pub(super) fn broken(file: &TableFile, error: &io::Error) -> DataError {
    if file.compression != Compression::None && error.kind() != io::ErrorKind::PermissionDenied {
        return match error.kind() {
            io::ErrorKind::UnexpectedEof => DataError::io(&file.path, error),
            _ => DataError::new(&file.path, format!("is not what its ending says, or is damaged: {error}"))
                .with_help("compress it again"),
        };
    }
    DataError::io(&file.path, error)
}

/// Bytes that are not UTF-8, or an encoding that we do not read.
pub(super) fn not_utf8(file: &TableFile) -> DataError {
    DataError::new(&file.path, "is not UTF-8 text").with_help("save it as UTF-8, or as UTF-16 with a byte order mark")
}

/// A record that does not end: a file of another kind, a quote that is not closed, or an attack.
pub(super) fn too_long(file: &TableFile, line: u64) -> DataError {
    let message = format!("the record that begins here is longer than {} MB", allowed() >> 20);
    let help = "the file has no line ends, or a quote is missing; --memory-limit allows longer ones";
    DataError::new(&file.path, message).at_line(line).with_help(help)
}

/// The most columns that a table is read with: beyond it, keys are data.
const MAX_COLUMNS: usize = 10_000;

/// Whether a file with so many columns is read.
pub(super) fn check_columns(file: &TableFile, columns: usize, line: u64) -> Result<(), DataError> {
    if columns <= MAX_COLUMNS {
        return Ok(());
    }
    let message = format!("has more than {MAX_COLUMNS} columns");
    Err(DataError::new(&file.path, message).at_line(line).with_help("make rows of them, or one bag"))
}

/// Ends a record that does not end, for readers that look for its end themselves.
pub(super) struct Bounded<R> {
    /// What is read.
    pub(super) input: R,
    left: usize,
}

/// What [`Bounded`] says.
#[derive(Debug)]
struct EndlessRecord;

impl fmt::Display for EndlessRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the record is too long")
    }
}

impl std::error::Error for EndlessRecord {}

impl<R: Read> Bounded<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, left: allowed() }
    }

    /// A new record begins. What its reader has read ahead does not count.
    pub(super) fn begin_record(&mut self) {
        self.left = allowed();
    }

    /// Whether an error is that of a record that does not end.
    pub(super) fn is_endless(error: &io::Error) -> bool {
        error.get_ref().is_some_and(|inner| inner.is::<EndlessRecord>())
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.left = self.left.checked_sub(count).ok_or_else(|| io::Error::other(EndlessRecord))?;
        Ok(count)
    }
}

/// UTF-16 as UTF-8.
struct Decoded<R> {
    bytes: R,
    decoder: Decoder,
    /// Bytes read and not yet decoded.
    input: Vec<u8>,
    /// Text decoded and not yet given out, from `given` on.
    text: String,
    given: usize,
    ended: bool,
}

impl<R: Read> Decoded<R> {
    fn new(bytes: R, decoder: Decoder) -> Self {
        Self { bytes, decoder, input: Vec::new(), text: String::new(), given: 0, ended: false }
    }

    fn decode_more(&mut self) -> io::Result<()> {
        let before = self.input.len();
        self.bytes.by_ref().take(BUFFER as u64).read_to_end(&mut self.input)?;
        self.ended = self.input.len() == before;
        self.text.clear();
        self.given = 0;
        self.text.reserve(self.decoder.max_utf8_buffer_length(self.input.len()).unwrap_or(BUFFER));
        let (result, used, replaced) = self.decoder.decode_to_string(&self.input, &mut self.text, self.ended);
        self.input.drain(..used);
        if replaced {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "half a surrogate pair in UTF-16 text"));
        }
        match result {
            CoderResult::InputEmpty => Ok(()),
            CoderResult::OutputFull => Err(io::Error::other("the decoder asks for more than it said")),
        }
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.given == self.text.len() {
            if self.ended {
                return Ok(0);
            }
            self.decode_more()?;
        }
        let left = &self.text.as_bytes()[self.given..];
        let count = left.len().min(buffer.len());
        buffer[..count].copy_from_slice(&left[..count]);
        self.given += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use super::*;
    use crate::workspace::FileFormat;

    fn read(name: &str, bytes: &[u8], compression: Compression) -> Result<String, String> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        let file = TableFile { path, format: FileFormat::Csv, compression };
        let mut text = String::new();
        let mut input = open(&file).map_err(|e| e.to_string())?;
        input.read_to_string(&mut text).map_err(|e| broken(&file, &e).to_string())?;
        Ok(text)
    }

    #[test]
    fn byte_order_marks() {
        let text = "a,é😀\n1,2\n";
        let utf16: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = [0xFF, 0xFE].into_iter().chain(utf16.iter().flat_map(|u| u.to_le_bytes())).collect();
        let big: Vec<u8> = [0xFE, 0xFF].into_iter().chain(utf16.iter().flat_map(|u| u.to_be_bytes())).collect();
        for bytes in [text.as_bytes(), &[&[0xEF, 0xBB, 0xBF], text.as_bytes()].concat(), &little, &big] {
            assert_eq!(read("t.csv", bytes, Compression::None).as_deref(), Ok(text));
        }
        assert_eq!(read("t.csv", b"", Compression::None).as_deref(), Ok(""));
    }

    #[test]
    fn a_long_utf16_file() {
        let text = "zwölf Boxkämpfer 😀 jagen\n".repeat(50_000);
        let bytes: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        assert_eq!(read("t.csv", &bytes, Compression::None).as_deref(), Ok(&*text));
    }

    #[test]
    fn utf16_without_a_mark_is_refused() {
        let error = read("t.csv", b"a\0,\0b\0", Compression::None).unwrap_err();
        assert!(error.contains("t.csv:1: is not UTF-8 text (save it as UTF-8"), "{error}");
    }

    #[test]
    fn compressed_streams() {
        let text = "a,b\n".repeat(10_000);
        let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gz.write_all(text.as_bytes()).unwrap();
        let gz = gz.finish().unwrap();
        let zst = zstd::encode_all(text.as_bytes(), 1).unwrap();
        assert_eq!(read("t.csv.gz", &gz, Compression::Gzip).as_deref(), Ok(&*text));
        assert_eq!(read("t.csv.zst", &zst, Compression::Zstd).as_deref(), Ok(&*text));
        for (name, bytes, compression) in
            [("t.gz", &gz[..gz.len() - 12], Compression::Gzip), ("t.zst", &zst[..zst.len() - 6], Compression::Zstd)]
        {
            let error = read(name, bytes, compression).unwrap_err();
            assert!(error.contains("breaks off in the middle of its data"), "{error}");
        }
        let error = read("t.gz", b"plain text", Compression::Gzip).unwrap_err();
        assert!(error.contains("is not what its ending says"), "{error}");
    }
}
