//! What fails outside of the program: disks that are full, files that are not what they should be.
#![cfg(unix)]

#[path = "../support/mod.rs"]
mod support;

mod disks;
mod files;
