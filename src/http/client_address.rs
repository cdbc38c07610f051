//! Who a request comes from, where proxies stand in between.
//!
//! Only `X-Forwarded-For` is read, since it is what Caddy, nginx and load balancers write without
//! being told; `Forwarded` (RFC 7239) is not.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;
use ipnet::IpNet;

const FORWARDED_FOR: &str = "x-forwarded-for";

/// The client's address: the peer's, unless that is a trusted proxy; then the last address of the
/// header that is no trusted proxy itself. What a client wrote there stands further left and is
/// never reached. At something unreadable the last good address counts.
pub(super) fn client_address(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: IpAddr| trusted.iter().any(|range| range.contains(&address));
    let lines: Vec<_> = headers.get_all(FORWARDED_FOR).iter().map(|line| line.to_str().unwrap_or_default()).collect();
    let mut hops = lines.iter().rev().flat_map(|line| line.rsplit(','));
    let mut address = peer.to_canonical();
    while is_trusted(address) {
        let Some(next) = hops.next().and_then(read) else { break };
        address = next;
    }
    address
}

/// An address, with or without a port, with or without brackets.
fn read(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let bare = hop.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(hop);
    let address = bare.parse().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|address| address.ip()));
    address.map(|address| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    fn headers(lines: &[&str]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, HeaderValue::from_bytes(line.as_bytes()).unwrap());
        }
        headers
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let trusted: Vec<IpNet> = ["127.0.0.1/32", "10.0.0.0/8", "fd00::/8"].map(|range| range.parse().unwrap()).into();
        let rows: [(&str, &str, &[&str], &str); 13] = [
            ("no proxy", "192.0.2.1", &[], "192.0.2.1"),
            ("a forged header", "192.0.2.1", &["203.0.113.7"], "192.0.2.1"),
            ("one proxy", "127.0.0.1", &["192.0.2.1"], "192.0.2.1"),
            ("a forged header through a proxy", "127.0.0.1", &["203.0.113.7, 192.0.2.1"], "192.0.2.1"),
            ("two proxies", "127.0.0.1", &["192.0.2.1, 10.1.2.3"], "192.0.2.1"),
            ("two header lines", "127.0.0.1", &["203.0.113.7", "192.0.2.1, 10.1.2.3"], "192.0.2.1"),
            ("a proxy's own request", "10.0.0.9", &[], "10.0.0.9"),
            ("only proxies", "127.0.0.1", &["10.0.0.1"], "10.0.0.1"),
            ("rubbish", "127.0.0.1", &["192.0.2.1, unknown"], "127.0.0.1"),
            ("rubbish behind a proxy", "127.0.0.1", &["evil, 10.0.0.1"], "10.0.0.1"),
            ("a port", "127.0.0.1", &["192.0.2.1:4711"], "192.0.2.1"),
            ("IPv6 in brackets with a port", "fd00::1", &["[2001:db8::1]:4711"], "2001:db8::1"),
            ("IPv4 written as IPv6", "::ffff:127.0.0.1", &["::ffff:192.0.2.1"], "192.0.2.1"),
        ];
        for (name, peer, lines, expected) in rows {
            let found = client_address(peer.parse().unwrap(), &headers(lines), &trusted);
            assert_eq!(found, expected.parse::<IpAddr>().unwrap(), "{name}");
        }
    }

    proptest! {
        #[test]
        fn no_header_makes_a_stranger_somebody_else(bytes in prop::collection::vec(any::<u8>(), 0..60)) {
            let mut headers = HeaderMap::new();
            if let Ok(value) = HeaderValue::from_bytes(&bytes) {
                headers.append(FORWARDED_FOR, value);
            }
            let peer: IpAddr = "192.0.2.1".parse().unwrap();
            prop_assert_eq!(client_address(peer, &headers, &["127.0.0.1/32".parse().unwrap()]), peer);
            // Through a proxy whatever is written is read without a panic.
            client_address("127.0.0.1".parse().unwrap(), &headers, &["127.0.0.1/32".parse().unwrap()]);
        }
    }
}
