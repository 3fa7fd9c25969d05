//! The log of the Linux audit daemon.

use std::borrow::Cow;

use lurcher_symbols::ScalarType;

use crate::column_limit::ColumnLimit;
use crate::driver::{LineReader, Memory, Piece, read_lines};
use crate::rows::{Cell, Output, Row, Table};
use crate::tables::documented;
use crate::text;
use crate::time::epoch;
use crate::{Certainty, Example, Format, Head, Input, Options, Page, Sink, SourceError};

/// The format.
pub(crate) static FORMAT: Auditd = Auditd;

/// See [`PAGE`].
pub(crate) struct Auditd;

/// The table.
static TABLE: &Table = documented::named("LinuxAudit_CL");

static PAGE: Page = Page {
    name: "auditd",
    title: "Linux audit (auditd)",
    summary: "Records of `/var/log/audit/audit.log` become rows of `LinuxAudit_CL`, the table of NXLog's connector.",
    told_by: "`type=… msg=audit(…)` in most lines",
    notes: "\
- A row is one record, as in that table, whose `type_s` has one type: an event is several rows (`SYSCALL`, `PATH`, `CWD` …) \
that share `seq_d` and `time_t`, by which a query joins them: `LinuxAudit_CL | summarize make_set(name_s), take_any(exe_s) by \
Computer, time_t, seq_d`.
- Each field is a column with the suffix of its type: `pid_d`, `ppid_d`, `exit_d`, `inode_d`, `item_d` and `items_d` are \
numbers, all others text. What a program of the user's space says (`msg='op=… res=success'`) is fields too.
- Names that the daemon resolved (`log_format = ENRICHED`) are the columns: `auid_s` is `root`, not `0`, as NXLog \
resolves them.
- What SELinux decided, `avc:  denied  { read write } for`, is `seresult_s` and `seperms_s` (`read,write`), the names that the \
audit project gives to what has none there. Other words without a name are noted.
- What the kernel writes in hexadecimal because it holds blanks (`proctitle`, `name`, `comm`, `exe`, `cwd` and arguments of \
`EXECVE`) is text again; the zeros between arguments are blanks. `(null)` is nothing.
- The table has at most 500 columns, as any of a workspace. Fields behind those, and those whose names are longer than 100 \
characters, are JSON in `AdditionalFields_s`, by the name that the column would have.
- `Computer` is `node`, where the daemon writes it. Lines that `ausearch` adds (`----`, `time->`) are skipped; what it \
interpreted (`ausearch -i`) has no exact times and is not read.
- Sentinel has no other table for it: agents send what a syslog daemon forwards to [`Syslog`](syslog.md).",
    options: &[],
    tables: &[documented::named("LinuxAudit_CL")],
    sources: &[
        "<https://github.com/linux-audit/audit-documentation/wiki>",
        "<https://learn.microsoft.com/azure/sentinel/data-connectors/nxlog-linuxaudit>",
    ],
    example: Example {
        file: "audit.log",
        input: "type=SYSCALL msg=audit(1768471872.125:911): arch=c000003e syscall=59 success=yes exit=0 items=2 ppid=640 pid=641 auid=1000 uid=0 comm=\"cat\" exe=\"/usr/bin/cat\" key=(null)\u{1d}ARCH=x86_64 SYSCALL=execve AUID=\"ada\" UID=\"root\"
type=PROCTITLE msg=audit(1768471872.125:911): proctitle=636174002F6574632F736861646F77
node=web01 type=USER_LOGIN msg=audit(1768471873.000:912): pid=700 uid=0 auid=1000 ses=3 msg='op=login acct=\"ada\" exe=\"/usr/sbin/sshd\" addr=203.0.113.9 res=failed'
type=AVC msg=audit(1768471874.000:913): avc:  denied  { read write } for  pid=702 comm=\"httpd\" name=\"shadow\" tclass=file
",
        rows: r#"{"table":"LinuxAudit_CL","arch_s":"x86_64","auid_s":"ada","comm_s":"cat","exe_s":"/usr/bin/cat","exit_d":0.0,"items_d":2.0,"pid_d":641.0,"ppid_d":640.0,"seq_d":911.0,"success_s":"yes","syscall_s":"execve","time_t":"2026-01-15T10:11:12.1250000Z","TimeGenerated":"2026-01-15T10:11:12.1250000Z","type_s":"SYSCALL","uid_s":"root"}
{"table":"LinuxAudit_CL","seq_d":911.0,"time_t":"2026-01-15T10:11:12.1250000Z","TimeGenerated":"2026-01-15T10:11:12.1250000Z","type_s":"PROCTITLE","proctitle_s":"cat /etc/shadow"}
{"table":"LinuxAudit_CL","auid_s":"1000","Computer":"web01","exe_s":"/usr/sbin/sshd","pid_d":700.0,"res_s":"failed","seq_d":912.0,"ses_s":"3","time_t":"2026-01-15T10:11:13.0000000Z","TimeGenerated":"2026-01-15T10:11:13.0000000Z","type_s":"USER_LOGIN","uid_s":"0","op_s":"login","acct_s":"ada","addr_s":"203.0.113.9"}
{"table":"LinuxAudit_CL","comm_s":"httpd","name_s":"shadow","pid_d":702.0,"seq_d":913.0,"time_t":"2026-01-15T10:11:14.0000000Z","TimeGenerated":"2026-01-15T10:11:14.0000000Z","type_s":"AVC","seresult_s":"denied","seperms_s":"read,write","tclass_s":"file"}"#,
    },
};

