//! The plugins of `evaluate`, one file each.

mod arguments;
mod bag_unpack;
mod dcount_intersect;
mod geo_lookup;
mod ip_lookup;
mod narrow;
mod patterns;
mod pivot;
mod rows_near;
mod schema_merge;
mod sequence_detect;
mod timeline;

pub(crate) use geo_lookup::GeoShape;
pub(crate) use ip_lookup::IpVersion;
pub(crate) use patterns::PatternPlugin;
pub(crate) use timeline::TimelinePlugin;
