//! Puts WebAssembly together from streams, each of which has one kind of a function's parts: opcodes, indexes of locals, …
//!
//! ```text
//! 256 bytes            [`FOLLOWS`]: what follows each opcode, 16 * (a byte + 1) + the stream of a number, each 0 where
//!                      nothing does
//! 256 bytes            [`RENAMED`]: how much higher an opcode is than the one to write
//! 512 bytes            [`PAIRS`]: for an opcode that stands for two others, the first of them, which is not 0; then, the second
//! 4 bytes each stream  [`STARTS`]: where it starts, the lowest byte first
//! …                    the streams
//! ```

pub const FOLLOWS: usize = 0;
pub const RENAMED: usize = 256;
pub const PAIRS: usize = 512;
pub const STARTS: usize = 1024;

// The streams.
pub const OPCODES: usize = 0;
/// What stands before the functions.
pub const HEAD: usize = 1;
/// What follows them.
pub const TAIL: usize = 2;
/// The locals that functions declare, and rare instructions: the length of each, and its bytes.
pub const LITERALS: usize = 3;
/// As many as there may be. All from here on have numbers, as they stand in WebAssembly.
pub const STREAMS: usize = 16;

// Opcodes above all that stand in streams.
/// Renames the last one of a function.
pub const FUNCTION_END: u8 = 0xfe;
/// Stands for an instruction from [`LITERALS`].
pub const LITERAL: u8 = 0xff;

struct Joiner<'a> {
    text: &'a [u8],
    /// Where each stream goes on.
    next: [usize; STREAMS],
    wasm: &'a mut [u8],
    length: usize,
}

/// Fills `wasm` from a text as above.
///
/// # Safety
///
/// Nothing is checked: `text` has to be a whole one, and `wasm` as long as what comes of it. The build joins what it has
/// split before it ships it.
pub unsafe fn join(text: &[u8], wasm: &mut [u8]) {
    let mut joiner = Joiner { text, next: [0; STREAMS], wasm, length: 0 };
    for stream in 0..STREAMS {
        let start = [0, 1, 2, 3].map(|byte| joiner.byte(STARTS + 4 * stream + byte));
        joiner.next[stream] = u32::from_le_bytes(start) as usize;
    }
    let [_, head, tail, literals, ..] = joiner.next;
    joiner.copy(HEAD, tail - head);
    while joiner.next[OPCODES] < head {
        joiner.function();
    }
    joiner.copy(TAIL, literals - tail);
}

impl Joiner<'_> {
    fn function(&mut self) {
        // Its size comes last, and always takes three bytes.
        let start = self.length;
        self.length += 3;
        self.literal();
        loop {
            let opcode = self.take(OPCODES);
            if opcode == LITERAL {
                self.literal();
                continue;
            }
            self.instruction(usize::from(opcode));
            if opcode == FUNCTION_END {
                break;
            }
        }
        let end = self.length;
        let size = end - start - 3;
        self.length = start;
        self.put(size as u8 | 0x80);
        self.put((size >> 7) as u8 | 0x80);
        self.put((size >> 14) as u8);
        self.length = end;
    }

    fn instruction(&mut self, opcode: usize) {
        let first = self.byte(PAIRS + opcode);
        if first != 0 {
            self.instruction(usize::from(first));
            return self.instruction(usize::from(self.byte(PAIRS + 256 + opcode)));
        }
        self.put(opcode as u8 - self.byte(RENAMED + opcode));
        let follows = self.byte(FOLLOWS + opcode);
        if follows >= 16 {
            self.put(follows / 16 - 1);
        }
        let stream = usize::from(follows % 16);
        if stream > 0 {
            while self.copy_byte(stream) >= 0x80 {}
        }
    }

    fn literal(&mut self) {
        let length = self.take(LITERALS);
        self.copy(LITERALS, usize::from(length));
    }

    fn copy(&mut self, stream: usize, length: usize) {
        for _ in 0..length {
            self.copy_byte(stream);
        }
    }

    fn copy_byte(&mut self, stream: usize) -> u8 {
        let byte = self.take(stream);
        self.put(byte);
        byte
    }

    fn take(&mut self, stream: usize) -> u8 {
        let next = &mut self.next[stream % STREAMS];
        let at = *next;
        *next += 1;
        self.byte(at)
    }

    fn put(&mut self, byte: u8) {
        // SAFETY: that of `join`: there is room for all that is put.
        unsafe { *self.wasm.get_unchecked_mut(self.length) = byte };
        self.length += 1;
    }

    fn byte(&self, at: usize) -> u8 {
        // SAFETY: that of `join`: a whole text has every byte that is asked for.
        unsafe { *self.text.get_unchecked(at) }
    }
}
