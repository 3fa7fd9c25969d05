//! Oracles that need no reference: what must be so, whatever the right answer is. One file each, which the build script lists.

use std::cell::OnceCell;
use std::panic::{AssertUnwindSafe, catch_unwind};

use fastrand::Rng;
use lurcher_engine::limits::Limits;
use lurcher_engine::shortcuts::Shortcuts;
use lurcher_symbols::Column;

use crate::cases::{TypedTable, same_rows};
use crate::generate::Generator;
use crate::hunt::{Engines, Kept, Reply, Setting};
use crate::interpreter::{Answer, Unknown, interpret, is_settled};
use crate::panics;
use crate::query::{Expr, Pipeline, Step, Table};

include!(concat!(env!("OUT_DIR"), "/oracles.rs"));

/// Why a query whose tables get other names is not judged.
const NAMES: &str = "says from which tables rows come";

/// An oracle.
pub struct Oracle {
    /// What `--oracle` calls it.
    pub name: &'static str,
    /// What must be so, in a sentence.
    pub summary: &'static str,
    /// Whether it asks a program that is not ours, and so judges only where it is named.
    pub is_outside: bool,
    /// Judges a query's answer.
    pub judge: fn(&mut Trial<'_>) -> Verdict,
}

impl Oracle {
    /// What it says of a query. A panic is a failure, which names its place.
    pub fn says(&self, trial: &mut Trial<'_>) -> Verdict {
        catch_unwind(AssertUnwindSafe(|| (self.judge)(trial))).unwrap_or_else(|payload| {
            let place = panics::take().unwrap_or_default();
            let why = format!("panic at {place}: {}", panics::message(&*payload));
            trial.wrong("as it is", None, Reply::Broke(why))
        })
    }
}

/// What an oracle says.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// It is as it must be.
    Right,
    /// It is not.
    Wrong(Box<Failure>),
    /// This oracle does not know: why.
    Unjudged(&'static str),
}

/// A wrong answer.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// How it came to be asked.
    pub how: String,
    /// What was asked, where it is not the query itself.
    pub asked: Option<String>,
    /// What must come.
    pub expected: Option<Answer>,
    /// What came.
    pub came: Reply,
}

/// A query over tables that is to be judged.
pub struct Trial<'a> {
    /// Who answers.
    pub engines: &'a Engines,
    /// The tables.
    pub tables: &'a [Table],
    /// Where they are when the query is asked plainly.
    pub kept: Kept,
    /// The query.
    pub query: &'a Pipeline,
    /// What an oracle may choose by.
    pub rng: Rng,
    plain: OnceCell<Reply>,
    interpreted: OnceCell<Result<Answer, Unknown>>,
    determined: OnceCell<bool>,
}

/// All oracles.
pub fn oracles() -> &'static [&'static Oracle] {
    ALL
}

impl<'a> Trial<'a> {
    /// A query that nobody has asked yet.
    pub fn new(engines: &'a Engines, tables: &'a [Table], kept: Kept, query: &'a Pipeline, seed: u64) -> Self {
        Self {
            engines,
            tables,
            kept,
            query,
            rng: Rng::with_seed(seed),
            plain: OnceCell::new(),
            interpreted: OnceCell::new(),
            determined: OnceCell::new(),
        }
    }

    /// What the query gives when it is asked as anybody would.
    pub fn plain(&self) -> &Reply {
        self.plain.get_or_init(|| self.ask_text(&self.query.to_string()))
    }

    /// What the interpreter says.
    pub fn interpreted(&self) -> &Result<Answer, Unknown> {
        self.interpreted.get_or_init(|| match self.query.is_plain() {
            true => interpret(self.query, self.tables),
            false => Err(Unknown("an operator that the interpreter lacks")),
        })
    }

    /// Asks another query over the same tables in the same way.
    pub fn ask(&self, query: &Pipeline) -> Reply {
        self.ask_text(&query.to_string())
    }

    /// Asks the query with other limits.
    pub fn ask_with(&self, limits: &Limits) -> Reply {
        let setting = Setting { limits: limits.clone(), ..Setting::default() };
        self.engines.ask(&setting, self.kept, self.tables, &self.query.to_string())
    }

    /// A place among the query's steps.
    pub fn place(&mut self) -> usize {
        self.rng.usize(0..=self.query.steps.len())
    }

    /// A predicate over the columns that the step of that number gets.
    pub fn predicate_at(&mut self, place: usize) -> Expr {
        let columns = self.query.columns_before(place, self.tables);
        Generator::new(&mut self.rng, self.tables, false).predicate(&columns)
    }

