#![allow(clippy::unwrap_used)]
use geo_types::Point;
use proptest::prelude::*;

use super::*;
use crate::Store;
use crate::sample::{self, later, now};

async fn stored(reports: &[Report]) -> (tempfile::TempDir, Store) {
    let (folder, store) = sample::store().await;
    let lease = sample::leased(&store, "report").await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    for report in reports {
        effects.put_report(report).await.unwrap();
    }
    effects.commit().await.unwrap();
    (folder, store)
}

#[tokio::test]
async fn a_report_is_found_by_its_id_and_by_its_place() {
    let far = Report { position: Point::new(-75.0, -9.0), ..sample::report("r-2") };
    let reports = [sample::report("r-1"), far];
    let (_folder, store) = stored(&reports).await;
    assert_eq!(store.report(&ReportId::new("r-1")).await.unwrap().as_ref(), Some(&reports[0]));
    assert_eq!(store.report(&ReportId::new("../r-1")).await.unwrap(), None);
    let around = Rect::new((-76.0, -10.0), (-75.0, -9.0));
    let page = store.reports_page(Some(around), None, 10).await.unwrap();
    assert_eq!((page.reports, page.total, page.next), (vec![reports[1].clone()], 1, None));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn pages_of_reports_are_newest_first_and_the_undated_last(
        hours in prop::collection::vec(prop::option::of(-3..3_i64), 0..12), limit in 1..5_u32,
    ) {
        let reports: Vec<Report> = hours
            .iter()
            .enumerate()
            .map(|(number, hour)| Report {
                observed_at: hour.map(|hour| later(hour * 3600)),
                ..sample::report(&format!("r-{number:02}"))
            })
            .collect();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (_folder, store) = stored(&reports).await;
            let (mut paged, mut after) = (Vec::new(), None);
            loop {
                let page = store.reports_page(None, after.as_ref(), limit).await.unwrap();
                assert!(page.reports.len() <= limit as usize);
                assert_eq!(page.total, reports.len() as u64);
                paged.extend(page.reports);
                match page.next {
                    Some(next) => after = Some(next),
                    None => break,
                }
            }
            let mut expected = reports.clone();
            expected.sort_by(|a, b| b.observed_at.cmp(&a.observed_at).then(a.id.cmp(&b.id)));
            assert_eq!(paged, expected);
        });
    }
}
