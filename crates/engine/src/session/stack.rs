//! The stack that queries are read and bound on, and what becomes of a panic there.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::thread;

use lurcher_functions::allowance::allow;

use super::{Request, Session};
use crate::error::{EngineError, panic_message};
use crate::execution::{Cancellation, Unwound};

/// Queries are read and bound recursively; the stack bounds how deep they may be nested.
const STACK: usize = 256 << 20;

thread_local! {
    /// Whether this thread has such a stack.
    static IS_BIG: Cell<bool> = const { Cell::new(false) };
}

impl Session {
    /// Runs what looks at many queries, so that they share one stack.
    ///
    /// # Errors
    /// There is no thread to run it on, or a defect of ours shows.
    pub fn on_one_stack<T: Send>(&self, work: impl FnOnce() -> T + Send) -> Result<T, EngineError> {
        self.on_a_big_stack(&Cancellation::default(), work)
    }

    /// Does work of a query that reads files, within the query's bounds.
    pub(crate) fn guarded<T: Send>(
        &self,
        request: &Request<'_>,
        work: impl FnOnce() -> T + Send,
    ) -> Result<T, EngineError> {
        self.on_a_big_stack(&request.cancellation, work)
    }

    /// Runs something recursive for a query that may be stopped. A panic in it is a defect of ours, and an error of the
    /// query.
    pub(super) fn on_a_big_stack<T: Send>(
        &self,
        cancellation: &Cancellation,
        work: impl FnOnce() -> T + Send,
    ) -> Result<T, EngineError> {
        let column = self.executor.largest_column();
        let work = || {
            allow(column);
            cancellation.clone().during(work)
        };
        let guarded = || catch_unwind(AssertUnwindSafe(work));
        let ended = if IS_BIG.get() {
            Ok(Ok(guarded()))
        } else {
            let big = || {
                IS_BIG.set(true);
                guarded()
            };
            thread::scope(|scope| {
                let named = thread::Builder::new().name("lurcher-query".to_owned());
                named.stack_size(STACK).spawn_scoped(scope, big).map(|thread| thread.join())
            })
        };
        match ended {
            Ok(Ok(Ok(value))) => Ok(value),
            Ok(Ok(Err(panic)) | Err(panic)) if panic.is::<Unwound>() => {
                Err(cancellation.reason().unwrap_or(EngineError::Cancelled))
            }
            Ok(Ok(Err(panic)) | Err(panic)) => Err(EngineError::Internal(panic_message(&*panic))),
            Err(e) => Err(EngineError::Start(format!("no thread: {e}"))),
        }
    }
}
