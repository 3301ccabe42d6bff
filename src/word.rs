//! The words that issues are told in, besides those of the input: names of properties, types, operations.
//!
//! A word crosses into JavaScript as its number; what it says crosses once, see [`crate::issue::DICTIONARY`].

macro_rules! words {
    ($($name:ident $word:literal)*) => {
        /// A word of this crate's.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        #[allow(missing_docs, reason = "a word is what it says")]
        pub enum Word { $($name),* }

        const WORDS: &[&str] = &[$($word),*];

        /// Members of a JSON array, each with a comma behind it. A literal of these is JSON as it stands in the source.
        macro_rules! words_as_json {
            () => { concat!($(stringify!($word), ","),*) };
        }
    };
}

words! {
    // Types, as JSON Schema names them, and what `version` may be.
    Null "null"
    Boolean "boolean"
    Number "number"
    String "string"
    Array "array"
    Object "object"
    Integer "integer"
    StringOrInteger "string or integer"
    // Operations, in the order of the API reference.
    SetMetadataProperty "setMetadataProperty"
    Archive "archive"
    ReplaceAsset "replaceAsset"
    RemoveAsset "removeAsset"
    RevokeAsset "revokeAsset"
    UnrevokeAsset "unrevokeAsset"
    AddUsageLogEntry "addUsageLogEntry"
    UpdateUsageLogEntry "updateUsageLogEntry"
    RemoveUsageLogEntry "removeUsageLogEntry"
    // States of a usage log entry.
    Pending "pending"
    Confirmed "confirmed"
    // Properties of a request and its patches.
    Version "version"
    PreserveUpdatedAt "preserveUpdatedAt"
    Patches "patches"
    Operation "operation"
    PropertyName "propertyName"
    Value "value"
    Locale "locale"
    Note "note"
    UsageLogEntryId "usageLogEntryId"
    OldValue "oldValue"
    // Of assets.
    Key "key"
    Url "url"
    Filename "filename"
    MimeType "mimeType"
    Size "size"
    Width "width"
    Height "height"
    Duration "duration"
    // Of usage log entries.
    State "state"
    Purpose "purpose"
    PublicationDate "publicationDate"
    Params "params"
    // Of the project's purposes.
    MediaCenter "mediaCenter"
    UsagePurposes "usagePurposes"
    Handle "handle"
    ParamsSchema "paramsSchema"
    Type "type"
    Config "config"
    Required "required"
    AllowNewlines "allowNewlines"
    MinValue "minValue"
    MaxValue "maxValue"
    MinLength "minLength"
    MaxLength "maxLength"
    MaxItems "maxItems"
    DataProvider "dataProvider"
    Items "items"
    // Why a text cannot be read.
    UnexpectedEnd "unexpected end"
    UnexpectedCharacter "unexpected character"
    ControlCharacter "control character in a string"
    InvalidEscape "invalid escape"
    InvalidUtf8 "not UTF-8"
    ByteOrderMark "byte order mark"
    TrailingCharacters "unexpected character after the value"
    // Patterns.
    Digits "^[0-9]+$"
    OneLine "^[^\\n\\r]*$"
}

impl Word {
    /// What it says.
    pub const fn as_str(self) -> &'static str {
        WORDS[self as usize]
    }
}
