//! `graph-match`: all places of a pattern, found by walking along its edges.

use arrow::array::ArrayRef;
use datafusion::common::Result;
use lurcher_binder::bound::GraphSearchKind;

use super::Search;
use super::index::{Fits, Graph};
use super::places::{Path, Places};
use crate::bounds::Work;

/// No node yet.
const UNBOUND: u32 = u32::MAX;

/// A search under way.
pub struct Walk<'a> {
    search: &'a Search,
    graph: &'a Graph,
    nodes_fit: Vec<Fits<'a>>,
    edges_fit: Vec<Fits<'a>>,
    inner_fit: Vec<Fits<'a>>,
    /// The edges of the pattern in the order in which they are walked, and whether from their left end.
    order: Vec<(usize, bool)>,
    first: usize,
    nodes: Vec<u32>,
    edges: Vec<u32>,
    paths: Vec<Path>,
    /// The edges that the place has so far, unless it may have one twice.
    used_edges: Vec<bool>,
    /// The nodes that the place has so far, where it may have none twice.
    used_nodes: Vec<bool>,
    places: &'a mut Places,
    work: &'a mut Work,
}

impl<'a> Walk<'a> {
    pub fn new(
        search: &'a Search,
        graph: &'a Graph,
        values: &'a [ArrayRef],
        (places, work): (&'a mut Places, &'a mut Work),
    ) -> Self {
        let fits = |argument: Option<usize>, rows: &'a [u32]| Fits::new(argument, values, rows);
        let nodes_fit: Vec<Fits<'_>> = search.nodes.iter().map(|c| fits(*c, &graph.node_rows)).collect();
        // The node that fewest nodes of the graph can be comes first.
        let choices = |node: &usize| (0..graph.nodes()).filter(|n| nodes_fit[*node].fits(*n)).count();
        let first = (0..search.nodes.len()).min_by_key(choices).unwrap_or(0);
        Self {
            nodes_fit,
            edges_fit: search.edges.iter().map(|edge| fits(edge.condition, &graph.edge_rows)).collect(),
            inner_fit: search.edges.iter().map(|edge| fits(edge.inner_condition, &graph.node_rows)).collect(),
            order: walking_order(search, first),
            first,
            nodes: vec![UNBOUND; search.nodes.len()],
            edges: vec![0; search.edges.len()],
            paths: vec![Path::default(); search.edges.len()],
            used_edges: vec![false; graph.edge_rows.len()],
            used_nodes: vec![false; graph.node_rows.len()],
            search,
            graph,
            places,
            work,
        }
    }

    /// Finds all places.
    pub fn run(mut self) -> Result<()> {
        for node in 0..self.graph.nodes() {
            self.work.step()?;
            if self.nodes_fit[self.first].fits(node) {
                self.bind(self.first, node, 0)?;
            }
        }
        Ok(())
    }

    fn no_cycles(&self) -> bool {
        self.search.kind == GraphSearchKind::NoCycles
    }

    fn may_use(&self, edge: u32) -> bool {
        self.search.kind == GraphSearchKind::AllCycles || !self.used_edges[edge as usize]
    }

    /// Goes on where a node of the pattern is this one.
    fn bind(&mut self, variable: usize, node: u32, step: usize) -> Result<()> {
        self.nodes[variable] = node;
        let was_used = std::mem::replace(&mut self.used_nodes[node as usize], true);
        self.step(step)?;
        self.used_nodes[node as usize] = was_used;
        self.nodes[variable] = UNBOUND;
        Ok(())
    }

    /// Walks the edges from that step on.
    fn step(&mut self, step: usize) -> Result<()> {
        let Some((number, from_left)) = self.order.get(step).copied() else {
            return self.places.push(&self.nodes, &self.edges, &self.paths, self.work);
        };
        let edge = &self.search.edges[number];
        let (near, far) = if from_left { (edge.left, edge.right) } else { (edge.right, edge.left) };
        let start = self.nodes[near];
        match edge.length {
            None => self.edge(number, (start, far, from_left), step),
            Some(length) => self.path(number, (start, far, from_left), length, step),
        }
    }

