//! How a file from outside is written. <https://learn.microsoft.com/kusto/ingestion-supported-formats>

use crate::tables::DataError;

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// Values with this byte between them.
    Delimited(u8),
    /// Values with a tab between them and backslashes before tabs and line breaks in them.
    TabEscaped,
    /// A record a line, which is one value.
    Lines,
    /// One record, which is one value.
    Whole,
    /// Objects.
    Objects,
    /// Apache Parquet.
    Parquet,
}

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// Not at all.
    None,
    /// gzip
    Gzip,
    /// A ZIP archive, all of whose files are read.
    Zip,
}

/// The names of the formats, which are also the endings of file names.
const FORMATS: [(&str, Format); 13] = [
    ("csv", Format::Delimited(b',')),
    ("tsv", Format::Delimited(b'\t')),
    ("psv", Format::Delimited(b'|')),
    ("scsv", Format::Delimited(b';')),
    ("sohsv", Format::Delimited(1)),
    ("tsve", Format::TabEscaped),
    ("txt", Format::Lines),
    ("raw", Format::Whole),
    ("json", Format::Objects),
    ("singlejson", Format::Objects),
    ("multijson", Format::Objects),
    ("jsonl", Format::Objects),
    ("parquet", Format::Parquet),
];

/// Formats of Kusto's that are not read here.
const OTHERS: [&str; 6] = ["avro", "apacheavro", "orc", "w3clogfile", "azmonstream", "sstream"];

impl Format {
    /// The format that `format=…` names.
    ///
    /// # Errors
    /// There is none of that name, or it is not read here.
    pub(super) fn named(name: &str, file: &str) -> Result<Self, DataError> {
        let lower = name.to_ascii_lowercase();
        if let Some((_, format)) = FORMATS.iter().find(|(known, _)| *known == lower) {
            return Ok(*format);
        }
        if OTHERS.contains(&lower.as_str()) {
            return Err(DataError::new(file, format!("the format '{name}' is not implemented yet")));
        }
        let names: Vec<&str> = FORMATS.iter().map(|(name, _)| *name).collect();
        let help = format!("the formats are {}", names.join(", "));
        Err(DataError::new(file, format!("there is no format '{name}'")).with_help(help))
    }

    /// The format that the ending of a file's name says; comma-separated values where it says none.
    ///
    /// # Errors
    /// The ending is that of a format that is not read here.
    pub(super) fn of_name(name: &str) -> Result<Self, DataError> {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        match ending.as_deref() {
            Some(ending) if OTHERS.contains(&ending) || FORMATS.iter().any(|(known, _)| *known == ending) => {
                Self::named(ending, name)
            }
            _ => Ok(Format::Delimited(b',')),
        }
    }
}

/// The name of a file without the ending that says how it is packed, and how that is.
pub(super) fn unpacked(name: &str) -> (&str, Packing) {
    let packed = |ending: &str| {
        let (stem, last) = name.rsplit_once('.')?;
        last.eq_ignore_ascii_case(ending).then_some(stem)
    };
    match (packed("gz"), packed("zip")) {
        (Some(stem), _) => (stem, Packing::Gzip),
        (_, Some(stem)) => (stem, Packing::Zip),
        (None, None) => (name, Packing::None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings() {
        for (name, stem, packing, format) in [
            ("a.csv", "a.csv", Packing::None, Format::Delimited(b',')),
            ("a.TSV.GZ", "a.TSV", Packing::Gzip, Format::Delimited(b'\t')),
            ("a.json.zip", "a.json", Packing::Zip, Format::Objects),
            ("a.txt", "a.txt", Packing::None, Format::Lines),
            ("list", "list", Packing::None, Format::Delimited(b',')),
            ("a.ipset", "a.ipset", Packing::None, Format::Delimited(b',')),
            ("a.parquet", "a.parquet", Packing::None, Format::Parquet),
        ] {
            assert_eq!(unpacked(name), (stem, packing), "{name}");
            assert_eq!(Format::of_name(stem), Ok(format), "{name}");
        }
        assert!(Format::of_name("a.orc").is_err());
    }

    #[test]
    fn names() {
        assert_eq!(Format::named("MultiJSON", "f"), Ok(Format::Objects));
        let message = |name| Format::named(name, "f").map_err(|e| e.to_string());
        assert_eq!(message("avro"), Err("f: the format 'avro' is not implemented yet".to_owned()));
        assert!(message("excel").is_err_and(|e| e.starts_with("f: there is no format 'excel' (the formats are csv,")));
    }
}
