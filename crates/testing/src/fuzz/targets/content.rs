//! YAML as Sentinel's content: rules, parsers, hunting queries, summary rules.

use std::sync::Arc;

use lurcher_content::checks::metadata;
use lurcher_content::kinds::read_document;
use lurcher_content::{ContentError, yaml};
use lurcher_diagnostics::{Sources, Style, render};
use lurcher_syntax::parse;

use super::ground::on_a_stack;
use super::{Target, texts};

/// See the module.
pub(super) const TARGET: Target = Target {
    name: "content",
    about: "any text as YAML: reads it as content, checks its keys, reads its query and shows what is wrong at its place",
    batch: 64,
    words: &[
        "id: ", "name: ", "query: |\n  ", "query: >-\n  ", "severity: High\n", "tactics:\n  - Discovery\n", "relevantTechniques: [T1046]\n", "queryFrequency: 1h\n", "queryPeriod: P1D\n", "triggerOperator: gt\n",
        "triggerThreshold: 0\n", "kind: Scheduled\n", "version: 1.0.0\n", "entityMappings:\n  - entityType: IP\n    fieldMappings:\n      - identifier: Address\n        columnName: SrcIpAddr\n",
        "Parser:\n  Title: x\n", "ParserParams:\n  - Name: a\n    Type: string\n    Default: '*'\n", "ParserQuery: |\n  ", "EquivalentBuiltInParser: _Im_X\n", "functionAlias: f\n", "functionParameters: 'a:string'\n",
        "destinationTable: T_CL\n", "binSize: 20\n", "---\n", "...\n", "&a ", "*a", "!!str ", "<<: *a\n", "? ", ": ", "- ", "#", "|2-\n", "'", "\"", "\\x41", "\t", "  ", "\n", "\r\n", "{a: 1, b: [2]}", "~", "T | take 1",
    ],
    seeds: || {
        texts(&[
            "id: 74be27de-1e4e-49d9-b579-fe0b331d3642\nname: A hunt\ndescription: |\n  'What it does.'\nquery: |\n  T\n  | where a == 'x'\n  | summarize count() by b\ntactics:\n  - Discovery\nrelevantTechniques:\n  - T1046\nentityMappings:\n  - entityType: IP\n    fieldMappings:\n      - identifier: Address\n        columnName: b\nversion: 1.0.0\n",
            "id: 74be27de-1e4e-49d9-b579-fe0b331d3642\nname: A rule\nkind: Scheduled\nseverity: Medium\nqueryFrequency: 1h\nqueryPeriod: 1d\ntriggerOperator: gt\ntriggerThreshold: 0\nquery: \"T | take 1 \\n | count\"\n",
            "Parser:\n  Title: ASIM\n  Version: '0.1'\n  LastUpdated: Jan 1, 2026\nProduct:\n  Name: X\nNormalization:\n  Schema: NetworkSession\n  Version: '0.2.6'\nParserName: vimX\nEquivalentBuiltInParser: _Im_NetworkSession_X\nParserParams:\n  - Name: starttime\n    Type: datetime\n    Default: datetime(null)\nParserQuery: |\n  let parser = (starttime:datetime=datetime(null)) { T | where TimeGenerated > starttime };\n  parser(starttime)\n",
            "id: Function\nFunction:\n  Title: F\n  Version: 1.0.0\nCategory: Microsoft Sentinel Parser\nFunctionName: F\nFunctionAlias: F\nFunctionParameters: 'a:string=\"*\", b:long'\nFunctionQuery: |\n  print a, b\n",
            "name: sum\ndestinationTable: Sum_CL\nbinSize: 20\nquery: >\n  T\n  | summarize count()\n  by b\n",
            "a: &x [1, {b: c}]\nd: *x\ne: 'it''s'\nf: \"\\u00e9\\n\"\ng: >2-\n    folded\n\n    text\n",
        ])
    },
    run: |inputs| {
        on_a_stack(|| {
            for text in inputs.iter().filter_map(|input| std::str::from_utf8(input).ok()) {
                read(&text.into());
            }
        });
    },
};

fn read(text: &Arc<str>) {
    let documents = match yaml::parse(&"fuzz.yaml".into(), text) {
        Ok(documents) => documents,
        Err(error) => return show(&error.into()),
    };
    for document in documents {
        let content = match read_document(&document) {
            Ok(content) => content,
            Err(error) => {
                show(&error.into());
                continue;
            }
        };
        for remark in metadata(&document, &content) {
            drop(format!("{remark:?}"));
        }
        if let Some(query) = content.query() {
            let mut sources = Sources::new();
            let source = sources.add(query.clone());
            let parsed = parse(&query.text, source);
            parsed.diagnostics.iter().take(3).for_each(|d| drop(render(d, &sources, Style::Plain)));
        }
    }
}

fn show(error: &ContentError) {
    let mut sources = Sources::new();
    let diagnostic = error.diagnostic(&mut sources);
    render(&diagnostic, &sources, Style::Coloured);
    drop(error.to_string());
}
