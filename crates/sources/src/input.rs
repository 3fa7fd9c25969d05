//! An input that is about to be read.

use std::fmt;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::{SourceError, text};

/// Opens a content anew.
type Open = Arc<dyn Fn() -> io::Result<Box<dyn Read + Send>> + Send + Sync>;

/// The bytes of a log, out of every container, and what is known about them.
pub struct Input {
    pub(crate) name: String,
    pub(crate) path: Option<PathBuf>,
    place: Option<PathBuf>,
    pub(crate) modified: Option<i64>,
    pub(crate) live: bool,
    content: Content,
}

enum Content {
    Stream(Box<dyn Read + Send>),
    Reopening(Open),
}

impl Input {
    /// A content that can be opened more than once; `name` is how messages call it.
    pub fn new(
        name: impl Into<String>,
        open: impl Fn() -> io::Result<Box<dyn Read + Send>> + Send + Sync + 'static,
    ) -> Self {
        Self {
            name: name.into(),
            path: None,
            place: None,
            modified: None,
            live: false,
            content: Content::Reopening(Arc::new(open)),
        }
    }

    /// Bytes in memory.
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Arc<[u8]>>) -> Self {
        let bytes: Arc<[u8]> = bytes.into();
        Self::new(name, move || Ok(Box::new(io::Cursor::new(Arc::clone(&bytes)))))
    }

    /// A stream, which can be read once. What it gives is handed on within a second, without waiting for more.
    pub fn stream(name: impl Into<String>, stream: impl Read + Send + 'static) -> Self {
        let content = Content::Stream(Box::new(stream));
        Self { name: name.into(), path: None, place: None, modified: None, live: true, content }
    }

    /// A stream, which can be read once, to its end: nobody waits for what it gave so far.
    pub fn ending_stream(name: impl Into<String>, stream: impl Read + Send + 'static) -> Self {
        Self { live: false, ..Self::stream(name, stream) }
    }

    /// With the path whose file name tells what the content does not.
    pub fn with_path(mut self, path: impl Into<PathBuf>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// With the file on the disk that it is, beside which others may belong to it.
    pub(crate) fn with_place(mut self, place: Option<PathBuf>) -> Self {
        self.place = place;
        self
    }

    /// The file on the disk that it is, if it is no part of one.
    pub(crate) fn place(&self) -> Option<&Path> {
        self.place.as_deref()
    }

    /// With the time of the last change, in ticks, which tells the year of times that have none.
    pub fn with_modified(mut self, ticks: Option<i64>) -> Self {
        self.modified = ticks;
        self
    }

    /// How messages call it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether the content begins with JSON, of a format that has other forms too.
    pub(crate) fn begins_with_json(&mut self) -> Result<bool, SourceError> {
        self.head().map_err(|error| SourceError::Read { name: self.name.clone(), offset: 0, error })
    }

    fn head(&mut self) -> io::Result<bool> {
        if let Content::Reopening(open) = &self.content {
            let mut head = Vec::new();
            text::utf8(open()?)?.take(512).read_to_end(&mut head)?;
            return Ok(is_json(&head));
        }
        // What is taken from a stream is put in front of it again.
        let nothing = Content::Stream(Box::new(io::empty()));
        let Content::Stream(mut stream) = std::mem::replace(&mut self.content, nothing) else { return Ok(false) };
        let mut head = Vec::new();
        let mut block = [0; 64];
        while head.trim_ascii_start().is_empty() {
            match stream.read(&mut block)? {
                0 => break,
                read => head.extend_from_slice(&block[..read]),
            }
        }
        let is_json = is_json(head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head));
        self.content = Content::Stream(Box::new(io::Cursor::new(head).chain(stream)));
        Ok(is_json)
    }

    /// The file name, without folders.
    pub(crate) fn file_name(&self) -> &str {
        self.path.as_deref().and_then(Path::file_name).and_then(|name| name.to_str()).unwrap_or_default()
    }

    /// Another reader from the beginning, of a content that has one.
    pub(crate) fn reopen(&self) -> io::Result<Option<Box<dyn Read + Send>>> {
        match &self.content {
            Content::Stream(_) => Ok(None),
            Content::Reopening(open) => open().map(Some),
        }
    }

    /// The reader.
    pub(crate) fn open(self) -> io::Result<Box<dyn Read + Send>> {
        match self.content {
            Content::Stream(stream) => Ok(stream),
            Content::Reopening(open) => open(),
        }
    }
}

fn is_json(head: &[u8]) -> bool {
    matches!(head.trim_ascii_start().first(), Some(b'{' | b'['))
}

impl fmt::Debug for Input {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Input").field("name", &self.name).field("path", &self.path).finish_non_exhaustive()
    }
}
