//! The plugins of `evaluate`, one file each.

mod bag_unpack;
mod narrow;
mod pivot;
