#![allow(clippy::unwrap_used)]

use vigia_core::{Alert, PriorityCode, PriorityPart};

use super::*;
use crate::sample::{alert, leased, now, store};
use crate::{AlertFilter, AlertSort};

fn part(code: PriorityCode, points: f64) -> PriorityPart {
    PriorityPart { code, value: 1.0, points }
}

fn urgent(id: &str, size: f64) -> Alert {
    let priority = vec![part(PriorityCode::Size, size), part(PriorityCode::Unseen, 5.0)];
    Alert { priority, ..alert(id) }
}

async fn order(store: &Store) -> Vec<(String, f64)> {
    let filter = AlertFilter { sort: AlertSort::Priority, limit: 1, ..AlertFilter::default() };
    let (mut filter, mut found) = (filter, Vec::new());
    loop {
        let page = store.alerts(&filter).await.unwrap();
        found.extend(page.alerts.into_iter().map(|one| (one.alert.id.to_string(), one.priority)));
        match page.next {
            Some(next) => filter.after = Some(next),
            None => return found,
        }
    }
}

async fn put(store: &Store, job: &str, alerts: &[Alert]) {
    let lease = leased(store, job).await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    for alert in alerts {
        effects.put_alert(alert).await.unwrap();
    }
    effects.commit().await.unwrap();
}

#[tokio::test]
async fn an_alert_that_somebody_opened_falls_behind_and_stays_there_when_it_is_told_again() {
    let alerts = [urgent("A-1", 20.0), urgent("A-2", 18.0), alert("A-3")];
    let (_folder, store) = store().await;
    put(&store, "alerts", &alerts).await;
    let named = |points: [(&str, f64); 3]| points.map(|(id, points)| (id.to_owned(), points));
    assert_eq!(order(&store).await, named([("A-1", 25.0), ("A-2", 23.0), ("A-3", 0.0)]));

    let (first, later) = (Timestamp::UNIX_EPOCH, Timestamp::now());
    assert!(store.note_alert_look(&alerts[0].id, "rosa", first).await.unwrap());
    assert!(!store.note_alert_look(&alerts[0].id, "luis", later).await.unwrap());
    let look = store.alert_look(&alerts[0].id).await.unwrap().unwrap();
    assert_eq!((look.reader.as_str(), look.at), ("rosa", first));
    assert_eq!(store.alert_look(&alerts[1].id).await.unwrap(), None);
    assert_eq!(order(&store).await, named([("A-2", 23.0), ("A-1", 20.0), ("A-3", 0.0)]));

    // A site that grew is told again; that it was opened is not forgotten.
    let grown = Alert { confidence: 0.5, ..urgent("A-1", 19.0) };
    put(&store, "again", &[grown]).await;
    assert_eq!(order(&store).await[1], ("A-1".to_owned(), 19.0));

    let nobody = AlertId::new("nobody");
    assert!(!store.note_alert_look(&nobody, "rosa", first).await.unwrap());
    assert_eq!(store.alert_look(&nobody).await.unwrap(), None);
}

#[tokio::test]
async fn places_come_in_the_order_of_urgency() {
    let alerts = [urgent("A-1", 1.0), urgent("A-2", 3.0), urgent("A-3", 2.0)];
    let (_folder, store) = store().await;
    put(&store, "alerts", &alerts).await;
    let places = store.alert_places(&AlertFilter::default()).await.unwrap();
    let ids: Vec<&str> = places.iter().map(|place| place.id.as_str()).collect();
    assert_eq!(ids, ["A-2", "A-3", "A-1"]);
}
