//! What a query may use of the machine: time, memory, and what happens when it wants more.

#[path = "../support/mod.rs"]
mod support;

mod memory;
mod time;
