//! Unpacks the WebAssembly that browsers get inlined, and is itself WebAssembly: JavaScript takes five times as long for
//! it, since it is cold on the first call.
//!
//! What it reads is LZMA (<https://www.7-zip.org/sdk.html> has the specification) with `lc` = 3, `lp` = 0 and `pb` = 0,
//! without header and end mark. It comes from our own build: what makes no sense gives other bytes, but no panic.

#![cfg_attr(target_arch = "wasm32", no_std)]

const HALF: u16 = 1 << 10;
const STATES: usize = 12;

// Where each group of probabilities begins.
const IS_MATCH: usize = 0;
const IS_REPEATED: usize = IS_MATCH + STATES;
const IS_NOT_LAST: usize = IS_REPEATED + STATES;
const IS_NOT_SECOND: usize = IS_NOT_LAST + STATES;
const IS_FOURTH: usize = IS_NOT_SECOND + STATES;
const IS_LONG: usize = IS_FOURTH + STATES;
const LENGTH: usize = IS_LONG + STATES;
const REPEATED_LENGTH: usize = LENGTH + LENGTHS;
const SLOT: usize = REPEATED_LENGTH + LENGTHS;
const NEAR: usize = SLOT + 4 * 64;
const LOWEST: usize = NEAR + 115;
const LITERAL: usize = LOWEST + 16;
/// More than there are, so that no index has to be checked.
const ALL: usize = 1 << 13;
const _: () = assert!(LITERAL + 8 * 0x300 <= ALL);

// Within a group for lengths: two bits, then three trees.
const SHORT: usize = 2;
const MIDDLE: usize = SHORT + 8;
const LONG: usize = MIDDLE + 8;
const LENGTHS: usize = LONG + 256;

struct Decoder<'a> {
    input: &'a [u8],
    range: u32,
    code: u32,
    probabilities: &'a mut [u16; ALL],
}

/// Fills `output` from `input`; stops early where that ends before its time.
pub fn unpack(input: &[u8], output: &mut [u8]) {
    let mut probabilities = [HALF; ALL];
    // The first byte says nothing.
    let Some(([_, code @ ..], input)) = input.split_first_chunk::<5>() else { return };
    let code = u32::from_be_bytes(*code);
    Decoder { input, range: u32::MAX, code, probabilities: &mut probabilities }.run(output);
}

