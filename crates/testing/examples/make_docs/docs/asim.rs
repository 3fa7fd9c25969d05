//! The page of the ASIM schemas.

use std::fmt::{Error, Write};

use lurcher_content::asim::{FilterParameter, SCHEMAS, Schema, Style, Unifier};

const HEAD: &str = "# ASIM

Every workspace has the functions of Sentinel's [Advanced Security Information Model](https://learn.microsoft.com/azure/sentinel/normalization), whatever content it
names:

| function | what it gives |
|---|---|
| `_Im_SCHEMA` | the events of all sources of a schema. It has the schema's filtering parameters, which are handed on to each source that declares them |
| `_ASim_SCHEMA` | the native table and the parsers without parameters (Sentinel's `ASim…` files) |
| `imSCHEMA`, `ASimSCHEMA` | as above, by the names that a workspace deploys. A function of that name in the workspace or its content is run instead, as it is written |
| `_Im_SCHEMA_Native`, `_ASim_SCHEMA_Native` | the source over Sentinel's own table of normalised events, with the fields that the table does not store |
| `_Im_SCHEMA_Empty` | the fields of the schema, without rows |

A **source** is a parser of the content or the workspace whose `EquivalentBuiltInParser` says so: `_Im_Dns_AzureFirewall` is a source of `_Im_Dns`, and
`_Im_Dns_AzureFirewallV02` calls the same one. Content that defines `_Im_Dns_Native` replaces the built-in one. `Im_DnsCustom`, `Im_DnsSolutions` and their like
(`ASim_…`) are [united too](https://learn.microsoft.com/azure/sentinel/normalization-manage-parsers) where the workspace defines them.

A source whose table is unknown is left out with a warning, one whose table has no rows without one; neither is a part of the plan. Of a source whose file is
broken a warning tells.

## Sources that a workspace disables

The watchlist `ASimDisabledParsers`, in the workspace's folder of watchlists or in a folder of its content that is called so, says which sources a unifying function
goes without. It has [two columns](https://learn.microsoft.com/azure/sentinel/normalization-manage-parsers#use-a-modified-version-of-a-built-in-parser):

| `CallerContext` | `SourceSpecificParser` | goes without |
|---|---|---|
| `Exclude_Im_Dns` | `Exclude_Im_Dns_AzureFirewall` | one source of `_Im_Dns` |
| `ExcludevimDns` or `ExcludeimDns` | `ExcludevimDnsAzureFirewall` | the source `vimDnsAzureFirewall` of `imDns` |
| `Exclude_ASim_Dns` | `Any` | all sources of `_ASim_Dns` |
| `Any` | `Any` | all sources of every function |

What the workspace adds by `Im_DnsCustom` stays. Sentinel's own unifying parsers, run as content, read the watchlist themselves.

## Native sources

The filters of a native source are those below. Where Sentinel's own native source does not apply a parameter that the documentation has, and so gives nothing when it is
asked for (`response_has_ipv4` of DNS, `srcipaddr_has_any_prefix` of audit events), ours filters as the documentation says.

## Schemas

Besides its own parameters `_Im_SCHEMA` takes `pack`, and a native source `disabled`. A parameter that is not given filters nothing. A list may be given as one text. A condition is
met when one of the fields meets it; `starttime` and `endtime` include themselves. Parameters with a field in the last column share a condition: an event that passes for one of them
passes, and the field tells which field did.

This page is generated from the code, and a test fails when it is out of date: `cargo run --package lurcher-testing --example make_docs`.
";

/// The page.
pub fn page() -> Result<String, Error> {
    let mut text = HEAD.to_owned();
    text.push_str("\n| schema | native table | functions | parameters |\n|---|---|---|---:|\n");
    for schema in SCHEMAS {
        let Schema { name, native_table, unifiers, filters, .. } = schema;
        let functions: Vec<String> = unifiers.iter().map(functions).collect();
        let anchor = name.to_lowercase();
        writeln!(text, "| [{name}](#{anchor}) | `{native_table}` | {} | {} |", functions.join("<br>"), filters.len())?;
    }
    for schema in SCHEMAS {
        writeln!(text, "\n### {}\n", schema.name)?;
        writeln!(text, "<https://learn.microsoft.com/azure/sentinel/{}>\n", schema.article)?;
        text.push_str("| parameter | type | default | lets through | told by |\n|---|---|---|---|---|\n");
        schema.filters.iter().try_for_each(|filter| row(&mut text, filter))?;
    }
    Ok(text)
}

fn functions(unifier: &Unifier) -> String {
    let names = [Style::Filtering, Style::Plain].into_iter().flat_map(|style| unifier.names(style));
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" ")
}

fn row(text: &mut String, filter: &FilterParameter) -> Result<(), Error> {
    let FilterParameter { name, default, test, fields, told } = filter;
    let fields: Vec<String> = fields.iter().map(|field| format!("`{field}`")).collect();
    let told = told.map(|told| format!("`{}`", told.field)).unwrap_or_default();
    let (ty, fields, operator) = (filter.ty(), fields.join(", "), test.operator());
    writeln!(text, "| `{name}` | {ty} | `{default}` | {fields} `{operator}` | {told} |")
}
