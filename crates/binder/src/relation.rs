//! A table in the making: a plan, and what a query sees of it.

use std::collections::HashMap;
use std::rc::Rc;
use std::sync::Arc;

use lurcher_diagnostics::Span;
use lurcher_symbols::{Further, FurtherNames, ScalarType, Value};

use crate::bound::{ColumnId, Expr, Plan, ResultColumn, Values, Visualization};
use crate::scope::SharedTable;

/// Whether names beside the known columns resolve.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Openness {
    /// They do not.
    Closed,
    /// Those of any of these tables do, to a column without a value.
    Open(Rc<[Further]>),
    /// The relation is the result of a mistake that was reported: whatever is named resolves, so that nothing is
    /// reported twice.
    Broken,
}

impl Openness {
    /// That of rows which only the data shows all columns of.
    pub fn any() -> Self {
        Self::from(&Further::names(FurtherNames::Any))
    }

    /// That of no rows, whose columns only data would have shown.
    pub fn unseen() -> Self {
        Self::from(&Further::names(FurtherNames::Unseen))
    }

    /// Whether a name is taken for one that data would have shown.
    fn is_unseen(&self) -> bool {
        matches!(self, Openness::Open(tables) if tables.iter().any(|further| further.names == FurtherNames::Unseen))
    }

    /// Takes no such name any more.
    fn forget_unseen(&mut self) {
        let Openness::Open(tables) = self else { return };
        let seen = tables.iter().filter(|further| further.names != FurtherNames::Unseen);
        let tables: Rc<[Further]> = seen.cloned().collect();
        *self = if tables.is_empty() { Openness::Closed } else { Openness::Open(tables) };
    }

    /// That of rows from both, or from either.
    pub fn and(&self, other: &Self) -> Self {
        Self::of_all([self, other])
    }

    /// That of rows from all of them, or from any.
    pub fn of_all<'o>(all: impl IntoIterator<Item = &'o Self>) -> Self {
        let mut tables: Vec<Further> = Vec::new();
        for openness in all {
            match openness {
                Openness::Broken => return Openness::Broken,
                Openness::Closed => {}
                Openness::Open(those) => those.iter().for_each(|further| {
                    if !tables.contains(further) {
                        tables.push(further.clone());
                    }
                }),
            }
        }
        if tables.is_empty() { Openness::Closed } else { Openness::Open(tables.into()) }
    }

    /// The type of a column of that name which no row has.
    pub fn ty(&self, column: &str) -> Option<ScalarType> {
        match self {
            Openness::Open(tables) => tables.iter().find_map(|further| further.ty(column)),
            Openness::Closed | Openness::Broken => None,
        }
    }

    /// Whether a table says of that column that it has it, or takes any.
    pub fn declares(&self, column: &str) -> bool {
        let declares = |f: &Further| f.names != FurtherNames::Suffixed || f.hidden.iter().any(|c| *c.name == *column);
        match self {
            Openness::Open(tables) => tables.iter().any(|further| declares(further) && further.ty(column).is_some()),
            Openness::Closed | Openness::Broken => false,
        }
    }

    /// Whether every name resolves.
    pub fn takes_all(&self) -> bool {
        match self {
            Openness::Open(tables) => tables
                .iter()
                .any(|f| matches!(f.names, FurtherNames::Any | FurtherNames::Unseen | FurtherNames::Strings)),
            Openness::Closed => false,
            Openness::Broken => true,
        }
    }
}

impl From<&Further> for Openness {
    fn from(further: &Further) -> Self {
        match further.names {
            FurtherNames::None if further.hidden.is_empty() => Openness::Closed,
            _ => Openness::Open(Rc::from([further.without_values()])),
        }
    }
}

/// The rows that an operator works on.
#[derive(Debug, Clone)]
pub(crate) struct Relation {
    /// Where the rows come from.
    pub plan: Plan,
    /// What is visible, in order.
    pub columns: Vec<ResultColumn>,
    /// Columns that a name finds where no visible one has it: where a row came from.
    pub hidden: Vec<ResultColumn>,
    /// Columns that hold the same value in every row.
    pub constants: HashMap<ColumnId, Value>,
    /// Whether further names resolve.
    pub openness: Openness,
    /// Whether the rows have an order (after `sort`, `serialize` …), which window functions need.
    pub serialized: bool,
    /// What `render` asked for.
    pub visualization: Option<Visualization>,
    /// The groups that each operator works on one by one, inside `mv-apply` and `partition`.
    pub groups: Option<Groups>,
    /// The graph that it is, in the place of rows.
    pub graph: Option<Rc<Graph>>,
}

