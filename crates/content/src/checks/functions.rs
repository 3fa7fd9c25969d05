//! Functions that several files define.

use lurcher_diagnostics::Severity;

use super::repeated::repeated;
use super::{Remark, codes};
use crate::kinds::Content;
use crate::yaml::Document;
use crate::{Piece, Place};

/// The functions and parsers that are defined several times, each told at all of its places.
pub fn duplicate_functions(pieces: &[Piece]) -> Vec<Remark> {
    let remark = |name: &String, place: Place, other: Place| Remark {
        place,
        code: codes::DUPLICATE_FUNCTION,
        severity: Severity::Warning,
        message: format!("the function '{name}' is defined more than once"),
        help: format!("{other} defines it too; remove or rename one of them"),
    };
    repeated(pieces.iter().filter_map(definition), remark)
}

/// The name of the function that a piece of content defines, and where the name stands.
fn definition(Piece { content, document }: &Piece) -> Option<(String, Place)> {
    // Packages of solutions repeat what lies beside them in YAML.
    if document.as_ref().is_some_and(Document::is_json) {
        return None;
    }
    let (name, keys, query): (_, &[&str], _) = match content {
        Content::Function(function) => (&function.name, &["FunctionAlias", "FunctionName"], &function.query),
        Content::AsimParser(parser) => (&parser.name, &["ParserName"], &parser.query),
        Content::HuntingQuery(_)
        | Content::AnalyticsRule(_)
        | Content::Query(_)
        | Content::SummaryRule(_)
        | Content::CustomDetection(_)
        | Content::WorkbookQuery(_)
        | Content::Watchlist(_)
        | Content::Unknown(_) => return None,
    };
    let in_document = |document: &Document| {
        let nodes = keys.iter().filter_map(|key| document.root.get(key));
        nodes
            .filter(|node| node.as_str().is_some_and(|text| text.trim() == &**name))
            .map(|n| document.place_of(n))
            .next()
    };
    // A function of a `.kql` file has no keys.
    let place = document.as_ref().and_then(in_document).unwrap_or_else(|| Place::in_source(query, 0..0));
    Some((name.to_string(), place))
}
