//! Scenes as tiles, chips and pixels, and photos of reports, over the routes.

use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::http::{Method, StatusCode};
use jiff::civil::date;
use vigia_core::report::{Report, ReportSource};
use vigia_core::scene::Asset;
use vigia_core::{
    Alert, AlertId, Band, DateInterval, Fingerprint, GridGeometry, ReportId, Role, Scene, SceneId,
    Sensor,
};

use crate::harness::{Answer, Client, Server, sample};

/// Shows the middle of the sample scenes.
const INSIDE: &str = "15/9830/17540";
const OPTICAL: &str = "optica";
const EARLIER: &str = "optica-antes";
const RADAR: &str = "radar";

fn data_samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data-samples")
}

fn scene(server: &Server, id: &str, sensor: Sensor, moment: &str) -> Scene {
    let (folder, fine): (_, &[(&str, Band, f64)]) = match sensor {
        Sensor::Sentinel1 => {
            ("SYN_S1_19LAG_20220604", &[("vv", Band::Vv, 20.0), ("vh", Band::Vh, 20.0)])
        }
        _ => (
            "SYN_S2_19LAG_20220605",
            &[
                ("B02", Band::Blue, 10.0),
                ("B03", Band::Green, 10.0),
                ("B04", Band::Red, 10.0),
                ("B08", Band::Nir, 10.0),
                ("B12", Band::Swir2, 20.0),
                ("SCL", Band::Scl, 20.0),
            ],
        ),
    };
    let grid = |pixel: f64| GridGeometry {
        crs: "EPSG:32719".to_owned(),
        transform: [173_460.0, pixel, 0.0, 8_606_200.0, 0.0, -pixel],
        rows: (1920.0 / pixel) as usize,
        cols: (1920.0 / pixel) as usize,
    };
    let asset = |(name, band, pixel): &(&str, Band, f64)| {
        let file = data_samples().join("scenes").join(folder).join(format!("{name}.tif"));
        let fingerprint = server.store().blobs().put_file(&file).unwrap();
        let is_reflectance = sensor == Sensor::Sentinel2 && *band != Band::Scl;
        Asset {
            band: *band,
            fingerprint,
            size_bytes: std::fs::metadata(&file).unwrap().len(),
            file_name: format!("{name}.tif"),
            band_number: 1,
            scale: if is_reflectance { 0.0001 } else { 1.0 },
            offset: 0.0,
            is_decibels: false,
            nodata: Some(0.0),
            grid: grid(*pixel),
        }
    };
    Scene {
        id: SceneId::new(id),
        sensor,
        series: "tile:19LAG".to_owned(),
        acquired_start: moment.parse().unwrap(),
        acquired_end: moment.parse().unwrap(),
        processing_baseline: None,
        orbit_state: (sensor == Sensor::Sentinel1).then(|| "descending".to_owned()),
        assets: fine.iter().map(asset).collect(),
        grid: grid(if sensor == Sensor::Sentinel1 { 20.0 } else { 10.0 }),
    }
}

/// The sample, two optical scenes and one of radar, an alert in them, and a photo.
async fn server() -> Server {
    let server = Server::with_sample().await;
    let scenes = [
        scene(&server, EARLIER, Sensor::Sentinel2, "2022-05-05T15:00:00Z"),
        scene(&server, RADAR, Sensor::Sentinel1, "2022-06-04T10:00:00Z"),
        scene(&server, OPTICAL, Sensor::Sentinel2, "2022-06-05T15:00:00Z"),
    ];
    let alert = Alert {
        id: AlertId::new("a-visto"),
        outline: sample::square(-71.998, -12.602, 0.004),
        onset: DateInterval { not_before: date(2022, 5, 5), not_after: date(2022, 6, 5) },
        scenes: vec![SceneId::new(OPTICAL)],
        ..sample::alert(1)
    };
    let photo = data_samples().join("reports/foto_ficticia_04.jpg");
    let report = Report {
        id: ReportId::new("r-foto"),
        source: ReportSource::Photo,
        fingerprint: server.store().blobs().put_file(&photo).unwrap(),
        ..sample::report()
    };
    sample::write(server.store(), "imagery", async |effects| {
        for scene in &scenes {
            effects.put_scene(scene).await.unwrap();
        }
        effects.put_alert(&alert).await.unwrap();
        effects.put_report(&report).await.unwrap();
    })
    .await;
    server
}

