//! What was found, each thing once.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use lurcher_diagnostics::{Code, Diagnostic, Position, Severity, Sources};

use super::locations::Base;

/// A thing that was found.
pub(super) struct Finding {
    pub(super) diagnostic: Diagnostic,
    pub(super) sources: Arc<Sources>,
    /// Where it is.
    pub(super) position: Position,
    /// The file as reports and baselines call it.
    pub(super) path: Arc<str>,
}

/// All that was found.
pub(super) struct Findings {
    base: Base,
    found: Vec<Finding>,
    seen: HashSet<(Arc<str>, usize, usize, Code, String)>,
    paths: HashMap<Arc<str>, Arc<str>>,
    /// How many the baseline forgives.
    pub(super) forgiven: usize,
}

impl Findings {
    /// Nothing yet. Files are called by their paths from `base`.
    pub(super) fn new(base: Base) -> Self {
        Self { base, found: Vec::new(), seen: HashSet::new(), paths: HashMap::new(), forgiven: 0 }
    }

    /// Adds what was found. A mistake in a function is found again wherever the function is called, and told once.
    pub(super) fn add(&mut self, sources: &Arc<Sources>, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        for diagnostic in diagnostics {
            let position = sources.position(diagnostic.span);
            let path = self.paths.entry(position.file.clone()).or_insert_with(|| self.base.name(&position.file));
            let path = Arc::clone(path);
            let key = (path.clone(), position.line, position.column, diagnostic.code, diagnostic.message.clone());
            if self.seen.insert(key) {
                self.found.push(Finding { diagnostic, sources: Arc::clone(sources), position, path });
            }
        }
    }

    /// Adds what `make` makes over texts of its own.
    pub(super) fn add_one(&mut self, make: impl FnOnce(&mut Sources) -> Diagnostic) {
        let mut sources = Sources::new();
        let diagnostic = make(&mut sources);
        self.add(&Arc::new(sources), [diagnostic]);
    }

    /// Puts them in the order of files, lines and columns.
    pub(super) fn sort(&mut self) {
        let place = |finding: &Finding| (finding.path.clone(), finding.position.line, finding.position.column);
        self.found.sort_by_cached_key(place);
    }

    /// Drops those that are forgiven.
    pub(super) fn forgive(&mut self, mut forgiven: impl FnMut(&Finding) -> bool) {
        let all = self.found.len();
        self.found.retain(|finding| !forgiven(finding));
        self.forgiven += all - self.found.len();
    }

    pub(super) fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.found.iter()
    }

    pub(super) fn errors(&self) -> usize {
        self.count(Severity::Error)
    }

    pub(super) fn warnings(&self) -> usize {
        self.count(Severity::Warning)
    }

    fn count(&self, severity: Severity) -> usize {
        self.found.iter().filter(|finding| finding.diagnostic.severity == severity).count()
    }

    /// Each finding with its fingerprint, which stays the same when lines move: of the file, the code, the message, and
    /// which of those that are alike it is.
    pub(super) fn fingerprints(&self) -> impl Iterator<Item = (&Finding, String)> {
        let mut alike: HashMap<u64, usize> = HashMap::new();
        self.found.iter().map(move |finding| {
            let Finding { path, diagnostic, .. } = finding;
            let text = format!("{path}\0{}\0{}", diagnostic.code, diagnostic.message);
            let hash = xxhash_rust::xxh3::xxh3_64(text.as_bytes());
            let count = alike.entry(hash).or_default();
            *count += 1;
            (finding, format!("{hash:016x}:{count}"))
        })
    }
}