    fn edge(&mut self, number: usize, (start, far, from_left): (u32, usize, bool), step: usize) -> Result<()> {
        let ways = self.graph.ways(start, self.search.edges[number].direction, from_left);
        let mut way = 0;
        while let Some((edge, node)) = ways.get(way, self.graph) {
            way += 1;
            self.work.step()?;
            if !self.may_use(edge) || !self.edges_fit[number].fits(edge) {
                continue;
            }
            self.edges[number] = edge;
            let was_used = std::mem::replace(&mut self.used_edges[edge as usize], true);
            if self.nodes[far] == node {
                self.step(step + 1)?;
            } else if self.nodes[far] == UNBOUND && self.may_bind(far, node) {
                self.bind(far, node, step + 1)?;
            }
            self.used_edges[edge as usize] = was_used;
        }
        Ok(())
    }

    fn may_bind(&self, variable: usize, node: u32) -> bool {
        self.nodes_fit[variable].fits(node) && !(self.no_cycles() && self.used_nodes[node as usize])
    }

    /// Walks all paths of an edge of variable length. A path may be longer than a call stack is deep.
    fn path(
        &mut self,
        number: usize,
        (start, far, from_left): (u32, usize, bool),
        (least, most): (u64, u64),
        step: usize,
    ) -> Result<()> {
        let direction = self.search.edges[number].direction;
        let (graph, target) = (self.graph, self.nodes[far]);
        self.paths[number] = Path { backwards: !from_left, ..Path::default() };
        if least == 0 {
            match target {
                UNBOUND if self.may_bind(far, start) => self.bind(far, start, step + 1)?,
                _ if target == start => self.step(step + 1)?,
                _ => {}
            }
        }
        // The nodes of the path, each with the next way on to be tried.
        let mut open = vec![(start, 0)];
        while let Some((node, way)) = open.last_mut() {
            self.work.step()?;
            let node = *node;
            let depth = self.paths[number].edges.len();
            let goes_on = (depth as u64) < most && (depth == 0 || self.inner_fit[number].fits(node));
            let next = match goes_on {
                true => graph.ways(node, direction, from_left).get(*way, graph),
                false => None,
            };
            let Some((edge, other)) = next else {
                open.pop();
                self.paths[number].nodes.pop();
                if let Some(edge) = self.paths[number].edges.pop() {
                    self.used_edges[edge as usize] = false;
                }
                if depth > 0 && self.no_cycles() {
                    self.used_nodes[node as usize] = false;
                }
                continue;
            };
            *way += 1;
            if !self.may_use(edge) || !self.edges_fit[number].fits(edge) {
                continue;
            }
            // Without cycles a path can end at a node that the pattern names, but not go on from there.
            let is_used = self.no_cycles() && self.used_nodes[other as usize];
            if is_used && (other != target || other == start) {
                continue;
            }
            self.paths[number].edges.push(edge);
            self.paths[number].nodes.push(other);
            let was_used = std::mem::replace(&mut self.used_edges[edge as usize], true);
            if depth as u64 + 1 >= least {
                match target {
                    UNBOUND if self.may_bind(far, other) => self.bind(far, other, step + 1)?,
                    _ if target == other => self.step(step + 1)?,
                    _ => {}
                }
            }
            if is_used || was_used {
                // Where an edge may come twice, it stays used by who used it first.
                self.used_edges[edge as usize] = was_used;
            }
            if is_used {
                self.paths[number].edges.pop();
                self.paths[number].nodes.pop();
            } else {
                if self.no_cycles() {
                    self.used_nodes[other as usize] = true;
                }
                open.push((other, 0));
            }
        }
        Ok(())
    }
}

/// The edges of a pattern in an order in which each begins at a node that is known by then.
fn walking_order(search: &Search, first: usize) -> Vec<(usize, bool)> {
    let mut known = vec![false; search.nodes.len()];
    known.iter_mut().skip(first).take(1).for_each(|known| *known = true);
    let mut waiting: Vec<usize> = (0..search.edges.len()).collect();
    let mut order = Vec::with_capacity(waiting.len());
    // An edge between two known nodes only asks whether it is there, so it comes before those that lead on, a path
    // last.
    let cost = |edge: &usize, known: &[bool]| {
        let edge = &search.edges[*edge];
        match (known[edge.left], known[edge.right]) {
            (false, false) => 4,
            (true, true) => u8::from(edge.length.is_some()),
            _ => 2 + u8::from(edge.length.is_some()),
        }
    };
    while let Some(place) = (0..waiting.len()).min_by_key(|place| cost(&waiting[*place], &known)) {
        let number = waiting.remove(place);
        let edge = &search.edges[number];
        order.push((number, known[edge.left]));
        (known[edge.left], known[edge.right]) = (true, true);
    }
    order
}
