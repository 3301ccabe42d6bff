//! Unpacks the WebAssembly that browsers get inlined, and is itself WebAssembly: JavaScript takes five times as long for
//! it, since it is cold on the first call.
//!
//! The compressed bytes come from our own build (`xtask/src/build/compress.rs`), which unpacks them to see that all is there.

#![cfg_attr(target_arch = "wasm32", no_std)]

mod decode;
pub mod join;

pub use decode::decode;
pub use join::join;

#[cfg(target_arch = "wasm32")]
mod wasm {
    use core::slice::{from_raw_parts, from_raw_parts_mut};

    /// Unpacks what follows the length at `from`, with which it is `compressed_length` bytes. The `length` bytes behind it are
    /// for the streams, and as many behind those become the WebAssembly.
    ///
    /// # Safety
    ///
    /// There has to be memory for all three, which nothing else uses: `pkg/js/load/default.js` asks for it.
    #[unsafe(export_name = "unpack")]
    unsafe extern "C" fn unpack(from: *mut u8, compressed_length: usize, length: usize) {
        // SAFETY: the caller's. The three follow each other, and the compressed bytes are the build's, see `decode` and `join`.
        unsafe {
            let streams = from.add(compressed_length);
            super::decode(from_raw_parts(from.add(4), compressed_length - 4), from_raw_parts_mut(streams, length));
            super::join(from_raw_parts(streams, length), from_raw_parts_mut(streams.add(length), length));
        }
    }

    #[panic_handler]
    fn trap(_: &core::panic::PanicInfo) -> ! {
        core::arch::wasm32::unreachable()
    }
}
