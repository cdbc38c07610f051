//! The document against the handlers.

use axum::http::Method;
use serde_json::{Value, json};

use crate::support::TestApp;

async fn document(app: &TestApp) -> Value {
    app.get("/api/openapi.json", "").await.expect(200)
}

#[tokio::test]
async fn every_documented_address_exists_and_wants_its_key() {
    let app = TestApp::jaas().await;
    let document = document(&app).await;
    let mut seen = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, operation) in methods.as_object().unwrap() {
            let method: Method = method.to_uppercase().parse().unwrap();
            let concrete = path.replace("{id}", "none").replace("{invite_id}", "none");
            let answer = app.json(method.clone(), &concrete, &[], &json!({})).await;
            let expected = if operation.get("security").is_some() { 401 } else { 200 };
            assert_eq!(answer.status, expected, "{method} {path}");
            seen += 1;
        }
    }
    assert_eq!(seen, 11);
}

#[tokio::test]
async fn answers_have_exactly_the_documented_fields() {
    let app = TestApp::jaas().await;
    let document = document(&app).await;
    let request = json!({ "userId": "u1", "userName": "Ada", "roomName": "weekly" });
    let token = app.backend(Method::POST, "/api/jitsi/jwt", &request).await.expect(200);
    let refusal = app.get("/api/nothing", "").await.expect(404);
    for (name, answer) in [("JwtAnswer", token), ("ApiError", refusal)] {
        let schema = &document["components"]["schemas"][name];
        let known = schema["properties"].as_object().unwrap();
        for field in answer.as_object().unwrap().keys() {
            assert!(known.contains_key(field), "{name}.{field} is not documented");
        }
        for field in schema["required"].as_array().unwrap() {
            assert!(answer.get(field.as_str().unwrap()).is_some(), "{name} lacks {field}");
        }
    }
}
