//! `graph-match`, `graph-shortest-paths` and `graph-mark-components`: places where a graph has a pattern.
//! <https://learn.microsoft.com/kusto/query/graph-match-operator>

use lurcher_symbols::ScalarType;

use super::{ColumnId, Plan, ResultColumn};

/// A row for each place where a graph has a pattern. The rows of the input are the graph's nodes and its edges;
/// everything that is read of them, conditions included, is a column of it.
#[derive(Debug, Clone, PartialEq)]
pub struct GraphSearch {
    /// Nodes and edges.
    pub input: Box<Plan>,
    /// Columns whose equal values make a graph of its own; none for one graph.
    pub partition: Vec<(ColumnId, ScalarType)>,
    /// A bool: whether the row is an edge.
    pub is_edge: ColumnId,
    /// A node's identifier; of an edge the one of the node that it comes from.
    pub from: ColumnId,
    /// The identifier of the node that an edge goes to.
    pub to: ColumnId,
    /// The nodes of the pattern.
    pub nodes: Vec<NodePattern>,
    /// The edges of the pattern, all of which hang together.
    pub edges: Vec<EdgePattern>,
    /// Which places count.
    pub kind: GraphSearchKind,
    /// The columns that the search makes.
    pub outputs: Vec<GraphOutput>,
}

/// A node of a pattern.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NodePattern {
    /// The column that must be true.
    pub condition: Option<ColumnId>,
}

/// An edge of a pattern.
#[derive(Debug, Clone, PartialEq)]
pub struct EdgePattern {
    /// The number of the node on its left.
    pub left: usize,
    /// The number of the node on its right.
    pub right: usize,
    /// Which way it goes.
    pub direction: GraphDirection,
    /// How many edges, one behind the other, it stands for; one where nothing says so.
    pub length: Option<(u64, u64)>,
    /// The column that must be true of each edge.
    pub condition: Option<ColumnId>,
    /// The column that must be true of each node between two edges.
    pub inner_condition: Option<ColumnId>,
}

/// Which way an edge goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GraphDirection {
    /// From left to right.
    Right,
    /// From right to left.
    Left,
    /// Either way.
    Any,
}

/// Which places of a pattern count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum GraphSearchKind {
    /// All, whatever cycles they have.
    AllCycles,
    /// Those without cycles: no two nodes of the pattern, nor of a path, are the same.
    NoCycles,
    /// Those that have no edge twice.
    UniqueEdges,
    /// The shortest path from each node to each other.
    ShortestPath,
    /// All paths that are as short as that.
    ShortestPaths,
}

/// A column of a search.
#[derive(Debug, Clone, PartialEq)]
pub struct GraphOutput {
    /// Its id.
    pub id: ColumnId,
    /// Its type.
    pub ty: ScalarType,
    /// What it holds.
    pub value: GraphValue,
}

/// What a column of a search holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GraphValue {
    /// A column of the row of a node of the pattern.
    Node(usize, ColumnId),
    /// A column of the row of an edge of the pattern.
    Edge(usize, ColumnId),
    /// The values of a column along the path that an edge of the pattern stands for.
    Path {
        /// The number of the edge.
        edge: usize,
        /// Of the nodes between the path's edges, not of the edges.
        inner_nodes: bool,
        /// The column.
        column: ColumnId,
        /// What becomes of the values.
        fold: PathFold,
    },
    /// The number of the component that a node of the pattern is in, from 0.
    Component {
        /// The number of the node.
        node: usize,
        /// Whether the directions of edges count.
        strong: bool,
        /// The column with the edge's number: nodes are taken in the order in which edges name them.
        position: ColumnId,
    },
}

/// What becomes of the values along a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PathFold {
    /// An array of them, which are dynamics.
    Array,
    /// Whether all are true. A null is not.
    All,
    /// Whether one is true.
    Any,
}

impl GraphValue {
    /// The column of the input that is read.
    pub fn column(&self) -> ColumnId {
        match self {
            Self::Node(_, column) | Self::Edge(_, column) | Self::Path { column, .. } => *column,
            Self::Component { position, .. } => *position,
        }
    }
}

impl GraphOutput {
    /// The column, which has no name yet.
    pub(crate) fn column(&self) -> ResultColumn {
        ResultColumn { id: self.id, name: "".into(), ty: self.ty }
    }
}

impl GraphSearch {
    /// The columns of the input that the search itself looks at.
    pub fn searched(&self) -> impl Iterator<Item = ColumnId> {
        let nodes = self.nodes.iter().filter_map(|node| node.condition);
        let edges = self.edges.iter().flat_map(|edge| edge.condition.into_iter().chain(edge.inner_condition));
        let partition = self.partition.iter().map(|(id, _)| *id);
        [self.is_edge, self.from, self.to].into_iter().chain(nodes).chain(edges).chain(partition)
    }
}
