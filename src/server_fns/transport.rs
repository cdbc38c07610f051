//! How a call travels, and how every refusal comes back as an [`ApiError`].
//!
//! The framework's own client reads an error's body alone. A proxy's 429 or 502 has no body of
//! ours, and `Retry-After` is a header: both would be lost.

use std::future::Future;

use bytes::Bytes;
use futures::{Sink, Stream};
use http::HeaderMap;
use leptos::server_fn::{
    client::{Client, browser::BrowserClient},
    codec::JsonEncoding,
    error::{FromServerFnError, ServerFnErrorErr},
    request::browser::BrowserRequest,
    response::{ClientRes, browser::BrowserResponse},
};
use send_wrapper::SendWrapper;
use serde::de::DeserializeOwned;

use super::status::answer_with;
use crate::wire::{ApiError, ErrorCode};

impl FromServerFnError for ApiError {
    type Encoder = JsonEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            // In the browser: the request never arrived, or its answer never did.
            ServerFnErrorErr::Request(_) | ServerFnErrorErr::Response(_) => unreachable_server(),
            // On the server: what was asked cannot be read.
            ServerFnErrorErr::Args(_) | ServerFnErrorErr::MissingArg(_) | ServerFnErrorErr::Deserialization(_) => {
                answer_with(http::StatusCode::UNPROCESSABLE_ENTITY);
                ApiError::new(ErrorCode::InvalidRequest, "The request does not fit what this address expects.")
            }
            _ => ApiError::internal(),
        }
    }
}

/// The browser's client, with errors read from status, header and body.
#[derive(Debug)]
pub struct Transport;

impl Client<ApiError> for Transport {
    type Request = BrowserRequest;
    type Response = BrowserResponse;

    fn send(request: BrowserRequest) -> impl Future<Output = Result<BrowserResponse, ApiError>> + Send {
        SendWrapper::new(async move {
            let response = <BrowserClient as Client<ApiError>>::send(request).await?;
            let status = <BrowserResponse as ClientRes<ApiError>>::status(&response);
            let headers = response.generate_headers();
            if status < 400 {
                return if is_json(&headers) { Ok(response) } else { Err(unreachable_server()) };
            }
            let retry_after = retry_after(&headers);
            let body = <BrowserResponse as ClientRes<ApiError>>::try_into_bytes(response).await.unwrap_or_default();
            Err(refusal(status, retry_after, &body))
        })
    }

    fn open_websocket(
        path: &str,
    ) -> impl Future<
        Output = Result<
            (impl Stream<Item = Result<Bytes, Bytes>> + Send + 'static, impl Sink<Bytes> + Send + 'static),
            ApiError,
        >,
    > + Send {
        <BrowserClient as Client<ApiError>>::open_websocket(path)
    }

    fn spawn(future: impl Future<Output = ()> + Send + 'static) {
        <BrowserClient as Client<ApiError>>::spawn(future);
    }
}

/// Reads a whole answer: what was asked for, or the refusal. Status 0 is a network that failed.
pub(super) fn read<T: DeserializeOwned>(status: u16, retry_after: Option<&str>, body: &[u8]) -> Result<T, ApiError> {
    match status {
        0 => Err(unreachable_server()),
        400.. => Err(refusal(status, retry_after.and_then(seconds), body)),
        _ => serde_json::from_slice(body).map_err(|_| unreachable_server()),
    }
}

/// The refusal in a response: ours where the body is ours, else what the status says.
fn refusal(status: u16, retry_after: Option<u32>, body: &[u8]) -> ApiError {
    let mut error = serde_json::from_slice(body).unwrap_or_else(|_| of_status(status));
    error.retry_after = retry_after.or(error.retry_after);
    error
}

fn of_status(status: u16) -> ApiError {
    match status {
        429 => ApiError::new(ErrorCode::RateLimited, "Too many requests at the moment."),
        502..=504 => ApiError::new(ErrorCode::Overloaded, "The server is busy at the moment."),
        500.. => ApiError::new(ErrorCode::Internal, "Something went wrong on the server's side."),
        401 | 403 => ApiError::new(ErrorCode::Forbidden, "The server refused this."),
        404 => ApiError::new(ErrorCode::NotFound, "There is nothing at this address."),
        _ => ApiError::new(ErrorCode::InvalidRequest, "The server could not read this request."),
    }
}

/// `Retry-After` in seconds. Its other form, a date (RFC 9110, 10.2.3), is as good as none: the
/// backoff holds then.
fn retry_after(headers: &HeaderMap) -> Option<u32> {
    seconds(headers.get(http::header::RETRY_AFTER)?.to_str().ok()?)
}

fn seconds(value: &str) -> Option<u32> {
    value.trim().parse().ok()
}

/// A 200 that is not JSON is some network's own login page, not our answer.
fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(http::header::CONTENT_TYPE);
    kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"))
}

fn unreachable_server() -> ApiError {
    ApiError::new(ErrorCode::Unreachable, "The server cannot be reached. Check the connection.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_of_ours_is_read_with_its_header() {
        let body = br#"{"error":"Busy.","code":"overloaded"}"#;
        let error = refusal(503, Some(7), body);
        assert_eq!((error.code, error.retry_after), (ErrorCode::Overloaded, Some(7)));
        assert_eq!(error.error, "Busy.");
    }

    #[test]
    fn a_proxys_refusal_is_read_from_its_status() {
        let table = [
            (429, ErrorCode::RateLimited),
            (502, ErrorCode::Overloaded),
            (503, ErrorCode::Overloaded),
            (504, ErrorCode::Overloaded),
            (500, ErrorCode::Internal),
            (403, ErrorCode::Forbidden),
            (404, ErrorCode::NotFound),
            (413, ErrorCode::InvalidRequest),
        ];
        for (status, code) in table {
            assert_eq!(refusal(status, None, b"<html>nginx</html>").code, code, "{status}");
        }
    }

    #[test]
    fn a_whole_answer_is_read_or_refused() {
        assert_eq!(read::<u8>(200, None, b"7"), Ok(7));
        let code =
            |status, body: &[u8]| read::<u8>(status, Some("9"), body).map_err(|error| (error.code, error.retry_after));
        assert_eq!(code(0, b""), Err((ErrorCode::Unreachable, None)));
        assert_eq!(code(200, b"<html>"), Err((ErrorCode::Unreachable, None)));
        assert_eq!(code(429, b""), Err((ErrorCode::RateLimited, Some(9))));
    }

    #[test]
    fn only_seconds_count_as_retry_after() {
        for (value, expected) in
            [("8", Some(8)), (" 8 ", Some(8)), ("Fri, 31 Dec 1999 23:59:59 GMT", None), ("-1", None)]
        {
            let headers = [(http::header::RETRY_AFTER, value.parse().unwrap())].into_iter().collect();
            assert_eq!(retry_after(&headers), expected, "{value}");
        }
    }
}
