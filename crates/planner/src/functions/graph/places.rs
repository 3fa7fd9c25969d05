//! The places where a graph has a pattern, and what is read of them.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, BooleanArray, Int64Array, StringViewBuilder, UInt32Array};
use arrow::compute::take;
use datafusion::common::Result;
use lurcher_binder::bound::PathFold;

use super::components::components;
use super::index::Graph;
use super::{Output, Search, Value};
use crate::bounds::Work;

/// So many places are more than anybody can look at, and more than memory holds.
const MOST: usize = 200_000_000;

/// Places, column by column.
pub struct Places {
    count: usize,
    nodes: Vec<Vec<u32>>,
    edges: Vec<Option<Vec<u32>>>,
    paths: Vec<Option<Paths>>,
}

/// A path of each place.
#[derive(Default)]
struct Paths {
    /// The edges of all paths, one behind the other.
    edges: Vec<u32>,
    /// Where each path's edges end.
    ends: Vec<usize>,
    /// The nodes between the edges.
    inner_nodes: Vec<u32>,
    /// Where each path's nodes end.
    inner_ends: Vec<usize>,
}

/// A path while it is walked: its edges, and the node behind each.
#[derive(Debug, Default, Clone)]
pub struct Path {
    pub edges: Vec<u32>,
    pub nodes: Vec<u32>,
    /// Whether it is walked from its right end.
    pub backwards: bool,
}

impl Places {
    pub fn new(search: &Search) -> Self {
        let reads = |edge: usize| {
            search.outputs.iter().any(|output| match output.value {
                Value::Edge(of, _) | Value::Path { edge: of, .. } => of == edge,
                Value::Node(..) | Value::Component { .. } => false,
            })
        };
        let is_path = |edge: usize| search.edges[edge].length.is_some();
        let edges = 0..search.edges.len();
        Self {
            count: 0,
            nodes: vec![Vec::new(); search.nodes.len()],
            edges: edges.clone().map(|e| (reads(e) && !is_path(e)).then(Vec::new)).collect(),
            paths: edges.map(|e| (reads(e) && is_path(e)).then(Paths::default)).collect(),
        }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.count
    }

    /// Adds one.
    pub fn push(&mut self, nodes: &[u32], edges: &[u32], paths: &[Path], work: &mut Work) -> Result<()> {
        if self.count == MOST {
            return lurcher_functions::refuse!(
                "the pattern is in more than {MOST} places of the graph: ask for less of it"
            );
        }
        let steps: usize = paths.iter().map(|path| path.edges.len() + path.nodes.len()).sum();
        work.hold(size_of::<u32>() * (nodes.len() + edges.len() + steps))?;
        self.count += 1;
        for (column, node) in self.nodes.iter_mut().zip(nodes) {
            column.push(*node);
        }
        for (column, edge) in self.edges.iter_mut().zip(edges) {
            column.iter_mut().for_each(|column| column.push(*edge));
        }
        for (column, path) in self.paths.iter_mut().zip(paths) {
            column.iter_mut().for_each(|column| column.push(path));
        }
        Ok(())
    }

    /// A value of each place.
    pub fn column(&self, output: &Output, graph: &Graph, values: &[ArrayRef]) -> Result<ArrayRef> {
        let taken = |numbers: &[u32], rows: &[u32], argument: usize| -> Result<ArrayRef> {
            let rows: UInt32Array = numbers.iter().map(|number| rows[*number as usize]).collect();
            Ok(take(&values[argument], &rows, None)?)
        };
        match output.value {
            Value::Node(node, argument) => taken(&self.nodes[node], &graph.node_rows, argument),
            Value::Edge(edge, argument) => {
                taken(self.edges[edge].as_deref().unwrap_or_default(), &graph.edge_rows, argument)
            }
            Value::Component { node, strong, position } => {
                let components = components(graph, values[position].as_primitive(), strong);
                Ok(Arc::new(self.nodes[node].iter().map(|n| Some(components[*n as usize])).collect::<Int64Array>()))
            }
            Value::Path { edge, inner_nodes, argument, fold } => {
                let nothing = Paths::default();
                let paths = self.paths[edge].as_ref().unwrap_or(&nothing);
                let (numbers, ends, rows) = match inner_nodes {
                    true => (&paths.inner_nodes, &paths.inner_ends, &graph.node_rows),
                    false => (&paths.edges, &paths.ends, &graph.edge_rows),
                };
                Ok(folded(&taken(numbers, rows, argument)?, ends, fold))
            }
        }
    }
}

impl Paths {
    fn push(&mut self, path: &Path) {
        let inner = &path.nodes[..path.nodes.len().saturating_sub(1)];
        match path.backwards {
            true => {
                self.edges.extend(path.edges.iter().rev());
                self.inner_nodes.extend(inner.iter().rev());
            }
            false => {
                self.edges.extend(&path.edges);
                self.inner_nodes.extend(inner);
            }
        }
        self.ends.push(self.edges.len());
        self.inner_ends.push(self.inner_nodes.len());
    }
}

/// What becomes of the values along each path.
fn folded(values: &ArrayRef, ends: &[usize], fold: PathFold) -> ArrayRef {
    let ranges = ends.iter().scan(0, |start, end| Some(std::mem::replace(start, *end)..*end));
    let is_true = |place: usize| values.is_valid(place) && values.as_boolean().value(place);
    match fold {
        PathFold::All => Arc::new(ranges.map(|mut range| Some(range.all(is_true))).collect::<BooleanArray>()),
        PathFold::Any => Arc::new(ranges.map(|mut range| Some(range.any(is_true))).collect::<BooleanArray>()),
        PathFold::Array => {
            let texts = values.as_string_view();
            let mut arrays = StringViewBuilder::with_capacity(ends.len());
            let mut text = String::new();
            for range in ranges {
                text.clear();
                text.push('[');
                for place in range.clone() {
                    if place > range.start {
                        text.push(',');
                    }
                    text.push_str(if texts.is_valid(place) { texts.value(place) } else { "null" });
                }
                text.push(']');
                arrays.append_value(&text);
            }
            Arc::new(arrays.finish())
        }
    }
}
