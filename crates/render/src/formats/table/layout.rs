//! How wide each column of a table is, and which columns stand side by side.

use std::ops::Range;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What stands between two columns is that wide.
const SEPARATOR: usize = 3;
/// No column is made narrower than that to keep all of them side by side.
const NARROWEST: usize = 12;
/// What a column may take of a line where the columns are split anyway.
const COMFORTABLE: usize = 24;
/// A result whose columns need more groups than that is for another format.
const MOST_GROUPS: usize = 32;

/// The columns that stand side by side: all, or groups of them one below the other.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) groups: Vec<Group>,
    /// How wide the numbers of the rows are, which tell what belongs together where the columns are split.
    pub(super) numbers: Option<usize>,
    /// Whether longer cells are shortened to the width.
    pub(super) shortens: bool,
}

/// Neighbours that stand side by side.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub(super) columns: Range<usize>,
    pub(super) widths: Vec<usize>,
}

impl Layout {
    /// Fits columns that would like to be `wanted` wide into `available`; the rows' numbers have at most so many
    /// `digits`.
    pub(super) fn fit(wanted: &[usize], available: Option<usize>, digits: usize) -> Layout {
        let whole = |widths| vec![Group { columns: 0..wanted.len(), widths }];
        let Some(available) = available else {
            return Layout { groups: whole(wanted.to_vec()), numbers: None, shortens: false };
        };
        if side_by_side(wanted, available, NARROWEST) == wanted.len() {
            return Layout { groups: whole(squeeze(wanted, available)), numbers: None, shortens: true };
        }
        let room = available.saturating_sub(digits + SEPARATOR).max(1);
        let mut groups = Vec::new();
        let mut next = 0;
        while next < wanted.len() && groups.len() < MOST_GROUPS {
            let rest = &wanted[next..];
            let count = side_by_side(rest, room, COMFORTABLE);
            groups.push(Group { columns: next..next + count, widths: squeeze(&rest[..count], room) });
            next += count;
        }
        Layout { groups, numbers: Some(digits), shortens: true }
    }

    /// How many columns can be shown at all; the widths of others do not matter.
    pub(super) fn most_columns(available: Option<usize>) -> usize {
        available.map_or(usize::MAX, |available| MOST_GROUPS.saturating_mul(available / (SEPARATOR + 1) + 1))
    }

    /// How many columns are shown.
    pub(super) fn columns(&self) -> usize {
        self.groups.last().map_or(0, |group| group.columns.end)
    }

    /// Whether columns of a row stand below others.
    pub(super) fn is_split(&self) -> bool {
        self.groups.len() > 1
    }
}

/// How many of the first columns fit into a line where each takes at most `most`: at least one.
fn side_by_side(wanted: &[usize], available: usize, most: usize) -> usize {
    let mut used = 0;
    let fitting = wanted.iter().enumerate().take_while(|(i, width)| {
        used += (**width).min(most) + if *i == 0 { 0 } else { SEPARATOR };
        used <= available || *i == 0
    });
    fitting.count()
}

/// The widths of columns that share a line. The widest give way first: to the greatest common cap that fits.
fn squeeze(wanted: &[usize], available: usize) -> Vec<usize> {
    let room = available.saturating_sub(SEPARATOR * wanted.len().saturating_sub(1));
    let total = |cap: usize| wanted.iter().map(|w| (*w).min(cap)).sum::<usize>();
    let mut caps = 1..wanted.iter().copied().max().unwrap_or(0).min(room).max(1) + 1;
    while caps.len() > 1 {
        let middle = caps.start + caps.len() / 2;
        if total(middle) <= room { caps.start = middle } else { caps.end = middle }
    }
    let cap = caps.start;
    let mut left = room.saturating_sub(total(cap));
    let widths = wanted.iter().map(|w| {
        let more = usize::from(left > 0 && *w > cap);
        left -= more;
        (*w).min(cap + more)
    });
    widths.collect()
}

/// Appends a cell in exactly `width`, shortened with `…` where it is longer; the line's last cell is not padded.
/// `write` appends the text that is left.
pub(super) fn write_cell(
    out: &mut String,
    text: &str,
    width: usize,
    right: bool,
    last: bool,
    write: impl FnOnce(&mut String, &str),
) {
    let own = text.width();
    if own <= width {
        let padding = std::iter::repeat_n(' ', width - own);
        if right {
            out.extend(padding);
            write(out, text);
        } else {
            write(out, text);
            if !last {
                out.extend(padding);
            }
        }
        return;
    }
    let (mut used, mut end) = (0, 0);
    for (at, c) in text.char_indices() {
        let next = c.width().unwrap_or(0);
        if used + next + 1 > width {
            break;
        }
        used += next;
        end = at + c.len_utf8();
    }
    write(out, &text[..end]);
    out.push('…');
    if !last {
        out.extend(std::iter::repeat_n(' ', width.saturating_sub(used + 1)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn widths(wanted: &[usize], width: usize) -> Vec<Vec<usize>> {
        Layout::fit(wanted, Some(width), 3).groups.into_iter().map(|group| group.widths).collect()
    }

    #[test]
    fn the_widest_columns_give_way_first() {
        assert_eq!(widths(&[5, 10], 80), [[5, 10]]);
        assert_eq!(widths(&[5, 100, 100], 80), [[5, 35, 34]]);
        assert_eq!(widths(&[200], 10), [[10]]);
        assert_eq!(widths(&[], 80), [[0; 0]]);
        let whole = Layout::fit(&[500], None, 1);
        assert_eq!((whole.groups[0].widths.as_slice(), whole.numbers, whole.shortens), (&[500][..], None, false));
    }

    #[test]
    fn columns_that_do_not_fit_stand_below_in_groups() {
        // 80 columns without "123 │ " are 74: two of 24 and a third of 20 with their separators.
        assert_eq!(widths(&[20; 7], 80), [vec![20; 3], vec![20; 3], vec![20]]);
        assert_eq!(widths(&[100; 6], 80), vec![vec![36, 35]; 3]);
        // Twenty columns are enough for one.
        assert_eq!(widths(&[4, 30, 9], 20), [vec![4], vec![14], vec![9]]);
        // Nothing is too narrow, and every column has something.
        assert_eq!(widths(&[4, 30], 1), [[1], [1]]);
    }

    #[test]
    fn ten_thousand_columns_are_too_many() {
        let layout = Layout::fit(&[10; 10_000], Some(80), 1);
        assert_eq!(layout.groups.len(), MOST_GROUPS);
        assert!(layout.columns() < Layout::most_columns(Some(80)));
    }

    #[test]
    fn cells_fill_their_width() {
        let cell = |text, width, right| {
            let mut out = String::new();
            write_cell(&mut out, text, width, right, false, |out, text| out.push_str(text));
            out
        };
        assert_eq!(cell("ab", 4, false), "ab  ");
        assert_eq!(cell("ab", 4, true), "  ab");
        assert_eq!(cell("abcdef", 4, false), "abc…");
        assert_eq!(cell("日本語", 4, false), "日… ");
    }
}
