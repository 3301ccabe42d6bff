//! Milliseconds since the epoch -> the date-times that entries carry.

const DAY_MS: i64 = 86_400_000;
/// The year 0 and the year 9999: beyond them a date-time has another form.
const RANGE_MS: (f64, f64) = (-62_167_219_200_000.0, 253_402_300_799_999.0);

/// `2026-05-01T11:00:00.000Z`. Not a number counts as 0; what lies outside the years 0 to 9999 as their end.
pub fn iso(now_ms: f64) -> String {
    let ms = if now_ms.is_nan() { 0 } else { now_ms.clamp(RANGE_MS.0, RANGE_MS.1) as i64 };
    let (year, month, day) = civil(ms.div_euclid(DAY_MS));
    let rest = ms.rem_euclid(DAY_MS);
    let (hour, minute, second) = (rest / 3_600_000, rest / 60_000 % 60, rest / 1_000 % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", rest % 1_000)
}

/// Days since the epoch -> year, month, day. Counts from 1 March of year 0, so that a leap day ends its year.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    (year, month, of_year - (153 * from_march + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::iso;

    #[test]
    fn writes_what_javascript_writes() {
        for (ms, text) in [
            (0.0, "1970-01-01T00:00:00.000Z"),
            (-1.0, "1969-12-31T23:59:59.999Z"),
            (1_609_060_740_928.0, "2020-12-27T09:19:00.928Z"),
            (1_709_164_799_999.9, "2024-02-28T23:59:59.999Z"),
            (1_709_164_800_000.0, "2024-02-29T00:00:00.000Z"),
            (951_782_400_000.0, "2000-02-29T00:00:00.000Z"),
            (4_107_542_400_000.0, "2100-03-01T00:00:00.000Z"),
            (f64::NAN, "1970-01-01T00:00:00.000Z"),
            (f64::INFINITY, "9999-12-31T23:59:59.999Z"),
            (f64::NEG_INFINITY, "0000-01-01T00:00:00.000Z"),
        ] {
            assert_eq!(iso(ms), text);
        }
    }
}
