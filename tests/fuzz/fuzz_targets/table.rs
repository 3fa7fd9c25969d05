//! Any bytes as the file of a table.

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| lurcher_fuzz::table(bytes));
