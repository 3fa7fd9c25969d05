//! Geography on the sphere, as Kusto's `geo_` functions see it: places are points of the unit sphere, edges the
//! shortest paths between them, and polygons what lies inside of their rings. Only [`arguments`] knows Arrow.

pub mod area;
pub mod arguments;
mod arrangement;
mod assembly;
pub mod buffer;
pub mod covering;
pub mod densify;
pub mod edges;
pub mod geohash;
pub mod h3;
pub mod h3fill;
mod intersects;
pub mod lines;
pub mod lookup;
mod measure;
pub mod overlay;
mod pairs;
mod point;
mod predicates;
mod rings;
pub mod s2cell;
pub mod shape;
pub mod simplify;
mod snapping;
mod window;
pub mod wkt;

pub use intersects::intersects;
pub use measure::{clockwise_angle, spheroid_distance};
pub use pairs::pairs;
pub use point::{EARTH_RADIUS, Point};
pub use rings::Ring;
pub use shape::{Lines, Polygon, Polygons, Shape};
