//! An operation as a line for a shell, with the examples of its fields.

use serde_json::{Map, Value};

use super::reference::{entries, list, resolve, text};

/// The line. What only the reader knows stands in it as variables: `$KEY`, `$ID`.
pub(super) fn curl(document: &Value, method: &str, path: &str, said: &Value) -> String {
    let server = list(&document["servers"]).next().map(|server| text(&server["url"])).unwrap_or_default();
    let path = path.split('/').map(variable).collect::<Vec<_>>().join("/");
    let body = example(document, &said["requestBody"]["content"]["application/json"]["schema"]);
    let usual = if body.is_some() { "post" } else { "get" };
    let mut parts = vec!["curl -s".to_owned()];
    if method != usual {
        parts.push(format!(" -X {}", method.to_uppercase()));
    }
    parts.push(format!(" \"{server}{path}\""));
    if said["security"].is_array() {
        parts.push(" \\\n  -H \"Authorization: Bearer $KEY\"".to_owned());
    }
    if let Some(body) = body {
        let body = format!("{body:#}").replace('\'', r"'\''");
        parts.push(format!(" \\\n  -H 'Content-Type: application/json' \\\n  -d '{body}'"));
    }
    parts.concat()
}

/// `{invite_id}` as `$INVITE_ID`.
fn variable(segment: &str) -> String {
    let name = segment.strip_prefix('{').and_then(|segment| segment.strip_suffix('}'));
    name.map_or_else(|| segment.to_owned(), |name| format!("${}", name.to_uppercase()))
}

/// An example of what fits the schema: what it gives itself, else the fields that have one or must be there.
fn example(document: &Value, schema: &Value) -> Option<Value> {
    let said = schema;
    let schema = resolve(document, schema);
    if let Some(given) = said.get("example").or_else(|| schema.get("example")) {
        return Some(given.clone());
    }
    if let Some(way) = list(&schema["oneOf"]).find(|way| way["type"] != "null") {
        return example(document, way);
    }
    if let Some(word) = list(&schema["enum"]).next() {
        return Some(word.clone());
    }
    let required = |name: &String| list(&schema["required"]).any(|one| one == name.as_str());
    let properties =
        entries(&schema["properties"]).filter(|(name, one)| required(name) || one.get("example").is_some());
    let fields: Map<_, _> =
        properties.filter_map(|(name, one)| Some((name.clone(), example(document, one)?))).collect();
    (!fields.is_empty()).then_some(Value::Object(fields))
}
