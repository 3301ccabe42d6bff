//! Splits the functions of a wasm into streams; `unpack/src/join.rs` says what they are, and joins them.

use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use unpack::join::{FOLLOWS, FUNCTION_END, HEAD, LITERAL, LITERALS, OPCODES, PAIRS, RENAMED, STARTS, STREAMS, TAIL};
use wasmparser::{FunctionBody, Parser, Payload, Validator};

const CODE_SECTION: u8 = 10;
const END: u8 = 0x0b;
/// From here on, no opcode stands in streams under its own name.
const FREE: u8 = 0xc5;

pub struct Split {
    /// The wasm as it is when joined: with the size of each function in three bytes.
    pub wasm: Vec<u8>,
    pub streams: Vec<u8>,
}

pub fn split(wasm: &[u8]) -> Result<Split> {
    let mut code = 0..0;
    let mut functions = Vec::new();
    for payload in Parser::new(0).parse_all(wasm) {
        match payload? {
            Payload::CodeSectionStart { range, .. } => code = range,
            Payload::CodeSectionEntry(function) => functions.push(function),
            _ => {}
        }
    }
    let mut splitter = Splitter::default();
    let mut bodies = Vec::new();
    for function in &functions {
        let body = &wasm[function.range()];
        bodies.extend(three_bytes(body.len())?);
        bodies.extend(body);
        splitter
            .add_function(wasm, function)
            .with_context(|| format!("in the function at {}", function.range().start))?;
    }
    let header = |size| [&[CODE_SECTION], &*number(size)].concat();
    let before = wasm[..code.start].strip_suffix(&*header(code.len())).context("there is no code")?;
    let count = number(functions.len());
    let head = [before, &header(count.len() + bodies.len()), &count].concat();
    let tail = &wasm[code.end..];
    let joined = [&head, &*bodies, tail].concat();
    Validator::new().validate_all(&joined).context("its sizes cannot be changed")?;
    splitter.streams[HEAD] = head;
    splitter.streams[TAIL] = tail.to_owned();
    Ok(Split { wasm: joined, streams: splitter.finish()? })
}

/// The stream of the number that follows an opcode, if that is all that does, but for the alignment of an access to memory.
fn stream(opcode: u8) -> Option<u8> {
    Some(match opcode {
        // block, loop, if
        0x02..=0x04 => 4,
        // br, br_if
        0x0c | 0x0d => 5,
        // call
        0x10 => 6,
        // local.get, local.set, local.tee
        0x20..=0x22 => 7,
        // global.get, global.set
        0x23 | 0x24 => 8,
        // load, store: the offset
        0x28..=0x3e => 9,
        // i32.const
        0x41 => 10,
        // i64.const
        0x42 => 11,
        _ => return None,
    })
}

struct Splitter {
    follows: [u8; 256],
    renamed: [u8; 256],
    pairs: [[u8; 256]; 2],
    streams: [Vec<u8>; STREAMS],
    /// What stands for an opcode and what follows it.
    names: BTreeMap<(u8, u8), u8>,
    /// The opcode that is to stand for the next one.
    next: u8,
}

impl Default for Splitter {
    fn default() -> Self {
        let mut renamed = [0; 256];
        renamed[usize::from(FUNCTION_END)] = FUNCTION_END - END;
        Self {
            follows: [0; 256],
            renamed,
            pairs: [[0; 256]; 2],
            streams: Default::default(),
            names: BTreeMap::new(),
            next: FREE,
        }
    }
}

impl Splitter {
    fn add_function(&mut self, wasm: &[u8], function: &FunctionBody) -> Result<()> {
        let operators = function.get_operators_reader()?;
        let range = function.range();
        self.add_literal(&wasm[range.start..operators.original_position()])?;
        let starts = operators.into_iter_with_offsets().map(|operator| Ok(operator?.1)).collect::<Result<Vec<_>>>()?;
        let (_, others) = starts.split_first().context("a function without instructions")?;
        for (start, end) in starts.iter().zip(others) {
            self.add_instruction(&wasm[*start..*end])?;
        }
        ensure!(wasm[range.end - 1] == END, "a function without an end");
        self.streams[OPCODES].push(FUNCTION_END);
        Ok(())
    }

