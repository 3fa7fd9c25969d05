//! The queries of a tree: what its content runs, its functions, and what its Markdown shows.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use lurcher_content::kinds::Content;
use lurcher_content::load;
use lurcher_content::placeholders::fill_times;
use lurcher_diagnostics::Source;
use lurcher_symbols::StoredFunction;
use lurcher_symbols::values::timespan::TICKS_PER_DAY;

use crate::knowledge::parameters;

/// What a fence says of its block where the block is KQL. Many say nothing, or what colours it well.
const LANGUAGES: [&str; 7] = ["", "kql", "kusto", "csl", "c#", "csharp", "sql"];

/// A query of a tree.
pub(super) struct TreeQuery {
    /// Its file, and its number there where a file shows several.
    pub(super) place: String,
    /// Its text.
    pub(super) source: Source,
}

/// The queries of a tree, file by file.
pub(super) fn queries_of(tree: &Path) -> Vec<TreeQuery> {
    let loaded = load(tree);
    let mut queries: Vec<TreeQuery> = loaded.contents().filter_map(|content| query_of(content, tree)).collect();
    let mut files = Vec::new();
    markdown_files(tree, &mut files);
    files.sort();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        for (i, block) in blocks(&text).into_iter().enumerate() {
            let place = format!("{}#{}", below(&file.to_string_lossy(), tree), i + 1);
            queries.push(TreeQuery { source: Source::new(place.as_str(), block), place });
        }
    }
    queries
}

/// The query that a piece of content stands for. A function is declared and called, so that both look into it; who needs
/// arguments, nobody can call.
fn query_of(content: &Content, tree: &Path) -> Option<TreeQuery> {
    let stored = match content {
        Content::Function(function) => Some(function.stored()),
        Content::AsimParser(parser) => Some(parser.stored_as(&parser.name)),
        _ => None,
    };
    let source = match stored {
        Some(function) if function.parameters.iter().any(|p| p.default.is_none()) => return None,
        Some(function) => {
            let StoredFunction { body, .. } = &function;
            let text = format!("let held = {} {{\n{body}\n}};\nheld()", parameters(&function));
            Source::new(Arc::clone(&function.file), text)
        }
        None => content.runnable()?.query,
    };
    // Any times do: they are the same for both.
    let source = fill_times(&source, &(0..TICKS_PER_DAY));
    Some(TreeQuery { place: below(&source.name, tree), source })
}

fn below(file: &str, tree: &Path) -> String {
    file.strip_prefix(&*tree.to_string_lossy()).unwrap_or(file).trim_start_matches('/').to_owned()
}

fn markdown_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && !is_hidden => markdown_files(&path, files),
            Ok(kind) if kind.is_file() && path.extension().is_some_and(|e| e.eq_ignore_ascii_case("md")) => {
                files.push(path);
            }
            _ => {}
        }
    }
}

/// The fenced blocks that read as KQL: more than a word, with a pipe.
fn blocks(text: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut open: Option<(bool, String)> = None;
    for line in text.lines() {
        let fence = line.trim_start().strip_prefix("```");
        match (fence, &mut open) {
            (Some(language), None) => {
                let is_kql = LANGUAGES.contains(&language.trim().to_ascii_lowercase().as_str());
                open = Some((is_kql, String::new()));
            }
            (Some(_), Some(_)) => blocks.extend(open.take().filter(|(is_kql, _)| *is_kql).map(|(_, block)| block)),
            (None, Some((_, block))) => {
                block.push_str(line);
                block.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks.retain(|block| block.contains('|') && block.lines().count() > 1);
    blocks
}
