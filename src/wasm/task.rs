//! Runs a future. wasm-bindgen's `spawn_local` keeps a queue, for which it looks for the global object in four ways, and
//! spends a microtask more on each promise that is awaited.

use std::cell::RefCell;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Wake, Waker};

/// None, once it is done.
struct Task(RefCell<Option<Pin<Box<dyn Future<Output = ()>>>>>);

// SAFETY: there is one thread: `wasm.rs` does not compile with more.
unsafe impl Send for Task {}
// SAFETY: the same.
unsafe impl Sync for Task {}

impl Wake for Task {
    /// Goes on at once: promises wake a task when nothing else runs.
    fn wake(self: Arc<Self>) {
        let waker = Waker::from(Arc::clone(&self));
        let mut future = self.0.borrow_mut();
        let is_done =
            future.as_mut().is_some_and(|future| future.as_mut().poll(&mut Context::from_waker(&waker)).is_ready());
        if is_done {
            *future = None;
        }
    }
}

/// Starts it at once.
pub fn run(future: impl Future<Output = ()> + 'static) {
    Arc::new(Task(RefCell::new(Some(Box::pin(future))))).wake();
}
