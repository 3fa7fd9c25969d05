//! Ids: GUIDs that nothing else has.

use lurcher_diagnostics::Severity;

use super::repeated::repeated;
use super::subject::Subject;
use super::{Remark, codes};
use crate::{Piece, Place};

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
pub fn duplicate_ids(pieces: &[Piece]) -> Vec<Remark> {
    let remark = |id: &String, place: Place, other: Place| Remark {
        place,
        code: codes::DUPLICATE_ID,
        severity: Severity::Error,
        message: format!("the id '{id}' is used more than once"),
        help: format!("{other} has it too; give one of them a new GUID"),
    };
    repeated(pieces.iter().filter_map(id), remark)
}

/// The id of a rule or query, and where it stands. Packages of solutions repeat what lies beside them in YAML.
fn id(Piece { content, document }: &Piece) -> Option<(String, Place)> {
    let document = document.as_ref().filter(|document| !document.is_json())?;
    let subject = Subject::of(document, content)?;
    let node = subject.node("id")?;
    Some((node.as_str()?.trim().to_ascii_lowercase(), subject.place(node)))
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
