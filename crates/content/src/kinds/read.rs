//! Which kind a document is of.

use super::{
    AnalyticsRule, AsimParser, Content, HuntingQuery, KindError, RuleKind, SavedFunction, SummaryRule, Unknown,
};
use crate::yaml::Document;

/// The content of a YAML document.
pub fn read_document(document: &Document) -> Result<Content, KindError> {
    let root = &document.root;
    let has = |keys: &[&str]| keys.iter().any(|key| root.get(key).is_some());
    if has(&["ParserQuery", "ParserName", "EquivalentBuiltInParser"]) {
        return AsimParser::read(document).map(Content::AsimParser);
    }
    if has(&["FunctionQuery", "FunctionAlias", "FunctionName"]) {
        return SavedFunction::read(document).map(Content::Function);
    }
    if has(&["destinationTable", "binSize"]) {
        return SummaryRule::read(document).map(Content::SummaryRule);
    }
    let kind = root.get("kind").and_then(|node| node.as_str()).unwrap_or_default().to_ascii_lowercase();
    if kind == "nrt" {
        return AnalyticsRule::read(document, RuleKind::NearRealTime).map(Content::AnalyticsRule);
    }
    // A hunting query may say how often it is worth running; what alerts has a severity, or says from how many rows on.
    let has_schedule = has(&["queryFrequency", "queryPeriod"]) && has(&["severity"]);
    if kind == "scheduled" || has_schedule || has(&["triggerOperator", "triggerThreshold"]) {
        return AnalyticsRule::read(document, RuleKind::Scheduled).map(Content::AnalyticsRule);
    }
    if has(&["query", "relevantTechniques"]) {
        return HuntingQuery::read(document).map(Content::HuntingQuery);
    }
    let keys = root.entries().iter().map(|e| e.key.clone()).collect();
    Ok(Content::Unknown(Unknown { place: document.place_of(root), keys }))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::kinds::DataConnector;
    use crate::yaml;

    fn read(text: &str) -> Result<Content, KindError> {
        let documents = yaml::parse(&"x.yaml".into(), &Arc::from(text)).unwrap();
        read_document(&documents[0])
    }

    fn error(text: &str) -> String {
        read(text).unwrap_err().to_string()
    }

    #[test]
    fn a_hunting_query() {
        let text = "id: 1\nname: ' N '\nseverity: High\ntactics: [A, B]\nrelevantTechniques: T1\ntags:\n  - S: x\n    V: 0.2\n  - word\nrequiredDataConnectors:\n  - connectorId: C\n    dataTypes: [T]\nother: {a: b}\nquery: |\n  T\n";
        let Ok(Content::HuntingQuery(hunt)) = read(text) else { panic!("a hunting query") };
        let m = &hunt.metadata;
        assert_eq!((&*m.id, &*m.name, &*m.severity), ("1", "N", "High"));
        assert_eq!(m.tactics, ["A".into(), "B".into()]);
        assert_eq!(m.techniques, ["T1".into()]);
        assert_eq!(m.tags, [("S".into(), "x".into()), ("V".into(), "0.2".into()), ("word".into(), "".into())]);
        assert_eq!(m.data_connectors, [DataConnector { id: "C".into(), data_types: vec!["T".into()] }]);
        assert_eq!(&*hunt.query.text, "T\n");
    }

    #[test]
    fn rules() {
        let text = "kind: Scheduled\nqueryFrequency: 1h\nqueryPeriod: 1d\ntriggerOperator: gt\ntriggerThreshold: 0\nquery: T\n";
        let Ok(Content::AnalyticsRule(rule)) = read(text) else { panic!("a rule") };
        assert_eq!((rule.kind, rule.trigger_threshold), (RuleKind::Scheduled, Some(0)));
        assert_eq!(rule.query_frequency.as_deref(), Some("1h"));
        assert_eq!(read("kind: NRT\nquery: T\n").unwrap().kind(), "NRT rule");
        assert_eq!(read("severity: Low\nqueryPeriod: 1d\nquery: T\n").unwrap().kind(), "scheduled rule");
        assert_eq!(read("triggerThreshold: 0\nquery: T\n").unwrap().kind(), "scheduled rule");
        assert_eq!(read("tactics: []\nqueryFrequency: 1d\nquery: T\n").unwrap().kind(), "hunting query");
    }

    #[test]
    fn a_summary_rule() {
        let Ok(Content::SummaryRule(rule)) = read("displayName: N\ndestinationTable: T_CL\nbinSize: 20\nquery: T\n")
        else {
            panic!("a summary rule")
        };
        assert_eq!(
            (&*rule.name, &*rule.destination_table, rule.bin_size, rule.bin_delay),
            ("N", "T_CL", Some(20), None)
        );
    }

    #[test]
    fn something_else_says_so() {
        let Ok(Content::Unknown(unknown)) = read("on: push\njobs: {}\n") else { panic!("unknown") };
        assert_eq!(
            unknown.into_error().to_string(),
            "x.yaml:1:1: this is no query, rule or function: its keys are 'on', 'jobs'; add 'query: |' with the KQL indented below it, or 'FunctionQuery' for a function [LUR412]"
        );
        assert_eq!(read("just text\n").unwrap().kind(), "unknown");
    }

    #[test]
    fn a_missing_or_empty_query_has_a_place() {
        assert_eq!(
            error("name: x\nrelevantTechniques: []\n"),
            "x.yaml:1:1: this hunting query has no 'query'; add 'query: |' with the KQL indented below it [LUR410]"
        );
        assert_eq!(
            error("name: x\nquery:\n"),
            "x.yaml:2:1: 'query' of this hunting query is empty; write its value after 'query:' [LUR410]"
        );
        assert_eq!(
            error("FunctionName: f\n"),
            "x.yaml:1:1: this function has no 'FunctionQuery'; add 'FunctionQuery: |' with the KQL indented below it [LUR410]"
        );
        assert_eq!(error("query: [a]\n"), "x.yaml:1:8: 'query' is not a text; make it a text [LUR411]");
    }

    #[test]
    fn a_slip_in_a_key_is_told() {
        assert_eq!(
            error("kind: Scheduled\nqeury: T\n"),
            "x.yaml:2:1: this document has no 'query', and nobody reads 'qeury'; did you mean 'query'? [LUR412]"
        );
        assert_eq!(
            error("FunctionName: f\nFunctionQurey: T\n"),
            "x.yaml:2:1: this document has no 'FunctionQuery', and nobody reads 'FunctionQurey'; did you mean 'FunctionQuery'? [LUR412]"
        );
        let misspelt = |text: &str| {
            let documents = yaml::parse(&"x.yaml".into(), &Arc::from(text)).unwrap();
            Unknown::misspelt(&documents[0]).map(|error| error.to_string())
        };
        assert!(misspelt("name: x\nQuery: T\n").is_some_and(|told| told.contains("did you mean 'query'?")));
        assert_eq!(misspelt("name: x\non: push\njobs: {}\nqueries: []\n"), None);
        assert_eq!(misspelt("on: push\nquerry: {}\n"), None);
    }

    #[test]
    fn wrong_forms_have_a_place() {
        assert_eq!(
            error("destinationTable: T_CL\nbinSize: often\nquery: T\n"),
            "x.yaml:2:10: 'binSize' is not a whole number; make it a whole number [LUR411]"
        );
    }

    #[test]
    fn metadata_never_stop_a_query() {
        let text = "query: T\ntactics: {a: b}\nid: [1]\nrequiredDataConnectors: [X]\nqueryFrequency: {}\n";
        let Ok(Content::HuntingQuery(hunt)) = read(text) else { panic!("a hunting query") };
        assert_eq!(hunt.metadata, crate::kinds::Metadata::default());
        assert_eq!(read("kind: Scheduled\nquery: T\ntriggerThreshold: many\n").unwrap().kind(), "scheduled rule");
    }
}
