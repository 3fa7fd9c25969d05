//! The memory of all queries together.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use datafusion::common::Result;
use datafusion::execution::memory_pool::{FairSpillPool, MemoryConsumer, MemoryLimit, MemoryPool, MemoryReservation};

/// One part of so many is kept back.
const KEPT_BACK: usize = 3;
/// Who begins at the same time in each partition: the two sides of a join.
const HOLDERS: usize = 2;

/// A pool with fair shares, and a part that is kept back for whoever has to begin.
///
/// With fair shares alone one sort that merges what it spilled takes all that is left, and its neighbours, who have
/// nothing that they could spill, fail with their first batch. What is kept back is lent in small pieces to those that
/// the fair pool refuses.
pub(super) struct Pool {
    fair: FairSpillPool,
    memory: usize,
    /// What one holder may borrow.
    floor: usize,
    /// All that may be borrowed.
    kept_back: usize,
    /// What is borrowed, by the holder's number.
    lent: Mutex<HashMap<usize, usize>>,
}

impl Pool {
    /// A pool of so many bytes, for so many partitions.
    pub(super) fn new(memory: usize, partitions: usize) -> Self {
        let kept_back = memory / KEPT_BACK;
        let floor = kept_back / (partitions * HOLDERS).max(1);
        let fair = FairSpillPool::new(memory - kept_back);
        Self { fair, memory, floor, kept_back, lent: Mutex::default() }
    }

    /// What a sort keeps free to merge what it spilled: half of what it can borrow, so that it can always begin.
    pub(super) fn merge_reserve(&self) -> usize {
        self.floor / 2
    }

    fn lent(&self) -> MutexGuard<'_, HashMap<usize, usize>> {
        self.lent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl MemoryPool for Pool {
    fn name(&self) -> &str {
        "lurcher"
    }

    fn register(&self, consumer: &MemoryConsumer) {
        self.fair.register(consumer);
    }

    fn unregister(&self, consumer: &MemoryConsumer) {
        self.lent().remove(&consumer.id());
        self.fair.unregister(consumer);
    }

    fn grow(&self, reservation: &MemoryReservation, additional: usize) {
        self.fair.grow(reservation, additional);
    }

    fn shrink(&self, reservation: &MemoryReservation, shrink: usize) {
        let mut lent = self.lent();
        let mut returned = 0;
        if let Some(borrowed) = lent.get_mut(&reservation.consumer().id()) {
            returned = shrink.min(*borrowed);
            *borrowed -= returned;
        }
        drop(lent);
        self.fair.shrink(reservation, shrink - returned);
    }

    fn try_grow(&self, reservation: &MemoryReservation, additional: usize) -> Result<()> {
        let Err(refused) = self.fair.try_grow(reservation, additional) else { return Ok(()) };
        let mut lent = self.lent();
        let all: usize = lent.values().sum();
        let borrowed = lent.entry(reservation.consumer().id()).or_default();
        if *borrowed + additional > self.floor || all + additional > self.kept_back {
            return Err(refused);
        }
        *borrowed += additional;
        Ok(())
    }

    fn reserved(&self) -> usize {
        self.fair.reserved() + self.lent().values().sum::<usize>()
    }

    fn memory_limit(&self) -> MemoryLimit {
        MemoryLimit::Finite(self.memory)
    }
}

impl fmt::Debug for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pool").field("memory", &self.memory).field("fair", &self.fair).finish_non_exhaustive()
    }
}

impl fmt::Display for Pool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.fair.fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn whoever_is_refused_borrows_a_little_and_gives_it_back() {
        let pool: Arc<dyn MemoryPool> = Arc::new(Pool::new(600, 2));
        let holder = |name: &str| MemoryConsumer::new(name).with_can_spill(true).register(&pool);
        let greedy = MemoryConsumer::new("greedy").register(&pool);
        greedy.try_grow(400).unwrap();
        assert!(greedy.try_grow(51).is_err());
        let (a, b) = (holder("a"), holder("b"));
        a.try_grow(50).unwrap();
        assert!(a.try_grow(1).is_err());
        b.try_grow(20).unwrap();
        assert_eq!(pool.reserved(), 470);
        a.shrink(30);
        a.try_grow(30).unwrap();
        drop(a);
        assert_eq!(pool.reserved(), 420);
        // Never more than the limit, however many there are.
        let others: Vec<_> = (0..20).map(|i| holder(&i.to_string())).collect();
        assert_eq!(others.iter().filter(|other| other.try_grow(50).is_ok()).count(), 3);
        assert!(pool.reserved() <= 600);
        drop((others, b, greedy));
        assert_eq!(pool.reserved(), 0);
    }
}
