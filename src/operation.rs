//! The nine operations, and which properties each takes.

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

/// A property of a patch, beside `operation`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    /// `propertyName`
    PropertyName,
    /// `value`
    Value,
    /// `locale`
    Locale,
    /// `note`
    Note,
    /// `usageLogEntryId`
    UsageLogEntryId,
    /// `oldValue`
    OldValue,
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

    /// The properties that a patch of this operation may have.
    pub const fn properties(self) -> &'static [Property] {
        match self {
            Self::SetMetadataProperty => &[Property::PropertyName, Property::Value],
            Self::Archive | Self::UnrevokeAsset => &[],
            Self::ReplaceAsset | Self::AddUsageLogEntry => &[Property::Value],
            Self::RemoveAsset => &[Property::Locale],
            Self::RevokeAsset => &[Property::Note],
            Self::UpdateUsageLogEntry => &[Property::Value, Property::UsageLogEntryId, Property::OldValue],
            Self::RemoveUsageLogEntry => &[Property::UsageLogEntryId],
        }
    }

    /// Whether doing it twice leaves what doing it once leaves.
    pub const fn is_idempotent(self) -> bool {
        matches!(self, Self::SetMetadataProperty | Self::ReplaceAsset | Self::Archive)
    }
}

impl Property {
    /// In the order in which a patch is judged.
    pub const ALL: [Self; 6] =
        [Self::PropertyName, Self::Value, Self::Locale, Self::Note, Self::UsageLogEntryId, Self::OldValue];

    /// As it is written in a patch.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PropertyName => "propertyName",
            Self::Value => "value",
            Self::Locale => "locale",
            Self::Note => "note",
            Self::UsageLogEntryId => "usageLogEntryId",
            Self::OldValue => "oldValue",
        }
    }
}
