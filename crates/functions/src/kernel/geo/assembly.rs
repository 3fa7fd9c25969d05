//! Edges put together to rings and lines.

use std::f64::consts::TAU;

use rustc_hash::FxHashMap;

use super::arrangement::{Edge, Key, Piece, key};
use super::s2cell::{LEAF, S2Cell};
use super::{Point, Polygon, Polygons, Ring, clockwise_angle};

/// The polygons to the left of pieces of edges, each shell with its holes. The order of the edges says which ring comes
/// first, and where each begins, as in the S2 library.
pub fn polygons(pieces: &[Piece]) -> Polygons {
    let (mut shells, mut holes): (Vec<Polygon>, Vec<Ring>) = (Vec::new(), Vec::new());
    for vertices in rings(pieces) {
        match Ring::oriented(vertices) {
            (ring, true) => shells.push(Polygon { rings: vec![ring] }),
            (ring, false) => holes.push(ring),
        }
    }
    for hole in holes {
        // Of shells within each other, the innermost has the hole.
        let around = shells.iter().enumerate().filter(|(_, shell)| shell.rings[0].encloses(&hole));
        let innermost = around.min_by(|(_, a), (_, b)| a.rings[0].area().total_cmp(&b.rings[0].area())).map(|(i, _)| i);
        if let Some(i) = innermost {
            shells[i].rings.push(hole);
        }
    }
    Polygons(shells)
}

/// The rings that pieces of edges make, each vertex once in a ring.
fn rings(pieces: &[Piece]) -> Vec<Vec<Point>> {
    // In the order of the places along the curve of all S2 cells.
    let place = |point: Point| S2Cell::of(point, LEAF.into());
    let mut pieces = pieces.to_vec();
    pieces.sort_by_cached_key(|Piece { edge: (a, b), .. }| (place(*a), place(*b)));
    let mut from: FxHashMap<Key, Vec<usize>> = FxHashMap::default();
    for (i, piece) in pieces.iter().enumerate() {
        from.entry(key(piece.edge.0)).or_default().push(i);
    }
    let mut used = vec![false; pieces.len()];
    let mut rings: Vec<Vec<Piece>> = Vec::new();
    for start in 0..pieces.len() {
        let mut path: Vec<Piece> = Vec::new();
        let mut places: FxHashMap<Key, usize> = FxHashMap::default();
        let mut next = (!used[start]).then_some(start);
        while let Some(i) = next {
            used[i] = true;
            let (a, b) = pieces[i].edge;
            places.insert(key(a), path.len());
            path.push(pieces[i]);
            if let Some(first) = places.get(&key(b)).copied() {
                let ring = path.split_off(first);
                ring.iter().for_each(|piece| _ = places.remove(&key(piece.edge.0)));
                rings.push(ring);
            }
            // The sharpest turn to the left stays beside the same inside.
            let after = from.get(&key(b)).into_iter().flatten().copied().filter(|i| !used[*i]);
            let turn = |i: &usize| clockwise_angle(a, b, pieces[*i].edge.1).filter(|angle| *angle > 0.0).unwrap_or(TAU);
            next = after.min_by(|x, y| turn(x).total_cmp(&turn(y))).filter(|_| !path.is_empty());
        }
    }
    rings.retain(|ring| ring.len() > 2);
    rings.iter_mut().for_each(|ring| last_at_end(ring));
    rings.sort_by_key(|ring| ring[0].of);
    rings.into_iter().map(|ring| ring.into_iter().map(|piece| piece.edge.0).collect()).collect()
}

/// Turns a ring so that the pieces of its last edge, by the order of all edges, are at the end: of several runs of such
/// pieces the first.
fn last_at_end(ring: &mut [Piece]) {
    let (mut last, mut gap) = (0, false);
    for (i, piece) in ring.iter().enumerate().skip(1) {
        if piece.of < ring[last].of {
            gap = true;
        } else if piece.of > ring[last].of || !gap {
            (last, gap) = (i, false);
        }
    }
    ring.rotate_left((last + 1) % ring.len().max(1));
}

/// The lines that edges make, each as long as it goes on without a choice.
pub fn lines(edges: &[Edge]) -> Vec<Vec<Point>> {
    let mut from: FxHashMap<Key, Vec<usize>> = FxHashMap::default();
    let mut into: FxHashMap<Key, usize> = FxHashMap::default();
    for (i, (a, b)) in edges.iter().enumerate() {
        from.entry(key(*a)).or_default().push(i);
        *into.entry(key(*b)).or_default() += 1;
    }
    // The edge that is the only one to go on from a place where only one arrives.
    let after = |place: Point| match from.get(&key(place)).map(Vec::as_slice) {
        Some([edge]) if into.get(&key(place)) == Some(&1) => Some(*edge),
        _ => None,
    };
    let mut used = vec![false; edges.len()];
    let mut lines = Vec::new();
    // What is left after the lines that begin somewhere goes in circles.
    let begins = (0..edges.len()).filter(|edge| after(edges[*edge].0).is_none());
    for start in begins.chain(0..edges.len()).collect::<Vec<usize>>() {
        if used[start] {
            continue;
        }
        let mut line = vec![edges[start].0];
        let mut next = Some(start);
        while let Some(edge) = next.filter(|edge| !used[*edge]) {
            used[edge] = true;
            line.push(edges[edge].1);
            next = after(edges[edge].1);
        }
        lines.push((start, line));
    }
    lines.sort_by_key(|(start, _)| *start);
    lines.into_iter().map(|(_, line)| line).collect()
}
