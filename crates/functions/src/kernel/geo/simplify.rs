//! Fewer edges that stay near many, as the S2 library finds them.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::arrangement::{Edge, Piece};
use super::predicates::{ordered, sign};
use super::snapping::{APART, Snapped, snap};
use super::window::Window;
use super::{Point, Polygons, assembly};

/// What cannot be simplified yet: shapes that come too near to themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsupported;

/// An edge between sites in one of the shapes, and the least of the edges that it was made of.
type Moved = (usize, usize, usize);

/// The lines that are left of lines where no vertices are nearer to each other than a radius, in radians.
pub fn simplified_lines(edges: &[Edge], radius: f64) -> Result<Vec<Vec<Point>>, Unsupported> {
    let simple = simplified(&[edges.to_vec()], radius, false)?;
    let mut edges: Vec<Piece> = simple.into_iter().flatten().collect();
    edges.sort_by_key(|piece| piece.of);
    Ok(assembly::lines(&edges.into_iter().map(|piece| piece.edge).collect::<Vec<Edge>>()))
}

/// The polygons that are left of the boundaries of shapes, of each by itself. Edges of two shapes stay edges of both.
pub fn simplified_polygons(boundaries: &[Vec<Edge>], radius: f64) -> Result<Polygons, Unsupported> {
    let simple = simplified(boundaries, radius, true)?;
    Ok(Polygons(simple.iter().flat_map(|pieces| assembly::polygons(pieces).0).collect()))
}

fn simplified(layers: &[Vec<Edge>], radius: f64, closed: bool) -> Result<Vec<Vec<Piece>>, Unsupported> {
    let edges: Vec<Edge> = layers.iter().flatten().copied().collect();
    if radius == 0.0 {
        let mut pieces = edges.into_iter().enumerate().map(|(of, edge)| Piece { edge, of });
        return Ok(layers.iter().map(|layer| pieces.by_ref().take(layer.len()).collect()).collect());
    }
    let snapped = snap(&edges, radius).ok_or(Unsupported)?;
    let mut graphs: Vec<Vec<Moved>> = Vec::new();
    let mut first = 0;
    for layer in layers {
        let moved = (first..first + layer.len()).flat_map(|edge| {
            snapped.chains[edge].windows(2).map(move |ends| (ends[0], ends[1], edge)).collect::<Vec<Moved>>()
        });
        let mut moved: Vec<Moved> = moved.collect();
        if closed {
            drop_sibling_pairs(&mut moved);
        }
        graphs.push(moved);
        first += layer.len();
    }
    let chains = Chains::new(&snapped, &graphs, radius);
    let replaced = chains.replaced();
    let piece = |(a, b, of): Moved| Piece { edge: (snapped.sites[a], snapped.sites[b]), of };
    let of_layer = |graph: &Vec<Moved>| {
        // Each chain once, by the least of its edges.
        let mut least: BTreeMap<(usize, usize, usize), usize> = BTreeMap::new();
        for (a, b, of) in graph {
            let (from, to, copy) = match (replaced.get(&(*a, *b)), replaced.get(&(*b, *a))) {
                (Some((from, to, chain)), _) => (*from, *to, *chain),
                (None, Some((from, to, chain))) => (*to, *from, *chain),
                (None, None) => (*a, *b, usize::MAX),
            };
            let known = least.entry((from, to, copy)).or_insert(*of);
            *known = (*known).min(*of);
        }
        let mut moved: Vec<Moved> =
            least.into_iter().filter(|((a, b, _), _)| a != b).map(|((a, b, _), of)| (a, b, of)).collect();
        if closed {
            drop_sibling_pairs(&mut moved);
        }
        moved.into_iter().map(piece).collect()
    };
    Ok(graphs.iter().map(of_layer).collect())
}

/// Takes out edges that go there and back.
fn drop_sibling_pairs(edges: &mut Vec<Moved>) {
    let known: FxHashSet<(usize, usize)> = edges.iter().map(|(a, b, _)| (*a, *b)).collect();
    edges.retain(|(a, b, _)| !known.contains(&(*b, *a)));
}

/// The edges between sites, to be followed.
struct Chains<'a> {
    snapped: &'a Snapped,
    radius: f64,
    /// The sites next to each site.
    next_to: Vec<Vec<usize>>,
    /// Edges of all shapes in their order, each with one of the edges that it was made of.
    edges: BTreeMap<(usize, usize), usize>,
}

impl<'a> Chains<'a> {
    fn new(snapped: &'a Snapped, graphs: &[Vec<Moved>], radius: f64) -> Self {
        let mut next_to = vec![Vec::new(); snapped.sites.len()];
        let mut edges: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        for (a, b, of) in graphs.iter().flatten().copied() {
            for (site, other) in [(a, b), (b, a)] {
                if !next_to[site].contains(&other) {
                    next_to[site].push(other);
                }
            }
            let made_of = edges.entry((a, b)).or_insert(of);
            if snapped.near[of].len() < snapped.near[*made_of].len() {
                *made_of = of;
            }
        }
        Self { snapped, radius, next_to, edges }
    }

