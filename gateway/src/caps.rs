//! How many connections there are, in all and of each address.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::refusal::Refusal;

/// The connections that are open.
#[derive(Debug)]
pub(crate) struct Caps {
    max: usize,
    max_per_address: usize,
    taken: Mutex<Taken>,
    left: Notify,
}

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    by_address: HashMap<IpAddr, usize>,
}

impl Caps {
    pub(crate) fn new(max: usize, max_per_address: usize) -> Self {
        Self { max, max_per_address, taken: Mutex::default(), left: Notify::new() }
    }

    /// A seat for a connection of `address`, which may take all of them if it is `trusted`.
    pub(crate) fn take(self: &Arc<Self>, address: IpAddr, trusted: bool) -> Result<Seat, Refusal> {
        let key = key(address);
        let mut taken = self.lock();
        if taken.all >= self.max {
            return Err(Refusal::TooManyConnections);
        }
        let of_address = taken.by_address.entry(key).or_default();
        if *of_address >= self.max_per_address && !trusted {
            return Err(Refusal::TooManyConnectionsOfAddress);
        }
        *of_address += 1;
        taken.all += 1;
        metrics::gauge!("thousandfold_http_connections").increment(1);
        Ok(Seat { caps: Arc::clone(self), key })
    }

    fn give_back(&self, key: IpAddr) {
        let mut taken = self.lock();
        taken.all -= 1;
        if let Some(of_address) = taken.by_address.get_mut(&key) {
            *of_address -= 1;
            if *of_address == 0 {
                taken.by_address.remove(&key);
            }
        }
        metrics::gauge!("thousandfold_http_connections").decrement(1);
        if taken.all == 0 {
            self.left.notify_waiters();
        }
    }

    /// Waits until no connection is open.
    pub(crate) async fn all_left(&self) {
        let mut left = pin!(self.left.notified());
        // Who leaves between the look and the wait would not be noticed otherwise.
        left.as_mut().enable();
        if self.lock().all > 0 {
            left.await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A place of one connection, until it is dropped.
#[derive(Debug)]
pub(crate) struct Seat {
    caps: Arc<Caps>,
    key: IpAddr,
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.caps.give_back(self.key);
    }
}

/// Whoever has one IPv6 address has all of its network of 64 bits.
fn key(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn caps(max: usize, max_per_address: usize) -> Arc<Caps> {
        Arc::new(Caps::new(max, max_per_address))
    }

    #[test]
    fn an_address_gets_its_seats_back() {
        let (caps, address) = (caps(10, 1), IpAddr::from([192, 0, 2, 1]));
        let seat = caps.take(address, false).unwrap();
        assert_eq!(caps.take(address, false).unwrap_err(), Refusal::TooManyConnectionsOfAddress);
        drop(seat);
        assert!(caps.take(address, false).is_ok());
        assert!(caps.lock().by_address.is_empty(), "nothing is kept of who has left");
    }

    #[test]
    fn a_trusted_proxy_may_have_all_connections_and_no_more() {
        let (caps, proxy) = (caps(2, 1), IpAddr::from([10, 0, 0, 1]));
        let _seats = [caps.take(proxy, true).unwrap(), caps.take(proxy, true).unwrap()];
        assert_eq!(caps.take(proxy, true).unwrap_err(), Refusal::TooManyConnections);
    }

    #[test]
    fn addresses_of_one_ipv6_network_are_one() {
        let caps = caps(10, 1);
        let _seat = caps.take("2001:db8:0:1::1".parse().unwrap(), false).unwrap();
        assert!(caps.take("2001:db8:0:1:ffff::2".parse().unwrap(), false).is_err());
        assert!(caps.take("2001:db8:0:2::1".parse().unwrap(), false).is_ok());
    }
}
