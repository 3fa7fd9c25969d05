//! Edges moved to few vertices that are no nearer to each other than a radius, as the S2 library does: of all vertices,
//! in the order of their places along the curve of all S2 cells, each becomes a *site* that is far enough from the
//! sites before it. An edge then goes along the sites whose neighbourhoods (what is nearer to them than to other sites,
//! and no farther than the radius) it passes.

use super::Point;
use super::arrangement::Edge;
use super::edges::distance;
use super::s2cell::{LEAF, S2Cell};

/// How near a site may be to an edge that does not go through it, as a part of the radius.
pub const APART: f64 = 0.5;

/// How far an edge may leave its place, as a part of the radius.
const DEVIATION: f64 = 1.1;

/// Edges with their sites.
#[derive(Debug)]
pub struct Snapped {
    /// The sites.
    pub sites: Vec<Point>,
    /// Of each edge, the sites that it goes along: only one where it has become a point.
    pub chains: Vec<Vec<usize>>,
    /// Of each edge, the sites near it.
    pub near: Vec<Vec<usize>>,
    /// Of each site, the ends of edges that are moved there.
    pub moved: Vec<Vec<Point>>,
}

/// Moves edges to sites; none where an edge would have to be moved around a site that it comes too near to, which is
/// not implemented.
pub fn snap(edges: &[Edge], radius: f64) -> Option<Snapped> {
    let mut vertices: Vec<Point> = edges.iter().flat_map(|(a, b)| [*a, *b]).collect();
    vertices.sort_by_cached_key(|vertex| S2Cell::of(*vertex, LEAF.into()));
    vertices.dedup();
    let mut sites: Vec<Point> = Vec::new();
    for vertex in vertices {
        if sites.iter().all(|site| site.angle(vertex) > radius) {
            sites.push(vertex);
        }
    }
    let mut snapped = Snapped { moved: vec![Vec::new(); sites.len()], sites, chains: Vec::new(), near: Vec::new() };
    for edge in edges {
        let reach = (DEVIATION + APART) * radius;
        let mut near: Vec<usize> =
            (0..snapped.sites.len()).filter(|i| distance(snapped.sites[*i], *edge) <= reach).collect();
        near.sort_by(|i, j| edge.0.angle(snapped.sites[*i]).total_cmp(&edge.0.angle(snapped.sites[*j])));
        let chain = chain(*edge, &near, &snapped.sites, radius);
        let (first, last) = (*chain.first()?, *chain.last()?);
        let kept_apart = chain.windows(2).all(|ends| {
            let moved = (snapped.sites[ends[0]], snapped.sites[ends[1]]);
            let others = near.iter().filter(|site| !chain.contains(site));
            others.into_iter().all(|site| distance(snapped.sites[*site], moved) >= APART * radius)
        });
        kept_apart.then_some(())?;
        for (site, vertex) in [(first, edge.0), (last, edge.1)] {
            if !snapped.moved[site].contains(&vertex) {
                snapped.moved[site].push(vertex);
            }
        }
        snapped.chains.push(chain);
        snapped.near.push(near);
    }
    Some(snapped)
}

/// The sites whose neighbourhoods an edge passes, in their order along it.
fn chain((a, b): Edge, near: &[usize], sites: &[Point], radius: f64) -> Vec<usize> {
    let length = a.angle(b);
    let along = a.normal(b).cross(a).normalize();
    let at = |angle: f64| a * angle.cos() + along * angle.sin();
    // Of two edges with a common end, the one has to come to the site from where the other goes on.
    let nearest =
        |p: Point| near.iter().copied().min_by(|i, j| p.angle(sites[*i]).total_cmp(&p.angle(sites[*j])).then(i.cmp(j)));
    let (Some(mut site), Some(last)) = (nearest(a), nearest(b)) else { return Vec::new() };
    let (mut from, mut chain) = (0.0, Vec::new());
    loop {
        // Where the first other site becomes nearer: the distances are equal where the difference of the sites is
        // orthogonal to the place.
        let becomes_nearer = near.iter().copied().filter_map(|other| {
            let difference = sites[site] - sites[other];
            // Seen from between them, because what is left of the product of nearby points is no more than rounding
            // errors.
            let nearer = difference.dot(a - (sites[site] + sites[other]) * 0.5);
            let angle = nearer.atan2(-difference.dot(along));
            (other != site && difference.dot(along) < 0.0 && angle > from && angle < length).then_some((angle, other))
        });
        let next = becomes_nearer.min_by(|x, y| x.0.total_cmp(&y.0));
        let to = next.map_or(length, |(angle, _)| angle);
        let foot = sites[site].dot(along).atan2(sites[site].dot(a)).clamp(from, to);
        if at(foot).angle(sites[site]) <= radius {
            chain.push(site);
        }
        match next {
            Some((angle, other)) => (from, site) = (angle, other),
            None => break,
        }
    }
    if chain.last() != Some(&last) {
        chain.push(last);
    }
    chain
}
