//! One file a format; the build lists them.

include!(concat!(env!("OUT_DIR"), "/formats.rs"));
