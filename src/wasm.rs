//! The exports: the only place that names JavaScript. `pkg/js` is what calls them.

#[cfg(feature = "client")]
mod call;
#[cfg(feature = "client")]
pub mod client;
#[cfg(feature = "emulator")]
mod emulator;
#[cfg(feature = "client")]
mod error;
pub mod input;
pub mod number;
#[cfg(feature = "client")]
mod task;
#[cfg(feature = "client")]
pub mod transport;
pub mod validator;

/// As fast here as the default one, which is 6 KB larger.
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
