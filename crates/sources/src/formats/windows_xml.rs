//! Windows events as XML.

use crate::driver::{XmlReader, read_xml};
use crate::rows::Output;
use crate::windows::{self, Route, is_numbering};
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: WindowsXml = WindowsXml;

/// See [`PAGE`].
pub(crate) struct WindowsXml;

static PAGE: Page = Page {
    name: "windows_xml",
    title: "Windows events as XML",
    summary: "Events that the event viewer, `wevtutil`, PowerShell or evtx_dump wrote as XML become the rows that the \
[event log](evtx.md) itself becomes.",
    told_by: "`<Event>` with `<System>` and the namespace of Windows events, or with a provider",
    notes: "\
- One event behind the other (`wevtutil qe Security`, `Get-WinEvent | ForEach-Object ToXml`), in `<Events>` (the event \
viewer), or with `Record 7` between them (evtx_dump).
- The message of `RenderingInfo`, which the event viewer and `wevtutil qe /f:RenderedXml` add, becomes \
`RenderedDescription` of `Event`.
- Values are the text of their elements, as in the log.
- What PowerShell redirects to a file is UTF-16, which is read like UTF-8; what `wevtutil` does has the code page of the \
console, and is read as Windows-1252 where it is no UTF-8.",
    options: &windows::OPTIONS,
    tables: &windows::TABLES,
    sources: &[
        "<https://learn.microsoft.com/windows-server/administration/windows-commands/wevtutil>",
        "<https://learn.microsoft.com/windows/win32/wes/eventschema-schema>",
    ],
    example: Example {
        file: "security.xml",
        input: "<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider \
Name='Microsoft-Windows-Security-Auditing' Guid='{54849625-5478-4994-a5ba-3e3b0328c30d}'/><EventID>4798</EventID>\
<Version>0</Version><Level>0</Level><Task>13824</Task><Opcode>0</Opcode><Keywords>0x8020000000000000</Keywords>\
<TimeCreated SystemTime='2026-01-15T10:11:12.1234567Z'/><EventRecordID>75</EventRecordID><Correlation/>\
<Execution ProcessID='640' ThreadID='88'/><Channel>Security</Channel><Computer>ws1.harebell.example</Computer>\
<Security/></System><EventData><Data Name='TargetUserName'>ada</Data><Data Name='SubjectUserName'>WS1$</Data>\
<Data Name='SubjectDomainName'>HAREBELL</Data></EventData></Event>\n",
        rows: r#"{"table":"SecurityEvent","TimeGenerated":"2026-01-15T10:11:12.1234567Z","Account":"HAREBELL\\WS1$","Computer":"ws1.harebell.example","EventSourceName":"Microsoft-Windows-Security-Auditing","Channel":"Security","Task":13824,"Level":"0","EventID":4798,"Activity":"4798 - A user's local group membership was enumerated.","EventData":"<EventData xmlns=\"http://schemas.microsoft.com/win/2004/08/events/event\">\r\n  <Data Name=\"TargetUserName\">ada</Data>\r\n  <Data Name=\"SubjectUserName\">WS1$</Data>\r\n  <Data Name=\"SubjectDomainName\">HAREBELL</Data>\r\n</EventData>","EventRecordId":"75","Version":0,"Opcode":"0","Keywords":"0x8020000000000000","SystemProcessId":640,"SystemThreadId":88,"SubjectAccount":"HAREBELL\\WS1$","TargetAccount":"ada","SubjectDomainName":"HAREBELL","SubjectUserName":"WS1$","TargetUserName":"ada","SourceSystem":"OpsManager"}"#,
    },
};

/// What the namespace of events ends with.
const NAMESPACE: &str = "schemas.microsoft.com/win/2004/08/events/event";

impl Format for WindowsXml {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        let text = head.text().trim_start();
        let begins = text.starts_with("<?xml") || text.starts_with("<Event") || is_numbering(text.lines().next()?);
        let event = &text[text.find("<Event ").or_else(|| text.find("<Event>"))?..];
        let is_event = event.contains("<System>") && (event.contains(NAMESPACE) || event.contains("<Provider "));
        (begins && is_event).then_some(Certainty::Certain)
    }

    fn read(&self, input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        read_xml(&Reader { route: Route::of(options) }, input, out)
    }
}

struct Reader {
    route: Route,
}

impl XmlReader for Reader {
    fn is_separator(&self, text: &str) -> bool {
        is_numbering(text)
    }

    fn record(&self, xml: &str, out: &mut Output) -> Result<(), &'static str> {
        self.route.write(&windows::parse(xml)?, out);
        Ok(())
    }
}
