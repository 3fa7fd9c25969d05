//! Cells of H3, a grid of hexagons: <https://h3geo.org>.

use h3o::{CellIndex, LatLng, Resolution};

/// How many resolutions the children of a cell may be finer.
const DEEPEST: u8 = 5;

/// How far rings may be away.
const FARTHEST: i64 = 142;

/// The cell of a resolution around a place in degrees.
pub fn cell_of(longitude: f64, latitude: f64, resolution: i64) -> Option<CellIndex> {
    let valid = (-180.0..=180.0).contains(&longitude) && (-90.0..=90.0).contains(&latitude);
    let place = LatLng::new(latitude, longitude).ok().filter(|_| valid)?;
    Some(place.to_cell(resolution_of(resolution)?))
}

/// The cell that a token names.
pub fn parse(token: &str) -> Option<CellIndex> {
    token.parse().ok()
}

/// The longitude and the latitude of the centre in degrees.
pub fn centre(cell: CellIndex) -> (f64, f64) {
    let centre = LatLng::from(cell);
    (centre.lng(), centre.lat())
}

/// The longitudes and latitudes of the corners in degrees, counterclockwise.
pub fn corners(cell: CellIndex) -> Vec<(f64, f64)> {
    cell.boundary().iter().map(|corner| (corner.lng(), corner.lat())).collect()
}

/// The cell around a cell, of the next resolution or of a given one.
pub fn parent(cell: CellIndex, resolution: Option<i64>) -> Option<CellIndex> {
    let resolution = match resolution {
        Some(resolution) => resolution_of(resolution)?,
        None => cell.resolution().pred()?,
    };
    cell.parent(resolution)
}

/// The cells within a cell, of the next resolution or of a given one.
pub fn children(cell: CellIndex, resolution: Option<i64>) -> Option<impl Iterator<Item = CellIndex>> {
    let resolution = match resolution {
        Some(resolution) => resolution_of(resolution)?,
        None => cell.resolution().succ()?,
    };
    let deeper = u8::from(resolution).checked_sub(cell.resolution().into())?;
    (1..=DEEPEST).contains(&deeper).then(|| cell.children(resolution))
}

/// The cells around a cell.
pub fn neighbors(cell: CellIndex) -> Vec<CellIndex> {
    /// Where in the ring those along the axes K, I, IK, JK, J and IJ are, which is Kusto's order.
    const PLACES: [usize; 6] = [3, 5, 4, 2, 1, 0];
    let ring = rings(cell, 1).and_then(|mut rings| rings.pop()).unwrap_or_default();
    if ring.len() < PLACES.len() { ring } else { PLACES.map(|place| ring[place]).into() }
}

/// The cell, those around it, those around these …, each ring in its order around the cell.
pub fn rings(cell: CellIndex, distance: i64) -> Option<Vec<Vec<CellIndex>>> {
    let farthest = u32::try_from(distance).ok().filter(|_| distance <= FARTHEST)?;
    let mut rings = vec![Vec::new(); farthest as usize + 1];
    let known: Option<Vec<(CellIndex, u32)>> = cell.grid_disk_distances_fast(farthest).collect();
    // A pentagon is in the way: there is no order then.
    let cells = known.unwrap_or_else(|| cell.grid_disk_distances_safe(farthest).collect());
    for (cell, distance) in cells {
        rings[distance as usize].push(cell);
    }
    Some(rings)
}

fn resolution_of(resolution: i64) -> Option<Resolution> {
    Resolution::try_from(u8::try_from(resolution).ok()?).ok()
}
