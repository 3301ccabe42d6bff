//! The nine operations.

use crate::issue::Word;
use crate::release::Feature;

/// What a patch does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    /// Sets or removes one metadata property.
    SetMetadataProperty,
    /// Archives the entry.
    Archive,
    /// Puts another file in the asset's place.
    ReplaceAsset,
    /// Removes a translated asset.
    RemoveAsset,
    /// Forbids the asset's use.
    RevokeAsset,
    /// Allows a revoked asset's use again.
    UnrevokeAsset,
    /// Notes a use of the asset.
    AddUsageLogEntry,
    /// Changes a noted use.
    UpdateUsageLogEntry,
    /// Removes a noted use.
    RemoveUsageLogEntry,
}

impl Operation {
    /// In the order of the API reference.
    pub const ALL: [Self; 9] = [
        Self::SetMetadataProperty,
        Self::Archive,
        Self::ReplaceAsset,
        Self::RemoveAsset,
        Self::RevokeAsset,
        Self::UnrevokeAsset,
        Self::AddUsageLogEntry,
        Self::UpdateUsageLogEntry,
        Self::RemoveUsageLogEntry,
    ];

    /// Their names, in the same order.
    pub const WORDS: [Word; Self::ALL.len()] = [
        Word::SetMetadataProperty,
        Word::Archive,
        Word::ReplaceAsset,
        Word::RemoveAsset,
        Word::RevokeAsset,
        Word::UnrevokeAsset,
        Word::AddUsageLogEntry,
        Word::UpdateUsageLogEntry,
        Word::RemoveUsageLogEntry,
    ];

    /// As it is written in a patch.
    pub const fn word(self) -> Word {
        Self::WORDS[self as usize]
    }

    /// The same, as text.
    pub const fn name(self) -> &'static str {
        self.word().as_str()
    }

    /// What brought the operation; None where it was there from the start.
    pub const fn feature(self) -> Option<Feature> {
        match self {
            Self::SetMetadataProperty | Self::Archive | Self::RevokeAsset => None,
            Self::ReplaceAsset => Some(Feature::ReplaceAsset),
            Self::RemoveAsset => Some(Feature::RemoveAsset),
            Self::UnrevokeAsset => Some(Feature::UnrevokeAsset),
            Self::AddUsageLogEntry | Self::UpdateUsageLogEntry | Self::RemoveUsageLogEntry => Some(Feature::UsageLog),
        }
    }

    /// Whether doing it twice leaves what doing it once leaves.
    pub const fn is_idempotent(self) -> bool {
        matches!(self, Self::SetMetadataProperty | Self::ReplaceAsset | Self::Archive)
    }
}
