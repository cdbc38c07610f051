//! A link, or another text, that can be copied; a link can be shared, and shown as a QR code.

use leptos::prelude::*;
use qrcode::{QrCode, render::svg};

use super::{
    say::t,
    script::{Behaviour, LINKS},
};

#[component]
pub(super) fn CopyLink(
    /// What the field is called.
    label: String,
    /// The field's id.
    id: String,
    /// The link.
    link: String,
    /// What is shared beside it.
    title: String,
    /// Whether it is shown as a QR code too, which weighs as much as the rest of a page.
    #[prop(optional)]
    with_code: bool,
    /// Whether it is for nobody else: then there is no button that shares it.
    #[prop(optional)]
    unshared: bool,
) -> impl IntoView {
    let code = with_code.then(|| qr(&link));
    view! {
        <div class="link">
            <label class="small" for=id.clone()>{label}</label>
            <input id=id.clone() class="link__field" type="text" readonly value=link data-testid=id />
            <button class="button link__copy" type="button" data-done=t("link-copied") data-press=t("link-press")>
                {t("link-copy")}
            </button>
            {(!unshared).then(|| view! {
                <button class="button link__share" type="button" hidden data-title=title>{t("link-share")}</button>
            })}
            <p class="link__said small" role="status"></p>
        </div>
        {code.map(|code| view! {
            <details>
                <summary>{t("link-qr")}</summary>
                <div class="qr" role="img" aria-label=t("link-qr-label") inner_html=code></div>
            </details>
        })}
        <Behaviour script=LINKS />
    }
}

/// The link as a QR code (ISO/IEC 18004), dark on light in both colour schemes: scanners want it so.
fn qr(link: &str) -> String {
    let Ok(code) = QrCode::new(link) else { return String::new() };
    code.render::<svg::Color<'_>>().min_dimensions(200, 200).build()
}
