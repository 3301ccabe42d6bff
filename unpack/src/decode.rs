//! The format of upkr (<https://github.com/exoticorn/upkr>) in its default configuration: literals and repetitions, each
//! bit by a probability of its own.

// Where each group of probabilities begins.
const IS_REPETITION: usize = 0;
/// A literal's bits by those before it, which are 1 and more.
const LITERAL: usize = 0;
const IS_NEW_DISTANCE: usize = 256;
const DISTANCE: usize = 257;
const LENGTH: usize = DISTANCE + 64;
/// More than there are, so that no index has to be checked.
const ALL: usize = 512;

struct Decoder {
    /// The next byte.
    input: *const u8,
    state: u32,
    /// Of a bit that is set, in parts of 256.
    probabilities: [u8; ALL],
}

/// Fills `output` until `input` says that it ends.
///
/// # Safety
///
/// Nothing is checked: `input` has to be a whole one, and `output` as long as what comes of it, or longer. The build unpacks
/// what it has packed before it ships it.
pub unsafe fn decode(input: &[u8], output: &mut [u8]) {
    let mut decoder = Decoder { input: input.as_ptr(), state: 0, probabilities: [128; ALL] };
    let mut at = 0;
    let mut distance = 0;
    let mut follows_repetition = false;
    loop {
        let is_repetition = decoder.bit(IS_REPETITION);
        let mut length = 1;
        if is_repetition {
            if follows_repetition || decoder.bit(IS_NEW_DISTANCE) {
                distance = decoder.number(DISTANCE) - 1;
                if distance == 0 {
                    return;
                }
            }
            length = decoder.number(LENGTH);
        }
        follows_repetition = is_repetition;
        for _ in 0..length {
            // SAFETY: the caller's. There is room for this byte, and a repetition begins behind the start.
            unsafe {
                let byte = if is_repetition { *output.get_unchecked(at - distance) } else { decoder.literal() };
                *output.get_unchecked_mut(at) = byte;
            }
            at += 1;
        }
    }
}

impl Decoder {
    fn bit(&mut self, index: usize) -> bool {
        while self.state < 1 << 12 {
            // SAFETY: that of `decode`: a whole input has every bit that is asked for.
            let byte = unsafe { *self.input };
            self.input = self.input.wrapping_add(1);
            self.state = self.state << 8 | u32::from(byte);
        }
        let probability = &mut self.probabilities[index % ALL];
        let set = u32::from(*probability);
        let low = self.state & 255;
        self.state >>= 8;
        let is_set = low < set;
        if is_set {
            self.state = self.state * set + low;
            *probability += ((256 + 8 - set) >> 4) as u8;
        } else {
            self.state = self.state * (256 - set) + low - set;
            *probability -= ((set + 8) >> 4) as u8;
        }
        is_set
    }

    /// The highest bit first.
    fn literal(&mut self) -> u8 {
        let mut symbol = 1;
        while symbol < 256 {
            symbol = symbol * 2 + usize::from(self.bit(LITERAL + symbol));
        }
        symbol as u8
    }

    /// At least 1. The lowest bit first, and before each whether one follows; the highest is not written.
    fn number(&mut self, mut index: usize) -> usize {
        let mut number = 0;
        let mut bit = 1;
        while self.bit(index) {
            if self.bit(index + 1) {
                number |= bit;
            }
            bit <<= 1;
            index += 2;
        }
        number | bit
    }
}
