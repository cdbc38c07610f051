//! One operation: what it needs, what it takes, what it answers, and how to call it from a shell.

#![expect(clippy::needless_pass_by_value, reason = "a component owns its props")]

use leptos::prelude::*;

use super::reference::{Answer, Field, Operation as Described};

#[component]
pub(super) fn Operation(operation: Described) -> impl IntoView {
    let Described { id, method, path, summary, text, needs_key, parameters, body, answers, also, curl } = operation;
    let needs = if needs_key { "Needs an API key." } else { "Needs no API key." };
    let heading = format!("{id}-name");
    let about = |what: &str| format!("{what} of {method} {path}");
    let (of_address, of_body, example) = (about("Parameters"), about("Body"), about("Example"));
    view! {
        <article class="card stack api__operation" id=id aria-labelledby=heading.clone()>
            <h3 id=heading.clone()>
                <span class="api__method">{method}</span>
                " "
                <code>{path}</code>
            </h3>
            <Prose text=summary />
            {text.into_iter().map(|text| view! { <Prose text /> }).collect_view()}
            <p class="small">{needs}</p>
            {(!parameters.is_empty()).then(|| view! { <Table caption="In its address" about=of_address rows=parameters /> })}
            {(!body.is_empty()).then(|| view! { <Table caption="In its body" about=of_body rows=body /> })}
            // It scrolls where it is wider than the page, and the keyboard must be able to.
            <pre class="api__code" tabindex="0" role="region" aria-label=example><code>{curl}</code></pre>
            <details>
                <summary>"Answers"</summary>
                <Answers answers />
                {(!also.is_empty()).then(|| view! {
                    <p class="small">
                        "It may also answer " {also.join(", ")} ": see "
                        <a href="#shared-answers">"the answers that many operations share"</a> "."
                    </p>
                })}
            </details>
        </article>
    }
}

/// Answers, each with its codes, its own headers and its fields.
#[component]
pub(super) fn Answers(answers: Vec<Answer>) -> impl IntoView {
    let rows = answers.into_iter().map(|answer| {
        let Answer { status, text, codes, headers, fields } = answer;
        let about = format!("Body of {status}");
        view! {
            <li class="stack">
                <div class="row">
                    <strong>{status}</strong>
                    {codes.into_iter().map(|code| view! { <code>{code}</code> }).collect_view()}
                    {headers.into_iter().map(|name| view! { <span class="tag">{name}</span> }).collect_view()}
                </div>
                <Prose text />
                {(!fields.is_empty()).then(|| view! { <Table caption="In its body" about rows=fields /> })}
            </li>
        }
    });
    view! { <ul class="list api__answers">{rows.collect_view()}</ul> }
}

/// A table of fields.
#[component]
fn Table(caption: &'static str, about: String, rows: Vec<Field>) -> impl IntoView {
    let rows = rows.into_iter().map(|field| {
        let Field { name, kind, required, text, rule, pattern } = field;
        view! {
            <tr>
                <th scope="row">
                    <code>{name}</code>
                    <span class="small">{kind} {required.then_some(", required")}</span>
                </th>
                <td>
                    <Prose text />
                    <Prose text=rule />
                    {pattern.map(|pattern| view! { <p><code>{pattern}</code></p> })}
                </td>
            </tr>
        }
    });
    view! {
        <table class="api__table" aria-label=about>
            <caption>{caption}</caption>
            <thead>
                <tr>
                    <th scope="col"><span class="unseen">"Field"</span></th>
                    <th scope="col"><span class="unseen">"What it is"</span></th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

/// A paragraph, in which what stands between backticks is code.
#[component]
pub(super) fn Prose(text: String) -> impl IntoView {
    let parts = text.split('`').enumerate().map(|(number, part)| {
        let part = part.to_owned();
        if number % 2 == 1 { view! { <code>{part}</code> }.into_any() } else { part.into_any() }
    });
    (!text.is_empty()).then(|| view! { <p>{parts.collect_view()}</p> })
}
