//! Reports as a Kobo page, a GPX file and a CSV with decimal commas.

use anyhow::Result;
use serde_json::json;

use super::Sighting;

/// Returns one page as KoboToolbox's API answers it.
pub fn kobo(sightings: &[&Sighting]) -> Result<String> {
    let results: Vec<_> = sightings
        .iter()
        .map(|s| {
            let uuid = format!("00000000-0000-4000-8000-{:012}", s.number);
            json!({
                "_id": 900_000 + s.number,
                "_uuid": uuid,
                "meta/instanceID": format!("uuid:{uuid}"),
                "formhub/uuid": "00000000000000000000000000000000",
                "_xform_id_string": "reporte_ficticio_v1",
                "start": format!("{}T09:12:04.000-05:00", s.day),
                "end": format!("{}T09:19:41.000-05:00", s.day),
                "_submission_time": format!("{}T23:40:10", s.day),
                "observador": format!("OBSERVADOR FICTICIO {:02}", s.number),
                "punto": format!("{:.7} {:.7} 212.4 {:.1}", s.lat, s.lon, s.accuracy_m),
                "_geolocation": [s.lat, s.lon],
                "observacion": s.note,
                "sintetico": "si",
                "_attachments": [],
                "_status": "submitted_via_web",
            })
        })
        .collect();
    let page =
        json!({ "count": results.len(), "next": null, "previous": null, "results": results });
    Ok(serde_json::to_string_pretty(&page)? + "\n")
}

/// Returns waypoints and a short track between them.
pub fn gpx(sightings: &[&Sighting]) -> String {
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <gpx version=\"1.1\" creator=\"Vigía, recorrido ficticio\" \
         xmlns=\"http://www.topografix.com/GPX/1/1\">\n",
    );
    for s in sightings {
        text.push_str(&format!(
            "  <wpt lat=\"{:.7}\" lon=\"{:.7}\"><ele>212</ele><time>{}T14:30:00Z</time>\
             <name>PUNTO FICTICIO {:02}</name><desc>{}</desc></wpt>\n",
            s.lat, s.lon, s.day, s.number, s.note
        ));
    }
    text.push_str("  <trk><name>RECORRIDO FICTICIO</name><trkseg>\n");
    for s in sightings {
        text.push_str(&format!(
            "    <trkpt lat=\"{:.7}\" lon=\"{:.7}\"><time>{}T14:25:00Z</time></trkpt>\n",
            s.lat, s.lon, s.day
        ));
    }
    text.push_str("  </trkseg></trk>\n</gpx>\n");
    text
}

/// Returns rows apart by `;` with decimal commas, as a spreadsheet in Spanish saves them.
pub fn csv(sightings: &[&Sighting]) -> Result<String> {
    let mut writer = csv::WriterBuilder::new()
        .delimiter(b';')
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    writer.write_record([
        "codigo",
        "fecha",
        "longitud",
        "latitud",
        "precision_m",
        "observacion",
        "observador",
    ])?;
    let comma = |value: f64, decimals: usize| format!("{value:.decimals$}").replace('.', ",");
    for s in sightings {
        writer.write_record([
            format!("FICTICIO-{:03}", s.number),
            s.day.strftime("%d/%m/%Y").to_string(),
            comma(s.lon, 7),
            comma(s.lat, 7),
            comma(s.accuracy_m, 1),
            s.note.to_owned(),
            format!("OBSERVADOR FICTICIO {:02}", s.number),
        ])?;
    }
    Ok(String::from_utf8(writer.into_inner()?)?)
}
