//! Whoever guesses at a password soon waits, for a while and not for ever, and the true user does not.

use super::*;

/// The longest wait of the defaults.
const QUARTER_HOUR: Duration = Duration::from_secs(900);

fn of_account(address: &str, account: &str) -> Asker {
    Asker { subject: Some(account.to_owned()), ..from(address) }
}

/// How many tries fail, each from another address, before one is refused, and how long the next has to wait.
async fn guess(limiter: &Limiter, account: &str) -> (usize, Duration) {
    for tries in 0..100 {
        let sign_in = limiter.sign_in(&of_account(&format!("198.51.100.{tries}"), account)).await;
        if !sign_in.verdict.allowed {
            return (tries, sign_in.verdict.retry_after.unwrap());
        }
    }
    panic!("nobody stopped it")
}

async fn succeeds(limiter: &Limiter, asker: &Asker) -> bool {
    let sign_in = limiter.sign_in(asker).await;
    let allowed = sign_in.verdict.allowed;
    if allowed {
        limiter.signed_in(sign_in).await;
    }
    allowed
}

#[tokio::test]
async fn failures_cost_more_and_more_and_lock_out_for_a_while_only() {
    let (_, limiter) = limiter(LimitsConfig::default());

    let (tries, wait) = guess(&limiter, "user_1").await;

    // 1 + 1 + 1 + 2 + 4 + 8 + 16 of 60: the next one costs 32.
    assert_eq!(tries, 7);
    assert!(wait <= QUARTER_HOUR, "it waits {wait:?}");
    assert!(succeeds(&limiter, &of_account("192.0.2.1", "user_2")).await, "another account is not concerned");
}

#[tokio::test]
async fn no_cost_and_no_number_of_failures_makes_a_wait_longer_than_a_quarter_of_an_hour() {
    for requests in [1, 60, 100_000] {
        let mut config = LimitsConfig::default();
        config.sign_in.account = Quota { requests, seconds: 900 };
        let (_, limiter) = limiter(config);
        let (tries, wait) = guess(&limiter, "user_1").await;
        assert!(wait <= QUARTER_HOUR, "it waits {wait:?}");
        assert!((1..=12).contains(&tries), "{tries} tries");
    }
}

#[tokio::test]
async fn tries_side_by_side_are_no_more_than_failures_that_are_remembered() {
    let (_, limiter) = limiter(LimitsConfig::default());
    let askers: Vec<_> = (0..100).map(|n| of_account(&format!("198.51.100.{n}"), "user_1")).collect();

    let tries = futures::future::join_all(askers.iter().map(|asker| limiter.sign_in(asker))).await;

    let allowed = tries.iter().filter(|sign_in| sign_in.verdict.allowed).count();
    assert!((1..=12).contains(&allowed), "{allowed} were allowed");
}

#[tokio::test]
async fn failures_from_elsewhere_do_not_lock_out_where_the_account_has_signed_in_before() {
    let (_, limiter) = limiter(LimitsConfig::default());
    let home = of_account("192.0.2.1", "user_1");
    assert!(succeeds(&limiter, &home).await);

    guess(&limiter, "user_1").await;

    assert!(!succeeds(&limiter, &of_account("192.0.2.2", "user_1")).await, "a new place waits");
    for _ in 0..100 {
        assert!(succeeds(&limiter, &home).await);
    }
}

#[tokio::test]
async fn a_known_address_cannot_guess_without_end_either() {
    let mut config = LimitsConfig::default();
    config.sign_in.address = Quota { requests: 1_000, seconds: 60 };
    let (_, limiter) = limiter(config);
    let home = of_account("192.0.2.1", "user_1");
    assert!(succeeds(&limiter, &home).await);

    let mut tries = 0;
    let wait = loop {
        let sign_in = limiter.sign_in(&home).await;
        if !sign_in.verdict.allowed {
            break sign_in.verdict.retry_after.unwrap();
        }
        tries += 1;
    };

    assert_eq!(tries, 12);
    assert!(wait <= QUARTER_HOUR, "it waits {wait:?}");
    assert!(succeeds(&limiter, &of_account("192.0.2.2", "user_1")).await, "elsewhere nothing failed");
}

#[tokio::test]
async fn sign_ins_that_succeed_do_not_count() {
    let (_, limiter) = limiter(LimitsConfig::default());
    for account in 0..100 {
        let asker = of_account("192.0.2.1", &format!("user_{account}"));
        assert!(succeeds(&limiter, &asker).await && succeeds(&limiter, &asker).await);
    }
}

#[tokio::test]
async fn one_address_cannot_try_many_accounts() {
    let (_, limiter) = limiter(LimitsConfig::default());
    let mut tries = 0;
    while limiter.sign_in(&of_account("192.0.2.1", &format!("user_{tries}"))).await.verdict.allowed {
        tries += 1;
    }
    assert!((20..25).contains(&tries), "{tries} tries");
}

#[tokio::test]
async fn a_verdict_says_nothing_of_the_account() {
    let (_, limiter) = limiter(LimitsConfig::default());
    let home = of_account("192.0.2.1", "user_1");
    for _ in 0..10 {
        let verdict = limiter.sign_in(&home).await.verdict;
        assert_eq!(verdict.levels.iter().map(|level| level.name.as_str()).collect::<Vec<_>>(), ["address"]);
    }
}
