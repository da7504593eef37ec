//! Slows down whoever tries passwords: by the name tried, and by the address it comes
//! from.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Attempts on one name before the waits begin; a person mistypes a few times.
const FREE_PER_NAME: u32 = 5;

/// Attempts from one address before the waits begin: an office shares one.
const FREE_PER_ADDRESS: u32 = 20;

/// The first wait; each further attempt doubles it.
const FIRST_WAIT: Duration = Duration::from_secs(2);

/// The longest wait. Attempts older than this are forgotten.
const LONGEST_WAIT: Duration = Duration::from_secs(15 * 60);

/// Names and addresses remembered; when there are more, the oldest are forgotten.
const REMEMBERED_MAX: usize = 10_000;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Subject {
    Name(String),
    Address(IpAddr),
}

#[derive(Clone, Copy, Debug)]
struct Attempts {
    count: u32,
    last: Instant,
}

/// The attempts that are remembered.
#[derive(Debug, Default)]
pub(crate) struct Throttle {
    attempts: Mutex<HashMap<Subject, Attempts>>,
}

impl Throttle {
    /// Counts an attempt before it is made, so that many at once are counted too.
    ///
    /// # Errors
    /// How long to wait, where there were too many; then nothing is counted.
    pub(crate) fn admit(&self, name: &str, address: IpAddr, now: Instant) -> Result<(), Duration> {
        let subjects = [
            (Subject::Name(name.to_lowercase()), FREE_PER_NAME),
            (Subject::Address(network_of(address)), FREE_PER_ADDRESS),
        ];
        let mut attempts = self.attempts.lock().unwrap_or_else(PoisonError::into_inner);
        attempts.retain(|_, attempts| now.duration_since(attempts.last) < LONGEST_WAIT);
        for (subject, free) in &subjects {
            let Some(known) = attempts.get(subject) else { continue };
            let left = wait(known.count, *free).saturating_sub(now.duration_since(known.last));
            if !left.is_zero() {
                return Err(left);
            }
        }
        for (subject, _) in subjects {
            make_room(&mut attempts);
            let known = attempts.entry(subject).or_insert(Attempts { count: 0, last: now });
            *known = Attempts { count: known.count.saturating_add(1), last: now };
        }
        Ok(())
    }

    /// Forgets the attempts on a name, and one from the address: it was the person.
    pub(crate) fn forgive(&self, name: &str, address: IpAddr) {
        let mut attempts = self.attempts.lock().unwrap_or_else(PoisonError::into_inner);
        attempts.remove(&Subject::Name(name.to_lowercase()));
        if let Some(known) = attempts.get_mut(&Subject::Address(network_of(address))) {
            known.count = known.count.saturating_sub(1);
        }
    }
}

fn wait(count: u32, free: u32) -> Duration {
    match count.checked_sub(free) {
        None => Duration::ZERO,
        Some(beyond) => FIRST_WAIT.saturating_mul(2_u32.saturating_pow(beyond)).min(LONGEST_WAIT),
    }
}

/// An IPv6 customer owns a /64 and can take any address in it.
fn network_of(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6((address.to_bits() >> 64 << 64).into()),
        address => address,
    }
}

fn make_room(attempts: &mut HashMap<Subject, Attempts>) {
    if attempts.len() < REMEMBERED_MAX {
        return;
    }
    let oldest = attempts.iter().min_by_key(|(_, attempts)| attempts.last);
    if let Some(subject) = oldest.map(|(subject, _)| subject.clone()) {
        attempts.remove(&subject);
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    const HERE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::LOCALHOST);

    #[test]
    fn waits_begin_after_five_attempts_on_a_name_and_double() {
        let throttle = Throttle::default();
        let now = Instant::now();
        for _ in 0..5 {
            throttle.admit("rosa", HERE, now).unwrap();
        }
        assert_eq!(throttle.admit("ROSA", HERE, now), Err(Duration::from_secs(2)));
        throttle.admit("rosa", HERE, now + Duration::from_secs(2)).unwrap();
        let wait = throttle.admit("rosa", HERE, now + Duration::from_secs(2));
        assert_eq!(wait, Err(Duration::from_secs(4)));
    }

    #[test]
    fn another_name_is_free_until_the_address_has_tried_too_many() {
        let throttle = Throttle::default();
        let now = Instant::now();
        for name in 0..20 {
            throttle.admit(&format!("n{name}"), HERE, now).unwrap();
        }
        assert!(throttle.admit("otro", HERE, now).is_err());
        assert!(throttle.admit("otro", "10.0.0.9".parse().unwrap(), now).is_ok());
    }

    #[test]
    fn success_forgives_and_time_forgets() {
        let throttle = Throttle::default();
        let now = Instant::now();
        (0..5).for_each(|_| throttle.admit("rosa", HERE, now).unwrap());
        throttle.forgive("rosa", HERE);
        (0..5).for_each(|_| throttle.admit("rosa", HERE, now).unwrap());
        assert!(throttle.admit("rosa", HERE, now).is_err());
        assert!(throttle.admit("rosa", HERE, now + LONGEST_WAIT).is_ok());
    }

    #[test]
    fn the_table_stays_bounded() {
        let throttle = Throttle::default();
        let now = Instant::now();
        for n in 0..6_000_u32 {
            let address = IpAddr::V4(n.into());
            throttle.admit(&format!("n{n}"), address, now).unwrap();
        }
        assert!(throttle.attempts.lock().unwrap().len() <= REMEMBERED_MAX);
    }

    #[test]
    fn one_ipv6_network_is_one_address() {
        assert_eq!(
            network_of("2001:db8::1".parse().unwrap()),
            network_of("2001:db8::2".parse().unwrap())
        );
        assert_eq!(
            network_of("::ffff:10.0.0.1".parse().unwrap()),
            "10.0.0.1".parse::<IpAddr>().unwrap()
        );
    }
}
