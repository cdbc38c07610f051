//! What the page about the API shows, read from the OpenAPI document once, when the app is built.

use serde_json::Value;

use super::{curl::curl, fields::Fields};

/// The API, as a person reads it.
#[derive(Clone, Debug, Default)]
pub struct Reference {
    /// What holds for all of it, in paragraphs.
    pub(super) intro: Vec<String>,
    /// How callers say who they are.
    pub(super) key: String,
    /// The operations by their subject.
    pub(super) groups: Vec<Group>,
    /// Answers that many operations share, by their status.
    pub(super) shared: Vec<Answer>,
}

/// The operations about one thing.
#[derive(Clone, Debug, Default)]
pub(super) struct Group {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) text: String,
    pub(super) operations: Vec<Operation>,
}

/// One method of one address.
#[derive(Clone, Debug)]
pub(super) struct Operation {
    pub(super) id: String,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) summary: String,
    pub(super) text: Vec<String>,
    pub(super) needs_key: bool,
    pub(super) parameters: Vec<Field>,
    pub(super) body: Vec<Field>,
    pub(super) answers: Vec<Answer>,
    /// The statuses of the shared answers that it may give as well.
    pub(super) also: Vec<String>,
    pub(super) curl: String,
}

/// One field of a body, or one parameter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) required: bool,
    pub(super) text: String,
    pub(super) rule: String,
    /// What its text must look like, where that can be said in a line.
    pub(super) pattern: Option<String>,
}

/// One answer.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    pub(super) status: String,
    pub(super) text: String,
    pub(super) codes: Vec<String>,
    pub(super) headers: Vec<String>,
    pub(super) fields: Vec<Field>,
}

/// The headers that every answer bears are told once, above all.
const EVERYWHERE: [&str; 2] = ["X-Request-Id", "Cache-Control"];
/// The methods, in the order in which they are shown.
const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

impl Reference {
    /// Reads the document.
    pub fn read(document: &Value) -> Self {
        let groups = list(&document["tags"]).map(|tag| {
            let name = text(&tag["name"]);
            Group {
                id: name.to_lowercase().replace(' ', "-"),
                operations: operations(document, &name).collect(),
                text: text(&tag["description"]),
                name,
            }
        });
        let shared = &document["components"]["responses"];
        let mut shared: Vec<_> = entries(shared).map(|(_, answer)| (status_of(document, answer), answer)).collect();
        shared.sort_by(|a, b| a.0.cmp(&b.0));
        Self {
            intro: paragraphs(&document["info"]["description"]),
            key: text(&document["components"]["securitySchemes"]["api_key"]["description"]),
            groups: groups.filter(|group| !group.operations.is_empty()).collect(),
            shared: shared.into_iter().map(|(status, answer)| read_answer(document, &status, answer)).collect(),
        }
    }
}

/// The status under which some operation names a shared answer.
fn status_of(document: &Value, answer: &Value) -> String {
    let all = entries(&document["paths"]).flat_map(|(_, item)| entries(item));
    let mut answers = all.flat_map(|(_, operation)| entries(&operation["responses"]));
    let found = answers.find(|(_, one)| one["$ref"].is_string() && std::ptr::eq(resolve(document, one), answer));
    found.map(|(status, _)| status.clone()).unwrap_or_default()
}

fn operations<'a>(document: &'a Value, tag: &'a str) -> impl Iterator<Item = Operation> + 'a {
    entries(&document["paths"]).flat_map(move |(path, item)| {
        let methods = METHODS.into_iter().filter(|method| item[method].is_object());
        let ours = methods.filter(move |method| list(&item[method]["tags"]).any(|one| one == tag));
        ours.map(move |method| operation(document, method, path, &item[method]))
    })
}

fn operation(document: &Value, method: &str, path: &str, said: &Value) -> Operation {
    let fields = Fields { document };
    let (shared, own): (Vec<_>, Vec<_>) = entries(&said["responses"]).partition(|(_, one)| one["$ref"].is_string());
    Operation {
        id: text(&said["operationId"]),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(&said["summary"]),
        text: paragraphs(&said["description"]),
        needs_key: said["security"].is_array(),
        parameters: list(&said["parameters"]).map(|one| fields.parameter(one)).collect(),
        body: fields.of(&said["requestBody"]["content"]["application/json"]["schema"]),
        answers: own.into_iter().map(|(status, one)| read_answer(document, status, one)).collect(),
        also: shared.into_iter().map(|(status, _)| status.clone()).collect(),
        curl: curl(document, method, path, said),
    }
}

fn read_answer(document: &Value, status: &str, said: &Value) -> Answer {
    let schema = &said["content"]["application/json"]["schema"];
    let parts = || list(&schema["allOf"]);
    let codes: Vec<_> = parts().flat_map(|part| list(&part["properties"]["code"]["enum"])).map(text).collect();
    let headers = entries(&said["headers"]).map(|(name, _)| name.clone());
    Answer {
        status: status.to_owned(),
        text: text(&said["description"]),
        headers: headers.filter(|name| !EVERYWHERE.contains(&name.as_str())).collect(),
        fields: if codes.is_empty() { Fields { document }.of(schema) } else { Vec::new() },
        codes,
    }
}

/// What a `$ref` leads to, or the value itself.
pub(super) fn resolve<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let reference = value["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    reference.and_then(|pointer| document.pointer(pointer)).unwrap_or(value)
}

/// The things in a list; none where it is no list.
pub(super) fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The names and things in an object; none where it is no object.
pub(super) fn entries(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flatten()
}

/// A text; empty where it is none.
pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().replace('\n', " ")
}

fn paragraphs(value: &Value) -> Vec<String> {
    let all = value.as_str().unwrap_or_default().split("\n\n");
    all.map(|one| one.replace('\n', " ")).filter(|one| !one.is_empty()).collect()
}
