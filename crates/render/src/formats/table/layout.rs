//! How wide each column of a table is.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// What stands between two columns is that wide.
const SEPARATOR: usize = 3;
/// No column is made narrower than that while others can be left out.
const NARROWEST: usize = 12;

/// The widths of the columns that are shown: the first ones of the result.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Layout {
    pub(super) widths: Vec<usize>,
    /// Whether longer cells are shortened to the width.
    pub(super) shortens: bool,
}

impl Layout {
    /// Fits columns that would like to be `wanted` wide into `available`.
    pub(super) fn fit(wanted: &[usize], available: Option<usize>) -> Layout {
        let Some(available) = available else {
            return Layout { widths: wanted.to_vec(), shortens: false };
        };
        let mut used = 0;
        let shown = wanted
            .iter()
            .enumerate()
            .take_while(|(i, width)| {
                used += (**width).min(NARROWEST) + if *i == 0 { 0 } else { SEPARATOR };
                used <= available || *i == 0
            })
            .count();
        let room = available.saturating_sub(SEPARATOR * shown.saturating_sub(1));
        let wanted = &wanted[..shown];
        let total = |cap: usize| wanted.iter().map(|w| (*w).min(cap)).sum::<usize>();
        let widest = wanted.iter().copied().max().unwrap_or(0);
        // The widest columns give way first: the greatest common cap that fits.
        let caps: Vec<usize> = (1..=widest).collect();
        let cap = caps.partition_point(|cap| total(*cap) <= room).max(1);
        let mut left = room.saturating_sub(total(cap));
        let widths = wanted.iter().map(|w| {
            let more = usize::from(left > 0 && *w > cap);
            left -= more;
            (*w).min(cap + more)
        });
        Layout { widths: widths.collect(), shortens: true }
    }
}

/// Appends a cell in exactly `width`, shortened with `…` where it is longer; the line's last cell is not padded.
pub(super) fn write_cell(out: &mut String, text: &str, width: usize, right: bool, last: bool) {
    let own = text.width();
    if own <= width {
        let padding = std::iter::repeat_n(' ', width - own);
        if right {
            out.extend(padding);
            out.push_str(text);
        } else {
            out.push_str(text);
            if !last {
                out.extend(padding);
            }
        }
        return;
    }
    let mut used = 0;
    for c in text.chars() {
        let next = c.width().unwrap_or(0);
        if used + next + 1 > width {
            break;
        }
        out.push(c);
        used += next;
    }
    out.push('…');
    if !last {
        out.extend(std::iter::repeat_n(' ', width.saturating_sub(used + 1)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_columns_give_way_first() {
        let fit = |wanted: &[usize], width| Layout::fit(wanted, Some(width)).widths;
        assert_eq!(fit(&[5, 10], 80), [5, 10]);
        assert_eq!(fit(&[5, 100, 100], 80), [5, 35, 34]);
        assert_eq!(fit(&[200], 10), [10]);
        assert_eq!(fit(&[20; 40], 80), [14, 14, 14, 13, 13][..].to_vec());
        assert_eq!(fit(&[], 80), [0; 0]);
        assert_eq!(Layout::fit(&[500], None), Layout { widths: vec![500], shortens: false });
    }

    #[test]
    fn cells_fill_their_width() {
        let cell = |text, width, right| {
            let mut out = String::new();
            write_cell(&mut out, text, width, right, false);
            out
        };
        assert_eq!(cell("ab", 4, false), "ab  ");
        assert_eq!(cell("ab", 4, true), "  ab");
        assert_eq!(cell("abcdef", 4, false), "abc…");
        assert_eq!(cell("日本語", 4, false), "日… ");
    }
}
