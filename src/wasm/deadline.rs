//! What may end an attempt or a wait early: the caller's signal, and the clock.

use js_sys::{Array, Function, Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(handler: &Function, ms: f64, argument: &JsValue) -> JsValue;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);
}

/// The most that runtimes' timers take.
const LONGEST_MS: f64 = 2_147_483_647.0;

/// Why something ended early.
pub enum Interruption {
    /// By the caller; the signal's reason.
    Aborted(JsValue),
    /// By the clock.
    TimedOut,
}

/// Ends what runs beside it when the signal is aborted or the time is up. Leaves no timer and no listener behind.
pub struct Deadline {
    /// Resolves, to `time_is_up` or to anything else when the signal is aborted.
    early_end: Promise,
    resolve: Function,
    time_is_up: JsValue,
    timer: JsValue,
    signal: Option<AbortSignal>,
}

impl Deadline {
    /// No limit where `ms` is 0.
    pub fn after(ms: f64, signal: Option<&AbortSignal>) -> Self {
        let mut resolve = JsValue::UNDEFINED;
        let early_end = Promise::new(&mut |resolver, _| resolve = resolver.into());
        let resolve: Function = resolve.unchecked_into();
        let time_is_up: JsValue = Object::new().into();
        let mut timer = JsValue::UNDEFINED;
        if ms > 0.0 {
            timer = set_timeout(&resolve, ms.min(LONGEST_MS), &time_is_up);
        }
        if let Some(signal) = signal {
            if signal.aborted() {
                // A listener would never be called; nothing is lost if the call fails.
                let _ = resolve.call0(&JsValue::UNDEFINED);
            }
            let _ = signal.add_event_listener_with_callback("abort", &resolve);
        }
        Self { early_end, resolve, time_is_up, timer, signal: signal.cloned() }
    }

    /// What `work` settles to, or what ended it early. A late rejection of `work` is not raised anywhere.
    pub async fn race(&self, work: &Promise) -> Result<Result<JsValue, JsValue>, Interruption> {
        let first = JsFuture::from(Promise::race(&Array::of2(&self.early_end, work))).await;
        if let Some(signal) = &self.signal
            && signal.aborted()
        {
            return Err(Interruption::Aborted(signal.reason()));
        }
        match first {
            Ok(value) if value == self.time_is_up => Err(Interruption::TimedOut),
            settled => Ok(settled),
        }
    }

    /// Ends when the time is up, or with the signal's reason.
    pub async fn elapsed(&self) -> Result<(), JsValue> {
        match self.race(&self.early_end).await {
            Err(Interruption::Aborted(reason)) => Err(reason),
            _ => Ok(()),
        }
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        clear_timeout(&self.timer);
        if let Some(signal) = &self.signal {
            let _ = signal.remove_event_listener_with_callback("abort", &self.resolve);
        }
    }
}

/// Aborts `controller` when `signal` is aborted.
pub fn follow(controller: &AbortController, signal: &AbortSignal) {
    let (controller, reason) = (controller.clone(), signal.clone());
    let abort = Closure::once_into_js(move || controller.abort_with_reason(&reason.reason()));
    let _ = signal.add_event_listener_with_callback("abort", abort.unchecked_ref());
}
