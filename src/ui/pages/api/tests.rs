//! The reading of a document, with a small one.

use serde_json::json;

use super::reference::Reference;

fn document() -> serde_json::Value {
    json!({
        "info": { "description": "First\nline.\n\nSecond." },
        "servers": [{ "url": "https://meet.example.com" }],
        "tags": [{ "name": "Two words", "description": "About." }, { "name": "Empty" }],
        "paths": { "/a/{some_id}": { "put": {
            "tags": ["Two words"],
            "operationId": "put_a",
            "security": [{ "api_key": [] }],
            "parameters": [{ "name": "some_id", "required": true, "schema": { "type": "string", "format": "uuid" } }],
            "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/A" } } } },
            "responses": {
                "200": { "description": "Done.", "content": { "application/json": { "schema": {
                    "type": "object", "properties": { "list": { "type": "array", "items": {
                        "type": "object", "properties": { "one": { "type": "boolean" } }
                    } } }
                } } } },
                "429": { "$ref": "#/components/responses/Limited" }
            }
        } } },
        "components": {
            "schemas": {
                "A": { "type": "object", "required": ["name"], "properties": {
                    "count": { "type": ["integer", "null"], "minimum": 1, "maximum": 9, "default": 3 },
                    "kind": { "oneOf": [{ "type": "null" }, { "$ref": "#/components/schemas/Kind" }] },
                    "name": { "type": "string", "maxLength": 80, "example": "O'Brien" }
                } },
                "Kind": { "type": "string", "enum": ["x", "y"] }
            },
            "responses": { "Limited": { "description": "Later.", "headers": { "Retry-After": {}, "X-Request-Id": {} },
                "content": { "application/json": { "schema": { "allOf": [
                    {}, { "properties": { "code": { "enum": ["rate_limited"] } } }
                ] } } } } }
        }
    })
}

#[test]
fn each_field_says_its_type_and_its_rule() {
    let reference = Reference::read(&document());
    let operation = &reference.groups[0].operations[0];
    let shown = operation.body.iter();
    let shown: Vec<_> = shown.map(|it| (it.name.as_str(), it.kind.as_str(), it.required, it.rule.as_str())).collect();
    let expected = [
        ("name", "text", true, "At most 80 characters."),
        ("count", "whole number", false, "1 to 9. 3 unless it is said."),
        ("kind", "text", false, "One of `x`, `y`."),
    ];
    assert_eq!(shown, expected);
    let answer: Vec<_> = operation.answers[0].fields.iter().map(|field| field.name.as_str()).collect();
    assert_eq!(answer, ["list", "list[].one"]);
    assert_eq!(operation.parameters[0].rule, "A UUID.");
}

#[test]
fn a_shared_answer_is_told_once_with_its_status() {
    let reference = Reference::read(&document());
    let [shared] = reference.shared.as_slice() else { panic!("one is shared") };
    assert_eq!((shared.status.as_str(), shared.codes.as_slice()), ("429", ["rate_limited".to_owned()].as_slice()));
    assert_eq!(shared.headers, ["Retry-After"]);
    assert_eq!(reference.groups[0].operations[0].also, ["429"]);
    assert_eq!(reference.groups.len(), 1, "a subject without operations is not shown");
    assert_eq!((reference.groups[0].id.as_str(), reference.intro.len()), ("two-words", 2));
}

#[test]
fn the_line_for_a_shell_can_be_pasted_into_one() {
    let reference = Reference::read(&document());
    let expected = "curl -s -X PUT \"https://meet.example.com/a/$SOME_ID\" \\\n  -H \"Authorization: Bearer $KEY\" \\\n  \
        -H 'Content-Type: application/json' \\\n  -d '{\n  \"name\": \"O'\\''Brien\"\n}'";
    assert_eq!(reference.groups[0].operations[0].curl, expected);
}
