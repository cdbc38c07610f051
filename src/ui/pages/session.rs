//! The host's page of a session.

use leptos::prelude::*;
use qrcode::{QrCode, render::svg};

use super::{Page, icon::Icon, icons, param, refusal::Refusal, time::Moment};
use crate::{
    server_fns::views::{self, GrantView, HostView},
    wire::{Role, SessionType},
};

#[component]
pub(super) fn SessionPage() -> impl IntoView {
    let id = param("id");
    view! {
        <Suspense>
            {Suspend::new(async move {
                match views::host(&id).await {
                    Ok(host) => view! { <Session host /> }.into_any(),
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn Session(host: HostView) -> impl IntoView {
    let open = host.ended_at.is_none();
    let base = format!("/s/{}", host.session_id);
    let kind = match host.session_type {
        SessionType::Video => "Video session",
        SessionType::Audio => "Audio session",
    };
    view! {
        <Page title=host.title.clone()>
            <div class="head">
                <h1>{host.title.clone()}</h1>
                <p class="row small">
                    <span class="pill" data-state=if open { "open" } else { "ended" }>
                        {if open { "Open" } else { "Ended" }}
                    </span>
                    <span>{kind}</span>
                    <span>"Opened " <Moment at=host.opened_at /></span>
                    {host.ended_at.map(|at| view! { <span>"Ended " <Moment at /></span> })}
                </p>
            </div>
            {open.then(|| view! {
                <div class="pair">
                    <You base=base.clone() />
                    <Guests base=base.clone() title=host.title.clone() link=host.guest_link.clone() />
                </div>
            })}
            <LetIn grants=host.grants base=base.clone() />
            {open.then(|| view! { <End base /> })}
        </Page>
    }
}

#[component]
fn You(base: String) -> impl IntoView {
    view! {
        <section class="card stack" aria-labelledby="you">
            <h2 id="you">"You"</h2>
            <p>"You lead the session. Check your camera and microphone first; guests may already wait inside."</p>
            <p><a class="button button--main" href=format!("{base}/room")>
                <Icon icon=icons::DOOR />
                "Enter as host"
            </a></p>
        </section>
    }
}

#[component]
fn Guests(base: String, title: String, link: Option<String>) -> impl IntoView {
    let code = link.as_deref().map(qr);
    view! {
        <section class="card stack" aria-labelledby="guests">
            <h2 id="guests">"Guests"</h2>
            <p>"Whoever has this link can come in as a guest, without moderator rights."</p>
            {link.map(|link| view! {
                <div class="link">
                    <label class="small" for="guest-link">"Guest link"</label>
                    <input
                        id="guest-link"
                        class="link__field"
                        type="text"
                        readonly
                        value=link
                        data-testid="guest-link"
                    />
                    <button class="button link__copy" type="button">"Copy"</button>
                    <button class="button link__share" type="button" hidden data-title=title>"Share"</button>
                    <p class="link__said small" role="status"></p>
                </div>
            })}
            {code.map(|code| view! {
                <details>
                    <summary>"Show as QR code"</summary>
                    <div class="qr" role="img" aria-label="QR code of the guest link" inner_html=code></div>
                </details>
            })}
            <form method="post" action=format!("{base}/guest-link")>
                <button class="button button--quiet" type="submit">"Withdraw this link and make a new one"</button>
            </form>
        </section>
    }
}

/// The link as a QR code (ISO/IEC 18004), dark on light in both colour schemes: scanners want it so.
fn qr(link: &str) -> String {
    let Ok(code) = QrCode::new(link) else { return String::new() };
    code.render::<svg::Color<'_>>().min_dimensions(200, 200).build()
}

#[component]
fn LetIn(grants: Vec<GrantView>, base: String) -> impl IntoView {
    let none = grants.is_empty();
    let rows = grants
        .into_iter()
        .map(|grant| {
            view! {
                <li class="list__row">
                    <span class="list__name">{grant.name}</span>
                    <span class="tag">{match grant.role { Role::Host => "Host", Role::Guest => "Guest" }}</span>
                    <span class="small"><Moment at=grant.issued_at /></span>
                </li>
            }
        })
        .collect_view();
    view! {
        <section class="stack" aria-labelledby="let-in">
            <div class="row row--apart">
                <h2 id="let-in">"Who was let in"</h2>
                <a class="button button--quiet" href=base>"Refresh"</a>
            </div>
            {if none {
                view! { <p class="small">"Nobody yet. Each pass that is handed out is listed here."</p> }.into_any()
            } else {
                view! { <ul class="list">{rows}</ul> }.into_any()
            }}
        </section>
    }
}

#[component]
fn End(base: String) -> impl IntoView {
    view! {
        <details class="end">
            <summary class="button button--quiet">"End session"</summary>
            <form class="card stack" method="post" action=format!("{base}/end")>
                <p>
                    "After this nobody can come in any more, by any link. "
                    "Who is inside stays until they leave."
                </p>
                <p><button class="button button--danger" type="submit">"End it now"</button></p>
            </form>
        </details>
    }
}