/// A graph: two tables that are computed once.
#[derive(Debug, Clone)]
pub(crate) struct Graph {
    /// The nodes: their properties, and behind them their identifier, how many edges go out and come in, and what makes
    /// a graph of its own.
    pub nodes: SharedTable,
    /// The edges, and behind their columns their number.
    pub edges: SharedTable,
    /// How many columns of the nodes are properties.
    pub properties: usize,
    /// The place of the edges' column with the node that they come from.
    pub from: usize,
    /// The place of the column with the node that they go to.
    pub to: usize,
    /// The place of the column that makes a graph of its own.
    pub partition: Option<usize>,
}

/// Groups of rows that stay apart: one for each row that `mv-apply` expands, or for each key of `partition`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Groups {
    /// The columns whose equal values make a group.
    pub keys: Vec<(ColumnId, ScalarType)>,
    /// Columns that have one value a group and are wanted after the last operator, whatever it aggregates.
    pub carried: Vec<ResultColumn>,
}

impl Relation {
    /// The relation behind an operator: where rows have come to it, only their columns are its own.
    pub fn settled(mut self) -> Self {
        if self.openness.is_unseen() && !self.plan.is_empty() {
            self.openness.forget_unseen();
        }
        self
    }

    /// Rows of `plan` seen as `columns`.
    pub fn new(plan: Plan, columns: Vec<ResultColumn>) -> Self {
        Self {
            plan,
            columns,
            hidden: Vec::new(),
            constants: HashMap::new(),
            openness: Openness::Closed,
            serialized: false,
            visualization: None,
            groups: None,
            graph: None,
        }
    }

    /// What stands for a table after a mistake that was reported.
    pub fn broken() -> Self {
        let nothing = Plan::Values(Values { columns: Vec::new(), rows: Vec::new() });
        Self { openness: Openness::Broken, serialized: true, ..Self::new(nothing, Vec::new()) }
    }

    /// A graph.
    pub fn of_graph(graph: Graph) -> Self {
        let nothing = Plan::Values(Values { columns: Vec::new(), rows: Vec::new() });
        Self { graph: Some(Rc::new(graph)), ..Self::new(nothing, Vec::new()) }
    }

    /// Takes the plan out, to put a node above it.
    pub fn take_plan(&mut self) -> Plan {
        std::mem::replace(&mut self.plan, Plan::Values(Values { columns: Vec::new(), rows: Vec::new() }))
    }

    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&ResultColumn> {
        self.columns.iter().find(|c| &*c.name == name)
    }

    /// The column that a name means where it is read: a visible one, or else a hidden one.
    pub fn named(&self, name: &str) -> Option<&ResultColumn> {
        self.column(name).or_else(|| self.hidden.iter().find(|c| &*c.name == name))
    }

    /// The column as an expression: its value where it is constant.
    pub fn read(&self, column: &ResultColumn, span: Span) -> Expr {
        match self.constants.get(&column.id) {
            Some(value) => Expr::literal(value.clone(), span),
            None => Expr::column(column.id, column.ty, span),
        }
    }

    /// Makes a name visible: in the place of an older column of that name, otherwise at the end.
    pub fn set_column(&mut self, column: ResultColumn) {
        match self.columns.iter_mut().find(|c| c.name == column.name) {
            Some(old) => *old = column,
            None => self.columns.push(column),
        }
    }

    /// The name of an expression that gives none: `Column1`, or the first number that is free.
    pub fn unnamed_column(&self, taken: impl Fn(&str) -> bool) -> Arc<str> {
        let is_free = |name: &String| self.column(name).is_none() && !taken(name) && !self.carries(name);
        (1..).map(|i| format!("Column{i}")).find(is_free).unwrap_or_default().into()
    }

    /// Whether a column of that name comes back behind the last operator of a subquery.
    pub fn carries(&self, name: &str) -> bool {
        self.groups.as_ref().is_some_and(|groups| groups.carried.iter().any(|column| *column.name == *name))
    }

    /// A name that no column has: the name itself, or the name with the first free number.
    pub fn unique_name(&self, name: &str) -> Arc<str> {
        unique_name(name, |candidate| self.column(candidate).is_some())
    }
}

/// `name`, or `name1`, `name2` … whichever is the first that is not taken.
pub(crate) fn unique_name(name: &str, taken: impl Fn(&str) -> bool) -> Arc<str> {
    if !taken(name) {
        return name.into();
    }
    (1..).map(|i| format!("{name}{i}")).find(|candidate| !taken(candidate)).unwrap_or_default().into()
}
