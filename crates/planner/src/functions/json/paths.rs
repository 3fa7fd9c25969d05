//! The paths that one walk through a JSON text looks for, as a tree of their steps.

use lurcher_binder::bound::PathStep;

/// Paths, by their first steps. The place of a path among those that the tree was made of is its number.
#[derive(Debug, Default)]
pub struct Paths {
    /// What follows a key.
    pub(super) keys: Vec<(Box<[u8]>, Paths)>,
    /// What follows an index.
    pub(super) indexes: Vec<(i64, Paths)>,
    /// The number of the path that ends here.
    pub(super) ends: Option<usize>,
    /// The numbers of all paths that lead through here.
    pub(super) through: Vec<usize>,
}

impl Paths {
    /// The tree of some paths, each of which occurs once.
    pub fn of<'a>(paths: impl IntoIterator<Item = &'a [PathStep]>) -> Self {
        let mut root = Paths::default();
        for (number, steps) in paths.into_iter().enumerate() {
            let mut at = &mut root;
            at.through.push(number);
            for step in steps {
                at = at.after(step);
                at.through.push(number);
            }
            at.ends = Some(number);
        }
        root
    }

    /// How many paths there are.
    pub fn len(&self) -> usize {
        self.through.len()
    }

    fn after(&mut self, step: &PathStep) -> &mut Paths {
        match step {
            PathStep::Key(name) => branch(&mut self.keys, name.as_bytes().into()),
            PathStep::Index(index) => branch(&mut self.indexes, *index),
        }
    }
}

fn branch<K: PartialEq>(branches: &mut Vec<(K, Paths)>, step: K) -> &mut Paths {
    let place = match branches.iter().position(|(known, _)| *known == step) {
        Some(place) => place,
        None => {
            branches.push((step, Paths::default()));
            branches.len() - 1
        }
    };
    &mut branches[place].1
}
