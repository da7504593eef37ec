//! What scenes show of pieces of ground: worked out once, since a scene never changes.

use std::collections::BTreeMap;

use vigia_core::{Fingerprint, Hectares, SceneId};

use crate::body::id_list;
use crate::error::Result;
use crate::store::Store;

/// Most pieces of ground of one question to the database.
const ASKED_MAX: usize = 500;

/// What a scene shows of a piece of ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SeenGround {
    /// Share of it that is seen, 0–1.
    pub seen_share: f64,
    /// Bare ground and water, of what is seen.
    pub open: Hectares,
}

/// Looks by ground and scene; `None`: the scene does not hold all of it.
pub type GroundLooks = BTreeMap<Fingerprint, BTreeMap<SceneId, Option<SeenGround>>>;

impl Store {
    /// Returns the looks at these pieces of ground that there are.
    ///
    /// # Errors
    /// [`crate::StoreError::Database`].
    pub async fn ground_looks(&self, grounds: &[Fingerprint]) -> Result<GroundLooks> {
        let failed = self.failed("read looks at ground");
        let mut looks = GroundLooks::new();
        for asked in grounds.chunks(ASKED_MAX) {
            let names: Vec<String> = asked.iter().map(ToString::to_string).collect();
            let rows: Vec<(String, String, Option<f64>, Option<f64>)> =
                sqlx::query_as(include_str!("queries/select_ground_looks.sql"))
                    .bind(id_list(names.iter().map(String::as_str)))
                    .fetch_all(self.readers())
                    .await
                    .map_err(&failed)?;
            for (ground, scene, seen_share, open_ha) in rows {
                let broken = || failed(sqlx::Error::Decode("a hash that is none".into()));
                let ground = ground.parse().map_err(|_| broken())?;
                let seen = seen_share.zip(open_ha).map(|(seen_share, open_ha)| SeenGround {
                    seen_share,
                    open: Hectares(open_ha),
                });
                looks.entry(ground).or_default().insert(SceneId::new(scene), seen);
            }
        }
        Ok(looks)
    }

    /// Adds what one scene shows; what is there already stays.
    ///
    /// # Errors
    /// [`crate::StoreError::DiskFull`]; [`crate::StoreError::Database`].
    pub async fn add_ground_looks(
        &self,
        scene: &SceneId,
        looks: &[(Fingerprint, Option<SeenGround>)],
    ) -> Result<()> {
        let failed = self.failed("write looks at ground");
        let mut transaction = self.begin_immediate().await?;
        for (ground, seen) in looks {
            sqlx::query(include_str!("queries/insert_ground_look.sql"))
                .bind(ground.to_string())
                .bind(scene.as_str())
                .bind(seen.map(|seen| seen.seen_share))
                .bind(seen.map(|seen| seen.open.0))
                .execute(&mut *transaction)
                .await
                .map_err(&failed)?;
        }
        self.commit(transaction).await
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::sample::store;

    #[tokio::test]
    async fn looks_are_found_by_their_ground_and_the_first_one_stays() {
        let (_folder, store) = store().await;
        let (one, other) = (Fingerprint::of(b"one"), Fingerprint::of(b"other"));
        let scene = SceneId::new("s-1");
        let seen = |open_ha| Some(SeenGround { seen_share: 0.9, open: Hectares(open_ha) });
        store.add_ground_looks(&scene, &[(one, seen(0.1)), (other, None)]).await.unwrap();
        store.add_ground_looks(&scene, &[(one, seen(9.0))]).await.unwrap();
        let found = store.ground_looks(&[one, Fingerprint::of(b"none")]).await.unwrap();
        assert_eq!(found, BTreeMap::from([(one, BTreeMap::from([(scene.clone(), seen(0.1))]))]));
        let both = store.ground_looks(&[one, other]).await.unwrap();
        assert_eq!(both[&other][&scene], None);
    }
}
