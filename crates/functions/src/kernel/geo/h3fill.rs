//! H3 cells whose middle lies in a polygon.

use h3o::CellIndex;
use rustc_hash::FxHashSet;

use super::h3;
use super::shape::FlatPolygons;

/// The most cells of a polygon.
const MOST: usize = 61_680;

/// The cells; none where the resolution is out of range, or there are too many.
pub fn cells_in(polygons: &FlatPolygons, resolution: i64) -> Option<Vec<CellIndex>> {
    let mut known = FxHashSet::default();
    let mut inside = Vec::new();
    for polygon in &polygons.0 {
        // Every part of the inside begins beside an edge.
        let mut waiting = Vec::new();
        for ring in polygon {
            seeds(ring, resolution, &mut waiting)?;
        }
        let mut seen: FxHashSet<CellIndex> = waiting.iter().copied().collect();
        for cell in std::mem::take(&mut waiting) {
            let around = h3::neighbors(cell).into_iter().filter(|cell| seen.insert(*cell));
            waiting.extend(around.collect::<Vec<_>>());
            waiting.push(cell);
        }
        while let Some(cell) = waiting.pop() {
            if polygon.iter().filter(|ring| contains(ring, h3::centre(cell))).count() % 2 == 0 {
                continue;
            }
            if known.insert(cell) {
                inside.push(cell);
            }
            if inside.len() > MOST {
                return None;
            }
            waiting.extend(h3::neighbors(cell).into_iter().filter(|cell| seen.insert(*cell)));
        }
    }
    Some(inside)
}

/// The cells along the edges of a ring.
fn seeds(ring: &[(f64, f64)], resolution: i64, out: &mut Vec<CellIndex>) -> Option<()> {
    // Half of the least width of a cell of the resolution, in degrees; each next one is smaller by the root of seven.
    let step = 3.0 / 7_f64.powf(resolution.clamp(0, 15) as f64 / 2.0);
    for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        let east = shortest(to.0 - from.0);
        let steps = (east.abs().max((to.1 - from.1).abs()) / step).ceil().max(1.0);
        if steps > MOST as f64 {
            return None;
        }
        for i in 0..steps as usize {
            let fraction = i as f64 / steps;
            let longitude = shortest(from.0 + east * fraction);
            out.push(h3::cell_of(longitude, from.1 + (to.1 - from.1) * fraction, resolution)?);
        }
    }
    (out.len() <= 4 * MOST).then_some(())
}

/// Whether a place is inside of a ring on the map.
fn contains(ring: &[(f64, f64)], (longitude, latitude): (f64, f64)) -> bool {
    let mut odd = false;
    for (from, to) in ring.iter().zip(ring.iter().cycle().skip(1)) {
        if (from.1 > latitude) != (to.1 > latitude) {
            let fraction = (latitude - from.1) / (to.1 - from.1);
            let at = shortest(from.0 - longitude) + shortest(to.0 - from.0) * fraction;
            odd ^= at > 0.0;
        }
    }
    odd
}

/// A difference of longitudes, the shorter way around the Earth.
fn shortest(degrees: f64) -> f64 {
    degrees - 360.0 * (degrees / 360.0).round()
}
