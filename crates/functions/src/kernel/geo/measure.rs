//! Distances, angles and lengths.

use std::f64::consts::TAU;

use geographiclib_rs::{Geodesic, InverseGeodesic};

use super::Point;

/// The shortest way between two places in degrees on the WGS84 ellipsoid, in meters.
pub fn spheroid_distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    Geodesic::wgs84().inverse(a.1, a.0, b.1, b.0)
}

/// The clockwise angle in radians at a point, from the way to one point to the way to another; none where there are
/// several shortest ways.
pub fn clockwise_angle(from: Point, at: Point, to: Point) -> Option<f64> {
    let distinct = |p: Point| p != at && (p + at).norm() > 1e-15;
    if !distinct(from) || !distinct(to) {
        return None;
    }
    let (from, to) = (at.normal(from), at.normal(to));
    let angle = -from.cross(to).dot(at).atan2(from.dot(to));
    Some(if angle < 0.0 { angle + TAU } else { angle.abs() })
}