async fn client() -> (Server, Client) {
    let server = server().await;
    let client = server.signed_in(Role::Field).await;
    (server, client)
}

fn tile(scene: &str, preset: &str, rest: &str) -> String {
    format!("/api/v1/tiles/scene/{scene}/{preset}/{rest}")
}

#[track_caller]
fn webp(answer: Answer) -> Answer {
    let answer = answer.ok();
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "image/webp");
    assert!(answer.bytes.starts_with(b"RIFF") && &answer.bytes[8..12] == b"WEBP");
    answer
}

#[track_caller]
fn names(answer: Answer, field: &str) {
    let problem = answer.refused(400, "bad_parameter").json();
    assert_eq!(problem["errors"][0]["field"], field, "{problem}");
}

async fn asked_again(client: &Client, path: &str, tag: &str) -> Answer {
    let request = client.request(Method::GET, path).header("if-none-match", tag);
    client.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tile_is_drawn_kept_and_not_sent_twice() {
    let (_server, client) = client().await;
    let path = tile(OPTICAL, "natural", INSIDE);
    let drawn = webp(client.get(&path).await);
    assert_eq!(drawn.header("cache-control"), "private, max-age=86400, immutable");
    let again = asked_again(&client, &path, drawn.header("etag")).await;
    assert_eq!((again.status, again.bytes.len()), (StatusCode::NOT_MODIFIED, 0));
    assert_eq!(webp(client.get(&path).await).bytes, drawn.bytes);
    let other = webp(client.get(&tile(OPTICAL, "swir", INSIDE)).await);
    assert_ne!(other.header("etag"), drawn.header("etag"));

    let png = client.get(&format!("{path}?format=png")).await.ok();
    assert_eq!(png.header("content-type"), "image/png");
    // Width and height stand in the header of a PNG.
    assert_eq!(png.bytes[16..24], [0, 0, 1, 0, 0, 0, 1, 0]);
    assert_ne!(png.header("etag"), drawn.header("etag"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tile_that_shows_nothing_has_no_content() {
    let (_server, client) = client().await;
    for place in ["15/0/0", "15/9840/17540", "2/3/3"] {
        let answer = client.get(&tile(OPTICAL, "natural", place)).await;
        assert_eq!((answer.status, answer.bytes.len()), (StatusCode::NO_CONTENT, 0), "{place}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_tile_cannot_be_is_named() {
    let (server, client) = client().await;
    client.get(&tile("otra", "natural", INSIDE)).await.refused(404, "not_found");
    names(client.get(&tile(OPTICAL, "rojo", INSIDE)).await, "preset");
    names(client.get(&tile(OPTICAL, "natural", "21/0/0")).await, "z");
    names(client.get(&tile(OPTICAL, "natural", "3/8/0")).await, "z");
    names(client.get(&format!("{}?format=gif", tile(OPTICAL, "natural", INSIDE))).await, "format");
    names(client.get(&tile(RADAR, "swir", INSIDE)).await, "preset");
    webp(client.get(&tile(RADAR, "natural", INSIDE)).await);
    let path = tile(OPTICAL, "natural", INSIDE);
    server.anonymous().get(&path).await.refused(401, "not_signed_in");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_comparison_needs_an_earlier_scene() {
    let (_server, client) = client().await;
    let path = tile(OPTICAL, "disturbance", INSIDE);
    names(client.get(&path).await, "before");
    names(client.get(&format!("{path}?before={RADAR}")).await, "before");
    client.get(&format!("{path}?before=otra")).await.refused(404, "not_found");
    webp(client.get(&format!("{path}?before={EARLIER}")).await);
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_ask_at_once_get_the_same_bytes() {
    let (_server, client) = client().await;
    let path = tile(OPTICAL, "ndvi", INSIDE);
    let asked: Vec<_> = (0..40)
        .map(|_| {
            let (client, path) = (client.clone(), path.clone());
            tokio::spawn(async move { webp(client.get(&path).await).bytes })
        })
        .collect();
    let mut first = None;
    for answer in asked {
        let bytes = answer.await.unwrap();
        assert_eq!(first.get_or_insert_with(|| bytes.clone()), &bytes);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn chips_show_an_alert_before_and_after() {
    let (_server, client) = client().await;
    let chip = |rest: &str| format!("/api/v1/alerts/a-visto/chip/{rest}");
    let after = webp(client.get(&chip("after")).await);
    assert_eq!(after.header("cache-control"), "private, no-cache");
    let again = asked_again(&client, &chip("after"), after.header("etag")).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    webp(client.get(&chip("before?preset=swir&size=200")).await);
    webp(client.get(&chip("after?preset=disturbance")).await);
    let plain = webp(client.get(&chip("after?outline=false")).await);
    assert_ne!(plain.bytes, after.bytes);

    names(client.get(&chip("after?size=10")).await, "size");
    names(client.get(&chip("after?preset=rojo")).await, "preset");
    client.get(&chip("luego")).await.refused(404, "not_found");
    client.get("/api/v1/alerts/otra/chip/after").await.refused(404, "not_found");
    // The scenes of this alert are not catalogued.
    let none = client.get("/api/v1/alerts/a-3/chip/after").await;
    assert_eq!(none.status, StatusCode::NO_CONTENT);
}

#[tokio::test(flavor = "multi_thread")]
async fn page_briefing_and_chips_show_the_same_two_views() {
    let (server, client) = client().await;
    let shown = async || {
        let page = client.get("/api/v1/alerts/a-visto").await.ok().json();
        let place = "lon=-71.998&lat=-12.602&radius_m=5000";
        let briefing = client.get(&format!("/api/v1/briefing?{place}")).await.ok().json();
        let targets = briefing["targets"].as_array().unwrap();
        let target = targets.iter().find(|target| target["alert"]["id"] == "a-visto").unwrap();
        for moment in ["before", "after"] {
            let told = &target[format!("{moment}_acquired")];
            assert_eq!(&page["views"][moment]["acquired_start"], told, "{moment}");
        }
        let chip = webp(client.get("/api/v1/alerts/a-visto/chip/after").await);
        let id = page["views"]["after"]["id"].as_str().unwrap().to_owned();
        (id, chip.header("etag").to_owned())
    };
    let (first, first_chip) = shown().await;
    assert_eq!(first, OPTICAL);
    // A later clear view takes the place of the first.
    let mut later = scene(&server, "optica-despues", Sensor::Sentinel2, "2022-07-05T15:00:00Z");
    // A picture is named by its files: the same ones would give the same name.
    later.assets.retain(|asset| asset.band != Band::Swir2);
    sample::write(server.store(), "later", async |effects| {
        effects.put_scene(&later).await.unwrap();
    })
    .await;
    let (second, second_chip) = shown().await;
    assert_eq!(second, "optica-despues");
    assert_ne!(second_chip, first_chip);
}

#[tokio::test(flavor = "multi_thread")]
async fn pixels_come_from_every_scene_of_the_series() {
    let (_server, client) = client().await;
    let found = client.get("/api/v1/alerts/a-visto/pixels").await.ok().json();
    assert_eq!(
        (&found["not_before"], &found["not_after"]),
        (&"2022-05-05".into(), &"2022-06-05".into())
    );
    let series = found["series"].as_array().unwrap();
    let of = |index: &str| {
        let found = series.iter().find(|series| series["index"] == index);
        found.unwrap_or_else(|| panic!("{index} is there: {found:?}"))
    };
    for (index, sensor, points) in [
        ("ndvi", "sentinel-2", 2),
        ("nbr", "sentinel-2", 2),
        ("vv_db", "sentinel-1", 1),
        ("vh_db", "sentinel-1", 1),
    ] {
        assert_eq!(of(index)["sensor"], sensor);
        assert_eq!(of(index)["points"].as_array().unwrap().len(), points, "{index}");
    }
    assert_eq!(of("vv_db")["orbit"], "descending");
    assert_eq!(of("ndvi")["points"][0]["at"], "2022-05-05T15:00:00Z");
    let vv = of("vv_db")["points"][0]["value"].as_f64().unwrap();
    let vh = of("vh_db")["points"][0]["value"].as_f64().unwrap();
    assert!((-25.0..0.0).contains(&vv) && vh < vv, "{vv} {vh}");
    let ndvi = of("ndvi")["points"][1]["value"].as_f64().unwrap();
    assert!((-1.0..=1.0).contains(&ndvi));

    let place = "/api/v1/alerts/a-visto/pixels";
    let elsewhere = client.get(&format!("{place}?lon=-71.9990&lat=-12.6050")).await.ok().json();
    assert_eq!((&elsewhere["lon"], &elsewhere["lat"]), (&(-71.999).into(), &(-12.605).into()));
    names(client.get(&format!("{place}?lon=-71.99")).await, "lat");
    names(client.get(&format!("{place}?lon=-70&lat=-12.6")).await, "lon");
    names(client.get(&format!("{place}?lon=NaN&lat=-12.6")).await, "lon");
    client.get("/api/v1/alerts/otra/pixels").await.refused(404, "not_found");
}

#[tokio::test(flavor = "multi_thread")]
async fn scenes_are_listed_newest_first() {
    let (_server, client) = client().await;
    let ids = |answer: Answer| -> Vec<String> {
        let scenes = answer.ok().json()["scenes"].as_array().unwrap().clone();
        scenes.iter().map(|scene| scene["id"].as_str().unwrap().to_owned()).collect()
    };
    let path = "/api/v1/scenes";
    assert_eq!(ids(client.get(path).await), [OPTICAL, RADAR, EARLIER]);
    assert_eq!(ids(client.get(&format!("{path}?limit=1")).await), [OPTICAL]);
    assert_eq!(ids(client.get(&format!("{path}?series=tile:19LAG")).await).len(), 3);
    assert!(ids(client.get(&format!("{path}?series=tile:19LZZ")).await).is_empty());
    let inside = format!("{path}?bbox=-72.1,-12.7,-71.9,-12.5");
    assert_eq!(ids(client.get(&inside).await).len(), 3);
    assert!(ids(client.get(&format!("{path}?bbox=-70,-12.7,-69,-12.5")).await).is_empty());
    names(client.get(&format!("{path}?bbox=-12.7,-72.1,-12.5,-71.9")).await, "bbox");

    let scenes = client.get(path).await.ok().json()["scenes"].clone();
    assert_eq!(scenes[0]["presets"], serde_json::json!(["natural", "swir", "ndvi", "disturbance"]));
    assert_eq!(scenes[1]["presets"], serde_json::json!(["natural"]));
    // 2.03 % of the scene is cloud, as its own metadata says.
    let cloud = scenes[0]["cloud_share"].as_f64().unwrap();
    assert!((0.01..0.06).contains(&cloud), "{cloud}");
    assert!(scenes[1]["cloud_share"].is_null());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_photo_is_shown_without_what_it_says_about_itself() {
    let (server, client) = client().await;
    let contains = |bytes: &[u8], text: &[u8]| bytes.windows(text.len()).any(|part| part == text);
    let original = std::fs::read(data_samples().join("reports/foto_ficticia_04.jpg")).unwrap();
    assert!(contains(&original, b"Exif"));
    let path = "/api/v1/reports/r-foto/photo";
    let shown = webp(client.get(path).await);
    for text in [b"Exif".as_slice(), b"EXIF", b"XMP ", b"GPS", b"ICCP"] {
        assert!(!contains(&shown.bytes, text), "{}", String::from_utf8_lossy(text));
    }
    let again = asked_again(&client, path, shown.header("etag")).await;
    assert_eq!(again.status, StatusCode::NOT_MODIFIED);
    let small = webp(client.get(&format!("{path}?size=64")).await);
    assert!(small.bytes.len() < shown.bytes.len());
    names(client.get(&format!("{path}?size=5000")).await, "size");
    client.get("/api/v1/reports/r-1/photo").await.refused(404, "not_found");
    client.get("/api/v1/reports/otro/photo").await.refused(404, "not_found");
    let kept = server.store().blobs().path(&Fingerprint::of(&original));
    assert_eq!(std::fs::read(kept).unwrap(), original, "the original is untouched");
}
