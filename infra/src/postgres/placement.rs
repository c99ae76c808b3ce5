//! Which shards a tenant gets, and on which of them a stream lives. Pure: the directory keeps what was decided.

use sha2::{Digest, Sha256};

use super::ShardConfig;

/// Chooses up to `spread` shards of `region` for a tenant: each shard draws a lot that its weight favours. The lots depend
/// on nothing but names and numbers, so processes that place a tenant at the same time agree.
pub(super) fn choose(shards: &[ShardConfig], region: &str, tenant: &str, spread: usize) -> Vec<u16> {
    let in_region = (0u16..).zip(shards).filter(|(_, shard)| shard.region == region && shard.weight > 0);
    let mut lots: Vec<(f64, u16)> =
        in_region.map(|(number, shard)| (lot(tenant, number, shard.weight), number)).collect();
    lots.sort_by(|one, other| one.0.total_cmp(&other.0));
    lots.into_iter().take(spread.max(1)).map(|(_, number)| number).collect()
}

/// A lot of weighted rendezvous hashing: the lowest wins.
fn lot(tenant: &str, shard: u16, weight: u32) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a lot needs no more than 53 bits")]
    let uniform = ((hash(&format!("{tenant}/{shard}")) >> 11) as f64 + 0.5) / (1u64 << 53) as f64;
    -uniform.ln() / f64::from(weight)
}

/// On which of its tenant's shards a stream lives.
pub(super) fn shard_of(shards: &[u16], placement_key: &str) -> Option<u16> {
    let index = hash(placement_key) % (shards.len() as u64).max(1);
    shards.get(usize::try_from(index).unwrap_or_default()).copied()
}

fn hash(text: &str) -> u64 {
    let digest = Sha256::digest(text);
    u64::from_be_bytes(digest[..8].try_into().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn shard(region: &str, weight: u32) -> ShardConfig {
        ShardConfig { region: region.to_owned(), weight, ..ShardConfig::from(String::new()) }
    }

    fn counts(shards: &[ShardConfig], spread: usize) -> HashMap<u16, usize> {
        let mut counts = HashMap::new();
        for tenant in 0..10_000 {
            for shard in choose(shards, "eu", &format!("tenant-{tenant}"), spread) {
                *counts.entry(shard).or_default() += 1;
            }
        }
        counts
    }

    #[test]
    fn tenants_go_to_shards_of_their_region_by_weight() {
        let shards = [shard("eu", 100), shard("eu", 300), shard("us", 100), shard("eu", 0)];
        let counts = counts(&shards, 1);
        assert_eq!(counts.len(), 2, "{counts:?}");
        assert!((2_300..2_700).contains(&counts[&0]), "{counts:?}");
    }

    #[test]
    fn a_new_shard_takes_tenants_from_others_and_moves_none_between_them() {
        let mut shards = vec![shard("eu", 100), shard("eu", 100)];
        let before: Vec<_> = (0..1_000).map(|n| choose(&shards, "eu", &n.to_string(), 1)).collect();
        shards.push(shard("eu", 100));
        for (n, before) in before.iter().enumerate() {
            let after = choose(&shards, "eu", &n.to_string(), 1);
            assert!(after == *before || after == [2], "{before:?} {after:?}");
        }
    }

    #[test]
    fn a_large_tenant_gets_several_shards_each_once() {
        let shards = [shard("eu", 100), shard("eu", 100), shard("eu", 100)];
        let mut chosen = choose(&shards, "eu", "large", 2);
        chosen.sort_unstable();
        chosen.dedup();
        assert_eq!(chosen.len(), 2);
        assert_eq!(choose(&shards, "eu", "huge", 9).len(), 3);
        assert_eq!(choose(&shards, "mars", "none", 1), [] as [u16; 0]);
    }

    #[test]
    fn streams_spread_over_their_tenants_shards() {
        let on_second = (0..1_000).filter(|n| shard_of(&[4, 7], &format!("job_{n}")) == Some(7)).count();
        assert!((400..600).contains(&on_second), "{on_second}");
        assert_eq!(shard_of(&[], "job_1"), None);
    }
}
