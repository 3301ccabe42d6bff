//! Numbers as people read them.

/// `0.41 µs`, `36 µs`, `2.5 ms`: two digits, or all before the point.
pub fn micros(micros: f64) -> String {
    if micros < 1_000.0 { format!("{} µs", digits(micros)) } else { format!("{} ms", digits(micros / 1_000.0)) }
}

/// `5.4×`; near 1, where the side counts, `0.99×` and `1.01×`.
pub fn times(ratio: f64) -> String {
    if ratio < 1.1 { format!("{ratio:.2}×") } else { format!("{}×", digits(ratio)) }
}

/// `16.4 KB`, of 1,024 bytes.
pub fn kilobytes(bytes: usize) -> String {
    format!("{:.1} KB", bytes as f64 / 1_024.0)
}

pub fn megabytes(bytes: f64) -> String {
    format!("{:.1} MB", bytes / f64::from(1 << 20))
}

/// `18,619`
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn digits(number: f64) -> String {
    match number {
        _ if number < 0.995 => format!("{number:.2}"),
        _ if number < 9.95 => format!("{number:.1}"),
        _ => format!("{number:.0}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_that_matter() {
        let texts = [0.058, 0.41, 0.999, 5.44, 9.96, 36.2, 999.9].map(micros);
        assert_eq!(texts, ["0.06 µs", "0.41 µs", "1.0 µs", "5.4 µs", "10 µs", "36 µs", "1000 µs"]);
        assert_eq!([micros(2_540.0), times(1.008), times(5.44), times(224.7)], ["2.5 ms", "1.01×", "5.4×", "225×"]);
        assert_eq!([7, 944, 18_619, 1_000_000].map(grouped), ["7", "944", "18,619", "1,000,000"]);
        assert_eq!([kilobytes(16_384), megabytes(1_179_648.0)], ["16.0 KB", "1.1 MB"]);
    }
}
