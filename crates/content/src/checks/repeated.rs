//! What must not be there twice.

use std::collections::HashMap;
use std::hash::Hash;

use super::Remark;
use crate::Place;

/// A remark for each place of what stands at several: of it, its place, and another one's. The first place is told the
/// second, all others the first.
pub(super) fn repeated<K: Hash + Eq + Clone>(
    found: impl IntoIterator<Item = (K, Place)>,
    remark: impl Fn(&K, Place, Place) -> Remark,
) -> Vec<Remark> {
    let mut order = Vec::new();
    let mut places: HashMap<K, Vec<Place>> = HashMap::new();
    for (key, place) in found {
        let places = places.entry(key.clone()).or_default();
        if places.is_empty() {
            order.push(key);
        }
        places.push(place);
    }
    let of_key = |key: &K| {
        let all = &places[key];
        let told = all.iter().enumerate().filter(|_| all.len() > 1);
        told.map(|(i, place)| remark(key, place.clone(), all[usize::from(i == 0)].clone())).collect::<Vec<_>>()
    };
    order.iter().flat_map(of_key).collect()
}
