//! The page about the HTTP API: the OpenAPI document for people. It is rendered here and needs no script.
//!
//! `reference` reads the document, `operation` shows one operation. What the document says is in English,
//! whatever language the frame is in.

mod curl;
mod fields;
mod operation;
mod reference;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use leptos::{nonce::use_nonce, prelude::*};

pub use self::reference::Reference;
use self::{
    operation::{Answers, Operation, Prose},
    reference::Group,
};
use super::{Page, say::t, script::smaller};

const STYLE: &str = include_str!("../../../../style/api.css");

#[component]
pub(super) fn ApiPage() -> impl IntoView {
    let reference: Arc<Reference> = use_context().unwrap_or_default();
    let Reference { intro, key, groups, shared } = (*reference).clone();
    let contents = groups.iter().map(|group| view! { <Contents group=group.clone() /> }).collect_view();
    let groups = groups.into_iter().map(|group| view! { <Operations group /> }).collect_view();
    view! {
        <Page title=t("reference-title")>
            <style nonce=use_nonce() inner_html=smaller(STYLE)></style>
            <div class="head">
                <h1>{t("reference-title")}</h1>
                <p class="lead">{t("reference-lead")}</p>
                <p><a href="/api/openapi.json">{t("reference-document")}</a></p>
            </div>
            <div class="api">
                <nav class="api__contents" aria-label=t("reference-contents")>{contents}</nav>
                <div class="api__all" lang="en">
                    <section class="stack" aria-labelledby="everywhere">
                        <h2 id="everywhere">"What holds everywhere"</h2>
                        {intro.into_iter().map(|text| view! { <Prose text /> }).collect_view()}
                        <h3>"The API key"</h3>
                        <Prose text=key />
                        <details id="shared-answers">
                            <summary>"Answers that many operations share"</summary>
                            <Answers answers=shared />
                        </details>
                    </section>
                    {groups}
                </div>
            </div>
        </Page>
    }
}

#[component]
fn Contents(group: Group) -> impl IntoView {
    let Group { id, name, operations, .. } = group;
    let rows = operations.into_iter().map(|one| {
        view! {
            <li>
                <a href=format!("#{}", one.id)>
                    <span class="api__method">{one.method}</span>
                    " "
                    <span class="api__path">{one.path}</span>
                </a>
            </li>
        }
    });
    view! {
        <p><a href=format!("#{id}") lang="en">{name}</a></p>
        <ul>{rows.collect_view()}</ul>
    }
}

#[component]
fn Operations(group: Group) -> impl IntoView {
    let Group { id, name, text, operations } = group;
    view! {
        <section class="stack" aria-labelledby=id.clone()>
            <h2 id=id.clone()>{name}</h2>
            <Prose text />
            {operations.into_iter().map(|operation| view! { <Operation operation /> }).collect_view()}
        </section>
    }
}