    fn add_instruction(&mut self, instruction: &[u8]) -> Result<()> {
        let opcode = instruction[0];
        let Some(stream) = stream(opcode) else {
            if let [opcode] = instruction {
                ensure!(*opcode < FREE, "the opcode {opcode:#x} is not known here");
                self.streams[OPCODES].push(*opcode);
                return Ok(());
            }
            for part in instruction.chunks(255) {
                self.streams[OPCODES].push(LITERAL);
                self.add_literal(part)?;
            }
            return Ok(());
        };
        let (follows, number) = match instruction {
            [0x28..=0x3e, alignment, offset @ ..] => (16 * (alignment + 1) + stream, offset),
            _ => (stream, &instruction[1..]),
        };
        let is_number = number.iter().position(|byte| *byte < 0x80).is_some_and(|last| last + 1 == number.len());
        ensure!(is_number, "more than a number follows {opcode:#x}");
        let name = self.name(opcode, follows)?;
        self.streams[OPCODES].push(name);
        self.streams[usize::from(stream)].extend(number);
        Ok(())
    }

    /// The opcode itself for the first that follows it, another name for each that follows it, too.
    fn name(&mut self, opcode: u8, follows: u8) -> Result<u8> {
        if let Some(name) = self.names.get(&(opcode, follows)) {
            return Ok(*name);
        }
        let mut name = opcode;
        if self.follows[usize::from(opcode)] != 0 {
            name = self.next;
            self.next += 1;
            ensure!(name < FUNCTION_END, "there are too many alignments");
        }
        self.follows[usize::from(name)] = follows;
        self.renamed[usize::from(name)] = name - opcode;
        self.names.insert((opcode, follows), name);
        Ok(name)
    }

    fn add_literal(&mut self, bytes: &[u8]) -> Result<()> {
        self.streams[LITERALS].push(u8::try_from(bytes.len()).context("a function declares too many kinds of locals")?);
        self.streams[LITERALS].extend(bytes);
        Ok(())
    }

    /// Names the most frequent pair of opcodes, and then again, as long as there are names. What is repeated is shorter then.
    fn name_pairs(&mut self) {
        for name in self.next..FUNCTION_END {
            let opcodes = &self.streams[OPCODES];
            let mut counts = BTreeMap::new();
            for (first, second) in opcodes.iter().zip(&opcodes[1..]) {
                // 0 stands for no pair, and the last two for more than an opcode.
                if *first != 0 && *first.max(second) < FUNCTION_END {
                    *counts.entry([*first, *second]).or_insert(0) += 1;
                }
            }
            let most = counts.into_iter().max_by_key(|(_, count)| *count);
            let Some((pair @ [first, second], 2..)) = most else { return };
            self.pairs[0][usize::from(name)] = first;
            self.pairs[1][usize::from(name)] = second;
            self.streams[OPCODES] = replaced(opcodes, pair, name);
        }
    }

    /// With the tables in front.
    fn finish(mut self) -> Result<Vec<u8>> {
        self.name_pairs();
        let Self { follows, renamed, pairs, streams, .. } = self;
        let mut text = vec![0; STARTS];
        text[FOLLOWS..][..256].copy_from_slice(&follows);
        text[RENAMED..][..256].copy_from_slice(&renamed);
        text[PAIRS..][..512].copy_from_slice(pairs.as_flattened());
        let mut start = STARTS + 4 * STREAMS;
        for stream in &streams {
            text.extend(u32::try_from(start)?.to_le_bytes());
            start += stream.len();
        }
        text.extend(streams.concat());
        Ok(text)
    }
}

