#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeMap;

use geo::{BoundingRect, Validation};

use super::*;
use crate::tile::tiles;
use crate::{Difficulty, WorldSpec};

fn sites_of(spec: &WorldSpec) -> Vec<TrueSite> {
    true_sites(&Ground::draw(spec).unwrap())
}

#[test]
fn every_true_outline_is_valid_and_lies_wholly_in_a_tile() {
    for seed in 1..4 {
        let spec = WorldSpec::new(seed, Difficulty::Default);
        let tiles = tiles(&spec).unwrap();
        for site in sites_of(&spec) {
            assert!(site.outline.is_valid(), "{seed} {}", site.id);
            assert!(site.outline.unsigned_area() > 0.0, "{seed} {}", site.id);
            if site.cause == Cause::RiverMigration {
                continue;
            }
            let corners = site.outline.bounding_rect().unwrap().to_polygon();
            let in_tile = tiles.iter().any(|tile| {
                let carrier = Carrier::new(tile.crs).unwrap();
                corners.exterior().0.iter().all(|corner| {
                    let place = carrier.out(*corner).unwrap();
                    let (row, col) = tile.grid.to_pixel(place.x, place.y).unwrap();
                    let inside = 0.0..tile.grid.cols as f64;
                    inside.contains(&row) && inside.contains(&col)
                })
            });
            assert!(in_tile, "{seed} {} {:?}", site.id, site.outline.bounding_rect());
        }
    }
}

#[test]
fn a_full_world_has_its_mines_and_look_alikes_in_varied_settings() {
    for seed in 1..4 {
        let sites = sites_of(&WorldSpec::new(seed, Difficulty::Default));
        let mut causes: BTreeMap<&str, usize> = BTreeMap::new();
        let mut settings: BTreeMap<&str, usize> = BTreeMap::new();
        for site in &sites {
            *causes.entry(site.cause.name()).or_default() += 1;
            *settings.entry(site.setting).or_default() += 1;
        }
        println!("seed {seed}: {causes:?} {settings:?}");
        assert!((12..=18).contains(&causes["mining"]), "{causes:?}");
        assert!(settings["look_alike"] >= 20, "{causes:?}");
        for cause in [
            "swidden",
            "pasture",
            "fish_ponds",
            "sandbar",
            "burn_scar",
            "road_spur",
            "landslide",
            "dry_lake",
        ] {
            assert!(causes.contains_key(cause), "{seed}: no {cause} in {causes:?}");
        }
        for setting in [
            "old_title",
            "two_rights",
            "no_right",
            "buffer_zone",
            "community",
            "riverside",
            "beside_old_area",
        ] {
            assert!(settings.contains_key(setting), "{seed}: no {setting} in {settings:?}");
        }
    }
}

#[test]
fn mines_have_final_areas_from_a_quarter_to_six_hectares_and_grow() {
    let sites = sites_of(&WorldSpec::default());
    for site in sites.iter().filter(|site| site.cause == Cause::Mining) {
        let area = site.outline.unsigned_area() / 10_000.0;
        assert!((0.2..6.1).contains(&area), "{} {area}", site.id);
        let stages: Vec<f64> = site.stages.iter().map(|(_, o)| o.unsigned_area()).collect();
        assert!(stages.is_sorted(), "{} {stages:?}", site.id);
        assert!(
            stages.first().is_some_and(|first| *first < site.outline.unsigned_area()),
            "{}",
            site.id
        );
    }
}
