/* Generated from openapi.json by `npm run client`: change the API, not this file. */
export interface paths {
    "/api/docs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Leads to the reader of this description. */
        get: operations["reader"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/docs/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Serves the reader of this description. */
        get: operations["reader_file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists alerts: indications, each with its certainty and whose ground it touches.
         * @description Pages continue behind an alert, so that what comes and goes meanwhile makes none of the
         *     others appear twice or not at all. What finds nothing is an empty collection.
         */
        get: operations["list_alerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sends the alerts that the filters choose, at most 100,000, in the order of the list.
         * @description Who took which alerts is kept in the audit log.
         */
        get: operations["download_alerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/worklist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells where to begin: the most urgent alerts, each with how many more there are around it.
         * @description The order is the profile's: size, growth, protected ground, water, communities, certainty,
         *     age, and whether anybody has opened it. The filters choose; `sort` is left aside.
         */
        get: operations["worklist"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows an alert with its reasons in words, its ties, scenes, course, history and notes.
         * @description A title beside it is not authorship; field teams get no holders.
         */
        get: operations["show_alert"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/chip/{moment}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Draws the place of an alert, north up, with its outline and a scale bar: `before` is the
         *     last clear optical view before it was cleared, `after` the newest clear one that shows it;
         *     the same two that `GET /api/v1/alerts/{id}` names in `views`.
         */
        get: operations["alert_chip"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/notes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Writes a note beside an alert. Notes are never changed or removed. */
        post: operations["add_note"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/opened": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Notes that the reader has opened the alert: nobody having done so makes it more urgent. Only
         *     the first counts; asking again changes nothing.
         */
        put: operations["open_alert"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/alerts/{id}/pixels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Reads one place in every scene of the alert's series. */
        get: operations["alert_pixels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/briefing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells the nearest alerts around a point, or those in a drawn area (and up to 1 km
         *     beside it), in order. Who asked, and for where, is kept in the audit log.
         */
        get: operations["show_briefing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/briefing/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Gives a briefing as a file. Who took it, and for where, is kept in the audit log. */
        get: operations["download_briefing"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Streams what becomes of alerts (`text/event-stream`): `event: alert` with the data of
         *     `AlertChange`. The number of an event is where to resume; without one the stream begins
         *     now, and says so with `event: ready`. It ends with the session.
         */
        get: operations["events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/here": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells what lies at a point: features of every layer's newest snapshot, alerts and
         *     reports, with geodesic distances.
         */
        get: operations["here_at_point"];
        put?: never;
        /**
         * Tells what lies in a drawn area, or along a drawn line: features of every layer's newest
         *     snapshot with their shares of that ground, alerts and reports.
         */
        post: operations["here_in_area"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/here/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tells what lies on the ground that a file draws: GeoJSON, KML, KMZ, GPX, GeoPackage,
         *     FlatGeobuf or a zipped shapefile of at most 16 MB and 1,000 features. The file is not kept.
         */
        post: operations["here_in_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/holders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists who holds mining rights and REINFO records, linked by tax number or by the same name,
         *     and what has been cleared there. Intelligence only; who asked is kept in the audit log.
         */
        get: operations["list_holders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/holders/verdicts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Says that two keys are one holder, or two. The latest word counts; every one is kept with
         *     its author.
         */
        put: operations["judge_holders"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/layers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the layers with their source, date, licence and datum operation. */
        get: operations["list_layers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/layers/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells what changed from one load to another: new, gone, moved, holder, status.
         * @description It names holders, so field teams do not read it.
         */
        get: operations["layer_changes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns this description (OpenAPI 3.1). */
        get: operations["openapi_document"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/production/findings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells rights that declare gold without any visible working, and workings without any
         *     declaration, each with its numbers. Intelligence only; what cannot be seen says so. Who
         *     asked is kept in the audit log.
         */
        get: operations["production_findings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists field reports, the newest first. */
        get: operations["list_reports"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a field report with its doubts. What a person reports is not verified. */
        get: operations["show_report"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/reports/{id}/photo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the photo of a field report: upright, and without the metadata of its original. */
        get: operations["report_photo"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/scenes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists scenes, newest first. */
        get: operations["list_scenes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Finds coordinates in every spelling, codes, names of features, holders (not for a field
         *     team) and alerts.
         * @description A UTM position without a zone is one result for each zone of Peru, each saying so.
         */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns the session of the person who asks. */
        get: operations["show_session"];
        put?: never;
        /** Signs a person in. Slows down whoever tries too often. */
        post: operations["start_session"];
        /** Ends the session; its cookie is worth nothing from then on. */
        delete: operations["end_session"];
        options?: never;
        head?: never;
        /** Sets the language in which the person reads, also for their next sessions. */
        patch: operations["set_language"];
        trace?: never;
    };
    "/api/v1/sites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists sites, the largest first. */
        get: operations["list_sites"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/sites/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a site with its clearings, how it goes on, and its alert. */
        get: operations["show_site"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Returns how much the workspace holds, and of when. */
        get: operations["show_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the layers of the map with the version of their tiles. */
        get: operations["tile_index"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tiles/scene/{scene}/{preset}/{z}/{x}/{y}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Draws 256 by 256 pixels of a scene. What was not seen is transparent.
         * @description Brightness never follows a picture's own content, so tiles, dates and places compare:
         *     `natural` and `swir` show fixed ranges of reflectance, `ndvi` and `disturbance` fixed
         *     colours, and hide what the scene classification calls cloud or shadow.
         */
        get: operations["scene_tile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tiles/vector/{layer}/{z}/{x}/{y}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Returns a vector tile (Mapbox Vector Tile 2.1, extent 4096). Readers of the role `field`
         *     get no holders.
         * @description Layers are `alerts`, `sites`, `reports` and the kinds of context layers. An alert is a
         *     point and, from zoom 11, also an outline (attribute `shape`). Where a tile has no room
         *     for every feature, a second layer `omitted` says how many are not in it (`count`); alerts
         *     come in the order of their rank.
         */
        get: operations["vector_tile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Answers 204 while the server is alive; touches nothing. */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What an event of the kind `alert` says. */
        AlertChange: {
            /** @description Which alert. */
            alert_id: string;
            /** @description What became of it. */
            change: components["schemas"]["ChangeName"];
        };
        /** @description A page of alerts, as GeoJSON. */
        AlertCollection: {
            type: "FeatureCollection" & Record<string, never>;
            /** @description The alerts, in the order that was asked for. */
            features: components["schemas"]["AlertFeature"][];
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
            /** @description Where the next page begins; null on the last. */
            next_cursor?: string | null;
        };
        /** @description An alert with everything behind it. */
        AlertDetail: components["schemas"]["AlertFacts"] & {
            /** @description The outline. */
            outline: components["schemas"]["MultiPolygon"];
            /** @description The place in degrees, minutes and seconds, latitude first. */
            degrees: string;
            /** @description The place as an MGRS square of one metre. */
            mgrs: string;
            /**
             * Format: double
             * @description Share of views that were clear while it was watched, 0–1.
             */
            observed_share: number;
            /**
             * Format: int32
             * @description Clear views of the ground before it broke; null where it was found between two scenes.
             */
            history_views?: number | null;
            /** @description Why, the weightiest first. */
            reasons: components["schemas"]["Reason"][];
            /** @description All ties, with their words. */
            ties: components["schemas"]["Tie"][];
            /**
             * @description Dated rules that its facts meet, or that cannot be asked; empty where it was last told
             *     before there were any.
             */
            indications: components["schemas"]["Indication"][];
            /** @description Scenes behind it, by acquisition. */
            scenes: components["schemas"]["SceneSummary"][];
            /** @description Optical views to compare. */
            views: components["schemas"]["AlertViews"];
            course?: components["schemas"]["SiteCourse"] | null;
            /** @description What happened to it, oldest first. */
            history: components["schemas"]["HistoryItem"][];
            /** @description What people wrote beside it, newest last. */
            notes: components["schemas"]["Note"][];
            /** @description Reports within 2 km, nearest first. */
            reports: components["schemas"]["NearReport"][];
            priority?: components["schemas"]["Priority"] | null;
        };
        /** @description What is known of an alert itself. */
        AlertFacts: {
            /** @description Identifier. */
            id: string;
            /** @description The site it is about. */
            site: string;
            /** @description How far the evidence goes. */
            state: components["schemas"]["AlertStateName"];
            /** @description The most likely cause. */
            driver: components["schemas"]["DriverName"];
            /**
             * Format: double
             * @description Probability of that cause, 0–1.
             */
            confidence: number;
            /**
             * Format: double
             * @description Geodesic area, in hectares.
             */
            area_ha: number;
            /**
             * Format: date
             * @description First day on which it can have been cleared.
             */
            not_before: string;
            /**
             * Format: date
             * @description Last day on which the first of it can have been cleared.
             */
            not_after: string;
            /**
             * Format: date-time
             * @description Acquisition in which it was first seen, UTC.
             */
            first_observed: string;
            /**
             * Format: date-time
             * @description When it was first raised, UTC.
             */
            first_alerted: string;
            /** @description Sensors that saw it. */
            sensors: string[];
            /**
             * Format: double
             * @description Longitude of a point inside the outline, in degrees, EPSG:4326.
             */
            lon?: number | null;
            /**
             * Format: double
             * @description Latitude of that point.
             */
            lat?: number | null;
            /** @description That point in UTM (WGS84): zone, easting and northing in metres. */
            utm: string;
            /** @description The profile that found it. */
            profile: string;
            /**
             * Format: double
             * @description How urgent it is, in points, 0–100 with the shipped profile; null beside a site or a
             *     place.
             */
            points?: number | null;
        };
        /** @description An alert, as GeoJSON. */
        AlertFeature: {
            type: "Feature" & Record<string, never>;
            /** @description Identifier. */
            id: string;
            /** @description The outline. */
            geometry: components["schemas"]["MultiPolygon"];
            /** @description What is known of it. */
            properties: components["schemas"]["AlertSummary"];
        };
        /**
         * @description How far the evidence goes.
         * @enum {string}
         */
        AlertStateName: "provisional" | "confirmed";
        /** @description An alert in a list: an indication, never a finding of guilt. */
        AlertSummary: components["schemas"]["AlertFacts"] & {
            /** @description What tells most about whose ground it is, at most five. */
            ties: components["schemas"]["TieBrief"][];
        };
        /** @description Optical views of an alert. */
        AlertViews: {
            before?: components["schemas"]["SceneSummary"] | null;
            after?: components["schemas"]["SceneSummary"] | null;
            /** @description Clear views, oldest first, at most 60. */
            choices: components["schemas"]["SceneSummary"][];
        };
        /** @description A drawn area or line. */
        AreaBody: {
            /** @description What was drawn. */
            geometry: components["schemas"]["DrawnGeometry"];
            /**
             * Format: double
             * @description Metres on each side of a line, 10 to 20,000; of no meaning for an area.
             */
            radius_m?: number | null;
        };
        /** @description A briefing: indications with how to get there, and what they are not. */
        Briefing: {
            /** @description Title in the reader's language. */
            title: string;
            /**
             * Format: date-time
             * @description When it was made.
             */
            made_at: string;
            /** @description From where distances and bearings are told. */
            centre: components["schemas"]["PlaceAnswer"];
            /**
             * Format: double
             * @description How far around the centre; none for an area.
             */
            radius_m?: number | null;
            /** @description The drawn area's ring of positions `[lon, lat]`, closed; none around a point. */
            area?: number[][] | null;
            /** @description That these are indications and no proof of a crime. */
            disclaimer: string;
            /** @description Alerts, nearest to the centre first. */
            targets: components["schemas"]["Target"][];
            /** @description That a title is not authorship. */
            rights_note: string;
            /** @description Reports, nearest first. */
            reports: components["schemas"]["NearReport"][];
            /** @description Whether the world is the sample world. */
            synthetic: boolean;
        };
        /**
         * @description What became of an alert.
         * @enum {string}
         */
        ChangeName: "raised" | "changed" | "removed";
        /** @description A feature that changed. */
        ChangedFeature: {
            /** @description Its code. */
            code: string;
            /** @description Its name, the newer one. */
            name: string;
            /** @description What happened. */
            changes: components["schemas"]["LayerChange"][];
        };
        /** @description Addresses of the pictures before and after; none where there is no clear view. */
        Chips: {
            before?: string | null;
            after?: string | null;
        };
        /** @description A clearing of a site. */
        ClearingSummary: {
            /** @description Identifier. */
            id: string;
            /** @description Series of scenes in which it was seen. */
            series: string;
            /** @description The most likely cause. */
            driver: components["schemas"]["DriverName"];
            /**
             * Format: double
             * @description Probability that it is mining, 0–1.
             */
            mining_probability: number;
            /**
             * Format: double
             * @description Geodesic area, in hectares.
             */
            area_ha: number;
            /**
             * Format: date
             * @description First day on which it can have been cleared.
             */
            not_before: string;
            /**
             * Format: date
             * @description Last day on which the first of it can have been cleared.
             */
            not_after: string;
            /** @description Scene in which it was first seen. */
            first_seen: string;
            /** @description Scene in which it was seen again. */
            confirmed_by?: string | null;
            /** @description Sensors that saw it. */
            sensors: string[];
        };
        /** @description What a person signs in with. */
        Credentials: {
            /** @description Name with which they sign in. */
            username: string;
            /**
             * Format: password
             * @description Their password.
             */
            password: string;
        };
        /** @description Days between two views: something happened after the first and before the second. */
        Days: {
            /**
             * Format: date
             * @description Last view that shows nothing of it.
             */
            not_before: string;
            /**
             * Format: date
             * @description First view that shows it.
             */
            not_after: string;
        };
        /** @description A GeoJSON geometry, EPSG:4326, longitude first. */
        DrawnGeometry: {
            /** @description One ring of positions `[lon, lat]`. */
            coordinates: number[][][];
            /** @enum {string} */
            type: "Polygon";
        } | {
            /** @description Positions `[lon, lat]`. */
            coordinates: number[][];
            /** @enum {string} */
            type: "LineString";
        };
        /**
         * @description The most likely cause.
         * @enum {string}
         */
        DriverName: "mining" | "other" | "unknown";
        /** @description A feature that a fact is about; its numbers stand in the alert's ties. */
        Fact: {
            /** @description What its layer describes. */
            kind: components["schemas"]["LayerKindName"];
            /** @description The dated load. */
            snapshot: string;
            /** @description The feature's code. */
            code: string;
            /** @description Its name, as the reader may see it. */
            name: string;
        };
        /** @description How much was known to be cleared as of a day. */
        Growth: {
            /**
             * Format: date
             * @description Acquisition day on which it changed.
             */
            date: string;
            /**
             * Format: double
             * @description All that was first seen cleared by then, in hectares; overlaps count once.
             */
            area_ha: number;
            /**
             * Format: double
             * @description One standard deviation of `area_ha`; 0 where it is not known.
             */
            area_sd_ha: number;
        };
        /** @description A feature that somebody holds. */
        HeldFeature: {
            /** @description What its layer describes. */
            kind: string;
            /** @description Its code. */
            code: string;
        };
        /** @description What lies at a place. */
        HereAnswer: components["schemas"]["PlaceAnswer"] & {
            /**
             * @description Features that hold it, touch it or lie near, of every layer's newest snapshot; a
             *     field team never reads holders.
             */
            ties: components["schemas"]["Tie"][];
            /** @description Alerts, nearest first; at most 200. */
            alerts: components["schemas"]["NearAlert"][];
            /** @description Reports, nearest first; at most 200. */
            reports: components["schemas"]["NearReport"][];
        };
        /** @description What lies on the ground that a file draws. */
        HereFileAnswer: components["schemas"]["HereAnswer"] & {
            /** @description The ground, GeoJSON, EPSG:4326: areas as they are, lines and points with what lies around. */
            ground: components["schemas"]["MultiPolygon"];
            /** @description How many features it is made of. */
            features: number;
            /** @description How many of them had to be repaired. */
            repaired: number;
            /** @description CRS of the file. */
            source_crs: string;
            /** @description Operation to EPSG:4326, by name. */
            operation: string;
            /**
             * Format: double
             * @description Its stated accuracy in metres.
             */
            operation_accuracy_m?: number | null;
            /** @description What else the file has and why it is left out, in the reader's language; at most 50. */
            left_out: string[];
            /** @description How much that is. */
            left_out_total: number;
        };
        /** @description Something that happened to an alert. */
        HistoryItem: {
            /**
             * Format: date-time
             * @description When, UTC.
             */
            at: string;
            /** @description `raised`, `confirmed`, `changed` or `withdrawn`. */
            change: string;
            /** @description In words. */
            detail: string;
        };
        /** @description A holder. A title is not authorship. */
        Holder: {
            /** @description By tax number or by name. */
            key: string;
            /** @description Keys that a person has said to be the same. */
            also: string[];
            /** @description Names as layers write them. */
            names: string[];
            /** @description Features of theirs. */
            features: components["schemas"]["HeldFeature"][];
            /** @description Alerts that touch a right of theirs, more likely than not. */
            clearings_on: string[];
            /**
             * Format: double
             * @description Ground of those that lies inside, in hectares.
             */
            area_ha: number;
            /** @description Other alerts around one. */
            clearings_around: string[];
        };
        /** @description What is said of two holders. */
        HolderVerdict: {
            /** @description Key of the one. */
            a: string;
            /** @description Key of the other. */
            b: string;
            /** @description Whether they are one. */
            verdict: components["schemas"]["VerdictName"];
        };
        /** @description Holders, those with most cleared ground first. */
        Holders: {
            /** @description Always `intelligence_only`: no evidence, in no briefing and no tile. */
            permitted_use: string;
            /** @description At most 500. */
            holders: components["schemas"]["Holder"][];
            /** @description How many there are. */
            total: number;
            /** @description Who may be one; nothing is joined until a person says so. */
            suggestions: components["schemas"]["Suggestion"][];
            /**
             * Format: double
             * @description How near a clearing is around a right, in metres.
             */
            around_m: number;
        };
        /** @description A dated rule that the facts meet, or that cannot be asked. Never a finding of guilt. */
        Indication: {
            /** @description The rule's id. */
            rule: string;
            /** @description The rules it stands in: name, version and hash. */
            rules: string;
            /** @description What is known. */
            standing: components["schemas"]["StandingName"];
            /** @description How much it weighs. */
            severity: components["schemas"]["SeverityName"];
            /** @description The norm, as it is cited. */
            norm: string;
            /** @description Its article. */
            article?: string | null;
            /** @description What the rule says, in the reader's language. */
            text: string;
            /** @description The jurist who has checked the rule; null: nobody yet. */
            reviewed_by?: string | null;
            /**
             * Format: date
             * @description First day on which it was in force.
             */
            valid_from: string;
            /**
             * Format: date
             * @description Last day on which it was; null: it still is.
             */
            valid_to?: string | null;
            /** @description Whether it was in force on every day on which the clearing may have begun. */
            in_force_throughout: boolean;
            /** @description The features that its facts are about. */
            facts: components["schemas"]["Fact"][];
            /** @description Snapshots that it was asked of. */
            snapshots: string[];
            /** @description Kinds of layers that it needs and that are not loaded. */
            missing: components["schemas"]["LayerKindName"][];
        };
        /**
         * @description A language.
         * @enum {string}
         */
        LanguageCode: "es" | "en";
        /** @description A layer. */
        Layer: {
            /** @description Its name. */
            layer: string;
            /** @description What it describes. */
            kind: components["schemas"]["LayerKindName"];
            /** @description Its loads, the newest first. */
            snapshots: components["schemas"]["LayerSnapshot"][];
        };
        /** @description One change of a feature. */
        LayerChange: {
            /** @enum {string} */
            change: "new";
        } | {
            /** @enum {string} */
            change: "gone";
        } | {
            /**
             * Format: double
             * @description Ground that is in one of the two only, in hectares.
             */
            area_ha: number;
            /** @enum {string} */
            change: "moved";
        } | {
            /** @description Before. */
            from?: string | null;
            /** @description After. */
            to?: string | null;
            /** @enum {string} */
            change: "holder";
        } | {
            /** @description Before. */
            from?: string | null;
            /** @description After. */
            to?: string | null;
            /** @enum {string} */
            change: "status";
        };
        /** @description What changed. */
        LayerChanges: {
            /** @description Features that changed, by code; at most 1,000. */
            features: components["schemas"]["ChangedFeature"][];
            /** @description How many changed. */
            total: number;
        };
        /**
         * @description What a layer describes.
         * @enum {string}
         */
        LayerKindName: "mining_right" | "reinfo" | "protected_area" | "buffer_zone" | "native_community" | "forestry_concession" | "conservation_concession" | "mining_zone" | "river" | "lake" | "wetland" | "road" | "settlement" | "district" | "other";
        /** @description One dated, immutable load of a layer. */
        LayerSnapshot: {
            /** @description Identifier. */
            id: string;
            /**
             * Format: date
             * @description The day for which the content stands.
             */
            dated: string;
            /** @description Name of the original file. */
            source: string;
            /** @description Licence, where known. */
            licence?: string | null;
            /** @description Number of features. */
            features: number;
            /** @description CRS of the original. */
            source_crs: string;
            /** @description PROJ operation to EPSG:4326. */
            operation: string;
            /**
             * Format: double
             * @description Its stated accuracy, in metres.
             */
            operation_accuracy_m?: number | null;
            /** @description SHA-256 of the original. */
            fingerprint: string;
        };
        /** @description All layers, by name. */
        Layers: {
            layers: components["schemas"]["Layer"][];
        };
        /** @description A GeoJSON `MultiPolygon`. */
        MultiPolygon: {
            type: "MultiPolygon" & Record<string, never>;
            /** @description Polygons of rings of positions, the outer ring first; seven decimals (a centimetre). */
            coordinates: number[][][][];
        };
        /** @description An alert, and how far it is. */
        NearAlert: components["schemas"]["AlertSummary"] & {
            /**
             * Format: double
             * @description Geodesic distance to its outline, in metres; zero where they touch.
             */
            distance_m: number;
        };
        /** @description A field report, and how far it is. */
        NearReport: components["schemas"]["ReportSummary"] & {
            /**
             * Format: double
             * @description Geodesic distance, in metres.
             */
            distance_m: number;
        };
        /**
         * @description Why nothing can be said.
         * @enum {string}
         */
        NotObservableName: "no_scene" | "cloud" | "too_small";
        /** @description What somebody wrote beside an alert. */
        Note: {
            /** @description Identifier. */
            id: string;
            /** @description User name of the author. */
            author: string;
            /**
             * Format: date-time
             * @description When, UTC.
             */
            at: string;
            /** @description Plain text. */
            text: string;
        };
        /** @description What a person writes. */
        NoteText: {
            /** @description Plain text. */
            text: string;
        };
        /**
         * @description What is measured.
         * @enum {string}
         */
        PixelIndexName: "ndvi" | "nbr" | "vv_db" | "vh_db";
        /** @description One index of one sensor. */
        PixelIndexSeries: {
            /** @description `sentinel-2`, `landsat`, `sentinel-1`, `mosaic` or `optical`. */
            sensor: string;
            /** @description `ascending` or `descending`, for radar that states it. */
            orbit?: string | null;
            /** @description What is measured. */
            index: components["schemas"]["PixelIndexName"];
            /** @description Oldest first. */
            points: components["schemas"]["PixelPoint"][];
        };
        /** @description The median of three by three pixels in one acquisition. */
        PixelPoint: {
            /**
             * Format: date-time
             * @description When it was acquired, UTC.
             */
            at: string;
            /**
             * Format: double
             * @description The value.
             */
            value: number;
            /** @description Whether the ground was seen: no cloud or shadow within a pixel of 20 m. */
            clear: boolean;
        };
        /** @description What was measured at a place. */
        PixelSeries: {
            /**
             * Format: double
             * @description Longitude in degrees.
             */
            lon: number;
            /**
             * Format: double
             * @description Latitude in degrees.
             */
            lat: number;
            /** @description One for each sensor, orbit and index. */
            series: components["schemas"]["PixelIndexSeries"][];
            /**
             * Format: date
             * @description The first of the alert was not cleared before.
             */
            not_before: string;
            /**
             * Format: date
             * @description And not after.
             */
            not_after: string;
        };
        /** @description A position in WGS84, in every way in which people quote it. */
        PlaceAnswer: {
            /**
             * Format: double
             * @description Longitude in degrees, EPSG:4326.
             */
            lon: number;
            /**
             * Format: double
             * @description Latitude in degrees, EPSG:4326.
             */
            lat: number;
            /** @description UTM in whole metres: `19S 391510 8573711`. */
            utm: string;
            /** @description Degrees, minutes and seconds: `12°54′00.0″ S, 70°00′00.0″ O`. */
            degrees: string;
            /** @description MGRS square of one metre: `19LCF9151073711`. */
            mgrs: string;
        };
        /** @description A GeoJSON `Point`. */
        Point: {
            type: "Point" & Record<string, never>;
            /** @description Longitude and latitude. */
            coordinates: number[];
        };
        /** @description Why an alert comes before others; weights are the profile's. */
        Priority: {
            /** @description What its points are the sum of, those without points left out. */
            parts: components["schemas"]["PriorityPart"][];
            /**
             * Format: date-time
             * @description When somebody opened it first, UTC; null where this is the first time.
             */
            opened?: string | null;
            /** @description Who that was. */
            opened_by?: string | null;
        };
        /**
         * @description What earns points.
         * @enum {string}
         */
        PriorityCodeName: "size" | "growth" | "protected_ground" | "water" | "community" | "certainty" | "recent" | "unseen";
        /** @description A part of it. */
        PriorityPart: {
            /** @description What it is for. */
            code: components["schemas"]["PriorityCodeName"];
            /**
             * Format: double
             * @description How much of it there is, 0–1.
             */
            value: number;
            /**
             * Format: double
             * @description Points.
             */
            points: number;
        };
        /** @description A problem (RFC 9457). */
        ProblemDocument: {
            /** @description Names the kind of problem: `/problems/<code>`. */
            type: string;
            /** @description What happened, in the reader's language. */
            title: string;
            /**
             * Format: int32
             * @description The status of the answer.
             */
            status: number;
            /** @description What the person can do, in the reader's language. */
            detail: string;
            /** @description The stable code. */
            code: string;
            /** @description Number of the request, by which the log is searched. */
            instance?: string | null;
            /** @description The values that cannot be used. */
            errors?: components["schemas"]["ProblemField"][];
        };
        /** @description One value that cannot be used. */
        ProblemField: {
            /** @description Name of the parameter. */
            field: string;
            /** @description What is wrong with it, in the reader's language. */
            detail: string;
        };
        /** @description A right on which declared and visible do not fit together; never an accusation. */
        ProductionFinding: {
            /** @description What. */
            kind: components["schemas"]["ProductionFindingName"];
            /** @description Code of the right. */
            right: string;
            /** @description Its name. */
            name: string;
            /** @description Its holder. A title is not authorship. */
            holder?: string | null;
            /** @description Its status as the layer writes it. */
            status?: string | null;
            /** @description Its status in the reader's language. */
            status_text?: string | null;
            /**
             * Format: double
             * @description Gold declared, in kilograms; null: none.
             */
            declared_kg?: number | null;
            /**
             * Format: int32
             * @description Months with any.
             */
            months?: number | null;
            /**
             * Format: date
             * @description First day of the first of them.
             */
            first?: string | null;
            /**
             * Format: date
             * @description Last day of the last of them.
             */
            last?: string | null;
            /** @description Workings on it. */
            workings: components["schemas"]["ProductionWorking"][];
            /**
             * Format: int32
             * @description Scenes of those months that see enough of its ground.
             */
            looks: number;
            /**
             * Format: double
             * @description The most bare ground and water that one of them shows, in hectares.
             */
            open_ha?: number | null;
            not_observable?: components["schemas"]["NotObservableName"] | null;
        };
        /**
         * @description What does not fit.
         * @enum {string}
         */
        ProductionFindingName: "declared_without_working" | "working_without_declaration";
        /** @description What does not fit together. */
        ProductionFindings: {
            /** @description Always `intelligence_only`: no evidence, in no briefing and no tile. */
            permitted_use: string;
            /** @description The load that was asked; null: there is none yet. */
            load?: string | null;
            /**
             * Format: date
             * @description The day for which it stands.
             */
            dated?: string | null;
            /** @description Findings, those with the most gold first, then those with the most ground. */
            findings: components["schemas"]["ProductionFinding"][];
            /** @description Rights that declare gold and that no layer of mining rights has. */
            unknown_rights: string[];
            /** @description By which numbers it is told. */
            thresholds: components["schemas"]["ProductionThresholds"];
            /** @description Rights whose ground has not been looked at in every scene yet: none of the findings. */
            not_looked_at: number;
        };
        /** @description By which numbers findings are told: by hand, and reviewed by nobody. */
        ProductionThresholds: {
            /**
             * Format: double
             * @description Share of a right's ground that a scene must see to count, 0–1.
             */
            seen_share_min: number;
            /**
             * Format: int32
             * @description Fewest such scenes.
             */
            looks_min: number;
            /**
             * Format: double
             * @description Bare ground and water from which a working may be there, in hectares.
             */
            open_min_ha: number;
            /**
             * Format: double
             * @description Gold below which a working may be too small to see, in kilograms.
             */
            gold_min_kg: number;
            /**
             * Format: double
             * @description Probability from which a working touches a right.
             */
            touches_min: number;
        };
        /** @description A working on a right. */
        ProductionWorking: {
            /** @description Its alert. */
            alert: string;
            /**
             * Format: double
             * @description What of it lies on the right, in hectares.
             */
            area_ha: number;
            /**
             * Format: date
             * @description First day on which it can have been cleared.
             */
            not_before: string;
            /**
             * Format: date
             * @description Last day on which the first of it can have been cleared.
             */
            not_after: string;
            /**
             * Format: double
             * @description Probability that it touches the right.
             */
            touches: number;
        };
        /**
         * @description Which dated load of a layer a tie is read from.
         * @enum {string}
         */
        ReadingName: "at_onset" | "later" | "gone";
        /** @description A reason, in the reader's language. */
        Reason: {
            /** @description Feature or fact. */
            code: string;
            /** @description What it says. */
            text: string;
            /**
             * Format: double
             * @description Its value, in the unit that the text states.
             */
            value: number;
            /**
             * Format: double
             * @description Contribution to the log-odds of mining; zero for plain facts.
             */
            contribution: number;
        };
        /**
         * @description How a site lies to a feature.
         * @enum {string}
         */
        RelationName: "within" | "overlaps" | "near";
        /** @description A page of reports, as GeoJSON. */
        ReportCollection: {
            type: "FeatureCollection" & Record<string, never>;
            /** @description The reports, the newest first and those without a time last. */
            features: components["schemas"]["ReportFeature"][];
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
            /** @description Where the next page begins; null on the last. */
            next_cursor?: string | null;
        };
        /** @description A field report. */
        ReportDetail: components["schemas"]["ReportSummary"] & {
            /** @description The place in UTM (WGS84): zone, easting and northing in metres. */
            utm: string;
            /** @description The place in degrees, minutes and seconds, latitude first. */
            degrees: string;
            /** @description The place as an MGRS square of one metre. */
            mgrs: string;
            /** @description Name of the original file. */
            file_name: string;
            /** @description SHA-256 of the original file. */
            fingerprint: string;
            /** @description Other answers, as text. */
            attributes: {
                [key: string]: string;
            };
        };
        /** @description A report, as GeoJSON. */
        ReportFeature: {
            type: "Feature" & Record<string, never>;
            /** @description Identifier. */
            id: string;
            /** @description Where it was observed. */
            geometry: components["schemas"]["Point"];
            /** @description What was observed. */
            properties: components["schemas"]["ReportSummary"];
        };
        /**
         * @description A doubt about a report.
         * @enum {string}
         */
        ReportFlagName: "poor_accuracy" | "no_accuracy" | "mock_location" | "zone_assumed" | "no_time" | "outside_peru";
        /**
         * @description Where a report came from.
         * @enum {string}
         */
        ReportSourceName: "kobo" | "photo" | "gpx" | "csv";
        /** @description A field report in a list. */
        ReportSummary: {
            /** @description Identifier. */
            id: string;
            /** @description Where it came from. */
            source: components["schemas"]["ReportSourceName"];
            /**
             * Format: double
             * @description Longitude in degrees, EPSG:4326.
             */
            lon: number;
            /**
             * Format: double
             * @description Latitude in degrees, EPSG:4326.
             */
            lat: number;
            /**
             * Format: date-time
             * @description When it was observed, UTC.
             */
            observed_at?: string | null;
            /** @description What the person wrote. */
            note: string;
            /** @description Doubts about it. */
            flags: components["schemas"]["ReportFlagName"][];
            /**
             * Format: double
             * @description Horizontal accuracy, where stated.
             */
            accuracy_m?: number | null;
            /** @description Whether it has a photo. */
            photo: boolean;
        };
        /**
         * @description What a person is here for.
         * @enum {string}
         */
        RoleName: "prosecutor" | "analyst" | "field" | "admin";
        /** @description A scene in a list. */
        SceneSummary: {
            /** @description Identifier. */
            id: string;
            /** @description `sentinel-2`, `landsat`, `sentinel-1`, `mosaic` or `optical`. */
            sensor: string;
            /** @description The series it belongs to. */
            series: string;
            /**
             * Format: date-time
             * @description Start of the acquisition, UTC.
             */
            acquired_start: string;
            /**
             * Format: date-time
             * @description End of the acquisition, UTC.
             */
            acquired_end: string;
            /** @description West, south, east, north in degrees; null where its CRS cannot be told. */
            bounds?: number[] | null;
            /** @description What of it can be shown: `natural`, `swir`, `ndvi`, `disturbance`. */
            presets: string[];
            /**
             * Format: float
             * @description Share of cloud over the outline of the alert, 0–1; null where it was not measured.
             */
            cloud_share?: number | null;
        };
        /** @description Scenes. */
        Scenes: {
            /** @description Newest first. `cloud_share` is of the whole scene. */
            scenes: components["schemas"]["SceneSummary"][];
        };
        /** @description One result. */
        SearchResult: {
            /** @description `coordinates`, `place`, `right`, `feature`, `holder` or `alert`. */
            kind: string;
            /** @description Its name, or the position as it was read. */
            title: string;
            /**
             * @description What tells it from others; where a position states no zone or no hemisphere, that
             *     it does not and how it was read.
             */
            subtitle: string;
            /**
             * Format: double
             * @description Longitude in degrees, EPSG:4326.
             */
            lon: number;
            /**
             * Format: double
             * @description Latitude in degrees, EPSG:4326.
             */
            lat: number;
            /** @description West, south, east, north in degrees. */
            bbox?: number[] | null;
            /** @description Kind of its layer. */
            layer?: string | null;
            /** @description Its code in that layer, or the alert's id. */
            code?: string | null;
        };
        /** @description What was found, best first. */
        SearchResults: {
            results: components["schemas"]["SearchResult"][];
        };
        /** @description A session. */
        Session: {
            /** @description Who is signed in. */
            user: components["schemas"]["SessionUser"];
            /** @description Sent back as `X-CSRF-Token` with every change. */
            csrf_token: string;
            /**
             * Format: date-time
             * @description When the session ends whatever happens; unused, it ends after eight hours.
             */
            expires_at: string;
        };
        /** @description What of a session a person may change. */
        SessionChange: {
            /** @description In which language they read. */
            language: components["schemas"]["LanguageCode"];
        };
        /** @description A person who is signed in. */
        SessionUser: {
            /** @description Name with which they sign in. */
            username: string;
            /** @description Name that others read. */
            name: string;
            /** @description What they are here for. */
            role: components["schemas"]["RoleName"];
            /** @description In which language they read. */
            language: components["schemas"]["LanguageCode"];
        };
        /**
         * @description How much a rule weighs.
         * @enum {string}
         */
        SeverityName: "context" | "formality" | "prohibition";
        /** @description A page of sites, as GeoJSON. */
        SiteCollection: {
            type: "FeatureCollection" & Record<string, never>;
            /** @description The sites, the largest first. */
            features: components["schemas"]["SiteFeature"][];
            /**
             * Format: int64
             * @description How many there are on all pages.
             */
            total: number;
            /** @description Where the next page begins; null on the last. */
            next_cursor?: string | null;
        };
        /** @description How a site grew, what it does, and what became of its parts. */
        SiteCourse: {
            /** @description What it does, as of the last acquisition of its series. */
            state: components["schemas"]["SiteStateName"];
            ponds_worked?: components["schemas"]["Days"] | null;
            /** @description How it grew, oldest first; empty where it was last tracked before this was kept. */
            growth: components["schemas"]["Growth"][];
            /** @description Sites that turned out to be part of it, sorted. */
            merged_from: string[];
            /** @description The site that held its ground before it was seen to be a place of its own. */
            split_from?: string | null;
        };
        /** @description A site with what is known of it. */
        SiteDetail: components["schemas"]["SiteCourse"] & {
            /** @description Identifier. */
            id: string;
            /**
             * Format: double
             * @description Geodesic area of the union of its clearings, in hectares.
             */
            area_ha: number;
            /** @description The union of its clearings. */
            outline: components["schemas"]["MultiPolygon"];
            /** @description Its clearings. */
            clearings: components["schemas"]["ClearingSummary"][];
            alert?: components["schemas"]["AlertSummary"] | null;
        };
        /** @description A site, as GeoJSON. */
        SiteFeature: {
            type: "Feature" & Record<string, never>;
            /** @description Identifier. */
            id: string;
            /** @description The union of its clearings. */
            geometry: components["schemas"]["MultiPolygon"];
            /** @description What is known of it. */
            properties: components["schemas"]["SiteSummary"];
        };
        /**
         * @description What a site does, as far as its scenes tell.
         * @enum {string}
         */
        SiteStateName: "new" | "growing" | "active_again" | "ponds_worked" | "dormant" | "recovering";
        /** @description A site in a list. */
        SiteSummary: {
            /** @description Identifier. */
            id: string;
            /**
             * Format: double
             * @description Geodesic area of the union of its clearings, in hectares.
             */
            area_ha: number;
            /** @description How it goes on. */
            state: components["schemas"]["SiteStateName"];
            /** @description How many clearings it holds. */
            clearings: number;
        };
        /**
         * @description What is known of whether a rule holds.
         * @enum {string}
         */
        StandingName: "met" | "not_evaluable";
        /** @description How much the workspace holds. */
        Status: {
            /**
             * Format: int64
             * @description Scenes.
             */
            scenes: number;
            /**
             * Format: int64
             * @description Layer snapshots.
             */
            layers: number;
            /**
             * Format: int64
             * @description Field reports.
             */
            reports: number;
            /**
             * Format: int64
             * @description Alerts.
             */
            alerts: number;
            /**
             * Format: date-time
             * @description When the newest scene was taken.
             */
            latest_acquisition?: string | null;
            /** @description Whether this is a made world, not a seen one. */
            synthetic: boolean;
            /** @description Version of this program. */
            version: string;
        };
        /** @description Two holders that may be one. */
        Suggestion: {
            /** @description Key of the one. */
            a: string;
            /** @description Key of the other. */
            b: string;
            /**
             * Format: double
             * @description How alike their names are, 0–1.
             */
            similarity: number;
        };
        /** @description One alert to go to. */
        Target: {
            /** @description Its number, from 1. */
            order: number;
            /** @description The alert. */
            alert: components["schemas"]["AlertSummary"];
            /**
             * Format: double
             * @description Geodesic distance from the centre to its outline, in metres; zero inside.
             */
            distance_m: number;
            /**
             * Format: double
             * @description Bearing from the centre to the point to go to, degrees clockwise from true north.
             */
            bearing_deg: number;
            /** @description The same in words: `al noreste`. */
            bearing_words: string;
            /** @description UTM of the point to go to. */
            utm: string;
            /** @description The same in degrees. */
            degrees: string;
            /** @description The same as an MGRS square of one metre. */
            mgrs: string;
            /** @description What it lies on and near, in words; a field team never reads holders. */
            ties_words: string[];
            /** @description How many further ties the alert has: at most eight are told, what it touches first. */
            ties_more: number;
            /** @description The same in words; null where there are none. */
            ties_more_words?: string | null;
            /** @description Pictures. */
            chips: components["schemas"]["Chips"];
            /**
             * Format: date-time
             * @description When the picture before was taken.
             */
            before_acquired?: string | null;
            /**
             * Format: date-time
             * @description When the picture after was taken.
             */
            after_acquired?: string | null;
            /** @description Since when, in words. */
            dates_words: string;
            /** @description How sure, in words with the number. */
            certainty_words: string;
        };
        /** @description A tie with its words. A title is not authorship. */
        Tie: {
            /** @description What the layer describes. */
            kind: components["schemas"]["LayerKindName"];
            /** @description The dated load that the feature comes from. */
            snapshot: string;
            /**
             * Format: date
             * @description The day for which that load stands.
             */
            dated?: string | null;
            /** @description The layer. */
            layer: string;
            /** @description The feature's code. */
            code: string;
            /** @description The feature's name; empty where it is that of a person and the reader may not see it. */
            name: string;
            /** @description Holder as the layer states it; always null for field teams. */
            holder?: string | null;
            /** @description Status as the layer writes it. */
            status?: string | null;
            /** @description Status in words. */
            status_text?: string | null;
            /**
             * Format: date
             * @description First day on which the feature stood so, where the layer states one.
             */
            valid_from?: string | null;
            /**
             * Format: date
             * @description Last day of it.
             */
            valid_to?: string | null;
            /** @description How the site lies to it. */
            relation: components["schemas"]["RelationName"];
            /**
             * Format: double
             * @description Area of the site inside, in hectares.
             */
            area_ha: number;
            /**
             * Format: double
             * @description Share of the site inside, 0–1.
             */
            share: number;
            /**
             * Format: double
             * @description Distance from the site's edge, in metres.
             */
            distance_m: number;
            certainty?: components["schemas"]["TieCertainty"] | null;
            /** @description Which dated load it is read from. */
            reading: components["schemas"]["ReadingName"];
            /** @description All of it in words, with the caution that belongs to a title. */
            words: string;
        };
        /** @description A tie as it stands in a list; it never names a holder. */
        TieBrief: {
            /** @description What the layer describes. */
            kind: components["schemas"]["LayerKindName"];
            /** @description The feature's code. */
            code: string;
            /** @description The feature's name; empty where it is that of a person and the reader may not see it. */
            name: string;
            /** @description How the site lies to it. */
            relation: components["schemas"]["RelationName"];
            /**
             * Format: double
             * @description Share of the site inside, 0–1.
             */
            share: number;
            /**
             * Format: double
             * @description Distance from the site's edge, in metres.
             */
            distance_m: number;
        };
        /** @description How sure a tie is. */
        TieCertainty: {
            /**
             * Format: double
             * @description Probability that any of the site lies inside; of a point or line, that it lies in the
             *     site.
             */
            touches: number;
            /**
             * Format: double
             * @description Probability that at least half of the site's area lies inside.
             */
            mostly: number;
            /**
             * Format: double
             * @description 5 % quantile of the share of the site inside, 0–1.
             */
            share_low: number;
            /**
             * Format: double
             * @description 95 % quantile of it.
             */
            share_high: number;
        };
        /** @description The layers of the map. */
        TileIndex: {
            /** @description Differs whenever any tile may differ; given as `v`, it lets a browser keep tiles. */
            version: string;
            /** @description Alerts, sites, reports, then one layer of each kind; some may be empty. */
            layers: components["schemas"]["TileLayerSummary"][];
        };
        /** @description A layer of the map. */
        TileLayerSummary: {
            /** @description Name in the address of its tiles and inside them. */
            name: string;
            /** @description Kind of context layer; none for `alerts`, `sites` and `reports`. */
            kind?: string | null;
            /** @description Number of features; an alert counts once as a point and once as an outline. */
            features: number;
            /** @description West, south, east, north in degrees (EPSG:4326). */
            bounds?: number[] | null;
            /**
             * Format: int32
             * @description First zoom that has tiles.
             */
            min_zoom: number;
            /**
             * Format: int32
             * @description Last zoom that has tiles; deeper maps stretch it.
             */
            max_zoom: number;
        };
        /**
         * @description What can be said.
         * @enum {string}
         */
        VerdictName: "same" | "different";
        /** @description A place: its most urgent alert, and how many more there are. */
        WorkPlace: {
            /** @description The most urgent alert. */
            alert: components["schemas"]["AlertFeature"];
            /**
             * Format: int64
             * @description How many more there are here.
             */
            more: number;
            /** @description Box around their middles: west, south, east, north in degrees, EPSG:4326. */
            bbox: number[];
        };
        /** @description The most urgent places. */
        Worklist: {
            /** @description The most urgent first. */
            places: components["schemas"]["WorkPlace"][];
            /**
             * Format: double
             * @description Alerts within this distance of a more urgent one are told with it, in metres.
             */
            together_m: number;
            /**
             * Format: int64
             * @description Places that are left out.
             */
            places_left_out: number;
            /**
             * Format: int64
             * @description Alerts that the filters choose, those of places that are left out included.
             */
            total: number;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    reader: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    reader_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description File of the reader. */
                file: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_alerts: {
        parameters: {
            query?: {
                /**
                 * @description `west,south,east,north` in degrees: only alerts whose own box meets it.
                 * @example -70.6,-13.1,-69.9,-12.5
                 */
                bbox?: string;
                /** @description Only what may have been cleared on or after this day (UTC). */
                from?: string;
                /** @description Only what may have been cleared on or before this day (UTC). */
                to?: string;
                /** @description Only in this state. */
                state?: "provisional" | "confirmed";
                /** @description Only of this cause. */
                driver?: "mining" | "other" | "unknown";
                /** @description At least this probable, 0–1. */
                confidence_min?: number;
                /** @description At least this large, in hectares. */
                area_min_ha?: number;
                /** @description At most this large, in hectares. */
                area_max_ha?: number;
                /** @description Only those that lie on a feature of this kind, in whole or in part. */
                layer?: "mining_right" | "reinfo" | "protected_area" | "buffer_zone" | "native_community" | "forestry_concession" | "conservation_concession" | "mining_zone" | "river" | "lake" | "wetland" | "road" | "settlement" | "district" | "other";
                /** @description Only those that lie on the mining right of this code, in whole or in part. */
                right?: string;
                /** @description What comes first. */
                sort?: "rank" | "newest" | "largest" | "priority";
                /** @description Length of the page, 1 to 500; 50 where not given. */
                limit?: number;
                /** @description Where to go on: `next_cursor` of the page before, with the same filters. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertCollection"];
                };
            };
            /** @description bad_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    download_alerts: {
        parameters: {
            query: {
                /**
                 * @description `west,south,east,north` in degrees: only alerts whose own box meets it.
                 * @example -70.6,-13.1,-69.9,-12.5
                 */
                bbox?: string;
                /** @description Only what may have been cleared on or after this day (UTC). */
                from?: string;
                /** @description Only what may have been cleared on or before this day (UTC). */
                to?: string;
                /** @description Only in this state. */
                state?: "provisional" | "confirmed";
                /** @description Only of this cause. */
                driver?: "mining" | "other" | "unknown";
                /** @description At least this probable, 0–1. */
                confidence_min?: number;
                /** @description At least this large, in hectares. */
                area_min_ha?: number;
                /** @description At most this large, in hectares. */
                area_max_ha?: number;
                /** @description Only those that lie on a feature of this kind, in whole or in part. */
                layer?: "mining_right" | "reinfo" | "protected_area" | "buffer_zone" | "native_community" | "forestry_concession" | "conservation_concession" | "mining_zone" | "river" | "lake" | "wetland" | "road" | "settlement" | "district" | "other";
                /** @description Only those that lie on the mining right of this code, in whole or in part. */
                right?: string;
                /** @description What comes first. */
                sort?: "rank" | "newest" | "largest" | "priority";
                /** @description The format of the file. */
                format: "geojson" | "csv" | "gpkg" | "kml";
                /**
                 * @description Rules that no jurist has reviewed and that are taken along all the same, by their
                 *     identifiers, parted by commas.
                 */
                rules?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file, as an attachment: GeoJSON, CSV, GeoPackage or KML */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": number[];
                };
            };
            /** @description bad_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    worklist: {
        parameters: {
            query?: {
                /**
                 * @description `west,south,east,north` in degrees: only alerts whose own box meets it.
                 * @example -70.6,-13.1,-69.9,-12.5
                 */
                bbox?: string;
                /** @description Only what may have been cleared on or after this day (UTC). */
                from?: string;
                /** @description Only what may have been cleared on or before this day (UTC). */
                to?: string;
                /** @description Only in this state. */
                state?: "provisional" | "confirmed";
                /** @description Only of this cause. */
                driver?: "mining" | "other" | "unknown";
                /** @description At least this probable, 0–1. */
                confidence_min?: number;
                /** @description At least this large, in hectares. */
                area_min_ha?: number;
                /** @description At most this large, in hectares. */
                area_max_ha?: number;
                /** @description Only those that lie on a feature of this kind, in whole or in part. */
                layer?: "mining_right" | "reinfo" | "protected_area" | "buffer_zone" | "native_community" | "forestry_concession" | "conservation_concession" | "mining_zone" | "river" | "lake" | "wetland" | "road" | "settlement" | "district" | "other";
                /** @description Only those that lie on the mining right of this code, in whole or in part. */
                right?: string;
                /** @description What comes first. */
                sort?: "rank" | "newest" | "largest" | "priority";
                /** @description Most places, 1 to 100; the profile's where not given. */
                places?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Worklist"];
                };
            };
            /** @description bad_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    show_alert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier of the alert */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertDetail"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    alert_chip: {
        parameters: {
            query?: {
                /** @description `natural` (the default), `swir`, `ndvi` or `disturbance` (since the view before). */
                preset?: string;
                /** @description Side of the picture in pixels, 64 to 1024; 480 where not given. */
                size?: number;
                /** @description Whether the outline is drawn; it is where not given. */
                outline?: boolean;
            };
            header?: never;
            path: {
                /** @description Identifier of the alert */
                id: string;
                /** @description `before` or `after` */
                moment: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": number[];
                };
            };
            /** @description There is no such view */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The picture is the one that `If-None-Match` names */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description bad_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description busy, timeout */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    add_note: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier of the alert */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoteText"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Note"];
                };
            };
            /** @description bad_body, bad_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description csrf */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    open_alert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier of the alert */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is noted, or was before */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description csrf */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    alert_pixels: {
        parameters: {
            query?: {
                /** @description Longitude in degrees, near the alert; its middle where not given. */
                lon?: number;
                /** @description Latitude in degrees, together with `lon`. */
                lat?: number;
            };
            header?: never;
            path: {
                /** @description Identifier of the alert */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PixelSeries"];
                };
            };
            /** @description bad_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description busy, timeout */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    show_briefing: {
        parameters: {
            query?: {
                /** @description Longitude in degrees, EPSG:4326; with `lat`. */
                lon?: number;
                /** @description Latitude in degrees, EPSG:4326; with `lon`. */
                lat?: number;
                /** @description How far around the point, in metres, 100 to 100,000; 10,000 where not given. */
                radius_m?: number;
                /** @description Instead of a point: `lon,lat;lon,lat;…`, 3 to 200 vertices, at most 30,000 km². */
                area?: string;
                /** @description Most targets, 1 to 100; 20 where not given. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Briefing"];
                };
            };
            /** @description bad_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    download_briefing: {
        parameters: {
            query: {
                /** @description Kind of file. */
                format: "gpx" | "geojson";
                /** @description Longitude in degrees, EPSG:4326; with `lat`. */
                lon?: number;
                /** @description Latitude in degrees, EPSG:4326; with `lon`. */
                lat?: number;
                /** @description How far around the point, in metres, 100 to 100,000; 10,000 where not given. */
                radius_m?: number;
                /** @description Instead of a point: `lon,lat;lon,lat;…`, 3 to 200 vertices, at most 30,000 km². */
                area?: string;
                /** @description Most targets, 1 to 100; 20 where not given. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/gpx+xml": string;
                    "application/geo+json": string;
                };
            };
            /** @description bad_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    events: {
        parameters: {
            query?: {
                /** @description Number of the last event that was seen; `Last-Event-ID` says the same and wins. */
                after?: number;
            };
            header?: {
                /** @description Number of the last event that was seen. */
                "Last-Event-ID"?: number | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["AlertChange"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description too_many_streams */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    here_at_point: {
        parameters: {
            query: {
                /** @description Longitude in degrees, EPSG:4326. */
                lon: number;
                /** @description Latitude in degrees, EPSG:4326. */
                lat: number;
                /** @description How far to look, in metres, 0 to 20,000; 0 where not given. */
                radius_m?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HereAnswer"];
                };
            };
            /** @description bad_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    here_in_area: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AreaBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HereAnswer"];
                };
            };
            /** @description bad_parameter, bad_body */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description csrf */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    here_in_file: {
        parameters: {
            query?: {
                /** @description Name of the file with its ending. */
                name?: string;
                /** @description CRS, for instance `EPSG:32719`; for files that state none, or a wrong one. */
                crs?: string;
                /** @description Metres around lines and points, 10 to 20,000; 500 where not given. */
                radius_m?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description The file */
        requestBody: {
            content: {
                "application/octet-stream": number[];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HereFileAnswer"];
                };
            };
            /** @description bad_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description csrf */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description too_large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description unusable_file */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_holders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Holders"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    judge_holders: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HolderVerdict"];
            };
        };
        responses: {
            /** @description It is noted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description bad_parameter, bad_body */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_allowed, csrf */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_layers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Layers"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    layer_changes: {
        parameters: {
            query: {
                /** @description The earlier load, by its identifier. */
                from: string;
                /** @description The later one. */
                to: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LayerChanges"];
                };
            };
            /** @description bad_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    openapi_document: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": Record<string, never>;
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    production_findings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProductionFindings"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_allowed */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_reports: {
        parameters: {
            query?: {
                /**
                 * @description `west,south,east,north` in degrees.
                 * @example -70.6,-13.1,-69.9,-12.5
                 */
                bbox?: string;
                /** @description Length of the page, 1 to 500; 50 where not given. */
                limit?: number;
                /** @description Where to go on: `next_cursor` of the page before, with the same `bbox`. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportCollection"];
                };
            };
            /** @description bad_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    show_report: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier of the report */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReportDetail"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    report_photo: {
        parameters: {
            query?: {
                /** @description Longer side in pixels, 64 to 1600; 1600 where not given. Photos are never enlarged. */
                size?: number;
            };
            header?: never;
            path: {
                /** @description Identifier of the report */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": number[];
                };
            };
            /** @description The photo is the one that `If-None-Match` names */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description bad_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description busy, timeout */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_scenes: {
        parameters: {
            query?: {
                /** @description Only this series, for instance `tile:19LCG`. */
                series?: string;
                /**
                 * @description Only scenes that reach into `west,south,east,north`, in degrees.
                 * @example -70.6,-13.1,-69.9,-12.5
                 */
                bbox?: string;
                /** @description How many, 1 to 500; 50 where not given. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Scenes"];
                };
            };
            /** @description bad_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description busy, timeout */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    search: {
        parameters: {
            query: {
                /**
                 * @description Coordinates (degrees, UTM, MGRS), a code, a name, a holder, or an alert's id. Only
                 *     the first 200 characters are read.
                 */
                q: string;
                /** @description Most results, 1 to 50; 10 where not given. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchResults"];
                };
            };
            /** @description bad_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    show_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    start_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description bad_credentials */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description csrf */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description too_many_attempts */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    end_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description csrf */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    set_language: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SessionChange"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description bad_body */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description csrf */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    list_sites: {
        parameters: {
            query?: {
                /**
                 * @description `west,south,east,north` in degrees.
                 * @example -70.6,-13.1,-69.9,-12.5
                 */
                bbox?: string;
                /** @description Length of the page, 1 to 500; 50 where not given. */
                limit?: number;
                /** @description Where to go on: `next_cursor` of the page before, with the same `bbox`. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteCollection"];
                };
            };
            /** @description bad_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    show_site: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Identifier of the site */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SiteDetail"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    show_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Status"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    tile_index: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TileIndex"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    scene_tile: {
        parameters: {
            query?: {
                /** @description `webp` (lossy; the default) or `png` (lossless). */
                format?: string;
                /** @description The earlier scene, for the preset `disturbance`. */
                before?: string;
            };
            header?: never;
            path: {
                /** @description Identifier of the scene */
                scene: string;
                /** @description `natural`, `swir`, `ndvi` or `disturbance` */
                preset: string;
                /** @description Zoom, 0 to 20 */
                z: number;
                /** @description Column, from the antimeridian eastwards */
                x: number;
                /** @description Row, from the north */
                y: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": number[];
                };
            };
            /** @description The scene shows nothing there */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The tile is the one that `If-None-Match` names */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description bad_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description busy, timeout */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    vector_tile: {
        parameters: {
            query?: {
                /**
                 * @description The version from `GET /api/v1/tiles`: where it is the current one, the tile may be
                 *     kept; the tile is the current one in any case.
                 */
                v?: string;
            };
            header?: never;
            path: {
                /** @description Name of the layer */
                layer: string;
                /** @description Zoom, 0 to 14 */
                z: number;
                /** @description Column, from the antimeridian eastwards */
                x: number;
                /** @description Row, from the north */
                y: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.mapbox-vector-tile": number[];
                };
            };
            /** @description The tile shows nothing */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The tile is the one that `If-None-Match` names */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description bad_parameter */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_signed_in */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
            /** @description not_found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDocument"];
                };
            };
        };
    };
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
