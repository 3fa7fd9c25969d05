//! The seven fields of a record, and its extension.

/// What stands before a CEF record, and the record's parts.
pub(crate) fn split(line: &str) -> Option<(&str, Record<'_>)> {
    let at = memchr::memmem::find(line.as_bytes(), b"CEF:")?;
    let mut rest = line[at + 4..].trim_start();
    let mut fields = [""; 7];
    for (index, field) in fields.iter_mut().enumerate() {
        let end = header_end(rest);
        // The severity ends the line where there is no extension.
        *field = rest.get(..end.unwrap_or(rest.len()))?;
        match end {
            Some(end) => rest = &rest[end + 1..],
            None if index == 6 => rest = "",
            None => return None,
        }
    }
    let is_version = !fields[0].is_empty() && fields[0].bytes().all(|b| b.is_ascii_digit() || b == b'.');
    is_version.then_some((&line[..at], Record { fields, extension: rest.trim() }))
}

/// A CEF record: version, vendor, product, version, class, name, severity, and the extension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Record<'a> {
    pub(super) fields: [&'a str; 7],
    pub(super) extension: &'a str,
}

/// The next pipe that is not escaped.
fn header_end(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut from = 0;
    loop {
        let at = from + memchr::memchr2(b'|', b'\\', &bytes[from..])?;
        if bytes[at] == b'|' {
            return Some(at);
        }
        from = (at + 2).min(bytes.len());
    }
}
