//! Analytics rules: `alertRules`, and `AlertRuleTemplates` of solutions.

use super::{Scope, own_name, renamed, rewritten};
use crate::yaml::{Document, Entry, Node, Value};

/// Properties and what Sentinel's YAML calls them. All others have the same name in both.
const NAMES: [(&str, &str); 3] =
    [("displayName", "name"), ("techniques", "relevantTechniques"), ("templateVersion", "version")];

/// Techniques of which the API has the parts in a list of their own.
const SUB_TECHNIQUES: &str = "subTechniques";

/// The rule with the keys of Sentinel's YAML; nothing where it is of a kind without a query (Fusion, say).
pub(super) fn document(document: &Document, resource: &Node, properties: &Node, scope: &Scope<'_>) -> Option<Document> {
    properties.get("query")?;
    let mut entries: Vec<Entry> = own_name(resource, scope).into_iter().collect();
    entries.extend(resource.entry("kind").map(|kind| resolved(kind, scope)));
    for property in properties.entries().iter().filter(|entry| *entry.key != *SUB_TECHNIQUES) {
        let name = NAMES.iter().find(|(property_name, _)| **property_name == *property.key);
        let property = resolved(property, scope);
        entries.push(name.map_or_else(|| property.clone(), |(_, key)| renamed(&property, key)));
    }
    add_sub_techniques(&mut entries, properties);
    Some(rewritten(document, entries, resource.start))
}

fn resolved(entry: &Entry, scope: &Scope<'_>) -> Entry {
    Entry { node: scope.resolved(&entry.node), ..entry.clone() }
}

/// Puts the parts of techniques among the techniques, where YAML has them.
fn add_sub_techniques(entries: &mut [Entry], properties: &Node) {
    let Some(Value::Sequence(parts)) = properties.get(SUB_TECHNIQUES).map(|node| &node.value) else { return };
    let techniques = entries.iter_mut().find(|entry| &*entry.key == "relevantTechniques");
    if let Some(Value::Sequence(techniques)) = techniques.map(|entry| &mut entry.node.value) {
        techniques.extend(parts.iter().cloned());
    }
}
