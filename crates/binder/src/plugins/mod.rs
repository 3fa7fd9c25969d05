//! The plugins of `evaluate`, one file each.

mod arguments;
mod bag_unpack;
mod ip_lookup;
mod narrow;
mod pivot;

pub(crate) use ip_lookup::IpVersion;
