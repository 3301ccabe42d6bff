//! The nine operations.

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

    /// As it is written in a patch.
    pub const fn name(self) -> &'static str {
        match self {
            Self::SetMetadataProperty => "setMetadataProperty",
            Self::Archive => "archive",
            Self::ReplaceAsset => "replaceAsset",
            Self::RemoveAsset => "removeAsset",
            Self::RevokeAsset => "revokeAsset",
            Self::UnrevokeAsset => "unrevokeAsset",
            Self::AddUsageLogEntry => "addUsageLogEntry",
            Self::UpdateUsageLogEntry => "updateUsageLogEntry",
            Self::RemoveUsageLogEntry => "removeUsageLogEntry",
        }
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
