//! What a user agent says of browser, operating system and device (`parse_user_agent()`).
//! <https://learn.microsoft.com/kusto/query/parse-user-agent-function>
//!
//! Kusto looks through some thousand patterns. These rules name the browsers, systems and devices that make up nearly
//! all traffic, and the tools that hunting looks for; families have the names that Kusto gives them. What no rule knows
//! is of the family `Other`.

mod browser;
mod device;
mod system;

use lurcher_symbols::values::dynamic::{write_string, write_text};

/// The first numbers of a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Version<'a>([&'a str; 4]);

impl<'a> Version<'a> {
    /// The version that a text begins with: up to four runs of letters and digits with dots or underscores between
    /// them, a digit first.
    fn leading(text: &'a str) -> Self {
        let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_'))).unwrap_or(text.len());
        let mut version = Self::default();
        if text.starts_with(|c: char| c.is_ascii_digit()) {
            for (part, slot) in text[..end].split(['.', '_']).zip(&mut version.0) {
                *slot = part;
            }
        }
        version
    }

    fn of_parts(major: &'a str, minor: &'a str) -> Self {
        Self([major, minor, "", ""])
    }
}

/// A family and its version.
type Found<'a> = (&'a str, Version<'a>);

/// What no rule knows.
const OTHER: &str = "Other";

/// What stands behind the first occurrence of a text.
fn after<'a>(text: &'a str, mark: &str) -> Option<&'a str> {
    memchr::memmem::find(text.as_bytes(), mark.as_bytes()).map(|at| &text[at + mark.len()..])
}

fn has(text: &str, mark: &str) -> bool {
    after(text, mark).is_some()
}

/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Parts {
    /// `browser`.
    pub browser: bool,
    /// `os`.
    pub system: bool,
    /// `device`.
    pub device: bool,
}

impl Parts {
    /// Adds the part of that name.
    pub fn add(&mut self, name: &str) {
        match name.to_ascii_lowercase().as_str() {
            "browser" => self.browser = true,
            "os" => self.system = true,
            "device" => self.device = true,
            _ => {}
        }
    }
}

/// Writes the property bag of a user agent.
pub fn write(agent: &str, parts: Parts, out: &mut String) {
    out.push('{');
    if parts.browser {
        let (family, version) = browser::find(agent);
        let Version([major, minor, patch, _]) = version;
        let fields = [("Family", family), ("MajorVersion", major), ("MinorVersion", minor), ("Patch", patch)];
        write_part("Browser", &fields, out);
    }
    if parts.system {
        let (family, version) = system::find(agent);
        let Version([major, minor, patch, rest]) = version;
        let fields = [
            ("Family", family),
            ("MajorVersion", major),
            ("MinorVersion", minor),
            ("Patch", patch),
            ("PatchMinor", rest),
        ];
        write_part("OperatingSystem", &fields, out);
    }
    if parts.device {
        let device = device::find(agent);
        let fields = [("Family", &*device.family), ("Brand", device.brand), ("Model", device.model)];
        write_part("Device", &fields, out);
    }
    out.push('}');
}

fn write_part(name: &str, fields: &[(&str, &str)], out: &mut String) {
    if out.len() > 1 {
        out.push(',');
    }
    write_string(out, name);
    out.push_str(":{");
    for (i, (name, value)) in fields.iter().enumerate() {
        if i > 0 {
            out.push(',');
        }
        write_string(out, name);
        out.push(':');
        write_text(out, value);
    }
    out.push('}');
}
