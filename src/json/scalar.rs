//! The grammar of numbers and of the words `true`, `false` and `null`.

use super::reader::{Halt, Reader};

impl Reader<'_> {
    /// A number, a word, or nothing that JSON knows.
    #[inline(never)]
    pub(super) fn scalar(&mut self) -> Result<(), Halt> {
        let word: &[u8] = match self.byte() {
            b't' => b"true",
            b'f' => b"false",
            b'n' => b"null",
            _ => return self.number(),
        };
        for byte in word {
            if self.byte() != *byte {
                return Err(self.unexpected());
            }
            self.at += 1;
        }
        Ok(())
    }

    fn number(&mut self) -> Result<(), Halt> {
        self.at += usize::from(self.byte() == b'-');
        if self.byte() == b'0' {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.byte() == b'.' {
            self.at += 1;
            self.digits()?;
        }
        if self.byte() | 0x20 == b'e' {
            self.at += 1;
            self.at += usize::from(matches!(self.byte(), b'-' | b'+'));
            self.digits()?;
        }
        Ok(())
    }

    #[inline(never)]
    fn digits(&mut self) -> Result<(), Halt> {
        let start = self.at;
        while self.byte().is_ascii_digit() {
            self.at += 1;
        }
        if self.at == start { Err(self.unexpected()) } else { Ok(()) }
    }
}
