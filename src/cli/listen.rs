//! Connections: how long a client may take, and how they end.

use std::{future::Future, io, net::SocketAddr, time::Duration};

use axum::Router;
use axum_server::Handle;
use hyper_util::rt::TokioTimer;
use tokio::net::TcpListener;

/// How long things may take.
#[derive(Clone, Copy, Debug)]
pub(super) struct Patience {
    /// A client's header, and a connection that is kept open without one: longer than a proxy keeps
    /// an idle connection (nginx: 60 s), so that it does not send into one that closes. Who sends a
    /// byte a second is cut off all the same; the body has its limit in `http`.
    pub(super) header: Duration,
    /// The requests in flight at the end.
    pub(super) drain: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { header: Duration::from_secs(75), drain: Duration::from_secs(30) }
    }
}

/// Serves until `stop` is over; then answers what is in flight.
pub(super) async fn listen(
    listener: TcpListener,
    router: Router,
    patience: Patience,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let handle = Handle::new();
    let told = handle.clone();
    tokio::spawn(async move {
        stop.await;
        told.graceful_shutdown(Some(patience.drain));
    });
    let mut server = axum_server::from_tcp(listener.into_std()?)?.handle(handle);
    server.http_builder().http1().timer(TokioTimer::new()).header_read_timeout(patience.header);
    server.http_builder().http2().timer(TokioTimer::new()).keep_alive_interval(patience.header);
    server.serve(router.into_make_service_with_connect_info::<SocketAddr>()).await
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpStream,
    };

    use super::*;

    #[tokio::test]
    async fn a_header_that_does_not_end_is_cut_off_and_others_are_served() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let router = Router::new().route("/", axum::routing::get(|| async { "served" }));
        let patience = Patience { header: Duration::from_millis(200), ..Patience::default() };
        let server = tokio::spawn(listen(listener, router, patience, pending()));

        let mut slow = TcpStream::connect(address).await.unwrap();
        slow.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n").await.unwrap();
        let mut quick = TcpStream::connect(address).await.unwrap();
        quick.write_all(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await.unwrap();
        let mut answer = String::new();
        quick.read_to_string(&mut answer).await.unwrap();
        assert!(answer.ends_with("served"), "{answer}");
        // It ends by itself: the other side closes, with or without a word.
        let mut rest = Vec::new();
        let _ = slow.read_to_end(&mut rest).await;
        assert!(!String::from_utf8_lossy(&rest).contains("served"));
        server.abort();
    }
}
