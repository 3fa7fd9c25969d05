//! `let` statements that stay for the session.

use lurcher_diagnostics::SourceId;
use lurcher_syntax::ast::StatementKind;
use lurcher_syntax::parse;

/// The statements that stay, in the order in which they were made.
#[derive(Debug, Clone, Default)]
pub(super) struct Lets(Vec<(String, String)>);

impl Lets {
    /// All statements as text, to stand before a query.
    pub(super) fn text(&self) -> String {
        self.0.iter().map(|(_, text)| format!("{text};\n")).collect()
    }

    /// Keeps statements; a name that was there before keeps its place, so that what is built on it changes with it.
    pub(super) fn keep(&mut self, statements: Vec<(String, String)>) {
        for (name, text) in statements {
            match self.0.iter_mut().find(|(known, _)| *known == name) {
                Some(known) => known.1 = text,
                None => self.0.push((name, text)),
            }
        }
    }

    /// These statements without those that `statements` replace.
    pub(super) fn without(&self, statements: &[(String, String)]) -> Self {
        let kept = self.0.iter().filter(|(name, _)| !statements.iter().any(|(new, _)| new == name));
        Self(kept.cloned().collect())
    }
}

/// The names and texts of a text that is nothing but `let` statements.
pub(super) fn only_lets(text: &str) -> Option<Vec<(String, String)>> {
    let parsed = parse(text, SourceId::default());
    let named = |kind: &StatementKind| match kind {
        StatementKind::Let { name, .. } => Some(name.as_str().to_owned()),
        _ => None,
    };
    let statements = parsed.query.statements.iter();
    let lets: Option<Vec<_>> = statements.map(|s| Some((named(&s.kind)?, text[s.span.range()].to_owned()))).collect();
    lets.filter(|lets| !lets.is_empty() && !parsed.diagnostics.has_errors())
}
