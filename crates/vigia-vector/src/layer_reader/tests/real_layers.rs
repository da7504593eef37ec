//! Layers as registers publish them; skipped aloud where they are not at hand.

use std::path::PathBuf;

use vigia_testkit::shared_data;

use super::*;

#[test]
fn the_real_cadastre_gives_the_day_of_petition_of_every_right() {
    let file = "concessions/geocatmin_17s.geojson";
    let Some(content) = read_shared(file, LayerKind::MiningRight, Some("EPSG:32717")) else {
        return;
    };
    for feature in content.unwrap().features {
        // "Tue Dec 30 2025 00:00:00 GMT-0500 (…)": the day in words is the witness.
        let stated = &feature.attributes["FEC_DENU"];
        let day = feature.valid_from.unwrap();
        assert!(stated.starts_with(&day.strftime("%a %b %d %Y").to_string()), "{day} {stated}");
        assert_eq!(feature.valid_to, None);
    }
}

fn read_shared(
    relative: &str,
    kind: LayerKind,
    crs: Option<&str>,
) -> Option<Result<LayerContent, Problem>> {
    let path: PathBuf = shared_data(relative)?;
    Some(read_layer(
        &path,
        &ReadOptions { crs: crs.map(str::to_owned), ..ReadOptions::of_kind(kind) },
    ))
}

#[test]
fn the_real_cadastre_is_refused_without_crs_and_read_whole_with_one() {
    let file = "concessions/geocatmin_17s.geojson";
    let Some(refused) = read_shared(file, LayerKind::MiningRight, None) else { return };
    assert_eq!(refused.unwrap_err().code, ProblemCode::LayerWithoutCrs);
    let content = read_shared(file, LayerKind::MiningRight, Some("EPSG:32717")).unwrap().unwrap();
    assert_eq!((content.features.len(), content.problems.len()), (9_025, 0));
    let mended: Vec<_> =
        content.features.iter().filter(|feature| !feature.repairs.is_empty()).collect();
    assert_eq!(
        mended.len(),
        7,
        "{:?}",
        mended.iter().map(|feature| &feature.repairs).collect::<Vec<_>>()
    );
    assert!(
        content.features.iter().all(|feature| feature.code.len() >= 8 && feature.holder.is_some())
    );
}

/// The file's own table has no areas to compare with (only code, date, name and holder), but
/// rights are drawn on a grid of whole kilometres, one cell being 100 ha: an independent
/// witness of datum and units.
#[test]
fn the_real_cadastre_has_the_areas_of_its_grid_and_every_holder_whole() {
    use geo::{Area, CoordsIter, GeodesicArea};
    let file = "concessions/geocatmin_17s.geojson";
    let Some(content) = read_shared(file, LayerKind::MiningRight, Some("EPSG:32717")) else {
        return;
    };
    let content = content.unwrap();
    let is_whole = |number: f64, unit: f64| (number / unit - (number / unit).round()).abs() < 1e-5;
    let (mut on_grid, mut whole_cells) = (0, 0);
    for feature in &content.features {
        let mut corners = feature.source_geometry.coords_iter();
        on_grid += usize::from(corners.all(|at| is_whole(at.x, 1e3) && is_whole(at.y, 1e3)));
        let drawn_ha = feature.source_geometry.unsigned_area() / 1e4;
        // Corners are rounded to millimetres: 0.01 ha of play.
        whole_cells += usize::from((drawn_ha / 100.0 - (drawn_ha / 100.0).round()).abs() < 1e-4);
        if drawn_ha > 1.0 {
            // UTM stretches lengths by 0.9996 to 1.0010 inside and somewhat beyond a zone.
            // The register's rings run clockwise, for which the unsigned area is the Earth's rest.
            let ratio = feature.geometry.geodesic_area_signed().abs() / 1e4 / drawn_ha;
            assert!((0.996..1.001).contains(&ratio), "{}: {ratio}", feature.code);
        }
        let holder = feature.holder.as_deref().unwrap();
        assert!(!holder.contains(['\u{c3}', '\u{fffd}']), "{holder}");
        assert!(feature.attributes["FEC_DENU"].contains("GMT-0"), "the date stays as it came");
    }
    assert!((6_000..6_100).contains(&on_grid), "{on_grid}");
    assert!((7_200..7_300).contains(&whole_cells), "{whole_cells}");
    let with_accent =
        |name: &str| content.features.iter().any(|f| f.holder.as_deref() == Some(name));
    assert!(with_accent("TITULAR Ñ 0009") && with_accent("COMPAÑÍA MINERA N° 0138 S.A.C."));
}

#[test]
fn the_refusal_of_the_real_cadastre_gives_the_evidence_and_says_what_to_state() {
    let file = "concessions/geocatmin_17s.geojson";
    let Some(refused) = read_shared(file, LayerKind::MiningRight, None) else { return };
    let detail = refused.unwrap_err().detail;
    for words in
        ["--crs", "(195000, ", "EPSG:32717 (WGS 84 / UTM 17S)", "EPSG:24877", "its name says 17S"]
    {
        assert!(detail.contains(words), "{words}: {detail}");
    }
}

#[test]
fn the_real_context_layers_are_read() {
    for (file, kind, features, problems) in [
        ("context/tambopata_reserve.geojson", LayerKind::ProtectedArea, 1, 0),
        ("context/protected_areas.geojson", LayerKind::ProtectedArea, 120, 0),
        ("context/indigenous_territories.geojson", LayerKind::NativeCommunity, 237, 0),
        ("context/mdd_settlements_32719.geojson", LayerKind::Other, 479, 0),
        ("context/mdd_roads.geojson", LayerKind::Other, 1_279, 0),
        ("context/mdd_boundary.geojson", LayerKind::Other, 1, 0),
        ("context/districts_inei2007.geojson", LayerKind::District, 1_826, 8),
    ] {
        let Some(content) = read_shared(file, kind, None) else { return };
        let content = content.unwrap();
        assert_eq!(
            (content.features.len(), content.problems.len()),
            (features, problems),
            "{file}: {:?}",
            content.problems
        );
        assert!(content.problems.iter().all(|problem| problem.code == ProblemCode::GeometryEmpty));
    }
}

#[test]
fn every_real_district_lies_in_the_ring_around_peru() {
    let Some(content) =
        read_shared("context/districts_inei2007.geojson", LayerKind::District, None)
    else {
        return;
    };
    for feature in content.unwrap().features {
        assert_eq!(whereabouts(&feature.geometry), Some(Whereabouts::Peru), "{}", feature.name);
        assert_eq!(feature.code.len(), 6, "{}", feature.code);
    }
}
