//! Lines of one width.

/// How many characters a line of prose may have.
const WIDTH: usize = 120;

/// A page whose paragraphs with a line that is too long are filled anew. Tables, headings, and text that is set as it
/// is stay as they are.
pub fn filled(page: &str) -> String {
    let (mut out, mut paragraph, mut is_fenced) = (String::new(), Vec::new(), false);
    for line in page.split_inclusive('\n') {
        let text = line.trim_end();
        is_fenced ^= text.trim_start().starts_with("```");
        let is_set =
            is_fenced || text.starts_with(['|', '#', '<', '>']) || text.starts_with("    ") || text.ends_with("```");
        if is_set || text.is_empty() || item(text) > 0 {
            fill(&mut paragraph, &mut out);
        }
        if is_set || text.is_empty() {
            out.push_str(line);
        } else {
            paragraph.push(line);
        }
    }
    fill(&mut paragraph, &mut out);
    out
}

/// How far the text of a list's item stands to the right; 0 where none begins.
fn item(line: &str) -> usize {
    let text = line.trim_start();
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let marker = match text.len() - number.len() {
        0 if text.starts_with("- ") || text.starts_with("* ") => 2,
        digits if digits > 0 && number.starts_with(". ") => digits + 2,
        _ => return 0,
    };
    line.len() - text.len() + marker
}

/// Writes a paragraph, and empties it.
fn fill(paragraph: &mut Vec<&str>, out: &mut String) {
    let lines = std::mem::take(paragraph);
    if lines.iter().all(|line| line.trim_end().chars().count() <= WIDTH) {
        return out.extend(lines);
    }
    let indent = " ".repeat(item(lines[0]));
    // The first line keeps its place.
    let mut width = 0;
    out.push_str(&lines[0][..lines[0].len() - lines[0].trim_start().len()]);
    for word in lines.iter().flat_map(|line| line.split_whitespace()) {
        let length = word.chars().count();
        if width > 0 && width + 1 + length > WIDTH {
            out.push('\n');
            out.push_str(&indent);
            width = indent.len();
        } else if width > 0 {
            out.push(' ');
            width += 1;
        }
        out.push_str(word);
        width += length;
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_paragraphs_are_filled() {
        let word = "x".repeat(70);
        let table = format!("| {word} | {word} |\n");
        let page = format!("# {word}{word}\n\n- {word} {word}\n  - {word} {word}\n- short\n\n{table}\nshort\nlines\n");
        let expected =
            format!("# {word}{word}\n\n- {word}\n  {word}\n  - {word}\n    {word}\n- short\n\n{table}\nshort\nlines\n");
        assert_eq!(filled(&page), expected);
    }
}
