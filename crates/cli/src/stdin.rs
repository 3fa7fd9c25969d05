//! Standard input as a table: `cat x.json | lurcher query 'stdin | count'`.

use std::io::{self, IsTerminal, Read, Write};

use lurcher_diagnostics::SourceId;
use lurcher_engine::Session;
use lurcher_engine::tables::begins_a_raw_log;
use lurcher_sources::HEAD_BYTES;
use lurcher_syntax::{TokenKind, tokenize};

use crate::failure::Failure;
use crate::report;
use crate::temporary::Temporary;

/// What the table is called.
const NAME: &str = "stdin";
/// How much of the data tells its format.
const HEAD: usize = HEAD_BYTES;

/// Keeps the data of the table `stdin` while it lives.
pub(crate) struct Spool(
    #[expect(dead_code, reason = "it is held, not read: the file is deleted with it")] Option<Temporary>,
);

/// Reads standard input into a table where the query names it. Data may be scanned more than once, so it goes through a
/// file.
pub(crate) fn spool(session: &Session, query: &str) -> Result<Spool, Failure> {
    let (tokens, _) = tokenize(query, SourceId::default());
    let named = tokens.iter().any(|t| t.kind == TokenKind::Word && &query[t.span.range()] == NAME);
    if !named || io::stdin().is_terminal() {
        return Ok(Spool(None));
    }
    let mut stdin = io::stdin().lock();
    let mut head = Vec::with_capacity(HEAD);
    stdin.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
    if matches!(head.as_slice(), [0x1f, 0x8b, ..] | [0x28, 0xb5, 0x2f, 0xfd, ..]) {
        return Err(Failure::Message("standard input is compressed; unpack it first, with zcat or zstdcat".to_owned()));
    }
    let mut name = tempfile::Builder::new();
    let (mut file, spool) = Temporary::begin(name.prefix("lurcher-").suffix(ending(&head)), None)?;
    file.write_all(&head)?;
    io::copy(&mut stdin, &mut file)?;
    file.flush()?;
    let path = spool.path().to_string_lossy().into_owned();
    report::call(&path, "standard input");
    session.catalog().put_files(NAME, &path).map_err(|e| Failure::Message(e.to_string()))?;
    Ok(Spool(Some(spool)))
}

/// The ending that a file with such a beginning would have; a raw log has none.
fn ending(head: &[u8]) -> &'static str {
    match head {
        raw if begins_a_raw_log(raw) => "",
        [b'P', b'A', b'R', b'1', ..] => ".parquet",
        text => match text.trim_ascii_start().first() {
            Some(b'{' | b'[') => ".json",
            _ => ".csv",
        },
    }
}
