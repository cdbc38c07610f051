//! stub
use leptos::prelude::*;
use leptos_router::{components::*, path};
#[component]
pub fn App() -> impl IntoView { view! { <Router><Routes fallback=|| "no"><Route path=path!("/") view=|| "home"/></Routes></Router> } }
pub fn shell(_: LeptosOptions) -> impl IntoView { view! { <html><body><App/></body></html> } }
