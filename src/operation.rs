//! The nine operations, as a table: a row an operation. What their patches hold is in [`crate::validate`].

use crate::release::Feature;
use crate::word::Word;

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

struct Row {
    operation: Operation,
    word: Word,
    /// What brought the operation; None where it was there from the start.
    feature: Option<Feature>,
    /// Whether doing it twice leaves what doing it once leaves.
    is_idempotent: bool,
}

const fn row(operation: Operation, word: Word, feature: Option<Feature>, is_idempotent: bool) -> Row {
    Row { operation, word, feature, is_idempotent }
}

/// In the order of the API reference.
const TABLE: [Row; 9] = [
    row(Operation::SetMetadataProperty, Word::SetMetadataProperty, None, true),
    row(Operation::Archive, Word::Archive, None, true),
    row(Operation::ReplaceAsset, Word::ReplaceAsset, Some(Feature::ReplaceAsset), true),
    row(Operation::RemoveAsset, Word::RemoveAsset, Some(Feature::RemoveAsset), false),
    row(Operation::RevokeAsset, Word::RevokeAsset, None, false),
    row(Operation::UnrevokeAsset, Word::UnrevokeAsset, Some(Feature::UnrevokeAsset), false),
    row(Operation::AddUsageLogEntry, Word::AddUsageLogEntry, Some(Feature::UsageLog), false),
    row(Operation::UpdateUsageLogEntry, Word::UpdateUsageLogEntry, Some(Feature::UsageLog), false),
    row(Operation::RemoveUsageLogEntry, Word::RemoveUsageLogEntry, Some(Feature::UsageLog), false),
];

// An operation's number is the place of its row, and words follow each other: issues name them all by the first one.
const _: () = {
    let mut index = 0;
    while index < TABLE.len() {
        assert!(TABLE[index].operation as usize == index);
        assert!(TABLE[index].word as usize == TABLE[0].word as usize + index);
        index += 1;
    }
};

impl Operation {
    /// In the order of the API reference.
    pub const ALL: [Self; TABLE.len()] = {
        let mut all = [Self::Archive; TABLE.len()];
        let mut index = 0;
        while index < all.len() {
            all[index] = TABLE[index].operation;
            index += 1;
        }
        all
    };

    /// Their names, in the same order.
    pub const WORDS: [Word; TABLE.len()] = {
        let mut words = [Word::Archive; TABLE.len()];
        let mut index = 0;
        while index < words.len() {
            words[index] = TABLE[index].word;
            index += 1;
        }
        words
    };

    const fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }

    /// As it is written in a patch.
    pub const fn word(self) -> Word {
        self.row().word
    }

    /// The same, as text.
    pub fn name(self) -> &'static str {
        self.word().as_str()
    }

    /// What brought the operation; None where it was there from the start.
    pub const fn feature(self) -> Option<Feature> {
        self.row().feature
    }

    /// Whether doing it twice leaves what doing it once leaves.
    pub const fn is_idempotent(self) -> bool {
        self.row().is_idempotent
    }
}
