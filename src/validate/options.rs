//! What requests are measured against.

use super::groups::{Configuration, Groups};
use crate::json::Raw;
use crate::operation::Operation;
use crate::release::{ApiVersion, Axis, FEATURES, Feature, Month, ServerRelease};
use std::sync::Arc;

/// What a request is measured against.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Default [`ApiVersion::DEFAULT`].
    pub api_version: ApiVersion,
    /// Default [`ServerRelease::NEWEST`], so that every operation exists.
    pub server_release: ServerRelease,
    /// Default [`UnknownProperties::Reject`].
    pub unknown_properties: UnknownProperties,
    /// What of the project's configuration is given is checked: purposes and their params, metadata by media type. Default None.
    pub configuration: Option<Arc<Configuration>>,
}

/// What to do with properties that this crate does not know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum UnknownProperties {
    /// Each is an issue.
    #[default]
    Reject,
    /// They pass, whatever they hold.
    Ignore,
}

impl UnknownProperties {
    /// Reads `reject` or `ignore`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::read(text.as_bytes())
    }

    fn read(text: &[u8]) -> Option<Self> {
        match text {
            b"reject" => Some(Self::Reject),
            b"ignore" => Some(Self::Ignore),
            _ => None,
        }
    }
}

/// The options that are words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionWord {
    /// `apiVersion`
    ApiVersion,
    /// `serverRelease`
    ServerRelease,
    /// `unknownProperties`
    UnknownProperties,
}

impl OptionWord {
    /// In the order in which JavaScript writes them.
    pub const ALL: [Self; 3] = [Self::ApiVersion, Self::ServerRelease, Self::UnknownProperties];

    /// The option's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::ApiVersion => "apiVersion",
            Self::ServerRelease => "serverRelease",
            Self::UnknownProperties => "unknownProperties",
        }
    }

    /// What it has to be, in words.
    pub fn expected(self) -> String {
        let like = |first: &str, other: &str| [first, " on, written like \"", other, "\""].concat();
        match self {
            Self::ApiVersion => {
                like(&["a month from ", &ApiVersion::FIRST.name()].concat(), &ApiVersion::DEFAULT.name())
            }
            Self::ServerRelease => {
                like(&["a release from ", &ServerRelease::FIRST.name()].concat(), &Feature::UsageLog.since_name())
            }
            Self::UnknownProperties => "\"reject\" or \"ignore\"".to_owned(),
        }
    }
}

impl Options {
    /// The defaults.
    pub const DEFAULT: Self = Self {
        api_version: ApiVersion::DEFAULT,
        server_release: ServerRelease::NEWEST,
        unknown_properties: UnknownProperties::Reject,
        configuration: None,
    };

    /// Sets one of the options that are words; None where the option does not take the text.
    pub fn set(&mut self, option: OptionWord, text: &[u8]) -> Option<()> {
        match option {
            OptionWord::ApiVersion => self.api_version = ApiVersion::read(text)?,
            OptionWord::ServerRelease => self.server_release = ServerRelease::read(text)?,
            OptionWord::UnknownProperties => self.unknown_properties = UnknownProperties::read(text)?,
        }
        Some(())
    }

    /// The month of the version that decides over the feature.
    pub(super) fn current(&self, feature: Feature) -> Month {
        match feature.axis() {
            Axis::ApiVersion => self.api_version.month(),
            Axis::ServerRelease => self.server_release.month(),
        }
    }
}

impl Default for Options {
    fn default() -> Self {
        Self::DEFAULT
    }
}

/// Judges patch requests. Keeps nothing between calls.
#[derive(Clone, Debug)]
pub struct Validator {
    pub(super) options: Options,
    /// A bit for each feature that the versions lack, by its number.
    lacking: u32,
}

impl Default for Validator {
    fn default() -> Self {
        Self::new(Options::DEFAULT)
    }
}

impl Validator {
    /// Prepares the options once, for many calls.
    pub const fn new(options: Options) -> Self {
        let mut lacking = 0;
        let mut index = 0;
        while index < FEATURES.len() {
            let (feature, axis, _) = FEATURES[index];
            let has = match axis {
                Axis::ApiVersion => options.api_version.has(feature),
                Axis::ServerRelease => options.server_release.has(feature),
            };
            lacking |= (!has as u32) << index;
            index += 1;
        }
        Self { options, lacking }
    }

    /// As they were given.
    pub fn options(&self) -> &Options {
        &self.options
    }

    /// The project's purposes, where they are known.
    pub(super) fn purposes(&self) -> Option<&Groups> {
        self.options.configuration.as_ref()?.purposes.as_ref()
    }

    /// The project's media types, where they are known.
    pub(super) fn media_types(&self) -> Option<&Groups> {
        self.options.configuration.as_ref()?.media_types.as_ref()
    }

    /// The number of the media type of that handle; None where the project has none.
    pub fn media_type(&self, handle: &str) -> Option<usize> {
        let is_wanted = |own: Raw<'_>| own.text().is_some_and(|own| own.to_string_lossy() == handle);
        self.media_types()?.handles().iter().position(is_wanted)
    }

    /// Whether the project does not allow the operation for entries of the media type; of any, where none is named.
    pub(super) fn forbids(&self, operation: Operation, media_type: Option<usize>) -> bool {
        operation == Operation::ReplaceAsset && self.keeps_assets(media_type)
    }

    #[inline(never)]
    fn keeps_assets(&self, media_type: Option<usize>) -> bool {
        self.media_types().is_some_and(|types| types.keep_assets(media_type))
    }

    /// Whether the versions have the feature; what none brought was always there.
    #[inline(always)]
    pub fn has(&self, feature: Option<Feature>) -> bool {
        feature.is_none_or(|feature| self.lacking >> feature as u32 & 1 == 0)
    }
}
