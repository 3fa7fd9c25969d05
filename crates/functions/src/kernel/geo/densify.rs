//! Edges that are straight on a map of longitudes and latitudes, as chains of shortest ways.

use std::f64::consts::PI;

use super::{EARTH_RADIUS, Point};

/// Where along an edge the distance between both kinds is the largest that it can be, seen over all edges (and again
/// from the other end).
const WORST: f64 = 0.312_156_910_822_483_15;

/// By how much the largest distance can be more than the one measured there.
const MARGIN: f64 = 0.838_299_925_698_885_1;

/// The most points that a chain may have.
const MOST: usize = 10_485_760;

/// A place on the map: longitude and latitude in degrees.
type Flat = (f64, f64);

/// The vertices with others between them, so that no shortest way is farther than `tolerance` meters from the straight
/// line on the map; none where these would be too many. Without `wrap` an edge goes the way that the numbers say, with
/// it the shorter way around the Earth.
pub fn densify(vertices: impl IntoIterator<Item = Flat>, tolerance: f64, wrap: bool) -> Option<Vec<Point>> {
    let tolerance = MARGIN * tolerance / EARTH_RADIUS;
    let mut vertices = vertices.into_iter();
    let mut from = vertices.next()?;
    let mut out = vec![on_sphere(from)];
    for mut to in vertices {
        if wrap {
            to.0 = from.0 + remainder(to.0 - from.0);
        }
        let (a, b) = (on_sphere(from), on_sphere(to));
        divide((from, a), (to, b), tolerance, &mut out).then_some(())?;
        from = to;
    }
    Some(out)
}

fn divide(from: (Flat, Point), to: (Flat, Point), tolerance: f64, out: &mut Vec<Point>) -> bool {
    if out.len() >= MOST {
        return false;
    }
    if worst_distance(from, to) <= tolerance {
        out.push(to.1);
        return true;
    }
    let middle = between(0.5, from.0, to.0);
    let middle = (middle, on_sphere(middle));
    divide(from, middle, tolerance, out) && divide(middle, to, tolerance, out)
}

fn worst_distance((flat_a, a): (Flat, Point), (flat_b, b): (Flat, Point)) -> f64 {
    if a.dot(b) < -1e-14 {
        return f64::INFINITY;
    }
    let at = |fraction: f64| a.interpolate(b, fraction).angle(on_sphere(between(fraction, flat_a, flat_b)));
    at(WORST).max(at(1.0 - WORST))
}

fn between(fraction: f64, a: Flat, b: Flat) -> Flat {
    ((1.0 - fraction) * a.0 + fraction * b.0, (1.0 - fraction) * a.1 + fraction * b.1)
}

fn on_sphere((longitude, latitude): Flat) -> Point {
    Point::from_radians(remainder(longitude) * (PI / 180.0), latitude * (PI / 180.0))
}

/// The angle from -180 to 180 degrees.
fn remainder(longitude: f64) -> f64 {
    longitude - 360.0 * (longitude / 360.0).round_ties_even()
}
