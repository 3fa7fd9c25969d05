//! The functions of the Advanced Security Information Model that every workspace has: `_Im_SCHEMA` and `_ASim_SCHEMA`
//! with their built-in sources, written as KQL from one table of facts.
//! <https://learn.microsoft.com/azure/sentinel/normalization>

mod disabled;
mod fields;
mod helpers;
mod name;
mod schema;
mod unifier;

use std::sync::Arc;

use lurcher_symbols::{ScalarType, StoredFunction, StoredParameter, StoredParameterType};

pub use disabled::{Disabled, WATCHLIST};
pub use helpers::{helper, helper_names};
pub use name::{Name, Style};
pub use schema::{FilterParameter, SCHEMAS, Schema, Test, Told, Unifier};
pub use unifier::{Source, custom_slots, unifier};

/// The built-in source of that name: `_Im_SCHEMA_Empty`, `_Im_SCHEMA_Native` or `_ASim_SCHEMA_Native`.
pub fn built_in(name: &Name) -> Option<StoredFunction> {
    let schema = Schema::find(&name.schema)?;
    let (parameters, body) = match (name.style, name.source.as_deref()?) {
        (Style::Filtering, "Empty") => (Vec::new(), fields::empty(schema.name)?),
        (style, "Native") => {
            let mut parameters = schema.parameters(style);
            parameters.push(parameter("disabled", ScalarType::Bool, "false"));
            (parameters, schema.native(style))
        }
        _ => return None,
    };
    Some(function(&name.to_string(), parameters, body))
}

/// The names of all built-in functions.
pub fn built_in_names() -> Vec<Arc<str>> {
    let styles = [Style::Filtering, Style::Plain];
    let sources = SCHEMAS.iter().flat_map(|schema| {
        let native = styles.map(|style| Name::source(style, schema.name, "Native"));
        native.into_iter().chain([Name::source(Style::Filtering, schema.name, "Empty")])
    });
    let unifiers = SCHEMAS.iter().flat_map(|schema| schema.unifiers);
    let unifiers = unifiers.flat_map(|unifier| styles.into_iter().flat_map(|style| unifier.names(style)));
    sources.map(|name| name.to_string()).chain(unifiers).map(Arc::from).collect()
}

fn function(name: &str, parameters: Vec<StoredParameter>, body: String) -> StoredFunction {
    let file = format!("<built-in {name}>");
    StoredFunction { name: name.into(), parameters, body: body.into(), file: file.into(), origin: None, lacks: None }
}

fn parameter(name: &str, ty: ScalarType, default: &str) -> StoredParameter {
    StoredParameter { name: name.into(), ty: StoredParameterType::Scalar(ty), default: Some(default.into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str) -> String {
        built_in(&Name::parse(name).unwrap()).unwrap().body.to_string()
    }

    #[test]
    fn the_empty_source_has_the_schema_s_fields() {
        let body = text("_Im_NetworkSession_Empty");
        assert!(body.starts_with("datatable(TimeGenerated:datetime, _ResourceId:string, Type:string, "), "{body}");
        for column in [
            "SrcBytes:long",
            "DstPortNumber:int",
            "TcpFlagsAck:bool",
            "Duration:int",
            "Dst:string",
            "AdditionalFields:dynamic",
        ] {
            assert!(body.contains(column), "{column} in {body}");
        }
        assert!(body.ends_with(")[]"), "{body}");
        assert!(text("_Im_Dns_Empty").contains("DnsQuery:string"));
        assert_eq!(built_in(&Name::parse("_Im_Nothing_Empty").unwrap()), None);
    }

    #[test]
    fn every_field_has_a_type_and_one_place() {
        for schema in SCHEMAS.iter().map(|s| s.name) {
            let columns = fields::columns(schema);
            let mut names: Vec<_> = columns.iter().map(|c| c.name.clone()).collect();
            names.sort_unstable();
            names.dedup();
            assert_eq!(names.len(), columns.len(), "{schema}");
            assert!(!columns.is_empty(), "{schema}");
        }
    }

    #[test]
    fn the_native_source_filters_before_it_normalises() {
        let native = built_in(&Name::parse("_Im_NetworkSession_Native").unwrap()).unwrap();
        let names: Vec<_> = native.parameters.iter().map(|p| &*p.name).collect();
        assert_eq!(
            names,
            [
                "starttime",
                "endtime",
                "srcipaddr_has_any_prefix",
                "dstipaddr_has_any_prefix",
                "ipaddr_has_any_prefix",
                "dstportnumber",
                "hostname_has_any",
                "dvcaction",
                "eventresult",
                "disabled"
            ]
        );
        let filter = native.body.find("TimeGenerated >= starttime").unwrap();
        assert!(filter < native.body.find("EventUid = _ItemId").unwrap());
        let plain = built_in(&Name::parse("_ASim_NetworkSession_Native").unwrap()).unwrap();
        assert_eq!(plain.parameters.len(), 1);
        assert!(!plain.body.contains("starttime"));
    }

    #[test]
    fn names_of_built_ins() {
        let names = built_in_names();
        for name in [
            "_Im_NetworkSession",
            "_ASim_NetworkSession",
            "_Im_NetworkSession_Native",
            "_Im_Dns_Empty",
            "_Im_ProcessCreate",
            "imProcessCreate",
            "imProcess",
            "imRegistry",
            "ASimRegistryEvent",
            "ASimDns",
        ] {
            assert!(names.iter().any(|n| &**n == name), "{name}");
        }
        let mut different = names.clone();
        different.sort_unstable();
        different.dedup();
        assert_eq!(different.len(), names.len(), "a name is given twice");
    }
}