/// With a name in place of each pair.
fn replaced(mut opcodes: &[u8], pair: [u8; 2], name: u8) -> Vec<u8> {
    let mut replaced = Vec::new();
    while let [opcode, rest @ ..] = opcodes {
        if let Some(rest) = opcodes.strip_prefix(&pair) {
            replaced.push(name);
            opcodes = rest;
        } else {
            replaced.push(*opcode);
            opcodes = rest;
        }
    }
    replaced
}

/// As WebAssembly writes numbers: seven bits a byte, the lowest first, and the eighth where another follows.
fn number(mut value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}

/// The same with zeros in front.
fn three_bytes(value: usize) -> Result<[u8; 3]> {
    ensure!(value < 1 << 21, "a function of {value} bytes is too large");
    Ok([value as u8 | 0x80, (value >> 7) as u8 | 0x80, (value >> 14) as u8])
}

#[cfg(test)]
mod tests {
    use super::{PAIRS, Split, number, split, three_bytes};

    /// A module of two functions: one that does all that has a stream or a name, with rare instructions between, and one
    /// that does the same two things four times.
    fn module() -> Vec<u8> {
        let instructions: [&[u8]; 20] = [
            &[0x02, 0x40],
            &[0x20, 0x00],
            &[0x41, 0x80, 0x80, 0x04],
            &[0x28, 0x02, 0x90, 0x01],
            &[0x41, 0x7f],
            &[0x28, 0x00, 0x00],
            &[0x6a],
            &[0x22, 0x01],
            &[0x0d, 0x00],
            &[0x42, 0xff, 0x00],
            &[0x1a],
            &[0x44, 0, 0, 0, 0, 0, 0, 0xf0, 0x3f],
            &[0x1a],
            &[0x41, 0x00],
            &[0x0e, 0x01, 0x00, 0x00],
            &[0x0b],
            &[0x10, 0x01],
            &[0x41, 0x00],
            &[0xfd, 0x0f],
            &[0x1a],
        ];
        let first = [&[0x01, 0x01, 0x7f], &*instructions.concat(), &[0x0b]].concat();
        let second = [&[0x00], &*[0x41, 0x00, 0x1a].repeat(4), &[0x0b]].concat();
        let code = [&[2], &*number(first.len()), &first, &number(second.len()), &second].concat();
        let mut module = b"\0asm\x01\0\0\0".to_vec();
        let sections: [(u8, &[u8]); 5] = [
            (1, &[2, 0x60, 1, 0x7f, 0, 0x60, 0, 0]),
            (3, &[2, 0, 1]),
            (5, &[1, 0, 1]),
            (10, &code),
            (11, &[1, 0, 0x41, 0, 0x0b, 3, 10, 10, 10]),
        ];
        for (section, content) in sections {
            module.push(section);
            module.extend(number(content.len()));
            module.extend(content);
        }
        module
    }

    fn join(Split { wasm, streams }: &Split) -> Vec<u8> {
        let mut joined = vec![0; wasm.len()];
        // SAFETY: the streams are those of this wasm.
        unsafe { unpack::join(streams, &mut joined) };
        joined
    }

    #[test]
    fn what_was_split_is_joined() {
        let module = module();
        let split = split(&module).expect("split");
        assert_eq!(join(&split), split.wasm);
        // A pair, and the pair of two such pairs.
        assert_eq!(split.streams[PAIRS..][..256].iter().filter(|first| **first != 0).count(), 2);
        // Each function's size takes two bytes more.
        assert_eq!(split.wasm.len(), module.len() + 4);
    }

    #[test]
    fn what_is_no_wasm_is_an_error() {
        assert!(split(b"\0asm\x01\0\0\0").is_err());
        let mut module = module();
        let at = module.windows(2).position(|bytes| bytes == [0xfd, 0x0f]).expect("a rare instruction");
        module[at] = 0x06;
        assert!(split(&module).is_err());
    }

    #[test]
    fn numbers_are_written_as_in_webassembly() {
        assert_eq!(number(624_485), [0xe5, 0x8e, 0x26]);
        assert_eq!(three_bytes(5).ok(), Some([0x85, 0x80, 0]));
        assert!(three_bytes(1 << 21).is_err());
    }
}
