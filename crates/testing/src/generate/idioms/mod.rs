//! Idioms: steps in a row as hunters write them, a file each. Chance alone seldom makes the second and third step look
//! at what the first one made.

use super::Idiom;

include!(concat!(env!("OUT_DIR"), "/generate_idioms.rs"));
