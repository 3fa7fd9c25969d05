//! Ids: GUIDs that nothing else has.

use std::collections::HashMap;

use lurcher_diagnostics::Severity;

use super::subject::Subject;
use super::{Remark, codes};
use crate::kinds::Content;
use crate::yaml::{Document, Node};

pub(super) fn check(subject: &mut Subject<'_>) {
    let Some(node) = subject.node("id") else { return };
    let Some(id) = node.as_str().map(str::trim).filter(|id| !is_guid(id)) else { return };
    let help = "write 32 hexadecimal digits as 8-4-4-4-12, as New-Guid or uuidgen make them";
    subject.refused(subject.place(node), codes::BAD_ID, format!("the id '{id}' is no GUID"), help);
}

fn is_guid(id: &str) -> bool {
    let groups: Vec<&str> = id.split('-').collect();
    let lengths = groups.iter().map(|group| group.len());
    lengths.eq([8, 4, 4, 4, 12]) && groups.iter().all(|group| group.bytes().all(|b| b.is_ascii_hexdigit()))
}

/// The ids that several rules or queries have, each told at all of its places.
pub fn duplicate_ids<'a>(pieces: impl IntoIterator<Item = (&'a Document, &'a Content)>) -> Vec<Remark> {
    let mut order = Vec::new();
    let mut users: HashMap<String, Vec<(&Document, &Node)>> = HashMap::new();
    for (document, content) in pieces {
        let Some(node) = Subject::of(document, content).and_then(|subject| subject.node("id")) else { continue };
        let Some(id) = node.as_str().map(|id| id.trim().to_ascii_lowercase()) else { continue };
        let users = users.entry(id.clone()).or_default();
        if users.is_empty() {
            order.push(id);
        }
        users.push((document, node));
    }
    let mut remarks = Vec::new();
    for id in order {
        let users = &users[&id];
        for (i, (document, node)) in users.iter().enumerate().filter(|_| users.len() > 1) {
            let (other, at) = users[usize::from(i == 0)];
            remarks.push(Remark {
                place: document.place_of(node),
                code: codes::DUPLICATE_ID,
                severity: Severity::Error,
                message: format!("the id '{id}' is used more than once"),
                help: format!("{} has it too; give one of them a new GUID", other.place_of(at)),
            });
        }
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::is_guid;

    #[test]
    fn guids() {
        assert!(is_guid("70e2a349-87f0-4266-809c-e92fc71e0830") && is_guid("70E2A349-87F0-4266-809C-E92FC71E0830"));
        for id in ["", "1", "70e2a349-87f0-4266-809c-e92fc71e083", "{70e2a349-87f0-4266-809c-e92fc71e0830}"] {
            assert!(!is_guid(id), "{id}");
        }
        assert!(!is_guid("70e2a349-87f0-4266-809c-e92fc71e083g"));
    }
}
