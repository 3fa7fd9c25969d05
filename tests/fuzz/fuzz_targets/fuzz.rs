//! The target that `LURCHER_FUZZ` names, for libFuzzer. One program has all of them, so that DataFusion is linked once.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use lurcher_testing::fuzz::{Target, target};

static TARGET: LazyLock<&'static Target> = LazyLock::new(|| {
    let name = std::env::var("LURCHER_FUZZ").expect("LURCHER_FUZZ names a target");
    target(&name).unwrap_or_else(|| panic!("there is no target '{name}'"))
});

fuzz_target!(|bytes: &[u8]| (TARGET.run)(&[bytes]));
