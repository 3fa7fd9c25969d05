//! The promises of `docs/security.md`: hostile queries, hostile content, hostile evidence.

#[path = "../support/mod.rs"]
mod support;

mod bounds;
mod documented;
mod network;
#[cfg(unix)]
mod paths;
mod screens;
#[cfg(unix)]
mod temporary;