    /// One to `most` columns of the result that a condition picks, at most.
    pub fn columns(&mut self, most: usize, fits: impl Fn(&Column) -> bool) -> Vec<Column> {
        let mut columns: Vec<Column> = self.query.columns(self.tables).into_iter().filter(fits).collect();
        self.rng.shuffle(&mut columns);
        let kept = self.rng.usize(1..=most);
        columns.truncate(kept);
        columns
    }

    /// The query with more steps, before the one of that number.
    pub fn with_steps(&self, place: usize, steps: Vec<Step>) -> Pipeline {
        let mut query = self.query.clone();
        query.steps.splice(place..place, steps);
        query
    }

    /// The query's first steps, and the rest; none where the rest may say from which tables rows come, which a name for
    /// the first ones changes.
    pub fn split(&mut self) -> Option<(Pipeline, Vec<Step>)> {
        let place = self.place();
        let (first, rest) = self.query.steps.split_at(place);
        let first = Pipeline { source: self.query.source.clone(), steps: first.to_vec() };
        Some((first, rest.to_vec())).filter(|_| !self.query.names_tables())
    }

    /// Judges a query by another one that must give the same rows.
    pub fn compare(&self, how: &str, one: &Pipeline, other: &Pipeline) -> Verdict {
        self.compare_text(how, one, other.to_string())
    }

    /// Judges a text by a query that must give the same rows.
    pub fn compare_text(&self, how: &str, one: &Pipeline, text: String) -> Verdict {
        let came = self.ask_text(&text);
        let asked = Some(format!("{one};\n{text}"));
        Trial::new(self.engines, self.tables, self.kept, one, 0).must_agree(how, asked, came)
    }

    /// An answer that is wrong in itself.
    pub fn wrong(&self, how: &str, asked: Option<String>, came: Reply) -> Verdict {
        Verdict::Wrong(Box::new(Failure { how: how.to_owned(), asked, expected: None, came }))
    }

    /// Asks a text that stands for the query.
    pub fn ask_text(&self, text: &str) -> Reply {
        self.engines.ask(&Setting::default(), self.kept, self.tables, text)
    }

    /// Asks the query without some of what makes it faster.
    pub fn ask_without(&self, shortcuts: &Shortcuts) -> Reply {
        let setting = Setting { shortcuts: shortcuts.clone(), ..Setting::default() };
        self.engines.ask(&setting, self.kept, self.tables, &self.query.to_string())
    }

    /// Whether the answer does not depend on an order of rows that nobody promised.
    pub fn is_determined(&self) -> bool {
        *self.determined.get_or_init(|| match self.interpreted() {
            Ok(answer) => is_settled(self.query, self.tables, answer),
            Err(Unknown("depends on the order of rows")) => false,
            Err(_) => !self.query.may_heed_order(self.tables),
        })
    }

    /// Judges what came of asking in another way, where the rows must be those of the plain answer.
    pub fn must_agree(&self, how: &str, asked: Option<String>, came: Reply) -> Verdict {
        match (self.plain(), &came) {
            (Reply::Rows(expected), _) => self.must_be(how, asked, expected, came),
            (Reply::Refused(_) | Reply::Failed(_), Reply::Rows(_) | Reply::Broke(_)) if self.is_determined() => {
                let how = format!("{how}, while what is the same is refused: {:?}", self.plain());
                self.wrong(&how, asked, came)
            }
            (other, _) => unasked(other),
        }
    }

    /// Judges what came of asking in another way, where these rows must come.
    pub fn must_be(&self, how: &str, asked: Option<String>, expected: &TypedTable, came: Reply) -> Verdict {
        let agrees = match &came {
            Reply::Rows(rows) => rows.columns == expected.columns && same_rows(expected, rows, false),
            Reply::NoMemory => return Verdict::Unjudged("not enough memory"),
            Reply::Refused(_) | Reply::Failed(_) | Reply::Broke(_) => false,
        };
        if agrees {
            return Verdict::Right;
        }
        if !self.is_determined() {
            return Verdict::Unjudged("depends on the order of rows");
        }
        let expected = Some(Answer { table: expected.clone(), ordered: false });
        Verdict::Wrong(Box::new(Failure { how: how.to_owned(), asked, expected, came }))
    }
}

/// What an oracle says where the plain query has no rows for it.
pub fn unasked(plain: &Reply) -> Verdict {
    match plain {
        Reply::Rows(_) => Verdict::Unjudged("nothing to compare with"),
        Reply::Refused(_) => Verdict::Unjudged("refused"),
        Reply::Failed(_) => Verdict::Unjudged("failed at its data"),
        Reply::NoMemory => Verdict::Unjudged("not enough memory"),
        Reply::Broke(_) => {
            let how = "as it is".to_owned();
            Verdict::Wrong(Box::new(Failure { how, asked: None, expected: None, came: plain.clone() }))
        }
    }
}
