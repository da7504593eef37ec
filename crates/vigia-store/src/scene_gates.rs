//! What the gates say of scenes: one row a scene, gate and set of thresholds, replaced when
//! it is judged anew.

use jiff::Timestamp;
use vigia_core::{Fingerprint, SceneGate};

use crate::body::{decode_all, encode, id_list};
use crate::error::Result;
use crate::fault;
use crate::store::Store;

impl Store {
    /// Returns what was said of the scenes of a series under any of `thresholds`, by scene
    /// and gate.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`], [`crate::StoreError::NotReadable`].
    pub async fn scene_gates(
        &self,
        series: &str,
        thresholds: &[Fingerprint],
    ) -> Result<Vec<SceneGate>> {
        let thresholds: Vec<String> = thresholds.iter().map(ToString::to_string).collect();
        let bodies = sqlx::query_scalar(include_str!("queries/select_scene_gates.sql"))
            .bind(series)
            .bind(id_list(thresholds.iter().map(String::as_str)))
            .fetch_all(self.readers())
            .await
            .map_err(self.failed("read what gates said"))?;
        decode_all("scene gate", bodies).await
    }

    /// Records what gates say, all or nothing. The same again changes nothing but its time,
    /// so that whoever was interrupted says it once more.
    ///
    /// # Errors
    /// [`crate::StoreError::NotStorable`]; [`crate::StoreError::DiskFull`];
    /// [`crate::StoreError::Database`], also for a scene that is not catalogued.
    pub async fn put_scene_gates(&self, gates: &[SceneGate], now: Timestamp) -> Result<()> {
        let failed = self.failed("write what a gate said");
        let mut transaction = self.begin_immediate().await?;
        for gate in gates {
            sqlx::query(include_str!("queries/upsert_scene_gate.sql"))
                .bind(gate.scene.as_str())
                .bind(gate.gate.name())
                .bind(gate.thresholds.to_string())
                .bind(&gate.series)
                .bind(gate.state.name())
                .bind(now.as_microsecond())
                .bind(encode("scene gate", gate.scene.as_str(), gate)?)
                .execute(&mut *transaction)
                .await
                .map_err(&failed)?;
            fault::point("scene_gates.row");
        }
        self.commit(transaction).await
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use vigia_core::{Found, Gate, GateFinding, GateState, SceneId};

    use super::*;
    use crate::sample::{self, now};

    fn gate(scene: &str, thresholds: &str, state: GateState) -> SceneGate {
        SceneGate {
            scene: SceneId::new(scene),
            series: "tile:19LAG".to_owned(),
            gate: Gate::Admission,
            thresholds: Fingerprint::of(thresholds.as_bytes()),
            state,
            found: vec![Found { finding: GateFinding::OffsetMixed { offset: 0.1 }, state }],
            clear_share: 0.25,
            may_be_reference: true,
            references: vec![SceneId::new("z")],
        }
    }

    #[tokio::test]
    async fn a_scene_is_judged_once_a_set_of_thresholds_and_anew_in_its_place() {
        let (_folder, store) = sample::store().await;
        let lease = sample::leased(&store, "scene").await;
        let mut effects = store.begin(&lease, now()).await.unwrap();
        effects.put_scene(&sample::scene("a", "tile:19LAG", 1)).await.unwrap();
        effects.commit().await.unwrap();

        let refused = gate("a", "strict", GateState::Refused);
        let admitted = gate("a", "lax", GateState::Admitted);
        store.put_scene_gates(&[refused, admitted.clone()], now()).await.unwrap();
        let held = gate("a", "strict", GateState::Held);
        store.put_scene_gates(std::slice::from_ref(&held), now()).await.unwrap();

        let read = |thresholds: &'static str| {
            let (store, thresholds) = (store.clone(), [Fingerprint::of(thresholds.as_bytes())]);
            async move { store.scene_gates("tile:19LAG", &thresholds).await.unwrap() }
        };
        assert_eq!(read("strict").await, [held]);
        assert_eq!(read("lax").await, [admitted]);
        assert_eq!(read("other").await, []);
    }

    #[tokio::test]
    async fn a_scene_that_is_not_catalogued_is_not_judged() {
        let (_folder, store) = sample::store().await;
        let gate = gate("a", "strict", GateState::Held);
        assert!(store.put_scene_gates(&[gate], now()).await.is_err());
    }
}
