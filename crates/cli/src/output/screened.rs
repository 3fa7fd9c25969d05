//! Output that cannot steer the terminal that it goes to.

use std::io::{self, Write};

use lurcher_diagnostics::is_unshowable;

/// Shows what steers a terminal, or hides, as escapes; line breaks and tabs stay. What is no UTF-8 is replaced.
pub(super) struct Screened<W: Write> {
    out: W,
    /// The beginning of a character whose end has not come yet.
    begun: Vec<u8>,
}

impl<W: Write> Screened<W> {
    pub(super) fn new(out: W) -> Self {
        Self { out, begun: Vec::new() }
    }
}

impl<W: Write> Write for Screened<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.begun.extend_from_slice(bytes);
        let whole = match std::str::from_utf8(&self.begun) {
            Err(e) if e.error_len().is_none() => e.valid_up_to(),
            Ok(_) | Err(_) => self.begun.len(),
        };
        let rest = self.begun.split_off(whole);
        let text = String::from_utf8_lossy(&self.begun);
        let mut shown = String::with_capacity(text.len());
        for c in text.chars() {
            match c {
                '\n' | '\t' => shown.push(c),
                c if is_unshowable(c) => shown.extend(c.escape_default()),
                c => shown.push(c),
            }
        }
        self.out.write_all(shown.as_bytes())?;
        self.begun = rest;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_may_come_in_parts() {
        let text = "é日\u{1b}[31m\u{9b}2J\r\n\ta\u{202e}b\n";
        for size in 1..8 {
            let mut out = Vec::new();
            let mut screened = Screened::new(&mut out);
            text.as_bytes().chunks(size).for_each(|part| screened.write_all(part).unwrap());
            assert_eq!(String::from_utf8(out).unwrap(), "é日\\u{1b}[31m\\u{9b}2J\\r\n\ta\\u{202e}b\n", "{size}");
        }
    }
}
