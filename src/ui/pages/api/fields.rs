//! The fields of a schema, one row each, those of objects within it with the path to them.

use serde_json::Value;

use super::reference::{Field, entries, list, resolve, text};

/// Past this many characters a pattern says less than the words beside it.
const LONGEST_PATTERN: usize = 60;

/// Reads schemas of that document.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    pub(super) document: &'a Value,
}

impl<'a> Fields<'a> {
    /// The fields of a body.
    pub(super) fn of(self, schema: &'a Value) -> Vec<Field> {
        let mut found = Vec::new();
        self.collect("", schema, &mut found);
        found
    }

    /// A parameter of a path or a query.
    pub(super) fn parameter(self, said: &'a Value) -> Field {
        let required = said["required"] == true;
        Field { text: text(&said["description"]), ..self.field(&text(&said["name"]), &said["schema"], required) }
    }

    fn collect(self, path: &str, schema: &'a Value, found: &mut Vec<Field>) {
        let schema = resolve(self.document, schema);
        for part in list(&schema["allOf"]).chain(list(&schema["oneOf"])) {
            self.collect(path, part, found);
        }
        let required = |name: &str| list(&schema["required"]).any(|one| one == name);
        let (first, then): (Vec<_>, Vec<_>) = entries(&schema["properties"]).partition(|(name, _)| required(name));
        for (name, property) in first.into_iter().chain(then) {
            let required = required(name);
            let name = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            found.push(self.field(&name, property, required));
            let inner = resolve(self.document, property);
            match kind_of(inner) {
                Some("array") => self.collect(&format!("{name}[]"), &inner["items"], found),
                _ => self.collect(&name, inner, found),
            }
        }
    }

    fn field(self, name: &str, said: &'a Value, required: bool) -> Field {
        let schema = self.meant(said);
        let described = [said, schema].into_iter().map(|one| text(&one["description"])).find(|text| !text.is_empty());
        let pattern = schema["pattern"].as_str().filter(|pattern| pattern.chars().count() <= LONGEST_PATTERN);
        Field {
            name: name.to_owned(),
            kind: self.kind(schema),
            required,
            text: described.unwrap_or_default(),
            rule: self.rule(schema),
            pattern: pattern.map(str::to_owned),
        }
    }

    /// The schema itself: past references, and past "or nothing".
    fn meant(self, said: &'a Value) -> &'a Value {
        let schema = resolve(self.document, said);
        let mut ways = list(&schema["oneOf"]).filter(|way| way["type"] != "null");
        match (ways.next(), ways.next()) {
            (Some(only), None) => resolve(self.document, only),
            _ => schema,
        }
    }

    fn kind(self, schema: &'a Value) -> String {
        match kind_of(schema) {
            Some("string") => "text".to_owned(),
            Some("integer") => "whole number".to_owned(),
            Some("boolean") => "true or false".to_owned(),
            Some("array") => {
                let one = self.kind(self.meant(&schema["items"]));
                format!("list of {}", if one == "text" { "texts" } else { "objects" })
            }
            _ => "object".to_owned(),
        }
    }

    fn rule(self, schema: &'a Value) -> String {
        let mut rules = Vec::new();
        let words = |schema: &Value| list(&schema["enum"]).map(|word| format!("`{}`", text(word))).collect::<Vec<_>>();
        let items = self.meant(&schema["items"]);
        for (start, words) in [
            ("One of", words(schema)),
            ("Each one of", words(items)),
            ("Names:", words(resolve(self.document, &schema["propertyNames"]))),
        ] {
            match words.as_slice() {
                [] => {}
                [only] => rules.push(format!("Always {only}.")),
                all => rules.push(format!("{start} {}.", all.join(", "))),
            }
        }
        rules.extend(span(schema, "minimum", "maximum", ""));
        rules.extend(span(schema, "minLength", "maxLength", " characters"));
        rules.extend(span(items, "minLength", "maxLength", " characters each"));
        rules.extend(schema["maxItems"].as_u64().map(|most| format!("At most {most}.")));
        rules.extend(match schema["format"].as_str() {
            Some("uuid") => Some("A UUID.".to_owned()),
            Some("uri") => Some("A URL.".to_owned()),
            _ => None,
        });
        rules.extend(
            schema.get("default").filter(|it| it.is_number()).map(|usual| format!("{usual} unless it is said.")),
        );
        rules.join(" ")
    }
}

/// The type, without "or null".
fn kind_of(schema: &Value) -> Option<&str> {
    let several = || list(&schema["type"]).find(|one| *one != "null").and_then(Value::as_str);
    schema["type"].as_str().or_else(several)
}

fn span(schema: &Value, least: &str, most: &str, of: &str) -> Option<String> {
    match (schema[least].as_i64(), schema[most].as_i64()) {
        (Some(least), Some(most)) => Some(format!("{least} to {most}{of}.")),
        (None, Some(most)) => Some(format!("At most {most}{of}.")),
        (Some(least), None) if least > 0 => Some(format!("At least {least}{of}.")),
        _ => None,
    }
}
