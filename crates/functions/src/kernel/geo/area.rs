//! Areas and centres of gravity.

use super::{Point, Polygon, Ring};

/// The area that a ring encloses, in steradians.
pub fn ring_area(ring: &Ring) -> f64 {
    triangles(ring).map(|[a, b, c]| triangle_area(a, b, c)).sum()
}

/// The area of a polygon, in steradians.
pub fn polygon_area(polygon: &Polygon) -> f64 {
    shells_and_holes(polygon).map(|(ring, sign)| sign * ring.area()).sum()
}

/// The centre of gravity of polygons that do not overlap.
pub fn polygon_centroid(polygons: &[Polygon]) -> Point {
    let parts = polygons.iter().flat_map(shells_and_holes);
    let sum = parts.flat_map(|(ring, sign)| triangles(ring).map(move |[a, b, c]| triangle_centroid(a, b, c) * sign));
    sum.fold(Point::new(0.0, 0.0, 0.0), |sum, part| sum + part).normalize()
}

/// The centre of gravity of edges.
pub fn edges_centroid(edges: impl IntoIterator<Item = (Point, Point)>) -> Point {
    let weighted = edges.into_iter().map(|(a, b)| {
        let (sum, difference) = (a + b, a - b);
        sum * (difference.dot(difference) / sum.dot(sum)).sqrt()
    });
    weighted.fold(Point::new(0.0, 0.0, 0.0), |sum, part| sum + part).normalize()
}

/// The rings with 1 for those that add to the area, and -1 for those that are taken out of it.
fn shells_and_holes(polygon: &Polygon) -> impl Iterator<Item = (&Ring, f64)> {
    let rings = &polygon.rings;
    rings.iter().enumerate().map(move |(i, ring)| {
        let around = rings.iter().enumerate().filter(|(j, other)| *j != i && other.encloses(ring)).count();
        (ring, if around % 2 == 0 { 1.0 } else { -1.0 })
    })
}

fn triangles(ring: &Ring) -> impl Iterator<Item = [Point; 3]> {
    let vertices = &ring.vertices;
    (1..vertices.len() - 1).map(move |i| [vertices[0], vertices[i], vertices[i + 1]])
}

/// The area of a triangle, negative where it is clockwise.
fn triangle_area(a: Point, b: Point, c: Point) -> f64 {
    let volume = a.dot((b - a).cross(c - a));
    2.0 * volume.atan2(1.0 + a.dot(b) + b.dot(c) + c.dot(a))
}

/// The integral of the position over a triangle, negative where it is clockwise.
fn triangle_centroid(a: Point, b: Point, c: Point) -> Point {
    // How much longer a side is than its sine.
    let ratio = |p: Point, q: Point| {
        let angle = p.angle(q);
        if angle == 0.0 { 1.0 } else { angle / angle.sin() }
    };
    let (ra, rb, rc) = (ratio(b, c), ratio(c, a), ratio(a, b));
    // Cramer's rule, with differences in place of the points themselves, which for small triangles are nearly equal.
    let x = Point::new(a.x, b.x - a.x, c.x - a.x);
    let y = Point::new(a.y, b.y - a.y, c.y - a.y);
    let z = Point::new(a.z, b.z - a.z, c.z - a.z);
    let r = Point::new(ra, rb - ra, rc - ra);
    Point::new(y.cross(z).dot(r), z.cross(x).dot(r), x.cross(y).dot(r)) * 0.5
}
