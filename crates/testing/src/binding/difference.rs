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

/// A name and a type.
pub(super) type Named = (String, String);

/// The first objection, without the names that differ from query to query.
fn first(objections: &[Objection]) -> String {
    let Some(Objection { code, message, .. }) = objections.first() else { return String::new() };
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
