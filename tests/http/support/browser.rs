//! A browser: it keeps cookies, and follows nothing by itself.

use std::{cell::RefCell, collections::BTreeMap};

use super::{Answer, TestApp};

/// A browser at that app.
pub(crate) struct Browser<'a> {
    app: &'a TestApp,
    cookies: RefCell<BTreeMap<String, String>>,
}

impl<'a> Browser<'a> {
    pub(crate) fn new(app: &'a TestApp) -> Self {
        Self { app, cookies: RefCell::default() }
    }

    /// Opens a page.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        let answer = self.app.get(path, &self.cookies()).await;
        self.keep(answer)
    }

    /// Sends a form of one of our pages.
    pub(crate) async fn form(&self, path: &str, body: &str) -> Answer {
        let answer = self.app.form(path, &self.cookies(), body).await;
        self.keep(answer)
    }

    /// The cookies as they are sent.
    pub(crate) fn cookies(&self) -> String {
        let cookies = self.cookies.borrow();
        cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    /// One cookie.
    pub(crate) fn cookie(&self, name: &str) -> Option<String> {
        self.cookies.borrow().get(name).cloned()
    }

    /// Takes a cookie in, as somebody would who has stolen it.
    pub(crate) fn put(&self, name: &str, value: &str) {
        self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
    }

    fn keep(&self, answer: Answer) -> Answer {
        for set in answer.headers.get_all("set-cookie") {
            let set = set.to_str().unwrap();
            let (name, value) = set.split(';').next().unwrap().split_once('=').unwrap();
            if set.contains("Max-Age=0") {
                self.cookies.borrow_mut().remove(name);
            } else {
                self.put(name, value);
            }
        }
        answer
    }
}
