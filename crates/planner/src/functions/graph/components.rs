//! Components of a graph. Nodes are taken in the order in which edges name them.

use arrow::array::{Array, Int64Array};

use super::index::Graph;

/// The number of each node's component, from 0.
pub fn components(graph: &Graph, position: &Int64Array, strong: bool) -> Vec<i64> {
    let order = order(graph, position);
    if strong { strong_components(graph, &order) } else { weak_components(graph, &order) }
}

/// The nodes, those that edges name first.
fn order(graph: &Graph, position: &Int64Array) -> Vec<u32> {
    let mut edges: Vec<usize> = (0..graph.edge_rows.len()).collect();
    edges.sort_by_key(|edge| {
        let row = graph.edge_rows[*edge] as usize;
        position.is_valid(row).then(|| position.value(row))
    });
    let named = edges.into_iter().flat_map(|edge| [graph.from[edge], graph.to[edge]]);
    let mut seen = vec![false; graph.node_rows.len()];
    named.chain(0..graph.nodes()).filter(|node| !std::mem::replace(&mut seen[*node as usize], true)).collect()
}

/// Nodes with a path between them, whichever way its edges go, numbered by their first node.
fn weak_components(graph: &Graph, order: &[u32]) -> Vec<i64> {
    let mut parents: Vec<u32> = (0..graph.nodes()).collect();
    for (from, to) in graph.from.iter().zip(&graph.to) {
        let (from, to) = (root(&mut parents, *from), root(&mut parents, *to));
        parents[from as usize] = to;
    }
    let mut numbers = vec![-1; parents.len()];
    let mut next = 0;
    let mut components = vec![0; parents.len()];
    for node in order {
        let number = &mut numbers[root(&mut parents, *node) as usize];
        if *number < 0 {
            *number = next;
            next += 1;
        }
        components[*node as usize] = *number;
    }
    components
}

fn root(parents: &mut [u32], mut node: u32) -> u32 {
    while parents[node as usize] != node {
        let above = parents[parents[node as usize] as usize];
        parents[node as usize] = above;
        node = above;
    }
    node
}

/// Nodes with paths both ways: Tarjan's algorithm, numbered in the order in which it completes them.
fn strong_components(graph: &Graph, order: &[u32]) -> Vec<i64> {
    const UNSEEN: u32 = u32::MAX;
    let nodes = graph.node_rows.len();
    let (mut index, mut low) = (vec![UNSEEN; nodes], vec![0_u32; nodes]);
    let mut components = vec![-1_i64; nodes];
    let (mut open, mut calls) = (Vec::new(), Vec::new());
    let (mut seen, mut completed) = (0, 0);
    for start in order {
        if index[*start as usize] != UNSEEN {
            continue;
        }
        calls.push((*start, 0));
        while let Some((node, way)) = calls.last_mut() {
            let at = *node as usize;
            if *way == 0 {
                (index[at], low[at]) = (seen, seen);
                seen += 1;
                open.push(*node);
            }
            if let Some(edge) = graph.out(*node).get(*way) {
                *way += 1;
                let next = graph.to[*edge as usize];
                if index[next as usize] == UNSEEN {
                    calls.push((next, 0));
                } else if components[next as usize] < 0 {
                    low[at] = low[at].min(index[next as usize]);
                }
                continue;
            }
            let done = *node;
            calls.pop();
            if let Some((above, _)) = calls.last() {
                low[*above as usize] = low[*above as usize].min(low[at]);
            }
            if low[at] == index[at] {
                while let Some(member) = open.pop() {
                    components[member as usize] = completed;
                    if member == done {
                        break;
                    }
                }
                completed += 1;
            }
        }
    }
    components
}
