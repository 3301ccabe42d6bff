//! The plugins of params and metadata: what the values of each must be.

use super::grammar::{Field, Form, Least, Of, Rule, Shape};
use crate::json::Text;
use crate::word::Word;

/// The type of a param or of a metadata property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plugin {
    Boolean,
    Date,
    DateTime,
    Enum,
    Integer,
    NumericList,
    StringList,
    Text,
    /// What metadata has in place of the two: text, perhaps one of a few
    Choice,
    Validity,
    LicenseProfile,
    Reference,
    References,
    VideoReference,
    Image,
    /// An object that is not looked into
    Object,
    /// A type that is not checked
    Other,
}

/// By the names that configurations have for them: first those of params alone, then those of both.
pub const NAMES: [(&str, Plugin); 30] = [
    ("li-enum", Plugin::Enum),
    ("li-text", Plugin::Text),
    ("li-boolean", Plugin::Boolean),
    ("li-date", Plugin::Date),
    ("li-datetime", Plugin::DateTime),
    ("li-integer", Plugin::Integer),
    ("li-numeric-list", Plugin::NumericList),
    ("li-string-list", Plugin::StringList),
    ("li-text", Plugin::Choice),
    ("li-enum", Plugin::Choice),
    ("li-color", Plugin::Choice),
    ("li-external-id", Plugin::Choice),
    ("li-media-handle", Plugin::Choice),
    ("li-invalid", Plugin::Boolean),
    ("li-system-integer", Plugin::Integer),
    ("li-system-datetime", Plugin::DateTime),
    ("li-datetime-validity", Plugin::Validity),
    ("li-license-profile", Plugin::LicenseProfile),
    ("li-reference", Plugin::Reference),
    ("li-document-reference", Plugin::Reference),
    ("li-reference-list", Plugin::References),
    ("li-document-references", Plugin::References),
    ("li-video-reference", Plugin::VideoReference),
    ("li-image", Plugin::Image),
    ("li-poster-image", Plugin::Image),
    ("li-named-crops", Plugin::Object),
    ("li-media-language", Plugin::Object),
    ("li-metadata-translations", Plugin::Object),
    ("li-transcoding-state", Plugin::Object),
    ("li-google-vision", Plugin::Object),
];

const ID: Field = Field::required(Word::Id, Rule::String(Form::Filled));
static VALIDITY: Shape = Shape::open(&[
    Field::optional(Word::From, Rule::String(Form::DateTime)),
    Field::optional(Word::To, Rule::String(Form::DateTime)),
]);
static LICENSE_PROFILE: Shape = Shape::open(&[Field::required(Word::Handle, Rule::String(Form::Filled))]);
static DOCUMENT: Shape = Shape::open(&[ID]);
static VIDEO: Shape = Shape::open(&[ID, Field::optional(Word::PosterImageId, Rule::String(Form::Filled))]);
static REFERENCE: Shape = Shape::open(&reference(Word::Document, Word::Reference, Rule::Shaped(&DOCUMENT)));
static VIDEO_REFERENCE: Shape = Shape::open(&reference(Word::Video, Word::Reference, Rule::Shaped(&VIDEO)));
static REFERENCES: Shape =
    Shape::open(&reference(Word::Documents, Word::References, Rule::List(&Rule::Shaped(&DOCUMENT))));
static IMAGE: Shape = Shape::open(&[
    Field::required(Word::MediaId, Rule::String(Form::Filled)),
    Field::required(Word::Url, Rule::String(Form::Any)),
    Field::required(Word::OriginalUrl, Rule::String(Form::Any)),
    Field::required(Word::Width, Rule::Whole(Least::Zero)),
    Field::required(Word::Height, Rule::Whole(Least::Zero)),
    Field::required(Word::MimeType, Rule::String(Form::Any)),
]);

const fn reference(kind: Word, name: Word, rule: Rule) -> [Field; 2] {
    [Field::required(Word::Ref, Rule::String(Form::Only(kind))), Field::required(name, rule)]
}

impl Plugin {
    /// The names that mean something there.
    pub fn names(of: Of) -> &'static [(&'static str, Self)] {
        match of {
            Of::Purpose => &NAMES[..8],
            Of::MediaType => &NAMES[2..],
        }
    }

    pub fn named(name: Text<'_>, of: Of) -> Self {
        Self::names(of).iter().find(|(own, _)| name.is(own)).map_or(Self::Other, |(_, plugin)| *plugin)
    }

    /// Whether a configuration of it is judged: customers' own plugins use the same names for other things.
    pub fn is_judged(self) -> bool {
        !matches!(self, Self::Object | Self::Other)
    }

    /// What a value must be, whatever the configuration asks for besides.
    pub fn rule(self) -> Rule {
        match self {
            Self::Boolean => Rule::Boolean,
            Self::Date => Rule::String(Form::Date),
            Self::DateTime => Rule::String(Form::DateTime),
            Self::Text | Self::Enum | Self::Choice => Rule::String(Form::Any),
            Self::Integer => Rule::Whole(Least::Any),
            Self::StringList => Rule::List(&Rule::String(Form::Any)),
            Self::NumericList => Rule::List(&Rule::Whole(Least::Any)),
            Self::Validity => Rule::Shaped(&VALIDITY),
            Self::LicenseProfile => Rule::Shaped(&LICENSE_PROFILE),
            Self::Reference => Rule::Shaped(&REFERENCE),
            Self::References => Rule::Shaped(&REFERENCES),
            Self::VideoReference => Rule::Shaped(&VIDEO_REFERENCE),
            Self::Image => Rule::Shaped(&IMAGE),
            Self::Object => Rule::Object,
            Self::Other => Rule::Anything,
        }
    }
}
