#![allow(clippy::unwrap_used)]
use proptest::prelude::*;
use vigia_core::{Clearing, Hectares, SiteState};

use super::*;
use crate::Store;
use crate::sample::{self, now};

async fn stored(sites: &[Site]) -> (tempfile::TempDir, Store) {
    let (folder, store) = sample::store().await;
    let lease = sample::leased(&store, "site").await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    effects.put_sites(sites).await.unwrap();
    effects.commit().await.unwrap();
    (folder, store)
}

fn site(id: &str, west: f64, area_ha: f64) -> Site {
    let outline = sample::square(west, -12.9, 0.01);
    Site { outline, area: Hectares(area_ha), ..sample::site(id) }
}

#[tokio::test]
async fn a_site_is_found_by_its_id_and_by_its_box() {
    let sites = [site("s-1", -70.5, 3.0), site("s-2", -71.5, 5.0)];
    let (_folder, store) = stored(&sites).await;
    assert_eq!(store.site(&SiteId::new("s-1")).await.unwrap().as_ref(), Some(&sites[0]));
    assert_eq!(store.site(&SiteId::new("s-3")).await.unwrap(), None);

    let whole = store.sites_page(None, None, 10).await.unwrap();
    assert_eq!(whole.sites, [sites[1].clone(), sites[0].clone()]);
    assert_eq!((whole.total, whole.next), (2, None));
    let west = Rect::new((-72.0, -13.0), (-71.49, -12.8));
    let page = store.sites_page(Some(west), None, 10).await.unwrap();
    assert_eq!((page.sites, page.total), (vec![sites[1].clone()], 1));
    let nowhere = Rect::new((-60.0, -13.0), (-59.0, -12.8));
    assert_eq!(store.sites_page(Some(nowhere), None, 10).await.unwrap().total, 0);
}

/// What the first version stored: neither history, state nor lineage.
#[test]
fn bodies_stored_before_histories_were_kept_still_read() {
    let without = |mut body: serde_json::Value, keys: &[&str]| {
        for key in keys {
            assert!(body.as_object_mut().unwrap().remove(*key).is_some(), "{key}");
        }
        body.to_string()
    };
    let site = sample::site("s-1");
    let keys = ["history", "state", "merged_from", "split_from"];
    let old = without(serde_json::to_value(&site).unwrap(), &keys);
    let read: Site = crate::body::decode("site", &old).unwrap();
    assert_eq!((read.state, read.history.as_slice()), (SiteState::New, &[][..]));
    assert_eq!((read.id, read.outline), (site.id, site.outline));

    let clearing = sample::clearing("c-1", "tile:19LDG");
    let keys = ["area_sd", "growth", "regrown_share"];
    let old = without(serde_json::to_value(&clearing).unwrap(), &keys);
    let read: Clearing = crate::body::decode("clearing", &old).unwrap();
    assert_eq!(read, Clearing { area_sd: None, ..clearing });
    assert_eq!(read.last_disturbed(), read.onset.not_after);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn pages_of_sites_together_are_the_whole_in_order(
        areas in prop::collection::vec(0..3_u8, 0..12), limit in 1..5_u32,
    ) {
        let sites: Vec<Site> = areas
            .iter()
            .enumerate()
            .map(|(number, area)| site(&format!("s-{number:02}"), -70.5, f64::from(*area) / 7.0))
            .collect();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (_folder, store) = stored(&sites).await;
            let (mut paged, mut after) = (Vec::new(), None);
            loop {
                let page = store.sites_page(None, after.as_ref(), limit).await.unwrap();
                assert!(page.sites.len() <= limit as usize);
                assert_eq!(page.total, sites.len() as u64);
                paged.extend(page.sites);
                match page.next {
                    Some(next) => after = Some(next),
                    None => break,
                }
            }
            let mut expected = sites.clone();
            expected.sort_by(|a, b| b.area.0.total_cmp(&a.area.0).then(a.id.cmp(&b.id)));
            assert_eq!(paged, expected);
        });
    }
}
