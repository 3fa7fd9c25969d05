//! What a query calls, as it writes it: the name and the place that messages show.

use lurcher_diagnostics::Span;

use crate::binder::Binder;

/// A function or an operator as a query writes it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Callee<'n> {
    /// The name, or the sign of an operator.
    pub name: &'n str,
    /// Where it stands.
    pub place: Span,
    /// The operands that an operator stands between.
    operands: Option<(Span, Span)>,
    operator: bool,
    wants_all: bool,
}

impl<'n> Callee<'n> {
    /// A function of that name.
    pub fn function(name: &'n str, place: Span) -> Self {
        Self { name, place, operands: None, operator: false, wants_all: false }
    }

    /// An operator, all of whose operands must fit.
    pub fn operator(name: &'n str, place: Span) -> Self {
        Self { operator: true, wants_all: true, ..Self::function(name, place) }
    }

    /// An operator between two operands; `place` is the text of all.
    pub fn infix(name: &'n str, left: Span, right: Span, place: Span) -> Self {
        Self { operands: Some((left, right)), ..Self::operator(name, place) }
    }

    /// The same operator, where an operand that does not fit is told of itself.
    pub fn by_operand(self) -> Self {
        Self { wants_all: false, ..self }
    }

    pub fn is_operator(&self) -> bool {
        self.operator
    }

    pub fn wants_all(&self) -> bool {
        self.wants_all
    }
}

impl Binder<'_> {
    /// The text of an infix operator, and its place. None where the operands do not stand in one text, as after an
    /// expansion.
    pub(super) fn sign(&self, callee: &Callee<'_>) -> Option<(String, Span)> {
        let (left, right) = callee.operands?;
        if left.source != right.source || left.end > right.start {
            return None;
        }
        let gap = Span { end: right.start, start: left.end, ..left };
        let text = self.text(gap)?;
        let mut rest = text.trim_start();
        while let Some(comment) = rest.strip_prefix("//") {
            rest = comment.split_once('\n').map_or("", |(_, after)| after).trim_start();
        }
        let end = rest.find('(').or_else(|| rest.find("//")).unwrap_or(rest.len());
        let sign = rest[..end].trim_end();
        let start = gap.start + (text.len() - rest.len()) as u32;
        (!sign.is_empty()).then(|| (sign.to_owned(), Span { start, end: start + sign.len() as u32, ..left }))
    }
}
