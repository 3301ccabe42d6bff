//! Parts of a text.

#[cfg(target_arch = "wasm32")]
pub use packed::Span;

/// A slice.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Copy, Debug)]
pub struct Span<'a>(&'a [u8]);

#[cfg(not(target_arch = "wasm32"))]
impl<'a> Span<'a> {
    pub fn new(bytes: &'a [u8]) -> Self {
        Self(bytes)
    }

    pub fn bytes(self) -> &'a [u8] {
        self.0
    }
}

/// WebAssembly's functions give back a single number in a register, and all else through memory: a slice is two.
#[cfg(target_arch = "wasm32")]
mod packed {
    use std::marker::PhantomData;
    use std::num::NonZeroU64;

    /// A slice in one number: its address, then its length.
    #[derive(Clone, Copy, Debug)]
    pub struct Span<'a>(NonZeroU64, PhantomData<&'a [u8]>);

    impl<'a> Span<'a> {
        #[inline(always)]
        pub fn new(bytes: &'a [u8]) -> Self {
            let packed = (bytes.as_ptr() as u64) << 32 | bytes.len() as u64;
            // SAFETY: no slice has the address 0.
            Self(unsafe { NonZeroU64::new_unchecked(packed) }, PhantomData)
        }

        #[inline(always)]
        pub fn bytes(self) -> &'a [u8] {
            let packed = self.0.get();
            // SAFETY: both halves come from one slice, which lives as long as this.
            unsafe { std::slice::from_raw_parts((packed >> 32) as *const u8, packed as u32 as usize) }
        }
    }
}
