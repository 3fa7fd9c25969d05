//! What is wrong with content beside its KQL: what Sentinel refuses in a rule, and what its format asks of rules and
//! hunting queries. One file a rule; the codes and their explanations are in [`codes`].
//!
//! An **error** is what Sentinel refuses, or what is plainly false. A **warning** is what its format asks for but
//! works without.

mod attack;
pub mod codes;
mod columns;
mod connectors;
mod details;
mod duration;
mod entities;
mod forms;
mod functions;
mod identity;
mod lengths;
mod mappings;
mod query;
mod remark;
mod repeated;
mod required;
mod schedule;
mod subject;
mod suggestion;
mod version;
mod words;

use crate::kinds::Content;
use crate::yaml::Document;

pub use columns::unknown_columns;
pub use functions::duplicate_functions;
pub use identity::duplicate_ids;
pub use remark::Remark;
use subject::Subject;
pub(crate) use suggestion::nearest;

/// Whether Sentinel has entities of that type.
pub(crate) fn is_entity_type(name: &str) -> bool {
    entities::entity_type(name).is_some()
}

/// What there is to say about the keys of a document that was read as `content`.
pub fn metadata(document: &Document, content: &Content) -> Vec<Remark> {
    let Some(mut subject) = Subject::of(document, content) else { return Vec::new() };
    for check in CHECKS {
        check(&mut subject);
    }
    subject.remarks
}

/// The rules that need nothing but the document, in the order in which they are told.
const CHECKS: &[fn(&mut Subject<'_>)] = &[
    required::check,
    forms::check,
    identity::check,
    lengths::check,
    words::check,
    attack::check_tactics,
    attack::check_techniques,
    connectors::check,
    schedule::check,
    query::check,
    mappings::check,
    details::check,
    version::check,
];

#[cfg(test)]
mod tests;
