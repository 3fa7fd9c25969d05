//! What shapes have in common, and what they cover together.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::arrangement::{Edge, EdgeSet, Key, Piece, cut, key};
use super::shape::{write_coordinates, write_lines, write_list, write_point, write_polygons, write_shape};
use super::{Lines, Point, Polygon, Polygons, assembly, intersects};

/// What two shapes have in common: isolated places, lines and polygons.
#[derive(Debug, Default)]
pub struct Common {
    /// Places that are part of none of the lines and polygons.
    pub points: Vec<Point>,
    /// Lines that are no edges of the polygons.
    pub lines: Vec<Vec<Point>>,
    /// Polygons.
    pub polygons: Vec<Polygon>,
}

impl Common {
    /// Writes the shape; a collection where there is not one shape.
    pub fn write(self, out: &mut String) {
        let polygons = Polygons(self.polygons).vertices();
        let mut shapes: Vec<String> = Vec::new();
        let mut add = |present: bool, write: &dyn Fn(&mut String)| {
            if present {
                let mut shape = String::new();
                write(&mut shape);
                shapes.push(shape);
            }
        };
        let places: Vec<(f64, f64)> = self.points.into_iter().map(Point::to_degrees).collect();
        add(!places.is_empty(), &|out| match places[..] {
            [place] => write_point(place, out),
            _ => write_shape("MultiPoint", out, |out| {
                write_list(&places, out, |place, out| write_coordinates(*place, out))
            }),
        });
        add(!self.lines.is_empty(), &|out| write_lines(&self.lines, out));
        add(!polygons.is_empty(), &|out| write_polygons(&polygons, out));
        if let [shape] = &shapes[..] {
            out.push_str(shape);
        } else {
            out.push_str("{\"type\":\"GeometryCollection\",\"geometries\":");
            write_list(shapes, out, |shape, out| out.push_str(&shape));
            out.push('}');
        }
    }
}

/// What is in one of several groups of polygons. Always the two with the fewest vertices are united next, as the S2
/// library does.
pub fn union(parts: Vec<Polygons>) -> Polygons {
    let vertices =
        |part: &Polygons| part.0.iter().flat_map(|polygon| &polygon.rings).map(|ring| ring.vertices.len()).sum();
    let mut waiting: BTreeMap<(usize, usize), Polygons> = BTreeMap::new();
    let mut count = 0;
    for part in parts {
        waiting.insert((vertices(&part), count), part);
        count += 1;
    }
    while let Some(((a_size, _), a)) = waiting.pop_first() {
        let Some(((b_size, _), b)) = waiting.pop_first() else { return a };
        waiting.insert((a_size + b_size, count), union_of_two(&a, &b));
        count += 1;
    }
    Polygons(Vec::new())
}

/// Polygons that do not overlap, which cover the same.
pub fn united(polygons: &Polygons) -> Polygons {
    let mut parts: Vec<Polygons> = polygons.0.iter().map(|polygon| Polygons(vec![polygon.clone()])).collect();
    let apart = parts.iter().enumerate().all(|(i, a)| parts[i + 1..].iter().all(|b| !overlap(a, b)));
    if apart { Polygons(parts.drain(..).flat_map(|part| part.0).collect()) } else { union(parts) }
}

/// Whether polygons have a place in common.
pub fn overlap(a: &Polygons, b: &Polygons) -> bool {
    a.has_part_of(b) || b.has_part_of(a) || intersects(a.edges(), b.edges())
}

fn union_of_two(a: &Polygons, b: &Polygons) -> Polygons {
    assembly::polygons(&kept(a, b, |inside| !inside).0)
}

/// What is in both groups of polygons, of which none overlaps another of its group.
pub fn intersection(a: &Polygons, b: &Polygons) -> Common {
    let (kept, first, second) = kept(a, b, |inside| inside);
    let in_second = EdgeSet::of(&second);
    let between: Vec<Edge> = edges(&first).filter(|(a, b)| in_second.has((*b, *a))).collect();
    let points = isolated(&first, &second, edges(&kept).chain(between.iter().copied()));
    Common { points, lines: assembly::lines(&between), polygons: assembly::polygons(&kept).0 }
}

/// The pieces of both boundaries that are outside or inside of the other polygons, as is wanted, and all pieces of
/// both. A piece of both boundaries stays once, where the polygons are on the same side of it.
fn kept(a: &Polygons, b: &Polygons, wanted: impl Fn(bool) -> bool) -> (Vec<Piece>, Vec<Piece>, Vec<Piece>) {
    let (first, second) = cut(&a.boundary(), &b.boundary());
    let (in_first, in_second) = (EdgeSet::of(&first), EdgeSet::of(&second));
    let stays = |edge: Edge, other: &Polygons, shared: &EdgeSet| {
        !shared.has_either_way(edge) && wanted(other.contains(middle(edge)))
    };
    let of_first = first.iter().filter(|piece| in_second.has(piece.edge) || stays(piece.edge, b, &in_second));
    let of_second = second.iter().filter(|piece| stays(piece.edge, a, &in_first));
    (of_first.chain(of_second).copied().collect(), first, second)
}

