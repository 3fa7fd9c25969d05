//! A graph as numbers: its nodes and edges, and which edges each node has.

use arrow::array::{Array, ArrayRef, BooleanArray};
use arrow::row::{RowConverter, SortField};
use datafusion::common::{Result, internal_datafusion_err};
use lurcher_binder::bound::GraphDirection;
use rustc_hash::FxHashMap;

/// A graph. Nodes and edges are numbered in the order of their rows.
pub struct Graph {
    /// The row of each node.
    pub node_rows: Vec<u32>,
    /// The row of each edge.
    pub edge_rows: Vec<u32>,
    /// The node that each edge comes from.
    pub from: Vec<u32>,
    /// The node that it goes to.
    pub to: Vec<u32>,
    out: Adjacent,
    into: Adjacent,
}

/// The edges of each node, one node's behind the other's.
struct Adjacent {
    starts: Vec<u32>,
    edges: Vec<u32>,
}

/// The ways on from a node.
#[derive(Clone, Copy)]
pub struct Ways<'g> {
    out: &'g [u32],
    into: &'g [u32],
}

impl Graph {
    /// About so much memory has a row, a node or an edge, while the graph is made: two keys, its number, and the places
    /// of an edge at its ends.
    pub const BYTES_A_ROW: usize = 96;

    /// The graph of rows that are nodes or edges.
    pub fn new(is_edge: &BooleanArray, from: &ArrayRef, to: &ArrayRef) -> Result<Self> {
        let Ok(rows) = u32::try_from(is_edge.len()) else {
            return lurcher_functions::refuse!("a graph of more than {} nodes and edges", u32::MAX);
        };
        let converter = RowConverter::new(vec![SortField::new(from.data_type().clone())])?;
        let (from_keys, to_keys) = {
            let convert = |column: &ArrayRef| converter.convert_columns(std::slice::from_ref(column));
            (convert(from)?, convert(to)?)
        };
        let (edge_rows, node_rows): (Vec<u32>, Vec<u32>) =
            (0..rows).partition(|row| is_edge.is_valid(*row as usize) && is_edge.value(*row as usize));
        let mut numbers: FxHashMap<&[u8], u32> = FxHashMap::default();
        for (number, row) in (0..).zip(&node_rows) {
            numbers.insert(from_keys.row(*row as usize).data(), number);
        }
        let end = |key: &[u8]| {
            numbers.get(key).copied().ok_or_else(|| internal_datafusion_err!("an edge's node is none of the graph's"))
        };
        let ends = |keys: &arrow::row::Rows| -> Result<Vec<u32>> {
            edge_rows.iter().map(|row| end(keys.row(*row as usize).data())).collect()
        };
        let (from, to) = (ends(&from_keys)?, ends(&to_keys)?);
        let (out, into) = (Adjacent::new(&from, node_rows.len()), Adjacent::new(&to, node_rows.len()));
        Ok(Self { node_rows, edge_rows, from, to, out, into })
    }

    /// How many nodes there are.
    pub fn nodes(&self) -> u32 {
        self.node_rows.len() as u32
    }

    /// The ways on from a node along an edge of a pattern: from its left node, or back from its right one.
    pub fn ways(&self, node: u32, direction: GraphDirection, from_left: bool) -> Ways<'_> {
        let (out, into) = match direction {
            GraphDirection::Any => (true, true),
            GraphDirection::Right => (from_left, !from_left),
            GraphDirection::Left => (!from_left, from_left),
        };
        Ways { out: if out { self.out.of(node) } else { &[] }, into: if into { self.into.of(node) } else { &[] } }
    }

    /// The edges that go out of a node.
    pub fn out(&self, node: u32) -> &[u32] {
        self.out.of(node)
    }
}

impl Ways<'_> {
    /// The edge of that number, and the node behind it.
    pub fn get(&self, number: usize, graph: &Graph) -> Option<(u32, u32)> {
        if let Some(edge) = self.out.get(number) {
            return Some((*edge, graph.to[*edge as usize]));
        }
        let edge = self.into.get(number - self.out.len())?;
        Some((*edge, graph.from[*edge as usize]))
    }
}

impl Adjacent {
    fn new(ends: &[u32], nodes: usize) -> Self {
        let mut starts = vec![0_u32; nodes + 1];
        ends.iter().for_each(|node| starts[*node as usize + 1] += 1);
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let mut next = starts.clone();
        let mut edges = vec![0; ends.len()];
        for (edge, node) in (0..).zip(ends) {
            let place = &mut next[*node as usize];
            edges[*place as usize] = edge;
            *place += 1;
        }
        Self { starts, edges }
    }

    fn of(&self, node: u32) -> &[u32] {
        let node = node as usize;
        &self.edges[self.starts[node] as usize..self.starts[node + 1] as usize]
    }
}

/// Whether a condition is true of each of some rows; of all where there is none.
pub struct Fits<'a> {
    condition: Option<&'a BooleanArray>,
    rows: &'a [u32],
}

impl<'a> Fits<'a> {
    /// The condition in an argument, of nodes or of edges.
    pub fn new(argument: Option<usize>, values: &'a [ArrayRef], rows: &'a [u32]) -> Self {
        let condition = argument.and_then(|argument| arrow::array::AsArray::as_boolean_opt(&values[argument]));
        Self { condition, rows }
    }

    /// Whether it is true of the node or edge of that number.
    pub fn fits(&self, number: u32) -> bool {
        self.condition.is_none_or(|condition| {
            let row = self.rows[number as usize] as usize;
            condition.is_valid(row) && condition.value(row)
        })
    }
}
