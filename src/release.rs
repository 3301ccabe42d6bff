//! The two axes of "newer": the API version in the path, and the server release that is installed.
//!
//! [`FEATURES`] is the one table of what came when, and [`Feature::since`] the one place that reads it.

use crate::text::two;

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
        Self::read(text.as_bytes())
    }

    fn read(text: &[u8]) -> Option<Self> {
        let [_, _, _, _, b'-', _, _] = text else { return None };
        let [century, year, month] = [0, 2, 5].map(|at| two(text, at));
        let is_month = century.max(year) <= 99 && (1..=12).contains(&month);
        is_month.then(|| Self::new((century * 100 + year) as u32, month as u32))
    }

    /// 1 to 12.
    pub fn of_year(self) -> u32 {
        self.0 % 12 + 1
    }

    /// `YYYY-MM`
    pub fn name(self) -> String {
        Axis::ApiVersion.name_of(self)
    }

    /// Adds `YYYY-MM`.
    pub fn write(self, out: &mut Vec<u8>) {
        let year = self.0 / 12;
        write_two_digits(year / 100, out);
        write_two_digits(year, out);
        out.push(b'-');
        write_two_digits(self.of_year(), out);
    }
}

/// The last two digits of a number.
#[inline(never)]
fn write_two_digits(number: u32, out: &mut Vec<u8>) {
    for digit in [number / 10, number] {
        out.push(b'0' + (digit % 10) as u8);
    }
}

/// The path segment after `/api/`: `2026-05`. Later months than the newest known one behave like the newest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ApiVersion(Month);

impl ApiVersion {
    /// The first version.
    pub const FIRST: Self = Self(Month::new(2025, 3));
    /// Other names of the first on the wire.
    pub const NAMES_OF_FIRST: [&str; 2] = ["v1", "beta"];
    /// The default.
    pub const DEFAULT: Self = Self(Month::new(2026, 5));

    /// Reads `YYYY-MM`, from 2025-03 on. None for anything else, `v1` and `beta` included.
    pub fn parse(text: &str) -> Option<Self> {
        Self::read(text.as_bytes())
    }

    /// The same from bytes, of which nobody needs to know whether they are UTF-8.
    pub(crate) fn read(text: &[u8]) -> Option<Self> {
        Month::read(text).map(Self).filter(|version| *version >= Self::FIRST)
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
    pub const fn has(self, feature: Feature) -> bool {
        feature.since().0 <= self.0.0
    }
}

/// What the name of a server release starts with.
const RELEASE: &[u8] = b"release-";

/// The installed release: `release-2026-05`. Decides which patch operations exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ServerRelease(Month);

impl ServerRelease {
    /// The release that brought the PATCH endpoint.
    pub const FIRST: Self = Self(Month::new(2020, 12));
    /// Newer than every feature of the table: the default.
    pub const NEWEST: Self = Self(Month::new(2026, 7));

    /// Reads `release-YYYY-MM`, from release-2020-12 on. None for anything else.
    pub fn parse(text: &str) -> Option<Self> {
        Self::read(text.as_bytes())
    }

    pub(crate) fn read(text: &[u8]) -> Option<Self> {
        Month::read(text.strip_prefix(RELEASE)?).map(Self).filter(|release| *release >= Self::FIRST)
    }

    /// The month in the name.
    pub fn month(self) -> Month {
        self.0
    }

    /// `release-YYYY-MM`
    pub fn name(self) -> String {
        Axis::ServerRelease.name_of(self.0)
    }

    /// Whether `feature`, which a server release brought, is there.
    pub const fn has(self, feature: Feature) -> bool {
        feature.since().0 <= self.0.0
    }
}

/// What decides whether a feature is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Axis {
    /// The path segment after `/api/`.
    ApiVersion,
    /// The installed release.
    ServerRelease,
}

impl Axis {
    /// Adds a month as the option is written.
    pub fn write(self, month: Month, out: &mut Vec<u8>) {
        if self == Self::ServerRelease {
            out.extend_from_slice(RELEASE);
        }
        month.write(out);
    }

    /// A month as the option is written.
    pub fn name_of(self, month: Month) -> String {
        let mut name = Vec::new();
        self.write(month, &mut name);
        // It is ASCII.
        name.into_iter().map(char::from).collect()
    }
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
    /// `POST import/files`, and its status.
    ImportFiles,
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
    (Feature::ImportFiles, Axis::ServerRelease, Month::new(2024, 5)),
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
    pub const fn since(self) -> Month {
        FEATURES[self as usize].2
    }

    /// Whether it is an operation of a patch, and not a property or a method.
    pub const fn is_operation(self) -> bool {
        matches!(self, Self::ReplaceAsset | Self::RemoveAsset | Self::UnrevokeAsset | Self::UsageLog)
    }

    /// Where the month counts.
    pub const fn axis(self) -> Axis {
        FEATURES[self as usize].1
    }

    /// The month as the option is written: `2026-03`, `release-2026-05`.
    pub fn since_name(self) -> String {
        self.axis().name_of(self.since())
    }
}
