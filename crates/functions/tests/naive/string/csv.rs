//! Comma-separated values, and command lines.

use lurcher_symbols::values::dynamic::Dynamic;

use crate::driver::Pool;
use crate::naive::{Row, naive};

const RECORDS: Pool = Pool::Also(&[
    "aa,b,cc",
    "aa,\"b,b,b\",cc,\"Escaping quotes: \"\"Title\"\"\"",
    "record1,a,b\nrecord2,x,y",
    "",
    ",",
    ",,",
    "\"\"",
    "a,",
    "\"line1\nline2\",x",
    "é,😀",
    "a\r\nb",
    " a , b ",
]);
const COMMANDS: Pool = Pool::Also(&[
    "echo \"hello world!\"",
    "a b  c",
    "\"C:\\Program Files\\x.exe\" -a \"b c\"",
    "",
    "   ",
    "x \"a\\\"b\"",
    "x \\\\a",
    "x \"\"",
    "x a\\\\\\\"b",
    "x \"a\"\"b\"",
    "x\ta",
]);

naive! {
    parse_csv => [RECORDS];
    parse_command_line => [COMMANDS, Pool::Only(&["windows"])];
}

/// The first record: a field in quotes may hold commas, line feeds, and quotes that are doubled.
fn parse_csv(row: &Row<'_>) -> Vec<Dynamic> {
    let mut fields = vec![String::new()];
    let text: Vec<char> = row.spelled(0).chars().collect();
    let (mut at, mut quoted) = (0, false);
    while let Some(c) = text.get(at) {
        let field = fields.last_mut().expect("a field");
        at += 1;
        match c {
            '"' if quoted && text.get(at) == Some(&'"') => {
                field.push('"');
                at += 1;
            }
            '"' if quoted => quoted = false,
            '"' if field.is_empty() => quoted = true,
            ',' if !quoted => fields.push(String::new()),
            '\n' if !quoted => break,
            '\r' if !quoted && text.get(at) == Some(&'\n') => break,
            c => field.push(*c),
        }
    }
    fields.into_iter().map(Dynamic::String).collect()
}

/// The rules of `CommandLineToArgvW`.
/// <https://learn.microsoft.com/windows/win32/api/shellapi/nf-shellapi-commandlinetoargvw>
fn parse_command_line(row: &Row<'_>) -> Option<Vec<Dynamic>> {
    let text: Vec<char> = row.spelled(0).chars().collect();
    let is_blank = |c: &char| matches!(c, ' ' | '\t');
    if text.is_empty() {
        return None;
    }
    let mut arguments = Vec::new();
    let mut at = 0;
    // The program: up to the closing quote, or to white space.
    let mut program = String::new();
    let mut quoted = false;
    while let Some(c) = text.get(at).filter(|c| quoted || !is_blank(c)) {
        at += 1;
        match c {
            '"' => quoted = !quoted,
            c => program.push(*c),
        }
    }
    arguments.push(program);
    loop {
        while text.get(at).is_some_and(is_blank) {
            at += 1;
        }
        if at >= text.len() {
            break;
        }
        let (mut argument, mut quoted) = (String::new(), false);
        while let Some(c) = text.get(at).filter(|c| quoted || !is_blank(c)) {
            let slashes = text[at..].iter().take_while(|c| **c == '\\').count();
            if slashes > 0 {
                at += slashes;
                if text.get(at) == Some(&'"') {
                    argument += &"\\".repeat(slashes / 2);
                    if slashes % 2 == 1 {
                        argument.push('"');
                        at += 1;
                    }
                } else {
                    argument += &"\\".repeat(slashes);
                }
                continue;
            }
            at += 1;
            match c {
                '"' if quoted && text.get(at) == Some(&'"') => {
                    argument.push('"');
                    at += 1;
                    quoted = false;
                }
                '"' => quoted = !quoted,
                c => argument.push(*c),
            }
        }
        arguments.push(argument);
    }
    Some(arguments.into_iter().map(Dynamic::String).collect())
}
