//! `health`: asks the server on this machine for its `/readyz`, where nothing else is there to ask with.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    process::ExitCode,
};

use reqwest::Method;
use url::Url;

use super::{client, start};
use crate::config::site_address;

/// Asks, and says what was answered.
pub(super) async fn run() -> ExitCode {
    match ask().await {
        Ok(()) => {
            println!("ready");
            ExitCode::SUCCESS
        }
        Err(why) => {
            eprintln!("{why}");
            ExitCode::FAILURE
        }
    }
}

async fn ask() -> Result<(), String> {
    let environment = start::environment().map_err(|problems| problems.to_string())?;
    let address = reachable(site_address(&environment).map_err(|problems| problems.to_string())?);
    let url: Url = format!("http://{address}/readyz").parse().map_err(|_| format!("{address} cannot be asked."))?;
    match client::ask(Method::GET, &url).await {
        Ok(answer) if answer.status == 200 => Ok(()),
        Ok(answer) => Err(format!("Not ready: {url} answered {}. The server's log has the cause.", answer.status)),
        Err(why) => {
            Err(format!("Not ready: {url} did not answer ({why}). Look whether the server runs, and where it listens."))
        }
    }
}

/// A server that listens on every address is asked on this machine's own.
fn reachable(address: SocketAddr) -> SocketAddr {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, address.port())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_address_means_this_machine() {
        for (listens, asked) in [
            ("0.0.0.0:3000", "127.0.0.1:3000"),
            ("[::]:3000", "[::1]:3000"),
            ("127.0.0.1:1", "127.0.0.1:1"),
            ("192.0.2.7:80", "192.0.2.7:80"),
        ] {
            assert_eq!(reachable(listens.parse().unwrap()).to_string(), asked);
        }
    }
}
