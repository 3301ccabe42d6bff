//! The exports: the only place that names JavaScript. `pkg/js` is what calls them.

#[cfg(all(feature = "client", target_arch = "wasm32"))]
mod call;
#[cfg(all(feature = "client", target_arch = "wasm32"))]
pub mod client;
#[cfg(all(feature = "emulator", target_arch = "wasm32"))]
mod emulator;
#[cfg(all(feature = "client", target_arch = "wasm32"))]
mod error;
pub mod input;
#[cfg(target_arch = "wasm32")]
pub mod number;
#[cfg(all(feature = "client", target_arch = "wasm32"))]
mod task;
#[cfg(all(feature = "client", target_arch = "wasm32"))]
pub mod transport;
pub mod validator;

// `Shared` and `Task` are `Sync` because of that.
const _: () = assert!(cfg!(not(target_feature = "atomics")), "the WebAssembly has one thread");

/// As fast here as the default one, which is 6 KB larger.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