    /// The edges that go together with others: the ends of what replaces them, and the number of that.
    fn replaced(&self) -> FxHashMap<(usize, usize), (usize, usize, usize)> {
        let mut replaced = FxHashMap::default();
        let mut used: FxHashSet<(usize, usize)> = FxHashSet::default();
        let starts_at_end = self.edges.keys().filter(|(a, _)| !self.is_inner(*a));
        // What is left then goes in circles.
        for (a, b) in starts_at_end.chain(self.edges.keys()) {
            if used.contains(&(*a, *b)) {
                continue;
            }
            for chain in self.chains_from(*a, *b) {
                let number = replaced.len();
                for ends in chain.windows(2) {
                    used.extend([(ends[0], ends[1]), (ends[1], ends[0])]);
                    if chain.len() > 2 {
                        replaced.insert((ends[0], ends[1]), (chain[0], chain[chain.len() - 1], number));
                    }
                }
            }
        }
        replaced
    }

    /// The chains that become one edge each, from an edge on to the next site that has to stay.
    fn chains_from(&self, start: usize, second: usize) -> Vec<Vec<usize>> {
        let (mut v0, mut v1) = (start, second);
        let mut chains = Vec::new();
        loop {
            let mut chain = vec![v0];
            let mut window = Window::new(self.snapped.sites[v0]);
            let mut seen = FxHashSet::default();
            self.avoids_sites(v0, v0, v1, &mut seen, &mut window);
            let done = loop {
                chain.push(v1);
                if !self.is_inner(v1) || v1 == start {
                    break true;
                }
                let before = v0;
                v0 = v1;
                let Some(next) = self.next_to[v0].iter().copied().find(|site| *site != before) else { break true };
                v1 = next;
                let goes_on = self.passes_vertices(v0, &mut window)
                    && self.avoids_sites(chain[0], v0, v1, &mut seen, &mut window)
                    && window.has(self.snapped.sites[v1]);
                if !goes_on {
                    break false;
                }
            };
            chains.push(chain);
            if done {
                return chains;
            }
        }
    }

    /// Whether a site can go: edges lead from one neighbour to the other and nowhere else.
    fn is_inner(&self, site: usize) -> bool {
        let [a, b] = self.next_to[site][..] else { return false };
        let passed =
            |from: usize, to: usize| self.edges.contains_key(&(from, site)) == self.edges.contains_key(&(site, to));
        passed(a, b) && passed(b, a)
    }

    /// Keeps the edge near the vertices that were moved to a site.
    fn passes_vertices(&self, site: usize, window: &mut Window) -> bool {
        self.snapped.moved[site].iter().all(|vertex| window.target(*vertex, self.radius))
    }

    /// Keeps the edge, from its first site on the part from one site to the next, on the right side of other sites.
    fn avoids_sites(
        &self,
        first: usize,
        from: usize,
        to: usize,
        seen: &mut FxHashSet<usize>,
        window: &mut Window,
    ) -> bool {
        let sites = &self.snapped.sites;
        let (p0, p1, p2) = (sites[first], sites[from], sites[to]);
        let (near, far) = (p0.angle(p1), p0.angle(p2));
        // A chain that comes back is not straight.
        if far < near {
            return false;
        }
        let Some(of) = self.edges.get(&(from, to)).or_else(|| self.edges.get(&(to, from))) else { return false };
        self.snapped.near[*of].iter().all(|site| {
            let p = sites[*site];
            let distance = p0.angle(p);
            if [first, from, to].contains(site) || distance <= near || distance >= far || !seen.insert(*site) {
                return true;
            }
            let on_left = if first == from { sign(p1, p2, p) > 0 } else { ordered(p0, p2, p, p1) };
            window.avoid(p, APART * self.radius, on_left)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::geo::edges::nearest_of;

    #[test]
    fn what_is_gone_is_within_the_radius() {
        // A wave of 300 vertices, 3 meters from each other, which bends more and more.
        let vertices: Vec<Point> = (0..300)
            .scan((10.0, 45.0, 0.0_f64), |(longitude, latitude, direction), i| {
                *direction += 0.001 * f64::from(i) * (f64::from(i) / 9.0).sin();
                *longitude += 4e-5 * direction.cos();
                *latitude += 3e-5 * direction.sin();
                Point::from_degrees(*longitude, *latitude)
            })
            .collect();
        let edges: Vec<Edge> = vertices.windows(2).map(|edge| (edge[0], edge[1])).collect();
        for meters in [1.0, 5.0, 20.0, 100.0] {
            let radius = meters / crate::kernel::geo::EARTH_RADIUS;
            let lines = simplified_lines(&edges, radius).expect("no edge comes too near to a site");
            let simple: Vec<Edge> =
                lines.iter().flat_map(|line| line.windows(2).map(|edge| (edge[0], edge[1]))).collect();
            assert!(!simple.is_empty() && simple.len() < edges.len(), "{meters}");
            let far = |vertex: &Point| {
                nearest_of(*vertex, simple.iter().copied()).is_none_or(|(d, _)| d > radius * 1.000_001)
            };
            assert!(!vertices.iter().any(far), "{meters}");
        }
    }
}
