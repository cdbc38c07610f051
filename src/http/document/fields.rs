//! The rules of fields, with the numbers that the use cases hold them against.
//!
//! What a type says by itself (a number, a list, one of some words) the derived schema has. Here is what it
//! cannot say: how long, how many, which characters.

use serde_json::Value;
use utoipa::openapi::{
    OpenApi, RefOr, Schema,
    schema::{ArrayItems, Object, SchemaFormat},
};

use crate::{
    jaas::RoomName,
    service::{Service, rules},
};

/// Unicode's white space, which is trimmed off a text.
const BLANK: &str = r"[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]";
/// What a line may consist of: no control characters, none that change the direction of text.
const IN_LINE: &str = r"[^\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]";
/// Those of them that leave a mark. (The invisible ones beyond U+FFFF are refused as well; patterns of
/// OpenAPI cannot name them in a way that every reader understands.)
const MARK: &str = r"[^\u0000-\u0020\u007f-\u00a0\u00ad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0]";
/// What stands before and after the `@` of an address, which may have further ones before it, or after it.
const IN_ADDRESS: &str =
    r"\u0000-\u0020\u007f-\u00a0\u061c\u1680\u2000-\u200b\u200e\u200f\u2028-\u202f\u205f\u2066-\u2069\u3000\ufeff";
/// A room's name: `.` and `..` are none, and the app id may stand before it.
const ROOM: &str = r"^(?:vpaas-magic-cookie-[0-9a-f]{32}/)?(?:[a-z0-9_~-][a-z0-9._~-]{0,199}|\.[a-z0-9_~-][a-z0-9._~-]{0,198}|\.\.[a-z0-9._~-]{1,198})$";
/// How long a room's name with an app id before it may be.
const TENANT: usize = "vpaas-magic-cookie-".len() + 32 + "/".len();

/// What a field must keep to.
enum Rule {
    /// One visible line.
    Line(usize),
    /// The same, or nothing.
    Label(usize),
    /// An e-mail address that is only shown.
    ShownEmail,
    /// An e-mail address by which somebody is known.
    Email,
    /// An address on the web.
    Web(usize),
    /// A room.
    Room,
    /// A name of the IANA database.
    Zone,
    /// A number.
    Number(i64, i64),
    /// A list of at most so many.
    AtMost(usize),
}

/// The rule of each field, by its schema and name; for the things in a list `coHosts[]`.
const RULES: [(&str, &str, Rule); 16] = [
    ("JwtRequest", "userId", Rule::Line(rules::MAX_USER_ID)),
    ("JwtRequest", "userName", Rule::Line(rules::MAX_NAME)),
    ("JwtRequest", "userEmail", Rule::ShownEmail),
    ("JwtRequest", "userAvatar", Rule::Web(rules::MAX_AVATAR)),
    ("JwtRequest", "roomName", Rule::Room),
    ("OpenRequest", "title", Rule::Line(rules::MAX_TITLE)),
    ("OpenRequest", "durationSeconds", Rule::Number(rules::SHORTEST_SESSION, rules::LONGEST_SESSION)),
    ("OpenRequest", "timeZone", Rule::Zone),
    ("OpenRequest", "capacity", Rule::Number(1, rules::MOST_GUESTS)),
    ("OpenRequest", "coHosts", Rule::AtMost(rules::MOST_CO_HOSTS)),
    ("OpenRequest", "coHosts[]", Rule::Email),
    ("InviteRequest", "label", Rule::Label(rules::MAX_LABEL)),
    ("InviteRequest", "maxUses", Rule::Number(1, rules::MOST_USES)),
    ("MeetingTokenCall", "name", Rule::Label(rules::MAX_NAME)),
    ("SessionBody", "capacity", Rule::Number(1, rules::MOST_GUESTS)),
    ("SessionBody", "title", Rule::Line(rules::MAX_TITLE)),
];

/// Writes the rules into the document. How long a token may last is what this server was told.
pub(super) fn hold(document: &mut OpenApi, service: &Service) {
    for (schema, field, rule) in RULES {
        if let Some(found) = find(document, schema, field) {
            rule.write(found);
        }
    }
    let lifetimes = service.lifetimes();
    if let Some(Schema::Object(seconds)) = find(document, "JwtRequest", "expirationSeconds") {
        number(seconds, 1, lifetimes.longest);
        seconds.default = Some(Value::from(lifetimes.usual));
    }
}

fn find<'a>(document: &'a mut OpenApi, schema: &str, field: &str) -> Option<&'a mut Schema> {
    let (name, item) = field.strip_suffix("[]").map_or((field, false), |name| (name, true));
    let RefOr::T(Schema::Object(object)) = document.components.as_mut()?.schemas.get_mut(schema)? else { return None };
    let RefOr::T(found) = object.properties.get_mut(name)? else { return None };
    if !item {
        return Some(found);
    }
    let Schema::Array(array) = found else { return None };
    let ArrayItems::RefOrSchema(items) = &mut array.items else { return None };
    let RefOr::T(items) = &mut **items else { return None };
    Some(items)
}

impl Rule {
    fn write(self, schema: &mut Schema) {
        match (self, schema) {
            (Self::AtMost(most), Schema::Array(array)) => array.max_items = Some(most),
            (rule, Schema::Object(object)) => rule.write_into(object),
            _ => {}
        }
    }

    fn write_into(self, object: &mut Object) {
        let line = format!("{BLANK}*{IN_LINE}*{MARK}{IN_LINE}*{BLANK}*");
        match self {
            Self::Line(max) => text(object, 1, max, format!("^{line}$")),
            Self::Label(max) => text(object, 0, max, format!("^(?:{line}|{BLANK}*)$")),
            Self::ShownEmail => {
                let address = format!("^{BLANK}*[^@{IN_ADDRESS}]+@[^{IN_ADDRESS}]+{BLANK}*$");
                text(object, 3, rules::MAX_EMAIL, address);
            }
            Self::Email => {
                let address = format!("^{BLANK}*[^{IN_ADDRESS}]+@[^@{IN_ADDRESS}]+{BLANK}*$");
                text(object, 3, rules::MAX_EMAIL, address);
            }
            Self::Room => text(object, 1, RoomName::MAX_LENGTH + TENANT, ROOM.to_owned()),
            Self::Web(max) => {
                object.max_length = Some(max);
                object.format = Some(SchemaFormat::Custom("uri".to_owned()));
            }
            Self::Zone => object.format = Some(SchemaFormat::Custom("time-zone".to_owned())),
            Self::Number(min, max) => number(object, min, max),
            Self::AtMost(_) => {}
        }
    }
}

fn text(object: &mut Object, min: usize, max: usize, pattern: String) {
    (object.min_length, object.max_length) = (Some(min).filter(|min| *min > 0), Some(max));
    object.pattern = Some(pattern);
}

fn number(object: &mut Object, min: i64, max: i64) {
    let number = |value: i64| isize::try_from(value).ok().map(Into::into);
    (object.minimum, object.maximum) = (number(min), number(max));
}
