//! Radar alone against the truth of sample worlds: a measurement, not a promise.

use std::collections::BTreeMap;

use geo::{Area, BooleanOps, Centroid, GeodesicArea, MultiPolygon};
use serde_json::Value;

use super::*;

/// Share of a clearing that must lie on true change for it not to be false.
const TRUE_SHARE: f64 = 0.5;
/// Share of a true site that must be found.
const FOUND_SHARE: f64 = 0.1;

struct Site {
    driver: String,
    onset: Date,
    area_ha: f64,
    /// Growing outlines with the day on which they were true, the last one final.
    outlines: Vec<(Date, f64, MultiPolygon<f64>)>,
}

fn sites(path: &str) -> BTreeMap<String, Site> {
    let truth: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let mut sites = BTreeMap::new();
    for feature in truth["features"].as_array().unwrap() {
        let about = &feature["properties"];
        let text = |key: &str| about[key].as_str().unwrap().to_owned();
        let day = |text: String| text.parse::<Date>().unwrap();
        let geometry: geojson::Geometry =
            serde_json::from_value(feature["geometry"].clone()).unwrap();
        let outline = match geo::Geometry::<f64>::try_from(geometry).unwrap() {
            geo::Geometry::Polygon(polygon) => MultiPolygon(vec![polygon]),
            geo::Geometry::MultiPolygon(polygons) => polygons,
            other => panic!("{other:?}"),
        };
        let stage = match about["stage"].as_str().unwrap() {
            "final" => day(text("full_by")),
            stage => day(stage.to_owned()),
        };
        let area_ha = about["area_ha"].as_f64().unwrap();
        let site = sites.entry(text("id")).or_insert_with(|| Site {
            driver: text("driver"),
            onset: day(text("onset")),
            area_ha,
            outlines: Vec::new(),
        });
        site.area_ha = area_ha;
        site.outlines.push((stage, area_ha, outline));
    }
    sites
}

/// What sites of one kind come to.
#[derive(Default)]
struct Tally {
    total: usize,
    found: usize,
    days_from_onset: Vec<i32>,
    /// From the first listed outline of a hectare; outlines are 90 days apart.
    days_from_hectare: Vec<i32>,
}

/// A clearing with the day on which radar first knew it at its smallest reported area.
struct Found {
    outline: MultiPolygon<f64>,
    area_ha: f64,
    warned: Date,
}

impl Found {
    /// Area that it shares with an outline.
    fn shared_ha(&self, outline: &MultiPolygon<f64>) -> f64 {
        let shared = self.outline.intersection(outline).unsigned_area();
        shared / self.outline.unsigned_area() * self.area_ha
    }
}

fn found_in(workspace: &Workspace, scenes: &[Scene], profile: &Profile) -> Vec<Found> {
    let tracks = radar_clearings(workspace, scenes, None, profile).unwrap();
    let of_track = tracks.iter().flat_map(|RadarClearings { track, candidates }| {
        let to_wgs84 = Operation::to_wgs84(&track.grid().crs).unwrap();
        let ground = Ground::of(track.grid(), &to_wgs84).unwrap();
        candidates.iter().map(move |candidate| {
            let outline =
                ground.outline(&candidate.component.pixels, &[], &to_wgs84).unwrap().wgs84;
            let mut broken = 0.0;
            let grown = candidate.growth.iter().find(|(_, pixels)| {
                broken += f64::from(*pixels) * ground.pixel_area_m2() / 1e4;
                broken >= profile.radar.area_min_ha
            });
            let confirmed = (grown.unwrap().0 + profile.radar.confirm_acquisitions as usize - 1)
                .min(track.dates().len() - 1);
            Found {
                area_ha: outline.geodesic_area_unsigned() / 1e4,
                outline,
                warned: track.dates()[confirmed],
            }
        })
    });
    of_track.collect()
}

fn is_wet(day: Date) -> bool {
    !(6..=10).contains(&day.month())
}

fn median(mut days: Vec<i32>) -> Option<i32> {
    days.sort_unstable();
    days.get(days.len() / 2).copied()
}

/// `VIGIA_RADAR_WORLDS` holds `<workspace>=<truth.geojson>`, joined by colons.
#[tokio::test]
#[ignore = "measures on sample worlds that VIGIA_RADAR_WORLDS names"]
async fn recall_and_false_clearings_on_sample_worlds() {
    let worlds = std::env::var("VIGIA_RADAR_WORLDS").expect("VIGIA_RADAR_WORLDS is not set");
    let mut tallies: BTreeMap<(String, bool, bool), Tally> = BTreeMap::new();
    let (mut all, mut no_change, mut no_loss, mut no_mining) = (0, 0, 0, 0);
    for world in worlds.split(':') {
        let (folder, truth) = world.split_once('=').unwrap();
        let workspace = Workspace::open(folder.as_ref(), "vigia".into()).await.unwrap();
        let sites = sites(truth);
        let profile = default_profile().unwrap().profile;
        let mut found = Vec::new();
        for name in workspace.store().series().await.unwrap() {
            let scenes = workspace.store().scenes(&name).await.unwrap();
            found.extend(found_in(&workspace, &scenes, &profile));
        }
        let finals = |site: &Site| site.outlines.last().unwrap().2.clone();
        for clearing in &found {
            let on = |is_counted: &dyn Fn(&Site) -> bool| -> f64 {
                let counted = sites.values().filter(|site| is_counted(site));
                counted.map(|site| clearing.shared_ha(&finals(site))).sum()
            };
            let is_missed = |share: f64| usize::from(share < TRUE_SHARE * clearing.area_ha);
            all += 1;
            if is_missed(on(&|_| true)) == 1 {
                let place = clearing.outline.centroid();
                println!(
                    "{truth} false: {} ha at {place:?}, {}",
                    clearing.area_ha, clearing.warned
                );
            }
            no_change += is_missed(on(&|_| true));
            no_loss += is_missed(on(&|site| site.driver != "dry_lake"));
            no_mining += is_missed(on(&|site| site.driver == "mining"));
        }
        for (id, site) in &sites {
            let outline = finals(site);
            let hits: Vec<&Found> = found
                .iter()
                .filter(|clearing| {
                    clearing.warned > site.onset
                        && clearing.shared_ha(&outline) >= FOUND_SHARE * site.area_ha
                })
                .collect();
            let key = (site.driver.clone(), site.area_ha >= 1.0, is_wet(site.onset));
            let tally = tallies.entry(key).or_default();
            tally.total += 1;
            let Some(warned) = hits.iter().map(|clearing| clearing.warned).min() else { continue };
            tally.found += 1;
            let days = |from: Date| from.until(warned).unwrap().get_days();
            tally.days_from_onset.push(days(site.onset));
            if let Some(stage) = site.outlines.iter().find(|stage| stage.1 >= 1.0) {
                tally.days_from_hectare.push(days(stage.0));
            }
            if site.driver == "mining" && site.area_ha >= 1.0 {
                println!("{truth} {id} onset {} warned {warned} {} ha", site.onset, site.area_ha);
            }
        }
    }
    println!(
        "clearings {all}; on no true change {no_change}, no forest loss {no_loss}, no mining {no_mining}"
    );
    for ((driver, is_large, is_wet), tally) in tallies {
        println!(
            "{driver}, {} 1 ha, {} season: {} of {}; median days from onset {:?}, from 1 ha {:?}",
            if is_large { "from" } else { "below" },
            if is_wet { "wet" } else { "dry" },
            tally.found,
            tally.total,
            median(tally.days_from_onset),
            median(tally.days_from_hectare),
        );
    }
}
