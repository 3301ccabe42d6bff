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

/// By the names that configurations have for them: first those of params.
pub const NAMES: [(Word, Plugin); 28] = [
    (Word::LiEnum, Plugin::Choice),
    (Word::LiText, Plugin::Choice),
    (Word::LiBoolean, Plugin::Boolean),
    (Word::LiDate, Plugin::Date),
    (Word::LiDatetime, Plugin::DateTime),
    (Word::LiInteger, Plugin::Integer),
    (Word::LiNumericList, Plugin::NumericList),
    (Word::LiStringList, Plugin::StringList),
    (Word::LiColor, Plugin::Choice),
    (Word::LiExternalId, Plugin::Choice),
    (Word::LiMediaHandle, Plugin::Choice),
    (Word::LiInvalid, Plugin::Boolean),
    (Word::LiSystemInteger, Plugin::Integer),
    (Word::LiSystemDatetime, Plugin::DateTime),
    (Word::LiDatetimeValidity, Plugin::Validity),
    (Word::LiLicenseProfile, Plugin::LicenseProfile),
    (Word::LiReference, Plugin::Reference),
    (Word::LiDocumentReference, Plugin::Reference),
    (Word::LiReferenceList, Plugin::References),
    (Word::LiDocumentReferences, Plugin::References),
    (Word::LiVideoReference, Plugin::VideoReference),
    (Word::LiImage, Plugin::Image),
    (Word::LiPosterImage, Plugin::Image),
    (Word::LiNamedCrops, Plugin::Object),
    (Word::LiMediaLanguage, Plugin::Object),
    (Word::LiMetadataTranslations, Plugin::Object),
    (Word::LiTranscodingState, Plugin::Object),
    (Word::LiGoogleVision, Plugin::Object),
];
/// So many of them are those of params, too.
pub const OF_PARAMS: usize = 8;

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
    /// Those that mean something there.
    pub fn names(of: Of) -> &'static [(Word, Self)] {
        match of {
            Of::Purpose => &NAMES[..OF_PARAMS],
            Of::MediaType => &NAMES,
        }
    }

    pub fn named(name: Text<'_>, of: Of) -> Self {
        let known = Self::names(of).iter().find(|(own, _)| name.is_same((*own).into()));
        match (known, of) {
            (Some((Word::LiText, _)), Of::Purpose) => Self::Text,
            (Some((Word::LiEnum, _)), Of::Purpose) => Self::Enum,
            (Some((_, plugin)), _) => *plugin,
            (None, _) => Self::Other,
        }
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