/// What of lines is in polygons, of which none overlaps another.
pub fn lines_in_polygons(lines: &Lines, polygons: &Polygons) -> Common {
    let (first, second) = cut(&lines.united_edges(), &polygons.boundary());
    let shared = EdgeSet::of(&second);
    let inside = |edge: &Edge| shared.has_either_way(*edge) || polygons.contains(middle(*edge));
    of_lines(&first, &second, inside)
}

/// What lines have in common.
pub fn lines_in_lines(a: &Lines, b: &Lines) -> Common {
    let (first, second) = cut(&a.united_edges(), &b.united_edges());
    let shared = EdgeSet::of(&second);
    of_lines(&first, &second, |edge| shared.has_either_way(*edge))
}

fn of_lines(first: &[Piece], second: &[Piece], inside: impl Fn(&Edge) -> bool) -> Common {
    let kept: Vec<Edge> = edges(first).filter(inside).collect();
    let points = isolated(first, second, kept.iter().copied());
    Common { points, lines: assembly::lines(&kept), polygons: Vec::new() }
}

/// The lines that cover what all lines of a list do.
pub fn union_of_lines(lines: &[Lines]) -> Vec<Vec<Point>> {
    let mut known = EdgeSet::default();
    let edges: Vec<Edge> = lines.iter().flat_map(Lines::edges).filter(|edge| known.insert(*edge)).collect();
    assembly::lines(&edges)
}

/// The ends of pieces of both lists that are no ends of other edges.
fn isolated(first: &[Piece], second: &[Piece], others: impl Iterator<Item = Edge>) -> Vec<Point> {
    let ends = |edges: &mut dyn Iterator<Item = Edge>| -> FxHashSet<Key> {
        edges.flat_map(|(a, b)| [key(a), key(b)]).collect()
    };
    let (of_second, mut known) = (ends(&mut edges(second)), ends(&mut { others }));
    let places = edges(first).flat_map(|(a, b)| [a, b]);
    places.filter(|place| of_second.contains(&key(*place)) && known.insert(key(*place))).collect()
}

fn edges(pieces: &[Piece]) -> impl Iterator<Item = Edge> {
    pieces.iter().map(|piece| piece.edge)
}

fn middle((a, b): Edge) -> Point {
    (a + b).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::geo::Ring;
    use crate::kernel::geo::area::polygon_area;

    /// A star of so many points: its middle in degrees, and how long its rays are.
    fn star(longitude: f64, latitude: f64, count: usize, ray: impl Fn(usize) -> f64) -> Polygons {
        let vertex = |i: usize| {
            let (sin, cos) = (i as f64 / count as f64 * std::f64::consts::TAU).sin_cos();
            Point::from_degrees(longitude + cos * ray(i), latitude + sin * ray(i)).expect("in range")
        };
        Polygons(vec![Polygon { rings: vec![Ring::new((0..count).map(vertex).collect()).expect("a ring")] }])
    }

    fn area(polygons: &[Polygon]) -> f64 {
        polygons.iter().map(polygon_area).sum()
    }

    #[test]
    fn the_union_and_the_intersection_have_the_area_of_both() {
        for i in 0..60 {
            let (count, away) = (3 + i % 17, 0.05 * i as f64);
            let a = star(10.0, 45.0, count, |k| 0.5 + (k * 7 % 5) as f64 / 5.0);
            let b = star(10.0 + away, 45.0 + away / 2.0, 20 - i % 17, |k| 0.4 + (k * 3 % 7) as f64 / 7.0);
            let (all, both) = (union(vec![a.clone(), b.clone()]), intersection(&a, &b));
            let apart = area(&a.0) + area(&b.0) - area(&all.0) - area(&both.polygons);
            assert!(apart.abs() < 1e-12 * area(&all.0), "{i}: {apart:e}");
        }
    }

    #[test]
    fn polygons_that_share_an_edge_become_one() {
        let square = |west: f64| {
            let vertices = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)];
            let ring = vertices.map(|(x, y)| Point::from_degrees(west + x, y).expect("in range"));
            Polygons(vec![Polygon { rings: vec![Ring::new(ring.into()).expect("a ring")] }])
        };
        let all = union(vec![square(0.0), square(1.0)]);
        assert_eq!(all.0.len(), 1);
        assert_eq!(all.0[0].rings[0].vertices.len(), 6);
        let common = intersection(&square(0.0), &square(1.0));
        assert_eq!((common.points.len(), common.lines.len(), common.polygons.len()), (0, 1, 0));
    }
}
