//! The browser's twin of `status`: there is no answer to give a status to.

/// Does nothing.
pub(super) fn answer_with(_status: http::StatusCode) {}
