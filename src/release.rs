//! The two axes of "newer": the API version in the path, and the server release that is installed.
//!
//! [`FEATURES`] is the one table of what came when, and [`Feature::since`] the one place that reads it.

use std::fmt;

/// A month, `YYYY-MM`, counted from year 0. Ordered like the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(u32);

impl Month {
    const fn new(year: u32, month: u32) -> Self {
        assert!(month >= 1 && month <= 12);
        Self(year * 12 + month - 1)
    }

    /// Reads `YYYY-MM`.
    pub fn parse(text: &str) -> Option<Self> {
        let &[y0, y1, y2, y3, b'-', m0, m1] = text.as_bytes() else {
            return None;
        };
        let digits = [y0, y1, y2, y3, m0, m1];
        if !digits.iter().all(u8::is_ascii_digit) {
            return None;
        }
        let [y0, y1, y2, y3, m0, m1] = digits.map(|byte| u32::from(byte - b'0'));
        let month = m0 * 10 + m1;
        let year = y0 * 1000 + y1 * 100 + y2 * 10 + y3;
        (1..=12).contains(&month).then(|| Self::new(year, month))
    }

    /// 1 to 12.
    pub fn of_year(self) -> u32 {
        self.0 % 12 + 1
    }
}

impl Month {
    /// `YYYY-MM`
    pub fn name(self) -> String {
        let digit = |number: u32| char::from_digit(number % 10, 10).unwrap_or('0');
        let (year, month) = (self.0 / 12, self.of_year());
        [digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), '-', digit(month / 10), digit(month)]
            .into_iter()
            .collect()
    }
}

/// The path segment after `/api/`: `2026-05`. Later months than the newest known one behave like the newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ApiVersion(Month);

impl ApiVersion {
    /// The first version; `v1` and `beta` are other names of it on the wire.
    pub const FIRST: Self = Self(Month::new(2025, 3));
    /// What is used where nothing is said.
    pub const DEFAULT: Self = Self(Month::new(2026, 5));

    /// Reads `YYYY-MM`, from 2025-03 on. None for anything else, `v1` and `beta` included.
    pub fn parse(text: &str) -> Option<Self> {
        Month::parse(text).map(Self).filter(|version| *version >= Self::FIRST)
    }

    /// The month in the name.
    pub fn month(self) -> Month {
        self.0
    }

    /// `YYYY-MM`
    pub fn name(self) -> String {
        self.0.name()
    }

    /// Whether `feature`, which an API version brought, is there.
    pub fn has(self, feature: Feature) -> bool {
        feature.since() <= self.0
    }
}

impl fmt::Display for ApiVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

/// What is installed: `release-2026-05`. Decides which patch operations exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ServerRelease(Month);

impl ServerRelease {
    /// The release that brought the PATCH endpoint.
    pub const FIRST: Self = Self(Month::new(2020, 12));
    /// Newer than every feature of the table: what is used where nothing is said.
    pub const NEWEST: Self = Self(Month::new(2026, 7));

    /// Reads `release-YYYY-MM`, from release-2020-12 on. None for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        Month::parse(text.strip_prefix("release-")?).map(Self).filter(|release| *release >= Self::FIRST)
    }

    /// `release-YYYY-MM`
    pub fn name(self) -> String {
        ["release-", &self.0.name()].concat()
    }

    /// Whether `feature`, which a server release brought, is there.
    pub fn has(self, feature: Feature) -> bool {
        feature.since() <= self.0
    }
}

impl fmt::Display for ServerRelease {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name())
    }
}

/// What decides whether a feature is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// The path segment after `/api/`.
    ApiVersion,
    /// What is installed.
    ServerRelease,
}

/// What came after the first version.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    /// The operation `replaceAsset`.
    ReplaceAsset,
    /// The operation `removeAsset`.
    RemoveAsset,
    /// The operation `unrevokeAsset`.
    UnrevokeAsset,
    /// `note` of `revokeAsset`.
    RevokeNote,
    /// The three operations on the usage log, and `GET usageLog`.
    UsageLog,
    /// `GET serve-image`.
    ServeImage,
    /// `{results}` around lists; `total`, `cursor` and `after`.
    ResultsEnvelope,
    /// `preserveUpdatedAt` of a patch request.
    PreserveUpdatedAt,
    /// `GET keys`.
    Keys,
}

/// The one table: what came when, and on which axis.
pub const FEATURES: [(Feature, Axis, Month); 9] = [
    (Feature::ReplaceAsset, Axis::ServerRelease, Month::new(2022, 3)),
    (Feature::RemoveAsset, Axis::ServerRelease, Month::new(2024, 1)),
    (Feature::UnrevokeAsset, Axis::ServerRelease, Month::new(2026, 1)),
    (Feature::RevokeNote, Axis::ServerRelease, Month::new(2026, 1)),
    (Feature::UsageLog, Axis::ServerRelease, Month::new(2026, 5)),
    (Feature::ServeImage, Axis::ApiVersion, Month::new(2025, 3)),
    (Feature::ResultsEnvelope, Axis::ApiVersion, Month::new(2026, 1)),
    (Feature::PreserveUpdatedAt, Axis::ApiVersion, Month::new(2026, 3)),
    (Feature::Keys, Axis::ApiVersion, Month::new(2026, 3)),
];

// Each feature stands in the row of its own number, so that `since` is an index and no row is forgotten.
const _: () = {
    let mut row = 0;
    while row < FEATURES.len() {
        assert!(FEATURES[row].0 as usize == row);
        row += 1;
    }
};

impl Feature {
    /// The month that brought the feature.
    pub fn since(self) -> Month {
        FEATURES[self as usize].2
    }

    /// Where the month counts.
    pub fn axis(self) -> Axis {
        FEATURES[self as usize].1
    }

    /// The month as the option is written: `2026-03`, `release-2026-05`.
    pub fn since_name(self) -> String {
        match self.axis() {
            Axis::ApiVersion => self.since().name(),
            Axis::ServerRelease => ServerRelease(self.since()).name(),
        }
    }
}