impl Format for Auditd {
    fn page(&self) -> &'static Page {
        &PAGE
    }

    fn recognize(&self, head: &Head<'_>) -> Option<Certainty> {
        head.most_lines(|line| record(line).is_some() || is_of_ausearch(line)).then_some(Certainty::Certain)
    }

    fn read(&self, input: Input, options: &Options, out: &mut dyn Sink) -> Result<(), SourceError> {
        read_lines(&Reader, input, options, &mut ColumnLimit::new(TABLE, "AdditionalFields_s", out))
    }
}

/// A record's header, and its fields.
struct Record<'a> {
    node: &'a str,
    kind: &'a str,
    time: i64,
    serial: &'a str,
    fields: &'a str,
    /// What the daemon resolved.
    resolved: &'a str,
}

fn record(line: &str) -> Option<Record<'_>> {
    let (node, rest) = match line.strip_prefix("node=") {
        Some(rest) => rest.split_once(' ')?,
        None => ("", line),
    };
    let (kind, rest) = rest.strip_prefix("type=")?.split_once(' ')?;
    let (stamp, rest) = rest.strip_prefix("msg=audit(")?.split_once("):")?;
    let (time, serial) = epoch(stamp)?;
    let serial = serial.strip_prefix(':').filter(|serial| serial.bytes().all(|b| b.is_ascii_digit()))?;
    let (fields, resolved) = rest.split_once('\u{1d}').unwrap_or((rest, ""));
    Some(Record { node, kind, time, serial, fields, resolved })
}

/// Whether a line is one that `ausearch` puts between events.
fn is_of_ausearch(line: &str) -> bool {
    line.bytes().all(|b| b == b'-') || line.starts_with("time->")
}

struct Reader;

impl LineReader for Reader {
    type State = ();

    const MEMORY: Memory = Memory::None;

    fn begin(&self, _piece: &Piece) {}

