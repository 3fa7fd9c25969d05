//! What makes a content the same as another one.

use std::io::{self, Read};

use lurcher_engine::execution::Cancellation;
use sha2::{Digest, Sha256};

/// How much is read at a time.
const BLOCK: usize = 1 << 18;

/// A content, as it is known again.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::commands) struct Fingerprint {
    /// The SHA-256 of its bytes, in hexadecimal.
    pub(in crate::commands) sha256: String,
    /// How many bytes it has.
    pub(super) bytes: u64,
}

/// Reads a content to its end. `None` where somebody stopped it.
pub(in crate::commands) fn fingerprint(mut content: impl Read, stop: &Cancellation) -> io::Result<Option<Fingerprint>> {
    let mut counted = Counted::default();
    let mut block = vec![0; BLOCK];
    loop {
        if stop.reason().is_some() {
            return Ok(None);
        }
        match content.read(&mut block) {
            Ok(0) => return Ok(Some(counted.finish())),
            Ok(count) => counted.add(&block[..count]),
            Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
}

/// A fingerprint that is being made.
#[derive(Default)]
pub(super) struct Counted {
    hash: Sha256,
    bytes: u64,
}

impl Counted {
    /// Adds what was read.
    pub(super) fn add(&mut self, bytes: &[u8]) {
        self.hash.update(bytes);
        self.bytes += bytes.len() as u64;
    }

    /// The fingerprint of all that was read.
    pub(super) fn finish(self) -> Fingerprint {
        let sha256 = self.hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
        Fingerprint { sha256, bytes: self.bytes }
    }
}
