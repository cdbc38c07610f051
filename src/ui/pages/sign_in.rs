//! Signing in: at a provider or by a one-time link, and why it did not work.

use leptos::prelude::*;

use super::{
    Page,
    icon::Icon,
    icons, param, query,
    refusal::{NotFound, Refusal},
    say::{t, t_with},
};
use crate::server_fns::views::sign_in::{self as views, FailedView, SignInView};

#[component]
pub(super) fn SignInPage() -> impl IntoView {
    let to = query("to");
    view! {
        <Suspense>
            {Suspend::new(async move {
                match views::sign_in(to.as_deref()).await {
                    Ok(seen) => view! { <SignIn seen /> }.into_any(),
                    Err(error) => view! { <Refusal error /> }.into_any(),
                }
            })}
        </Suspense>
    }
}

#[component]
fn SignIn(seen: SignInView) -> impl IntoView {
    let SignInView { provider, sandbox, signed_in_as, to } = seen;
    let link = if provider { "sign-in-link-instead" } else { "sign-in-link-alone" };
    view! {
        <Page title=t("sign-in-title")>
            <section class="card stack notice">
                <h1>{t("sign-in-title")}</h1>
                {signed_in_as.map(|email| view! { <Already email to=to.clone() /> })}
                {provider.then(|| view! {
                    <form method="post" action="/sign-in">
                        <input type="hidden" name="to" value=to />
                        <button class="button button--main" type="submit">{t("sign-in-provider")}</button>
                    </form>
                })}
                <p>{t(link)}</p>
                {sandbox.then(|| view! { <p class="small">{t("sign-in-sandbox")}</p> })}
                <p class="small">{t("sign-in-guests")}</p>
            </section>
        </Page>
    }
}

#[component]
fn Already(email: String, to: String) -> impl IntoView {
    view! {
        <p>{t_with("sign-in-already", [("email", email.into())])}</p>
        <p><a class="button" href=to>{t("sign-in-go-on")}</a></p>
    }
}

#[component]
pub(super) fn FailedPage() -> impl IntoView {
    match views::failed(&param("why"), query("to").as_deref()) {
        Some(seen) => view! { <Failed seen /> }.into_any(),
        None => view! { <NotFound /> }.into_any(),
    }
}

#[component]
fn Failed(seen: FailedView) -> impl IntoView {
    view! {
        <Page title=t("sign-in-failed")>
            <section class="card stack notice">
                <Icon icon=icons::INFO large=true />
                <h1>{t("sign-in-failed")}</h1>
                <p class="lead">{seen.error.error}</p>
                <form class="row" method="get" action="/sign-in">
                    <input type="hidden" name="to" value=seen.to />
                    <button class="button button--main" type="submit">{t("sign-in-now")}</button>
                </form>
            </section>
        </Page>
    }
}

#[component]
pub(super) fn LinkPage() -> impl IntoView {
    let secret = param("secret");
    view! {
        <Suspense>
            {Suspend::new(async move {
                match views::link(&secret).await {
                    Ok(email) => view! { <Link email secret /> }.into_any(),
                    Err(error) => {
                        let to = String::new();
                        view! { <Failed seen=FailedView { error, to } /> }.into_any()
                    }
                }
            })}
        </Suspense>
    }
}

/// A button, and no more: a program that only looks at the link presses none.
#[component]
fn Link(email: String, secret: String) -> impl IntoView {
    view! {
        <Page title=t("sign-in-title")>
            <section class="card stack notice">
                <h1>{t("sign-in-title")}</h1>
                <p class="lead">{t_with("sign-in-by-link", [("email", email.into())])}</p>
                <form method="post" action=format!("/sign-in/link/{secret}")>
                    <button class="button button--main" type="submit">{t("sign-in-now")}</button>
                </form>
            </section>
        </Page>
    }
}
