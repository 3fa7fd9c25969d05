//! Why a command ends early, and with which exit code.

use std::io;

use lurcher_render::RenderError;

/// Why a command ends early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// A query or a test failed, and the user has been told.
    Reported,
    /// Something failed, and this is what to tell.
    Message(String),
    /// The command line asks for what cannot be.
    Usage(String),
    /// Somebody pressed Ctrl-C.
    Interrupted,
    /// Whoever reads the output has seen enough.
    ClosedPipe,
}

impl From<RenderError> for Failure {
    fn from(e: RenderError) -> Self {
        if e.is_closed_pipe() { Failure::ClosedPipe } else { Failure::Message(e.to_string()) }
    }
}

impl From<io::Error> for Failure {
    fn from(e: io::Error) -> Self {
        RenderError::Io(e).into()
    }
}
