//! The names of built-in ASIM functions: `_Im_NetworkSession`, `_ASim_NetworkSession_PaloAltoCEFV07`.

use std::fmt;
use std::sync::Arc;

/// Which of the two functions of a schema or source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Style {
    /// `_Im_…`: with filtering parameters.
    Filtering,
    /// `_ASim_…`: without.
    Plain,
}

/// A name taken apart. The prefix is taken in any case (content writes `_im_` too) and given in the documented one.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Name {
    /// The prefix.
    pub style: Style,
    /// The schema.
    pub schema: Arc<str>,
    /// The source; `None` for the function that unites all sources of the schema.
    pub source: Option<Arc<str>>,
}

impl Style {
    /// The word in the prefix.
    pub fn word(self) -> &'static str {
        match self {
            Style::Filtering => "Im",
            Style::Plain => "ASim",
        }
    }

    /// What a function to be deployed in a workspace begins with when it unites sources.
    pub fn deployed(self) -> &'static str {
        match self {
            Style::Filtering => "im",
            Style::Plain => "ASim",
        }
    }

    /// What a function to be deployed in a workspace begins with when it is a source.
    pub fn deployed_source(self) -> &'static str {
        match self {
            Style::Filtering => "vim",
            Style::Plain => "ASim",
        }
    }
}

impl Name {
    /// The unifying function of a schema.
    pub fn unifier(style: Style, schema: &str) -> Self {
        Self { style, schema: schema.into(), source: None }
    }

    /// A source's function.
    pub fn source(style: Style, schema: &str, source: &str) -> Self {
        Self { style, schema: schema.into(), source: Some(source.into()) }
    }

    /// The parts of a name that has the form of a built-in ASIM function's.
    pub fn parse(name: &str) -> Option<Self> {
        let mut parts = name.strip_prefix('_')?.splitn(3, '_');
        let word = parts.next()?;
        let style = [Style::Filtering, Style::Plain].into_iter().find(|s| s.word().eq_ignore_ascii_case(word))?;
        let schema = parts.next().filter(|s| !s.is_empty())?.into();
        let source = parts.next().map(Arc::from);
        (source.as_deref() != Some("")).then_some(Self { style, schema, source })
    }

    /// The same name without a version (`V07`) at its end: Microsoft keeps older versions of a source beside the newest
    /// one, we have one.
    pub fn unversioned(&self) -> Self {
        let source = self.source.as_deref().map(|source| {
            let digits = source.trim_end_matches(|c: char| c.is_ascii_digit());
            match digits.strip_suffix('V') {
                Some(bare) if digits.len() < source.len() && !bare.is_empty() => bare.into(),
                _ => Arc::from(source),
            }
        });
        Self { source, ..self.clone() }
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "_{}_{}", self.style.word(), self.schema)?;
        match &self.source {
            Some(source) => write!(f, "_{source}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_taken_apart() {
        assert_eq!(Name::parse("_Im_NetworkSession"), Some(Name::unifier(Style::Filtering, "NetworkSession")));
        assert_eq!(
            Name::parse("_im_NetworkSession_CorelightZeek").map(|n| n.to_string()).as_deref(),
            Some("_Im_NetworkSession_CorelightZeek")
        );
        assert_eq!(Name::parse("_ASim_Dns_A_B"), Some(Name::source(Style::Plain, "Dns", "A_B")));
        for other in ["Im_NetworkSession", "_GetWatchlist", "_Im_", "_Im", "_Im_Dns_", "imNetworkSession"] {
            assert_eq!(Name::parse(other), None, "{other}");
        }
    }

    #[test]
    fn versions_are_left_out() {
        let bare = |name: &str| Name::parse(name).map(|n| n.unversioned().to_string()).unwrap_or_default();
        assert_eq!(bare("_Im_NetworkSession_PaloAltoCEFV07"), "_Im_NetworkSession_PaloAltoCEF");
        assert_eq!(bare("_Im_NetworkSession_EmptyV03"), "_Im_NetworkSession_Empty");
        assert_eq!(bare("_Im_NetworkSession_Microsoft365Defender"), "_Im_NetworkSession_Microsoft365Defender");
        assert_eq!(bare("_Im_NetworkSession_AWSVPC"), "_Im_NetworkSession_AWSVPC");
        assert_eq!(bare("_Im_NetworkSession_V2"), "_Im_NetworkSession_V2");
        assert_eq!(bare("_Im_NetworkSession"), "_Im_NetworkSession");
    }
}
