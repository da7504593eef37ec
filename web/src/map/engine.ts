import {
  AJAXError,
  Map as MapLibre,
  setWorkerUrl,
  type LngLatBoundsLike,
  type MapGeoJSONFeature,
  type PaddingOptions,
  type StyleSpecification,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { BBox } from '../api/contract';
import { drawSymbol, SYMBOL_RATIO } from './symbols';
import './engine.css';

setWorkerUrl(workerUrl);

/** Where the map looks. */
export interface View {
  lon: number;
  lat: number;
  zoom: number;
}

export interface EngineOptions {
  container: HTMLElement;
  style: StyleSpecification;
  /** Words of the map for screen readers. */
  label: string;
  view?: View | null;
  bounds?: BBox | null;
  interactive?: boolean;
  /** Room to leave around `bounds` at first, in pixels. */
  padding?: number | PaddingOptions;
  onmove?: () => void;
  onmoveend?: () => void;
  onclick?: (at: { lon: number; lat: number }, features: MapGeoJSONFeature[]) => void;
  onpoint?: (at: { lon: number; lat: number } | null, features: MapGeoJSONFeature[]) => void;
  /** Layers that clicks and pointers find; all if left out. */
  answering?: string[];
  /** The server refused a tile because nobody is signed in any more. */
  onsignedout?: () => void;
}

/** The page's own test hook: counts what is really drawn. */
export interface MapElement extends HTMLElement {
  vigiaMap?: MapEngine;
}

const REDUCED = matchMedia('(prefers-reduced-motion: reduce)');

/** The only owner of a MapLibre instance: everything else speaks of styles and views. */
export class MapEngine {
  readonly #map: MapLibre;
  readonly #container: MapElement;
  #ready = false;
  #next: StyleSpecification | null = null;

  constructor(options: EngineOptions) {
    const { style, view, bounds } = options;
    const container: MapElement = options.container;
    this.#container = container;
    this.#map = new MapLibre({
      container,
      style,
      attributionControl: false,
      maplibreLogo: false,
      // North stays up: coordinates are read off this map.
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      maxZoom: 19,
      minZoom: 3,
      interactive: options.interactive ?? true,
      // A printed page shows what is drawn.
      canvasContextAttributes: { preserveDrawingBuffer: true },
      fadeDuration: REDUCED.matches ? 0 : 200,
      locale: { 'Map.Title': options.label },
      ...(view ? { center: [view.lon, view.lat], zoom: view.zoom } : {}),
      ...(!view && bounds ? { bounds: box(bounds), fitBoundsOptions: { padding: options.padding ?? 48, maxZoom: 15 } } : {}),
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.keyboard.disableRotation();
    container.vigiaMap = this;
    this.#listen(options);
  }

  #listen(options: EngineOptions): void {
    const map = this.#map;
    map.setMissingStyleImageResolver((id) => {
      const picture = drawSymbol(id);
      if (picture && !map.hasImage(id)) map.addImage(id, picture, { pixelRatio: SYMBOL_RATIO });
    });
    this.#await();
    map.on('error', (event) => {
      if (event.error instanceof AJAXError && event.error.status === 401) options.onsignedout?.();
      else console.error(event.error);
    });
    map.on('move', () => options.onmove?.());
    map.on('moveend', () => options.onmoveend?.());
    map.on('load', () => options.onmoveend?.());
    map.on('click', (event) => {
      const around = 5;
      const { x, y } = event.point;
      const found = map.queryRenderedFeatures(
        [
          [x - around, y - around],
          [x + around, y + around],
        ],
        this.#answering(options),
      );
      options.onclick?.({ lon: event.lngLat.lng, lat: event.lngLat.lat }, found);
    });
    map.on('mousemove', (event) => {
      const found = map.queryRenderedFeatures(event.point, this.#answering(options));
      options.onpoint?.({ lon: event.lngLat.lng, lat: event.lngLat.lat }, found);
    });
    map.on('mouseout', () => options.onpoint?.(null, []));
  }

  #answering({ answering }: EngineOptions): { layers?: string[] } {
    return answering ? { layers: answering.filter((id) => this.#map.getLayer(id)) } : {};
  }

  #await(): void {
    this.#ready = false;
    this.#map.once('style.load', () => {
      this.#ready = true;
      if (this.#next) this.show(this.#next);
    });
  }

  /** Applies `style` by its difference to the one shown. */
  show(style: StyleSpecification): void {
    // A style that is still loading cannot be compared: the latest one waits.
    this.#next = this.#ready ? null : style;
    if (this.#ready) this.#map.setStyle(style, { diff: true, validate: false });
  }

  /**
   * Fetches again what was refused, for instance while nobody was signed in. The style is built
   * anew: `refreshTiles` leaves a tile that failed once loading for ever.
   */
  refresh(): void {
    const style = this.#map.getStyle();
    this.#await();
    this.#map.setStyle(style, { diff: false });
  }

  /** Middle and zoom of what is seen. */
  get view(): View {
    const { lng, lat } = this.#map.getCenter();
    return { lon: lng, lat, zoom: this.#map.getZoom() };
  }

  /** What is seen: west, south, east, north. */
  get bounds(): BBox {
    const bounds = this.#map.getBounds();
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  /** Length on the ground of `pixels` along the middle of the map, in metres. */
  metres(pixels: number): number {
    const { clientWidth, clientHeight } = this.#container;
    const y = clientHeight / 2;
    const x = (clientWidth - pixels) / 2;
    return this.#map.unproject([x, y]).distanceTo(this.#map.unproject([x + pixels, y]));
  }

  /** Size of the map in pixels. */
  get size(): { width: number; height: number } {
    return { width: this.#container.clientWidth, height: this.#container.clientHeight };
  }

  goTo(view: Partial<View> & { lon: number; lat: number }): void {
    const target = { center: [view.lon, view.lat] as [number, number], zoom: view.zoom ?? this.view.zoom };
    if (REDUCED.matches) this.#map.jumpTo(target);
    else this.#map.flyTo({ ...target, duration: 900 });
  }

  /** Shows all of `bounds`; `padding` in pixels. */
  fit(bounds: BBox, options: { padding?: number | PaddingOptions; maxZoom?: number } = {}): void {
    this.#map.fitBounds(box(bounds), {
      padding: options.padding ?? 64,
      maxZoom: options.maxZoom ?? 15,
      animate: !REDUCED.matches,
      duration: 900,
    });
  }

  zoomBy(steps: number): void {
    this.#map.easeTo({ zoom: this.view.zoom + steps, duration: REDUCED.matches ? 0 : 250 });
  }

  /** Position of a place on the screen, in pixels from the map's corner. */
  project(lon: number, lat: number): { x: number; y: number } {
    return this.#map.project([lon, lat]);
  }

  set cursor(cursor: string) {
    this.#map.getCanvas().style.cursor = cursor;
  }

  /** Names the map for screen readers after a change of language. */
  set label(label: string) {
    this.#map.getCanvas().setAttribute('aria-label', label);
  }

  resize(): void {
    this.#map.resize();
  }

  /** Resolves when everything asked for is drawn. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#map.loaded() && !this.#map.isMoving()) resolve();
      else this.#map.once('idle', () => resolve());
    });
  }

  /** Number of different features drawn by the layers `ids`, told apart by `key`. */
  drawn(ids: string[], key = 'id'): number {
    const layers = ids.filter((id) => this.#map.getLayer(id));
    if (layers.length === 0) return 0;
    const found = this.#map.queryRenderedFeatures({ layers });
    return new Set(found.map((feature) => String(feature.properties[key] ?? feature.id))).size;
  }

  remove(): void {
    delete this.#container.vigiaMap;
    this.#map.remove();
  }
}

function box([west, south, east, north]: BBox): LngLatBoundsLike {
  return [
    [west, south],
    [east, north],
  ];
}
