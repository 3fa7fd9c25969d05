//! What two binders disagree about.

use std::collections::HashSet;
use std::fmt::{self, Display, Formatter};
use std::sync::LazyLock;

use lurcher_functions::kusto_names;

use super::{Objection, Opinion};

/// What two binders disagree about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The query.
    pub query: String,
    /// What Microsoft's binder says.
    pub theirs: Opinion,
    /// What Lurcher's says.
    pub ours: Opinion,
}

/// Names of functions, which tell kinds of differences apart where other names do not.
static FUNCTIONS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| kusto_names().collect());

impl Difference {
    /// What the two disagree about, if they do. What only stops Microsoft's binder is no difference.
    pub fn between(query: &str, theirs: Opinion, ours: Opinion) -> Option<Self> {
        let agree = match (&theirs, &ours) {
            (Opinion::Broke(_), _) => true,
            (_, Opinion::Broke(_)) => false,
            (Opinion::Columns(theirs), Opinion::Columns(ours)) => theirs == ours,
            (Opinion::Refused(_), Opinion::Refused(_)) => true,
            (Opinion::Columns(_), Opinion::Refused(_)) | (Opinion::Refused(_), Opinion::Columns(_)) => false,
        };
        (!agree).then(|| Self { query: query.to_owned(), theirs, ours })
    }

    /// What all differences like it have in common.
    pub fn kind(&self) -> String {
        match (&self.theirs, &self.ours) {
            (_, Opinion::Broke(why)) => format!("ours broke: {why}"),
            (Opinion::Refused(why), _) => format!("only theirs refuses: {}", first(why)),
            (_, Opinion::Refused(why)) => format!("only ours refuses: {}", first(why)),
            (Opinion::Columns(theirs), Opinion::Columns(ours)) => {
                let pairs = theirs.iter().zip(ours);
                match pairs.into_iter().find(|(t, o)| t != o) {
                    Some(((t, _), (o, _))) if t != o => "names of columns".to_owned(),
                    Some(((_, t), (_, o))) => format!("types of columns: {t} is {o} here"),
                    None => format!("{} columns are {} here", theirs.len(), ours.len()),
                }
            }
            (Opinion::Broke(_), _) => "theirs broke".to_owned(),
        }
    }
}

/// What kinds of differences are told apart by.
impl Difference {
    /// Whether Lurcher takes what Microsoft's binder refuses, and only for such reasons.
    pub(super) fn theirs_refuses(&self, for_reason: impl Fn(&Objection) -> bool) -> bool {
        matches!((&self.theirs, &self.ours), (Opinion::Refused(why), Opinion::Columns(_)) if why.iter().all(for_reason))
    }

    /// Whether Lurcher refuses what Microsoft's binder takes, and only for such reasons.
    pub(super) fn ours_refuses(&self, for_reason: impl Fn(&Objection) -> bool) -> bool {
        matches!((&self.theirs, &self.ours), (Opinion::Columns(_), Opinion::Refused(why)) if why.iter().all(for_reason))
    }

    /// Names and types on both sides, where both take the query and the columns are as many.
    fn pairs(&self) -> Option<impl Iterator<Item = (&Named, &Named)>> {
        match (&self.theirs, &self.ours) {
            (Opinion::Columns(theirs), Opinion::Columns(ours)) if theirs.len() == ours.len() => {
                Some(theirs.iter().zip(ours))
            }
            _ => None,
        }
    }

    /// Whether nothing but types differ.
    pub(super) fn is_of_types(&self) -> bool {
        self.pairs().is_some_and(|mut pairs| pairs.all(|((theirs, _), (ours, _))| theirs == ours))
    }

    /// Whether nothing differs but that some columns are of the one type there and of the other one here.
    pub(super) fn types_differ(&self, there: &str, here: &str) -> bool {
        let is_such = |(theirs, ours): (&Named, &Named)| {
            theirs == ours || theirs.0 == ours.0 && theirs.1 == there && ours.1 == here
        };
        self.pairs().is_some_and(|mut pairs| pairs.all(is_such))
    }