    fn line(&self, line: &str, (): &mut (), out: &mut Output) -> Result<(), &'static str> {
        if is_of_ausearch(line) {
            out.skip("a line between events");
            return Ok(());
        }
        let record = record(line).ok_or("no record of the audit daemon")?;
        let mut row = out.row(TABLE);
        row.time(Some(record.time));
        row.set("time_t", Cell::Long(record.time));
        row.text("type_s", record.kind);
        row.text("seq_d", record.serial);
        row.text("Computer", record.node);
        // Of two values for a column the first counts: what is resolved, then what the kernel wrote.
        for part in parts(record.resolved) {
            if let Part::Field(key, value) = part {
                add(&mut row, &record, &key.to_ascii_lowercase(), value);
            }
        }
        let mut words = 0;
        add_all(&mut row, &record, record.fields, true, &mut words);
        if words > 0 {
            out.note("words that are no field's value");
        }
        Ok(())
    }
}

/// Adds the fields of a text, and, of the kernel's, those of what a program says in one of them. Counts words that belong
/// to none.
fn add_all(row: &mut Row<'_>, record: &Record<'_>, text: &str, of_kernel: bool, words: &mut usize) {
    let (decision, rest) = decision(text);
    if let Some(Decision { result, permissions }) = decision {
        add(row, record, "seresult", Value::Quoted(result));
        add(row, record, "seperms", Value::Quoted(&permissions));
    }
    for part in parts(rest) {
        match part {
            Part::Field("msg", Value::Quoted(inner)) if of_kernel => add_all(row, record, inner, false, words),
            Part::Field(key, value) => add(row, record, key, value),
            Part::Word(_) => *words += 1,
        }
    }
}

/// What SELinux decided.
#[derive(Debug, PartialEq, Eq)]
struct Decision<'a> {
    result: &'a str,
    /// What was asked for, with commas between.
    permissions: String,
}

/// The decision `avc:  denied  { read write } for` at the beginning, which has no names, and what is behind it.
fn decision(text: &str) -> (Option<Decision<'_>>, &str) {
    let read = || {
        let (result, rest) = text.trim_start().strip_prefix("avc:")?.trim_start().split_once(' ')?;
        let (permissions, rest) = rest.trim_start().strip_prefix('{')?.split_once('}')?;
        let permissions = permissions.split_ascii_whitespace().collect::<Vec<_>>().join(",");
        let rest = rest.trim_start();
        Some((Decision { result, permissions }, rest.strip_prefix("for ").unwrap_or(rest)))
    };
    read().map_or((None, text), |(decision, rest)| (Some(decision), rest))
}

/// What a text consists of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part<'a> {
    Field(&'a str, Value<'a>),
    /// A word without a value.
    Word(&'a str),
}

/// A field's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Value<'a> {
    Quoted(&'a str),
    Bare(&'a str),
}

/// Keys and values, separated by blanks and here and there by commas and colons.
fn parts(text: &str) -> impl Iterator<Item = Part<'_>> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches([' ', ',', ':']);
        if rest.is_empty() {
            return None;
        }
        let end = rest.find([' ', '=']).unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        let Some(value) = after.strip_prefix('=') else {
            rest = after;
            return Some(Part::Word(key));
        };
        let inner = value.get(1..).unwrap_or_default();
        let closed = match value.as_bytes().first() {
            Some(b'"') => inner.find('"'),
            Some(b'{') => inner.find('}'),
            // What a program says ends a record, and may hold an apostrophe.
            Some(b'\'') if key == "msg" => inner.rfind('\''),
            Some(b'\'') => inner.find('\''),
            _ => None,
        };
        let (value, after) = match closed {
            Some(end) => (Value::Quoted(inner[..end].trim()), &inner[end + 1..]),
            None => {
                let end = value.find(' ').unwrap_or(value.len());
                (Value::Bare(&value[..end]), &value[end..])
            }
        };
        rest = after;
        Some(Part::Field(key, value))
    })
}

