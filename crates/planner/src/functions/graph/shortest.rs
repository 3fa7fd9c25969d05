//! `graph-shortest-paths`: the shortest paths from each node to each other. A path has no node twice.

use arrow::array::ArrayRef;
use datafusion::common::Result;
use rustc_hash::FxHashSet;

use super::index::{Fits, Graph};
use super::places::{Path, Places};
use super::{Edge, Search};
use crate::bounds::Work;

/// A node that no path has come to.
const UNREACHED: u32 = u32::MAX;

struct Shortest<'a> {
    edge: &'a Edge,
    graph: &'a Graph,
    ends_fit: [Fits<'a>; 2],
    edges_fit: Fits<'a>,
    inner_fit: Fits<'a>,
    /// Whether all paths of the shortest length come out, not one of them.
    all: bool,
    places: &'a mut Places,
    work: &'a mut Work,
    /// What the paths of one start have come to.
    reached: Reached,
}

/// The nodes that the paths of one start have come to. It is emptied for the next start: of many nodes each may reach
/// a few.
struct Reached {
    /// How many edges lead to each node.
    levels: Vec<u32>,
    /// How each node is come to from the level before: the edge, and the node before it.
    before: Vec<Vec<(u32, u32)>>,
    /// Those that were come to.
    nodes: Vec<u32>,
}

impl Reached {
    fn new(nodes: usize) -> Self {
        Self { levels: vec![UNREACHED; nodes], before: vec![Vec::new(); nodes], nodes: Vec::new() }
    }

    fn empty(&mut self) {
        for node in self.nodes.drain(..) {
            self.levels[node as usize] = UNREACHED;
            self.before[node as usize].clear();
        }
    }

    /// Comes to a node.
    fn reach(&mut self, node: u32, level: u32) {
        self.levels[node as usize] = level;
        self.nodes.push(node);
    }
}

/// Finds the paths of the one edge of the pattern.
pub fn find(
    search: &Search,
    graph: &Graph,
    values: &[ArrayRef],
    all: bool,
    (places, work): (&mut Places, &mut Work),
) -> Result<()> {
    let Some(edge) = search.edges.first() else { return Ok(()) };
    let end = |node: usize| Fits::new(search.nodes[node], values, &graph.node_rows);
    let (least, most) = edge.length.unwrap_or((1, 1));
    let mut shortest = Shortest {
        edge,
        graph,
        ends_fit: [end(edge.left), end(edge.right)],
        edges_fit: Fits::new(edge.condition, values, &graph.edge_rows),
        inner_fit: Fits::new(edge.inner_condition, values, &graph.node_rows),
        all,
        places,
        work,
        reached: Reached::new(graph.node_rows.len()),
    };
    for start in 0..graph.nodes() {
        shortest.work.step()?;
        if !shortest.ends_fit[0].fits(start) {
            continue;
        }
        if least == 0 && shortest.ends_fit[1].fits(start) {
            shortest.push(start, start, Path::default())?;
        }
        // A path of a node to itself would have it twice.
        if edge.left == edge.right {
            continue;
        }
        match least {
            0 | 1 => shortest.by_levels(start, most)?,
            _ => shortest.by_lengths(start, (least, most))?,
        }
    }
    Ok(())
}

impl Shortest<'_> {
    fn push(&mut self, start: u32, end: u32, path: Path) -> Result<()> {
        let mut nodes = [start, end];
        if self.edge.left > self.edge.right {
            nodes.reverse();
        }
        self.places.push(&nodes, &[0], &[path], self.work)
    }

    /// The edges on from a node, with the nodes behind them.
    fn ways(&self, node: u32) -> Vec<(u32, u32)> {
        let ways = self.graph.ways(node, self.edge.direction, true);
        let all = (0..).map_while(|way| ways.get(way, self.graph));
        all.filter(|(edge, _)| self.edges_fit.fits(*edge)).collect()
    }

    /// Where any length will do, a shortest path is one of shortest paths: level by level, each node is come to once.
    fn by_levels(&mut self, start: u32, most: u64) -> Result<()> {
        self.reached.empty();
        self.reached.reach(start, 0);
        let mut reached = vec![start];
        let mut level = 0;
        while !reached.is_empty() && u64::from(level) < most {
            let mut next = Vec::new();
            for node in &reached {
                if level > 0 && !self.inner_fit.fits(*node) {
                    continue;
                }
                for (edge, other) in self.ways(*node) {
                    self.work.step()?;
                    let known = self.reached.levels[other as usize];
                    if known == UNREACHED {
                        self.reached.reach(other, level + 1);
                        next.push(other);
                    }
                    if known == UNREACHED || known == level + 1 && self.all {
                        self.reached.before[other as usize].push((edge, *node));
                    }
                }
            }
            level += 1;
            for end in &next {
                if self.ends_fit[1].fits(*end) {
                    self.paths_to(start, *end, level as usize)?;
                }
            }
            reached = next;
        }
        Ok(())
    }

    /// All paths to an end, put together from their last edge to their first.
    fn paths_to(&mut self, start: u32, end: u32, length: usize) -> Result<()> {
        let mut chosen: Vec<usize> = vec![0];
        let mut at = vec![end];
        let mut edges: Vec<u32> = Vec::with_capacity(length);
        while let (Some(choice), Some(node)) = (chosen.last_mut(), at.last().copied()) {
            self.work.step()?;
            let Some((edge, previous)) = self.reached.before[node as usize].get(*choice).copied() else {
                chosen.pop();
                at.pop();
                edges.pop();
                continue;
            };
            *choice += 1;
            edges.push(edge);
            if edges.len() == length {
                let nodes = at.iter().rev().copied().collect();
                self.push(start, end, Path { edges: edges.iter().rev().copied().collect(), nodes, backwards: false })?;
                edges.pop();
            } else {
                at.push(previous);
                chosen.push(0);
            }
        }
        Ok(())
    }

    /// Where a path must have more edges than the shortest, it need not be made of shortest ones: all paths of one
    /// length after the other.
    fn by_lengths(&mut self, start: u32, (least, most): (u64, u64)) -> Result<()> {
        let nodes = self.graph.node_rows.len();
        let mut found = vec![false; nodes];
        let mut on_path = vec![false; nodes];
        on_path[start as usize] = true;
        for length in least..=most.min(nodes as u64) {
            let mut ended: FxHashSet<u32> = FxHashSet::default();
            let mut path = Path::default();
            let mut open = vec![(self.ways(start), 0)];
            let mut is_reached = false;
            while let Some((ways, way)) = open.last_mut() {
                self.work.step()?;
                let Some((edge, other)) = ways.get(*way).copied() else {
                    open.pop();
                    path.edges.pop();
                    path.nodes.pop().into_iter().for_each(|node| on_path[node as usize] = false);
                    continue;
                };
                *way += 1;
                if on_path[other as usize] {
                    continue;
                }
                if path.edges.len() as u64 + 1 == length {
                    is_reached = true;
                    let is_new = !found[other as usize] && (self.all || !ended.contains(&other));
                    if is_new && self.ends_fit[1].fits(other) {
                        ended.insert(other);
                        let mut whole = path.clone();
                        whole.edges.push(edge);
                        whole.nodes.push(other);
                        self.push(start, other, whole)?;
                    }
                } else if self.inner_fit.fits(other) {
                    path.edges.push(edge);
                    path.nodes.push(other);
                    on_path[other as usize] = true;
                    open.push((self.ways(other), 0));
                }
            }
            ended.iter().for_each(|end| found[*end as usize] = true);
            if !is_reached {
                break;
            }
        }
        Ok(())
    }
}
