//! The documented tables, and how records of several formats become rows of them.

pub(crate) mod common_security_log;
pub(crate) mod documented;
pub(crate) mod syslog;
pub(crate) mod vpc_flow;
