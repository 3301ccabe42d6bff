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
pub mod transport;
pub mod validator;
