//! Logs of IIS.

use std::borrow::Cow;

use crate::driver::read_lines;
use crate::rows::{Row, Table};
use crate::time::Zone;
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError, w3c};

/// The format.
pub(crate) static FORMAT: Iis = Iis;

/// See [`PAGE`].
pub(crate) struct Iis;

static PAGE: Page = Page {
    name: "iis",
    title: "IIS",
    summary: "Logs of IIS in the format of the W3C become rows of `W3CIISLog`.",
    told_by: "`#Fields:` with `cs-uri-stem`",
    notes: "\
- `#Fields` says which fields there are, and may change within a file. `c-ip` is `cIP`, `cs(User-Agent)` is \
`csUserAgent`, and so on; `s-computername` is `Computer`.
- A `+` in the user agent, the cookie and the referrer stands for a blank. `-` stays, as in workspaces.
- Times are UTC. Fields without a column are noted.",
    options: &[],
    tables: &[&TABLE],
    sources: &[
        "<https://learn.microsoft.com/windows/win32/http/w3c-logging>",
        "<https://learn.microsoft.com/azure/azure-monitor/reference/tables/w3ciislog>",
    ],
    example: Example {
        file: "u_ex260115.log",
        input: "#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n#Date: 2026-01-15 10:11:12\n#Fields: date time s-ip cs-method cs-uri-stem cs-uri-query s-port cs-username c-ip cs(User-Agent) sc-status sc-win32-status time-taken\n2026-01-15 10:11:12 10.2.0.5 GET /login a=1 443 - 203.0.113.9 Mozilla/5.0+(X11) 200 0 31\n",
        rows: r#"{"table":"W3CIISLog","TimeGenerated":"2026-01-15T10:11:12.0000000Z","sIP":"10.2.0.5","csMethod":"GET","csUriStem":"/login","csUriQuery":"a=1","sPort":443,"csUserName":"-","cIP":"203.0.113.9","csUserAgent":"Mozilla/5.0 (X11)","scStatus":"200","scWin32Status":"0","TimeTaken":31}"#,
    },
};

static TABLE: Table = Table::new(
    "W3CIISLog",
    "TimeGenerated:datetime Computer sSiteName sIP csMethod csUriStem csUriQuery sPort:int csUserName cIP csVersion \
     csUserAgent csCookie csReferer csHost scStatus scSubStatus scWin32Status scBytes:long csBytes:long TimeTaken:long",
);

impl Format for Iis {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        let is_one = head.lines().filter_map(w3c::fields).any(|fields| fields.contains("cs-uri-stem"));
        is_one.then_some(Certainty::Certain)
    }

    fn read(&self, input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        let reader = w3c::Reader { table: &TABLE, zone: Zone::Utc, column, set };
        read_lines(&reader, input, options, out)
    }
}

/// The column of a field.
fn column(field: &str) -> Option<&'static str> {
    Some(match field {
        "s-sitename" => "sSiteName",
        "s-computername" => "Computer",
        "s-ip" => "sIP",
        "cs-method" => "csMethod",
        "cs-uri-stem" => "csUriStem",
        "cs-uri-query" => "csUriQuery",
        "s-port" => "sPort",
        "cs-username" => "csUserName",
        "c-ip" => "cIP",
        "cs-version" => "csVersion",
        "cs(User-Agent)" => "csUserAgent",
        "cs(Cookie)" => "csCookie",
        "cs(Referer)" => "csReferer",
        "cs-host" => "csHost",
        "sc-status" => "scStatus",
        "sc-substatus" => "scSubStatus",
        "sc-win32-status" => "scWin32Status",
        "sc-bytes" => "scBytes",
        "cs-bytes" => "csBytes",
        "time-taken" => "TimeTaken",
        _ => return None,
    })
}

fn set(row: &mut Row<'_>, column: &'static str, value: &str) {
    let is_number = matches!(column, "sPort" | "scBytes" | "csBytes" | "TimeTaken");
    if is_number && value == "-" {
        return;
    }
    let has_blanks = matches!(column, "csUserAgent" | "csCookie" | "csReferer");
    let value = if has_blanks { Cow::Owned(value.replace('+', " ")) } else { Cow::Borrowed(value) };
    row.text(column, &value);
}
