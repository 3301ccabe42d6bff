//! The words that issues are told in, besides those of the input: names of properties, types, operations.
//!
//! A word is a number: its place in the one text of all words. JavaScript gets to know words by their numbers, and reads that
//! text once; the scanner compares with it in place.

macro_rules! words {
    ($($name:ident $word:literal)*) => {
        /// A word of this crate's.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        #[allow(missing_docs, reason = "a word is what it says")]
        pub enum Word { $($name),* }

        /// All words as JSON strings, with a comma behind each. The literals are JSON as they stand in the source.
        pub static WORDS: &str = concat!($(stringify!($word), ","),*);

        const LITERALS: &[&str] = &[$(stringify!($word)),*];
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
    // Of the project's configuration, and its purposes.
    MediaCenter "mediaCenter"
    UsagePurposes "usagePurposes"
    UsageLog "usageLog"
    Purposes "purposes"
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
    // Of its media types.
    ProjectConfig "projectConfig"
    MediaTypes "mediaTypes"
    Metadata "metadata"
    Asset "asset"
    Replaceable "replaceable"
    Min "min"
    Max "max"
    // Of the values of metadata.
    From "from"
    To "to"
    Id "id"
    Ref "$ref"
    Reference "reference"
    References "references"
    PosterImageId "posterImageId"
    MediaId "mediaId"
    OriginalUrl "originalUrl"
    Document "document"
    Documents "documents"
    Video "video"
    // The plugins of params and metadata.
    LiEnum "li-enum"
    LiText "li-text"
    LiBoolean "li-boolean"
    LiDate "li-date"
    LiDatetime "li-datetime"
    LiInteger "li-integer"
    LiNumericList "li-numeric-list"
    LiStringList "li-string-list"
    LiColor "li-color"
    LiExternalId "li-external-id"
    LiMediaHandle "li-media-handle"
    LiInvalid "li-invalid"
    LiSystemInteger "li-system-integer"
    LiSystemDatetime "li-system-datetime"
    LiDatetimeValidity "li-datetime-validity"
    LiLicenseProfile "li-license-profile"
    LiReference "li-reference"
    LiDocumentReference "li-document-reference"
    LiReferenceList "li-reference-list"
    LiDocumentReferences "li-document-references"
    LiVideoReference "li-video-reference"
    LiImage "li-image"
    LiPosterImage "li-poster-image"
    LiNamedCrops "li-named-crops"
    LiMediaLanguage "li-media-language"
    LiMetadataTranslations "li-metadata-translations"
    LiTranscodingState "li-transcoding-state"
    LiGoogleVision "li-google-vision"
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

/// Where in [`WORDS`] each word starts, behind its quote; then where one more would.
static STARTS: [u16; LITERALS.len() + 1] = {
    let mut starts = [1; LITERALS.len() + 1];
    let mut number = 0;
    while number < LITERALS.len() {
        starts[number + 1] = starts[number] + LITERALS[number].len() as u16 + 1;
        number += 1;
    }
    starts
};

impl Word {
    /// Where in [`WORDS`] it starts.
    pub const fn start(self) -> usize {
        STARTS[self as usize] as usize
    }

    /// What it says, as it stands between the quotes of a JSON string: [`Word::OneLine`] aside, no word needs an escape.
    pub const fn json(self) -> &'static [u8] {
        // `","` stands between two words.
        let length = STARTS[self as usize + 1] as usize - self.start() - 3;
        match WORDS.as_bytes().split_at_checked(self.start()) {
            Some((_, rest)) => match rest.split_at_checked(length) {
                Some((word, _)) => word,
                None => rest,
            },
            None => &[],
        }
    }

    /// The same.
    pub fn as_str(self) -> &'static str {
        std::str::from_utf8(self.json()).unwrap_or_default()
    }
}
