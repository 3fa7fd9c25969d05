//! What work that may take long, and much, asks while it runs: whether somebody still waits for it, and for memory.

use std::fmt::Debug;
use std::sync::Arc;

use datafusion::common::Result;
use datafusion::execution::memory_pool::{MemoryConsumer, MemoryPool, MemoryReservation};

/// Tells whether a query is to stop.
pub trait Interrupt: Debug + Send + Sync {
    /// Whether nobody waits for the query any more.
    fn is_stopped(&self) -> bool;
}

/// The bounds of a query. They are no part of what it asks, so that all are equal.
#[derive(Debug, Clone)]
pub struct Bounds {
    pool: Arc<dyn MemoryPool>,
    interrupt: Arc<dyn Interrupt>,
}

impl Bounds {
    /// Memory comes from `pool`, and `interrupt` ends the work.
    pub fn new(pool: Arc<dyn MemoryPool>, interrupt: Arc<dyn Interrupt>) -> Self {
        Self { pool, interrupt }
    }

    /// Begins work that messages call by that name.
    pub fn begin(&self, name: &str) -> Work {
        let reservation = MemoryConsumer::new(name).register(&self.pool);
        Work { interrupt: Arc::clone(&self.interrupt), reservation, asked: 0, steps: 0 }
    }
}

impl PartialEq for Bounds {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

/// Work within bounds. Its memory is given back when this is dropped.
#[derive(Debug)]
pub struct Work {
    interrupt: Arc<dyn Interrupt>,
    reservation: MemoryReservation,
    /// Bytes that are held and not asked for yet.
    asked: usize,
    steps: u32,
}

/// Memory is asked for in pieces of so many bytes.
const PIECE: usize = 1 << 20;

/// After so many steps it is asked whether to stop.
const STEPS: u32 = 1 << 12;

impl Work {
    /// One of many steps.
    ///
    /// # Errors
    /// The query is to stop.
    pub fn step(&mut self) -> Result<()> {
        self.steps += 1;
        if self.steps < STEPS {
            return Ok(());
        }
        self.steps = 0;
        if self.interrupt.is_stopped() { lurcher_functions::refuse!("the query was stopped") } else { Ok(()) }
    }

    /// Holds so many bytes more.
    ///
    /// # Errors
    /// There is no such memory.
    pub fn hold(&mut self, bytes: usize) -> Result<()> {
        self.asked += bytes;
        if self.asked >= PIECE {
            self.reservation.try_grow(self.asked)?;
            self.asked = 0;
        }
        Ok(())
    }
}
