//! Columns of the result that become entities.

use super::entities::{ENTITY_TYPES, EntityType, entity_type};
use super::subject::{Subject, items};
use super::{codes, suggestion};
use crate::yaml::Node;

/// How many entities a rule may map, and of how many columns each may be made.
const MOST_ENTITIES: usize = 10;
const MOST_FIELDS: usize = 3;

pub(super) fn check(subject: &mut Subject<'_>) {
    let mappings = subject.items("entityMappings");
    if let Some(first_too_many) = mappings.get(MOST_ENTITIES) {
        let message = format!("there are {} entity mappings, and Sentinel takes {MOST_ENTITIES}", mappings.len());
        subject.refused(subject.place(first_too_many), codes::MAPPING_COUNT, message, "remove those that say least");
    }
    for mapping in mappings {
        check_mapping(subject, mapping);
    }
}

fn check_mapping(subject: &mut Subject<'_>, mapping: &Node) {
    let fields = mapping.get("fieldMappings").map_or(&[][..], items);
    if fields.is_empty() || fields.len() > MOST_FIELDS {
        let place = subject.place(fields.get(MOST_FIELDS).unwrap_or(mapping));
        let message = format!("an entity is made of {} columns, and Sentinel takes 1 to {MOST_FIELDS}", fields.len());
        let help = "map the columns that identify the entity best under 'fieldMappings'";
        subject.refused(place, codes::MAPPING_COUNT, message, help);
    }
    let Some(node) = mapping.get("entityType") else {
        let help = "add 'entityType:' with Account, Host, IP or another type of entity";
        subject.refused(subject.place(mapping), codes::UNKNOWN_ENTITY, "an entity mapping has no 'entityType'", help);
        return;
    };
    let name = node.as_str().unwrap_or_default().trim();
    match entity_type(name) {
        Some(entity) => check_identifiers(subject, mapping, entity, fields),
        None => {
            let names: Vec<&str> = ENTITY_TYPES.iter().map(|entity| entity.name).collect();
            let message = format!("'{name}' is no type of entity");
            let help = suggestion::did_you_mean(name, &names);
            subject.refused(subject.place(node), codes::UNKNOWN_ENTITY, message, help);
        }
    }
}

fn check_identifiers(subject: &mut Subject<'_>, mapping: &Node, entity: &EntityType, fields: &[Node]) {
    let mut used: Vec<&str> = Vec::new();
    for field in fields {
        let node = field.get("identifier");
        let identifier = node.and_then(Node::as_str).unwrap_or_default().trim();
        let place = subject.place(node.unwrap_or(field));
        if !entity.identifiers.contains(&identifier) {
            let message = format!("'{identifier}' is no identifier of the entity {}", entity.name);
            let help = suggestion::did_you_mean(identifier, entity.identifiers);
            subject.refused(place, codes::UNKNOWN_IDENTIFIER, message, help);
        } else if used.contains(&identifier) {
            let message = format!("the identifier '{identifier}' stands twice in one entity");
            subject.refused(place, codes::UNKNOWN_IDENTIFIER, message, "map a second entity for a second column");
        }
        used.push(identifier);
        if field.get("columnName").is_none_or(|node| node.is_null()) {
            let message = format!("no column is mapped to '{identifier}'");
            subject.refused(subject.place(field), codes::UNKNOWN_COLUMN, message, "add 'columnName:' with a column");
        }
    }
    let enough = entity.enough.iter().any(|group| group.iter().all(|identifier| used.contains(identifier)));
    let all_known = used.iter().all(|identifier| entity.identifiers.contains(identifier));
    if !enough && all_known && !used.is_empty() {
        let groups: Vec<String> = entity.enough.iter().map(|group| group.join(" and ")).collect();
        let message = format!("{} is not enough to make an entity {}", used.join(" and "), entity.name);
        let help = format!("map {} too", groups.join(", or "));
        subject.refused(subject.place(mapping), codes::INCOMPLETE_ENTITY, message, help);
    }
}
