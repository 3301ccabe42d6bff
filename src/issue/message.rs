//! The table of messages: the code that programs tell each by, its wording, and its params. The wording is Livingdocs' own
//! where it documents one, and in its manner otherwise.

macro_rules! messages {
    ($($name:ident $code:literal $template:literal [$($param:literal)*] $fixed:tt)*) => {
        /// A code and the wording that goes with it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        #[repr(u8)]
        pub enum Message { $($name),* }

        const MESSAGES: &[(&str, &str, &[&str], &str)] = &[$(($code, $template, &[$($param),*], stringify!($fixed))),*];

        /// Members of a JSON array, each with a comma behind it.
        macro_rules! messages_as_json {
            () => { concat!($("[\"", $code, "\",\"", $template, "\",", stringify!($fixed), $(",\"", $param, "\"",)* "],"),*) };
        }
    };
}

// `{name}` stands for that param, `{name:?}` for the same as JSON. Behind it are the names of the params, as they are handed
// out, and those params that are the same in every issue.
messages! {
    InvalidJson "invalid_json" "Invalid JSON: {reason} at byte {offset}" ["reason" "offset"] {}
    TooDeep "too_deep" "Nested too deeply: maximum {maximum} levels" ["maximum"] {}
    InvalidCharacter "invalid_character" "Invalid character in: {actual:?}" ["actual"] {}
    DuplicateProperty "duplicate_property" "Duplicate property: {property:?}" ["property"] {}
    InvalidType "invalid_type" "Invalid type: expected {expected}" ["expected" "actual"] {}
    NoDate "invalid_type" "Invalid type: expected {expected}" ["expected" "actual"] {"format": "date"}
    NoDateTime "invalid_type" "Invalid type: expected {expected}" ["expected" "actual"] {"format": "date-time"}
    MissingProperty "missing_property" "Missing required property: {property}" ["property"] {}
    MissingWhenConfirmed "missing_property" "Missing required property: {property}" ["property"] {"when": {"state": "confirmed"}}
    UnknownProperty "unknown_property" "Additional properties not allowed" ["property"] {}
    UnsupportedProperty "unsupported_property" "{property} is not supported by {operation}" ["property" "operation"] {}
    InvalidEnum "invalid_enum" "No enum match for: {actual:?}" ["allowed" "actual"] {}
    // Not with the number in it: the same one may be written in many ways.
    InvalidNumber "invalid_enum" "No enum match" ["allowed" "actual"] {}
    UnknownPurpose "unknown_purpose" "Unknown purpose: {actual:?}" ["allowed" "actual"] {}
    UnknownMetadataProperty "unknown_metadata_property" "Unknown metadata property: {property:?}" ["property" "mediaType" "allowed"] {}
    TooShort "too_short" "String is too short ({actual} chars), minimum {minimum}" ["minimum" "actual"] {"unit": "characters"}
    TooLong "too_long" "String is too long ({actual} chars), maximum {maximum}" ["maximum" "actual"] {"unit": "characters"}
    TooFewItems "too_short" "Array is too short ({actual} items), minimum {minimum}" ["minimum" "actual"] {"unit": "items"}
    TooManyItems "too_long" "Array is too long ({actual} items), maximum {maximum}" ["maximum" "actual"] {"unit": "items"}
    InvalidDateTime "invalid_date_time" "Invalid date-time: {actual:?}" ["actual"] {"format": "date-time"}
    InvalidDate "invalid_date_time" "Invalid date: {actual:?}" ["actual"] {"format": "date"}
    EndsBeforeStart "invalid_date_time" "Invalid date-time: {actual:?} is before {minimum:?}" ["minimum" "actual"] {"format": "date-time"}
    InvalidUrl "invalid_url" "Invalid URL: {actual:?}" ["actual"] {}
    InvalidFormat "invalid_format" "String does not match {pattern}: {actual:?}" ["pattern" "actual"] {}
    TooSmall "out_of_range" "Value is too small, minimum {minimum}" ["minimum" "actual"] {}
    TooLarge "out_of_range" "Value is too large, maximum {maximum}" ["maximum" "actual"] {}
    // Of a configuration that allows no number at all.
    OutOfRange "out_of_range" "Value is too small, minimum {minimum}" ["minimum" "maximum" "actual"] {}
    UnsupportedOperation "unsupported_operation" "{name} is not supported before {since} (is {current})" ["name" "since" "current"] {}
    NotReplaceable "unsupported_operation" "{name} is not supported by the media type" ["name" "mediaType"] {}
    UnsupportedParameter "unsupported_parameter" "{name} is not supported before {since} (is {current})" ["name" "since" "current"] {}
    // Of configurations only.
    NoPurposes "invalid_type" "expected a list of purposes, or a project config with mediaCenter.usagePurposes" [] {}
    TakenHandle "duplicate_property" "Two have the handle {actual:?}" ["actual"] {}
    OtherType "invalid_type" "{actual:?} has another type in another purpose" ["actual"] {}
}

impl Message {
    /// The name that programs tell the kind by.
    pub fn code(self) -> &'static str {
        MESSAGES[self as usize].0
    }

    /// The wording, with places for params.
    pub fn template(self) -> &'static str {
        MESSAGES[self as usize].1
    }

    /// The names of its params, in the order in which they are handed out.
    pub fn params(self) -> &'static [&'static str] {
        MESSAGES[self as usize].2
    }

    /// The params that are the same in every issue: a JSON object.
    pub fn fixed(self) -> &'static str {
        MESSAGES[self as usize].3
    }
}

/// The messages by their numbers: `[[code, template, fixed, param, …], …]`, and an empty one.
pub static MESSAGES_JSON: &str = concat!("[", messages_as_json!(), "[\"\",\"\"]]");
