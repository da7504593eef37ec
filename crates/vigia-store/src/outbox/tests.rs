#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use serde_json::json;

use crate::Store;
use crate::sample::{self, now};

async fn publish(store: &Store, job: &str, numbers: std::ops::Range<i32>) {
    let lease = sample::leased(store, job).await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    for number in numbers {
        effects.publish("test", &json!(number)).await.unwrap();
    }
    effects.commit().await.unwrap();
}

#[tokio::test]
async fn a_reader_that_resumes_gets_every_message_once_and_in_order() {
    let (_folder, store) = sample::store().await;
    publish(&store, "first", 0..5).await;
    publish(&store, "second", 5..9).await;

    let (mut last, mut seen) = (0, Vec::new());
    for _ in 0..9 {
        let page = store.outbox_after(last, 2).await.unwrap();
        last = page.last().map_or(last, |end| end.id);
        seen.extend(page.iter().map(|message| message.payload.as_i64().unwrap()));
    }

    assert_eq!(seen, (0..9).collect::<Vec<i64>>());
}

#[tokio::test]
async fn one_job_says_the_same_once_and_another_may_say_it_again() {
    let (_folder, store) = sample::store().await;
    let lease = sample::leased(&store, "first").await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    effects.publish("test", &json!("hola")).await.unwrap();
    effects.publish("test", &json!("hola")).await.unwrap();
    effects.commit().await.unwrap();
    assert_eq!(store.outbox_after(0, 10).await.unwrap().len(), 1);

    let lease = sample::leased(&store, "second").await;
    let mut effects = store.begin(&lease, now()).await.unwrap();
    effects.publish("test", &json!("hola")).await.unwrap();
    effects.commit().await.unwrap();
    assert_eq!(store.outbox_after(0, 10).await.unwrap().len(), 2);
}

#[tokio::test]
async fn numbers_of_messages_are_never_used_again() {
    let (_folder, store) = sample::store().await;
    publish(&store, "first", 0..3).await;
    let last = store.outbox_after(0, 10).await.unwrap().last().unwrap().id;
    let mut transaction = store.begin_immediate().await.unwrap();
    sqlx::query("DELETE FROM outbox").execute(&mut *transaction).await.unwrap();
    store.commit(transaction).await.unwrap();

    publish(&store, "second", 3..4).await;

    assert!(store.outbox_after(0, 10).await.unwrap()[0].id > last);
}
