#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use geo::CoordsIter;
use vigia_vector::{ReadOptions, read_layer};

use super::*;
use crate::WorldSpec;

#[test]
fn rights_of_both_datums_read_back_where_the_world_drew_them() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::draw(&WorldSpec::default()).unwrap();
    write_layers(&world, folder.path()).unwrap();
    let to_frame = Carrier::new(Crs::Wgs84).unwrap();
    for listed in [RIGHTS_OLD, RIGHTS_NEW] {
        let options = ReadOptions::of_kind(listed.2.parse().unwrap());
        let content = read_layer(&folder.path().join(listed.0), &options).unwrap();
        assert!(content.problems.is_empty(), "{:?}", content.problems);
        assert_eq!(content.source_crs, listed.4.name());
        for feature in &content.features {
            let drawn =
                world.ground.territory.rights.iter().find(|r| r.code == feature.code).unwrap();
            let corner = drawn.frame.exterior().0[0];
            let nearest = feature
                .geometry
                .coords_iter()
                .map(|c| to_frame.back(c).unwrap() - corner)
                .map(|off| off.x.hypot(off.y))
                .fold(f64::MAX, f64::min);
            assert!(nearest < 0.05, "{} lies {nearest} m off", feature.name);
        }
    }
}

#[test]
fn every_layer_is_read_without_a_problem() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::draw(&WorldSpec::small(2)).unwrap();
    write_layers(&world, folder.path()).unwrap();
    for (file, _, kind, _, crs) in ALL {
        let options = ReadOptions::of_kind(kind.parse().unwrap());
        let content = read_layer(&folder.path().join(file), &options).unwrap();
        assert!(content.problems.is_empty(), "{file}: {:?}", content.problems);
        assert!(!content.features.is_empty(), "{file}");
        assert_eq!(content.source_crs, crs.name(), "{file}");
        assert!(content.features.iter().all(|f| f.repairs.is_empty()), "{file}");
        assert!(
            content.features.iter().all(|f| !f.name.is_empty() && !f.code.is_empty()),
            "{file}"
        );
    }
}
