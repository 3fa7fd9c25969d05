//! On which side a point lies, exactly: three points are never in line, because a tie is broken as if every point had
//! been moved by a tiny amount of its own. So every place lies in exactly one of the polygons that divide the sphere.

use robust::{Coord, Coord3D, orient2d, orient3d};

use super::Point;

/// Whether three points are in counterclockwise order (1) or clockwise (-1); 0 where two are the same.
pub fn sign(a: Point, b: Point, c: Point) -> i8 {
    // The error of the plain product of unit vectors is below this.
    const ERROR: f64 = 3.6548e-15;
    let determinant = a.cross(b).dot(c);
    if determinant > ERROR {
        return 1;
    }
    if determinant < -ERROR {
        return -1;
    }
    if a == b || b == c || c == a {
        return 0;
    }
    exact_sign(a, b, c)
}

fn exact_sign(a: Point, b: Point, c: Point) -> i8 {
    let coordinate = |p: Point| Coord3D { x: p.x, y: p.y, z: p.z };
    let determinant = orient3d(coordinate(a), coordinate(b), coordinate(c), Coord3D { x: 0.0, y: 0.0, z: 0.0 });
    if determinant != 0.0 {
        return sign_of(determinant);
    }
    // Sorted by their coordinates, so that the ties are broken alike whatever the order of the points.
    let (mut points, mut permutation) = ([a, b, c], 1);
    for (i, j) in [(0, 1), (1, 2), (0, 1)] {
        if points[i] > points[j] {
            points.swap(i, j);
            permutation = -permutation;
        }
    }
    permutation * perturbed_sign(points)
}

/// The sign of a determinant that is 0, as if the first point had been moved the most along its last axis, and so on
/// (Edelsbrunner and Mücke, Simulation of Simplicity).
fn perturbed_sign([a, b, c]: [Point; 3]) -> i8 {
    let terms = [
        minor(b.x, b.y, c.x, c.y),
        minor(b.z, b.x, c.z, c.x),
        minor(b.y, b.z, c.y, c.z),
        minor(c.x, c.y, a.x, a.y),
        sign_of(c.x),
        -sign_of(c.y),
        minor(c.z, c.x, a.z, a.x),
        sign_of(c.z),
        minor(a.x, a.y, b.x, b.y),
        -sign_of(b.x),
        sign_of(b.y),
        sign_of(a.x),
    ];
    terms.into_iter().find(|term| *term != 0).unwrap_or(1)
}

/// The exact sign of `ax * by - ay * bx`.
fn minor(ax: f64, ay: f64, bx: f64, by: f64) -> i8 {
    sign_of(orient2d(Coord { x: ax, y: ay }, Coord { x: bx, y: by }, Coord { x: 0.0, y: 0.0 }))
}

fn sign_of(value: f64) -> i8 {
    if value > 0.0 {
        1
    } else if value < 0.0 {
        -1
    } else {
        0
    }
}

/// Whether the edges from a common origin come in the counterclockwise order `a`, `b`, `c`; `b` may be the same as `a`
/// or `c`.
pub fn ordered(a: Point, b: Point, c: Point, origin: Point) -> bool {
    let turns = [sign(b, origin, a) >= 0, sign(c, origin, b) >= 0, sign(a, origin, c) > 0];
    turns.into_iter().filter(|turn| *turn).count() >= 2
}

/// How two edges meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Crossing {
    /// They cross inside of both.
    Inside,
    /// They have an end in common.
    AtVertex,
    /// Not at all.
    None,
}

/// How the edges `ab` and `cd` meet.
pub fn crossing(a: Point, b: Point, c: Point, d: Point) -> Crossing {
    if a == c || a == d || b == c || b == d {
        return Crossing::AtVertex;
    }
    let turn = sign(a, b, d);
    let crosses = turn == -sign(a, b, c) && turn == -sign(c, d, b) && turn == sign(c, d, a);
    if crosses && turn != 0 { Crossing::Inside } else { Crossing::None }
}

/// Whether going along `ab` and then inspecting `cd` changes the side: at an inner crossing, or at a common vertex by a
/// rule that counts each vertex for one side only.
pub fn crosses(a: Point, b: Point, c: Point, d: Point) -> bool {
    match crossing(a, b, c, d) {
        Crossing::Inside => true,
        Crossing::AtVertex => crosses_at_vertex(a, b, c, d),
        Crossing::None => false,
    }
}

fn crosses_at_vertex(a: Point, b: Point, c: Point, d: Point) -> bool {
    if a == b || c == d {
        false
    } else if a == c {
        b == d || ordered(a.ortho(), d, b, a)
    } else if b == d {
        ordered(b.ortho(), c, a, b)
    } else if a == d {
        b == c || ordered(a.ortho(), c, b, a)
    } else {
        ordered(b.ortho(), d, a, b)
    }
}
