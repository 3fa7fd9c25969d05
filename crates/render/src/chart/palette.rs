//! The colours of series, for dark and light grounds, told apart by most eyes.

/// Red, green and blue.
pub(super) type Colour = (u8, u8, u8);

/// After Okabe and Ito's palette for colour-blind readers, <https://jfly.uni-koeln.de/color/>.
const COLOURS: [Colour; 8] = [
    (0, 114, 178),
    (230, 159, 0),
    (0, 158, 115),
    (204, 121, 167),
    (86, 180, 233),
    (213, 94, 0),
    (160, 160, 60),
    (120, 120, 120),
];

/// What stands out.
pub(super) const ANOMALY: Colour = (214, 39, 40);

/// The colour of series `i`.
pub(super) fn colour(i: usize) -> Colour {
    COLOURS[i % COLOURS.len()]
}
