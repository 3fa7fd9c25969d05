//! The `graph-mark-components` operator.

use crate::ast::{Name, Param};
use crate::parser::{In, PResult, params, take_choice, take_name};
use crate::printer::Printer;
use nom::Parser;

/// `| graph-mark-components`: gives each node of a graph the number of its component.
#[derive(Debug, Clone, PartialEq)]
pub struct GraphMarkComponents {
    /// `kind=…`
    pub kind: Option<ComponentKind>,
    /// `with_component_id=…`: the property that holds the number.
    pub name: Option<Name>,
    /// Hints.
    pub params: Vec<Param>,
}

/// What makes nodes one component.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ComponentKind {
    /// `weak`: a path, whichever way its edges go.
    Weak,
    /// `strong`: paths both ways.
    Strong,
}

impl ComponentKind {
    const NAMES: &[(&str, Self)] = &[("weak", Self::Weak), ("strong", Self::Strong)];
}

impl GraphMarkComponents {
    pub(super) fn read(i: In<'_>) -> PResult<'_, Self> {
        let start = i;
        let (i, mut params) = params(&["with_component_id"]).parse(i)?;
        let kind = take_choice(start, &mut params, "kind", ComponentKind::NAMES);
        let name = take_name(start, &mut params, "with_component_id");
        Ok((i, Self { kind, name, params }))
    }

    pub(super) fn print(&self, p: &mut Printer) {
        p.keyword("graph-mark-components");
        if let Some(kind) = self.kind {
            let name = ComponentKind::NAMES.iter().find(|(_, other)| *other == kind).map_or("", |(name, _)| name);
            p.text(" kind=").text(name);
        }
        if let Some(name) = &self.name {
            p.text(" with_component_id=").name(name);
        }
        p.params(&self.params);
    }
}
