//! The bar over the meeting: what is wrong, when it is tried again, what to press.

use std::cell::RefCell;

use web_sys::{Element, HtmlElement};

use super::{dom, listen::Listeners};
use crate::ui::meeting::{Shown, Words};

/// The bar's parts. Its markup is the component's.
pub(super) struct Bar {
    root: Element,
    strip: HtmlElement,
    text: HtmlElement,
    countdown: HtmlElement,
    retry: HtmlElement,
    tab: HtmlElement,
    shown: RefCell<Option<Shown>>,
    _presses: Listeners,
}

impl Bar {
    /// The bar in the component's element.
    pub(super) fn find(
        root: &Element,
        words: &Words,
        mut on_retry: impl FnMut() + 'static,
        mut on_tab: impl FnMut() + 'static,
    ) -> Option<Self> {
        let (retry, tab): (HtmlElement, HtmlElement) =
            (dom::part(root, ".meeting__retry")?, dom::part(root, ".meeting__tab")?);
        dom::set_text(&retry, words.get("meeting-try-again"));
        dom::set_text(&tab, words.get("meeting-own-tab"));
        let mut presses = Listeners::default();
        presses.on(&retry, "click", move |_| on_retry());
        presses.on(&tab, "click", move |_| on_tab());
        Some(Self {
            root: root.clone(),
            strip: dom::part(root, ".meeting__bar")?,
            text: dom::part(root, ".meeting__text")?,
            countdown: dom::part(root, ".meeting__countdown")?,
            retry,
            tab,
            shown: RefCell::default(),
            _presses: presses,
        })
    }

    /// Shows it.
    pub(super) fn show(&self, now: Shown) {
        if self.shown.borrow().as_ref() == Some(&now) {
            return;
        }
        dom::set_attribute(&self.root, "data-phase", Some(now.phase));
        self.strip.set_hidden(now.text.is_empty());
        dom::set_flag(&self.strip, "data-trouble", now.trouble);
        dom::set_attribute(&self.text, "role", Some(if now.urgent { "alert" } else { "status" }));
        dom::set_text(&self.text, &now.text);
        self.countdown.set_hidden(now.countdown.is_empty());
        dom::set_text(&self.countdown, &now.countdown);
        self.retry.set_hidden(!now.can_retry);
        self.tab.set_hidden(!now.can_open_tab);
        self.shown.replace(Some(now));
    }
}
