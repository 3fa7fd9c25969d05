//! All commands and options as Markdown, for docs/command-line.md.

use std::io::{self, Write};

use clap::{Arg, Command};

/// Writes a section for each command, and one for the options that all share.
pub(super) fn write(out: &mut impl Write, lurcher: &Command) -> io::Result<()> {
    for command in lurcher.get_subcommands().filter(|c| !c.is_hide_set() && c.get_name() != "help") {
        writeln!(out, "### lurcher {}\n", command.get_name())?;
        writeln!(out, "{}.\n", command.get_about().map(ToString::to_string).unwrap_or_default())?;
        let own: Vec<&Arg> = command.get_arguments().filter(|arg| !arg.is_global_set() && is_ours(arg)).collect();
        if !own.is_empty() {
            table(out, &own)?;
        }
    }
    writeln!(out, "### All commands\n")?;
    let shared: Vec<&Arg> = lurcher.get_arguments().filter(|arg| is_ours(arg)).collect();
    table(out, &shared)
}

/// Help and version are everywhere.
fn is_ours(arg: &Arg) -> bool {
    !arg.is_hide_set() && !matches!(arg.get_id().as_str(), "help" | "version")
}

fn table(out: &mut impl Write, arguments: &[&Arg]) -> io::Result<()> {
    writeln!(out, "| argument | meaning |\n|---|---|")?;
    for argument in arguments {
        let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
        let values = values(argument);
        writeln!(out, "| `{}` | {}{values} |", name(argument), cell(&help))?;
    }
    writeln!(out)
}

/// `--format FORMAT`, `-w, --workspace DIR`, `[KQL]`.
fn name(argument: &Arg) -> String {
    let value = if argument.get_action().takes_values() {
        let names = argument.get_value_names().unwrap_or_default();
        names.iter().map(|name| format!(" {name}")).collect::<String>()
    } else {
        String::new()
    };
    let short = argument.get_short().map(|short| format!("-{short}, ")).unwrap_or_default();
    match argument.get_long() {
        Some(long) => cell(&format!("{short}--{long}{value}")),
        None => cell(value.trim()),
    }
}

/// The values that an argument can have, where they are few and named, and what it is without one.
fn values(argument: &Arg) -> String {
    let default: Vec<_> = argument.get_default_values().iter().map(|v| format!("`{}`", v.to_string_lossy())).collect();
    let default = if default.is_empty() || !argument.get_action().takes_values() {
        String::new()
    } else {
        format!("; without it {}", default.join(", "))
    };
    let possible = argument.get_possible_values();
    if possible.is_empty() || !argument.get_action().takes_values() {
        return default;
    }
    let names: Vec<String> = possible.iter().map(|value| format!("`{}`", value.get_name())).collect();
    format!(": {}{default}", names.join(", "))
}

/// A text in a cell of a table.
fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