/// Adds a field as a column, whose suffix the table tells; text where it does not.
fn add(row: &mut Row<'_>, record: &Record<'_>, key: &str, value: Value<'_>) {
    let key: String = key.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let number = format!("{key}_d");
    let (column, ty) = match TABLE.ty(&number) {
        Some(ty) => (number, ty),
        None => (format!("{key}_s"), ScalarType::String),
    };
    let text = match value {
        Value::Quoted(text) => Cow::Borrowed(text),
        Value::Bare("(null)") => return,
        Value::Bare(bare) => decoded(record.kind, &key, bare),
    };
    row.add(&column, Some(ty), Cell::Text(&text));
}

/// The text of what may be hexadecimal: a value that holds blanks or quotes is, and has no quotes around it then.
fn decoded<'a>(kind: &str, key: &str, value: &'a str) -> Cow<'a, str> {
    // Those of a system call are numbers.
    let is_argument = kind == "EXECVE" && key.starts_with('a') && key.bytes().skip(1).all(|b| b.is_ascii_digit() || b == b'_');
    let may_be = is_argument || matches!(key, "proctitle" | "name" | "comm" | "exe" | "cwd" | "cmd" | "path" | "data" | "acct");
    let is_hexadecimal = |b: &u8| b.is_ascii_digit() || (b'A'..=b'F').contains(b);
    let pairs = value.as_bytes().as_chunks::<2>();
    if !may_be || value.is_empty() || !pairs.1.is_empty() || !value.as_bytes().iter().all(is_hexadecimal) {
        return Cow::Borrowed(value);
    }
    let digit = |b: u8| (b as char).to_digit(16).unwrap_or_default() as u8;
    let bytes: Vec<u8> = pairs.0.iter().map(|[high, low]| digit(*high) << 4 | digit(*low)).collect();
    let bytes: Vec<u8> = bytes.into_iter().map(|b| if b == 0 { b' ' } else { b }).collect();
    Cow::Owned(text::decode(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields() {
        let found: Vec<_> = parts(" a=1 b=\"x y\", word c='d=\"e f\" g=h' : i= s={ f=inet } j=\"open").collect();
        let expected = [
            Part::Field("a", Value::Bare("1")),
            Part::Field("b", Value::Quoted("x y")),
            Part::Word("word"),
            Part::Field("c", Value::Quoted("d=\"e f\" g=h")),
            Part::Field("i", Value::Bare("")),
            Part::Field("s", Value::Quoted("f=inet")),
            Part::Field("j", Value::Bare("\"open")),
        ];
        assert_eq!(found, expected);
        let said: Vec<_> = parts("pid=1 msg='acct=\"o'brien\" res=failed'").collect();
        let expected = [
            Part::Field("pid", Value::Bare("1")),
            Part::Field("msg", Value::Quoted("acct=\"o'brien\" res=failed")),
        ];
        assert_eq!(said, expected);
    }

    /// <https://selinuxproject.org/page/NB_AL>
    #[test]
    fn decisions() {
        let denied = |permissions: &str| Some(Decision { result: "denied", permissions: permissions.to_owned() });
        assert_eq!(decision(" avc:  denied  { read write } for  pid=1"), (denied("read,write"), " pid=1"));
        assert_eq!(decision("avc:  denied  { send_msg } msgtype=x"), (denied("send_msg"), "msgtype=x"));
        assert_eq!(decision("avc:  denied  null for pid=1"), (None, "avc:  denied  null for pid=1"));
        assert_eq!(decision("pid=1"), (None, "pid=1"));
    }

    #[test]
    fn hexadecimal() {
        for (kind, key, value, expected) in [
            ("PROCTITLE", "proctitle", "636174002F", "cat /"),
            ("PATH", "name", "2F746D702F6120", "/tmp/a "),
            ("SYSCALL", "a0", "12", "12"),
            ("EXECVE", "a1", "2D20", "- "),
            ("EXECVE", "argc", "12", "12"),
            ("PATH", "name", "ABC", "ABC"),
            ("SYSCALL", "key", "6162", "6162"),
            ("PATH", "name", "", ""),
        ] {
            assert_eq!(decoded(kind, key, value), expected, "{kind} {key} {value}");
        }
    }
}
