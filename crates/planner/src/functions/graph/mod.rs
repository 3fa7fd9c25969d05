//! The window function of `graph-match` and its like: all places where a graph has a pattern, in one list.
//! <https://learn.microsoft.com/kusto/query/graph-match-operator>
//!
//! The rows are the graph's nodes and its edges. Conditions on single parts of the pattern are columns, computed for
//! all rows at once; what is read of a place is taken out of the rows' columns when all places are known.

mod components;
mod index;
mod places;
mod shortest;
mod walk;

use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, ListArray, StructArray};
use arrow::buffer::OffsetBuffer;
use arrow::datatypes::{DataType, Field, FieldRef, Fields};
use datafusion::common::Result;
use datafusion::logical_expr::Expr;
use lurcher_binder::bound::{GraphDirection, GraphSearchKind, PathFold};
use lurcher_functions::kernel::window::{self, Rule};

use crate::bounds::Bounds;

use index::Graph;
use places::Places;
use walk::Walk;

/// What messages about memory call a search.
pub const CONSUMER: &str = "GraphSearch";

/// About so many bytes has a value of a place.
const CELL: usize = 16;

/// A search over a function's arguments: whether the row is an edge, the identifiers of its nodes, and whatever else
/// conditions and outputs name by number.
#[derive(Debug, PartialEq)]
pub struct Search {
    /// The types of the arguments.
    pub arguments: Vec<DataType>,
    /// The nodes of the pattern, each with the argument that must be true.
    pub nodes: Vec<Option<usize>>,
    /// The edges.
    pub edges: Vec<Edge>,
    /// Which places count.
    pub kind: GraphSearchKind,
    /// What comes out of a place.
    pub outputs: Vec<Output>,
}

/// An edge of a pattern.
#[derive(Debug, PartialEq)]
pub struct Edge {
    /// The node on its left.
    pub left: usize,
    /// The node on its right.
    pub right: usize,
    /// Which way it goes.
    pub direction: GraphDirection,
    /// How many edges it stands for.
    pub length: Option<(u64, u64)>,
    /// The argument that must be true of each edge.
    pub condition: Option<usize>,
    /// The argument that must be true of each node between two edges.
    pub inner_condition: Option<usize>,
}

/// A value of a place.
#[derive(Debug, PartialEq)]
pub struct Output {
    /// Its name.
    pub name: String,
    /// Its type.
    pub ty: DataType,
    /// What it is.
    pub value: Value,
}

/// What a value of a place is. Arguments are meant by their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// An argument of a node.
    Node(usize, usize),
    /// An argument of an edge.
    Edge(usize, usize),
    /// An argument along a path.
    Path {
        /// The edge that stands for the path.
        edge: usize,
        /// Of the nodes between its edges, not of the edges.
        inner_nodes: bool,
        /// The argument.
        argument: usize,
        /// What becomes of the values.
        fold: PathFold,
    },
    /// The component of a node.
    Component {
        /// The node.
        node: usize,
        /// Whether the directions of edges count.
        strong: bool,
        /// The argument with the number of an edge.
        position: usize,
    },
}

/// The call. Its result is for the first row a list of all places, for all others an empty one.
pub fn call(search: Search, bounds: Bounds, args: Vec<Expr>) -> Expr {
    // The name is what tells two functions apart, so it says everything.
    let name = format!("graph_search({search:?})");
    window::call(name, Program::new(search, bounds), args)
}

#[derive(Debug, PartialEq)]
struct Program {
    search: Search,
    bounds: Bounds,
    item: FieldRef,
    fields: Fields,
}

impl Program {
    fn new(search: Search, bounds: Bounds) -> Self {
        let fields: Fields = search.outputs.iter().map(|o| Field::new(&o.name, o.ty.clone(), true)).collect();
        let item = Arc::new(Field::new_list_field(DataType::Struct(fields.clone()), true));
        Self { search, bounds, item, fields }
    }
}

impl Rule for Program {
    fn arguments(&self) -> Vec<DataType> {
        self.search.arguments.clone()
    }

    fn result(&self) -> DataType {
        DataType::List(Arc::clone(&self.item))
    }

    fn evaluate(&self, values: &[ArrayRef], rows: usize) -> Result<ArrayRef> {
        let mut work = self.bounds.begin(CONSUMER);
        work.hold(rows.saturating_mul(Graph::BYTES_A_ROW))?;
        let graph = Graph::new(values[0].as_boolean(), &values[1], &values[2])?;
        let mut places = Places::new(&self.search);
        match self.search.kind {
            GraphSearchKind::ShortestPath => {
                shortest::find(&self.search, &graph, values, false, (&mut places, &mut work))?
            }
            GraphSearchKind::ShortestPaths => {
                shortest::find(&self.search, &graph, values, true, (&mut places, &mut work))?
            }
            GraphSearchKind::AllCycles | GraphSearchKind::NoCycles | GraphSearchKind::UniqueEdges => {
                Walk::new(&self.search, &graph, values, (&mut places, &mut work)).run()?;
            }
        }
        let count = places.len();
        work.hold(count.saturating_mul(self.fields.len() * CELL))?;
        let columns = self.search.outputs.iter().map(|output| places.column(output, &graph, values));
        let columns = columns.collect::<Result<Vec<_>>>()?;
        let found = StructArray::try_new_with_length(self.fields.clone(), columns, None, count)?;
        let lengths = std::iter::once(count).chain(std::iter::repeat_n(0, rows.saturating_sub(1)));
        let offsets = OffsetBuffer::from_lengths(lengths);
        Ok(Arc::new(ListArray::try_new(Arc::clone(&self.item), offsets, Arc::new(found), None)?))
    }
}