    /// Whether types agree, and the names that differ are of one kind: a part of each is that text.
    pub(super) fn names_agree(&self, part: impl Fn(&str) -> &str, kind: &str) -> bool {
        let agree = |(theirs, ours): (&Named, &Named)| {
            theirs == ours || theirs.1 == ours.1 && part(&theirs.0) == kind && part(&ours.0) == kind
        };
        self.pairs().is_some_and(|mut pairs| pairs.all(agree))
    }

    /// Whether a column of Microsoft's result is of that type, and names agree.
    pub(super) fn has_type(&self, ty: &str) -> bool {
        self.is_of_types() && self.pairs().is_some_and(|mut pairs| pairs.any(|(theirs, _)| theirs.1 == ty))
    }

    /// Whether types agree, and names that differ end with those of Microsoft's binder.
    pub(super) fn names_end_alike(&self) -> bool {
        let agree = |(theirs, ours): (&Named, &Named)| {
            theirs == ours || theirs.1 == ours.1 && ours.0.ends_with(&format!("_{}", theirs.0))
        };
        self.pairs().is_some_and(|mut pairs| pairs.all(agree))
    }

    /// Whether Lurcher's result lacks columns of Microsoft's, one of a name that begins so, and has the others.
    pub(super) fn lacks_columns(&self, start: &str) -> bool {
        let (Opinion::Columns(theirs), Opinion::Columns(ours)) = (&self.theirs, &self.ours) else { return false };
        let named: HashSet<&str> = ours.iter().map(|(name, _)| name.as_str()).collect();
        let missing = theirs.iter().any(|(name, _)| name.starts_with(start) && !named.contains(name.as_str()));
        missing && theirs.len() > ours.len()
    }

    /// Whether both take the query.
    pub(super) fn is_of_columns(&self) -> bool {
        matches!((&self.theirs, &self.ours), (Opinion::Columns(_), Opinion::Columns(_)))
    }

    /// Whether Lurcher's result has columns beside those of Microsoft's binder.
    pub(super) fn has_more_columns(&self) -> bool {
        matches!((&self.theirs, &self.ours), (Opinion::Columns(theirs), Opinion::Columns(ours)) if theirs.len() < ours.len())
    }

    /// The same difference for each single reason that a binder has.
    pub(super) fn by_reasons(&self) -> Vec<Difference> {
        let alone = |why: &[Objection]| why.iter().map(|reason| Opinion::Refused(vec![reason.clone()])).collect();
        let (theirs, ours): (Vec<Opinion>, Vec<Opinion>) = match (&self.theirs, &self.ours) {
            (Opinion::Refused(why), Opinion::Columns(_)) => (alone(why), vec![self.ours.clone(); why.len()]),
            (Opinion::Columns(_), Opinion::Refused(why)) => (vec![self.theirs.clone(); why.len()], alone(why)),
            _ => return Vec::new(),
        };
        let query = &self.query;
        theirs.into_iter().zip(ours).map(|(theirs, ours)| Difference { query: query.clone(), theirs, ours }).collect()
    }
}

/// A name and a type.
type Named = (String, String);

/// The first objection, without the names that differ from query to query.
fn first(objections: &[Objection]) -> String {
    let Some(Objection { code, message }) = objections.first() else { return String::new() };
    let mut text = format!("{code}: ");
    for (i, piece) in message.split('\'').enumerate() {
        match i % 2 == 1 && !FUNCTIONS.contains(piece) {
            true => text += "_",
            false => text += piece,
        }
    }
    text
}

impl Display for Difference {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}\n  theirs: {}\n  ours:   {}", self.query, self.theirs, self.ours)
    }
}

impl Display for Opinion {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Opinion::Columns(columns) => {
                let columns: Vec<String> = columns.iter().map(|(name, ty)| format!("{name}:{ty}")).collect();
                f.write_str(&columns.join(" | "))
            }
            Opinion::Refused(why) => {
                let why: Vec<String> = why.iter().map(|o| format!("{}: {}", o.code, o.message)).collect();
                write!(f, "refused, {}", why.join("; "))
            }
            Opinion::Broke(why) => write!(f, "broke, {why}"),
        }
    }
}