impl Decoder<'_> {
    fn run(&mut self, output: &mut [u8]) {
        let mut distances = [1; 4];
        let mut state = 0;
        let mut at = 0;
        while at < output.len() {
            let late = state >= 7;
            if !self.bit(IS_MATCH + state) {
                let before = repeated(output, at, 1);
                let like = repeated(output, at, distances[0]);
                put(output, at, self.literal(before, like, late));
                state = if state < 4 { 0 } else { state - if state < 10 { 3 } else { 6 } };
                at += 1;
                continue;
            }
            let mut length = 1;
            if !self.bit(IS_REPEATED + state) {
                length = self.length(LENGTH);
                to_front(&mut distances, 3);
                distances[0] = self.distance(length);
                state = if late { 10 } else { 7 };
            } else {
                let which = if !self.bit(IS_NOT_LAST + state) {
                    0
                } else if !self.bit(IS_NOT_SECOND + state) {
                    1
                } else {
                    2 + usize::from(self.bit(IS_FOURTH + state))
                };
                to_front(&mut distances, which);
                if which == 0 && !self.bit(IS_LONG + state) {
                    state = if late { 11 } else { 9 };
                } else {
                    length = self.length(REPEATED_LENGTH);
                    state = if late { 11 } else { 8 };
                }
            }
            for _ in 0..length {
                let byte = repeated(output, at, distances[0]);
                put(output, at, byte);
                at += 1;
            }
        }
    }

    fn shift(&mut self) {
        if self.range < 1 << 24 {
            let (byte, rest) = self.input.split_first().unwrap_or((&0, &[]));
            self.input = rest;
            self.range <<= 8;
            self.code = self.code << 8 | u32::from(*byte);
        }
    }

    fn bit(&mut self, index: usize) -> bool {
        let probability = &mut self.probabilities[index % ALL];
        let bound = (self.range >> 11) * u32::from(*probability);
        let is = self.code >= bound;
        if is {
            self.range -= bound;
            self.code -= bound;
            *probability -= *probability >> 5;
        } else {
            self.range = bound;
            *probability += (2048 - *probability) >> 5;
        }
        self.shift();
        is
    }

    /// Bits that are as likely 0 as 1.
    fn even_bits(&mut self, count: usize) -> usize {
        let mut value = 0;
        for _ in 0..count {
            self.range >>= 1;
            let is = self.code >= self.range;
            if is {
                self.code -= self.range;
            }
            value = value * 2 + usize::from(is);
            self.shift();
        }
        value
    }

    /// The highest bit first. `symbol` is 1, followed by the bits that are known.
    fn tree(&mut self, base: usize, count: usize, mut symbol: usize) -> usize {
        while symbol >> count == 0 {
            symbol = symbol * 2 + usize::from(self.bit(base + symbol));
        }
        symbol - (1 << count)
    }

    /// The lowest bit first.
    fn reverse_tree(&mut self, base: usize, count: usize) -> usize {
        let mut value = 0;
        let mut symbol = 1;
        for place in 0..count {
            let bit = usize::from(self.bit(base + symbol));
            symbol = symbol * 2 + bit;
            value |= bit << place;
        }
        value
    }

    /// `like` is what a repetition would give: what follows a match is not that, but often alike.
    fn literal(&mut self, before: u8, mut like: u8, follows_match: bool) -> u8 {
        let base = LITERAL + 0x300 * usize::from(before >> 5);
        let mut symbol = 1;
        let mut is_alike = follows_match;
        while is_alike && symbol < 256 {
            let expected = usize::from(like >> 7);
            let bit = usize::from(self.bit(base + 256 + 256 * expected + symbol));
            symbol = symbol * 2 + bit;
            is_alike = bit == expected;
            like <<= 1;
        }
        self.tree(base, 8, symbol) as u8
    }

    fn length(&mut self, base: usize) -> usize {
        if !self.bit(base) {
            2 + self.tree(base + SHORT, 3, 1)
        } else if !self.bit(base + 1) {
            10 + self.tree(base + MIDDLE, 3, 1)
        } else {
            18 + self.tree(base + LONG, 8, 1)
        }
    }

    fn distance(&mut self, length: usize) -> usize {
        let slot = self.tree(SLOT + 64 * (length - 2).min(3), 6, 1);
        if slot < 4 {
            return slot + 1;
        }
        let count = slot / 2 - 1;
        let start = (2 + slot % 2) << count;
        let rest = if slot < 14 {
            self.reverse_tree(NEAR + start - slot, count)
        } else {
            self.even_bits(count - 4) * 16 + self.reverse_tree(LOWEST, 4)
        };
        start + rest + 1
    }
}

/// The byte so far before `at`; 0 where there is none.
fn repeated(output: &[u8], at: usize, distance: usize) -> u8 {
    *output.get(at.wrapping_sub(distance)).unwrap_or(&0)
}

fn put(output: &mut [u8], at: usize, byte: u8) {
    if let Some(place) = output.get_mut(at) {
        *place = byte;
    }
}

/// Puts one first, like `rotate_right`, which is larger.
fn to_front(distances: &mut [usize; 4], which: usize) {
    for index in (0..which & 3).rev() {
        distances.swap(index, index + 1);
    }
}

#[cfg(target_arch = "wasm32")]
mod wasm {
    /// Unpacks what follows the length at `from`, with which it is `packed` bytes, to the `length` bytes behind it.
    ///
    /// # Safety
    ///
    /// There has to be memory for both, which nothing else uses.
    #[unsafe(export_name = "unpack")]
    unsafe extern "C" fn unpack(from: *mut u8, packed: usize, length: usize) {
        let (input, output) = unsafe {
            (core::slice::from_raw_parts(from, packed), core::slice::from_raw_parts_mut(from.add(packed), length))
        };
        super::unpack(&input[4..], output);
    }

    #[panic_handler]
    fn trap(_: &core::panic::PanicInfo) -> ! {
        core::arch::wasm32::unreachable()
    }
}
